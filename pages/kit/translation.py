"""What the two lessons on translation share: direction, sentence, chips, words they do not know."""

from nlp_core.experiments.attention import sentences
from pages.kit.chips import Chip
from pages.kit.controls import Choice
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.near_words import offer

LANGUAGES: dict[str, Both] = {"en": ("영어", "English"), "ko": ("한국어", "Korean")}
DIRECTION = Choice(
    "direction",
    ("번역 방향", "Direction"),
    {
        "en-ko": ("영어 → 한국어", "English → Korean"),
        "ko-en": ("한국어 → 영어", "Korean → English"),
    },
)


def home() -> str:
    """The direction that reads the learner's own language."""
    return "ko-en" if language() == "ko" else "en-ko"


def sides(direction: str) -> dict[str, str]:
    """The names of the language that is read and of the one that is written."""
    source, target = direction.split("-")
    return {"source": t(*LANGUAGES[source]), "target": t(*LANGUAGES[target])}


def ask_sentence(lesson: Lesson, direction: str, other: str) -> tuple[str, bool]:
    """The sentence to translate, and whether the learner writes it.

    One in the other language cannot be read: section ``other`` says so, and the first example
    stands in its place. In a mixed one the words that are not known are named later.
    """
    ready = sentences.examples(direction)
    listed = dict(enumerate(ready)) | {"own": ("내 문장 쓰기", "My own sentence")}
    number = lesson.ask(Choice("sentence", ("번역할 문장", "Sentence to translate"), listed))
    if number != "own":
        return ready[number], False
    typed = lesson.sentence(sentences.examples(home())[0])
    spoken = sentences.language_of(typed)
    if spoken in ("", direction.split("-")[0]) or sentences.is_mixed(typed):
        return typed, True
    lesson.say(other, **sides(direction), example=ready[0])
    return ready[0], True


def known_words(
    lesson: Lesson, text: str, vocabulary: tuple[str, ...], direction: str, section: str
) -> None:
    """Known words to take for the unknown ones of a learner's sentence, and a list of them all."""
    found = sentences.unknown_words(text, vocabulary, direction)
    offer(lesson.slug, text, ((one.word, one.near) for one in found))
    with lesson.folded(t("이 모델이 아는 단어", "The words it knows"), key="known") as opened:
        if opened:
            known = sentences.known_words(vocabulary)
            lesson.say(section, count=len(known), words=", ".join(known))


def sentence_chips(pieces: tuple[str, ...], side: str, old: tuple[str, ...] = ()) -> list[Chip]:
    """A sentence as chips, its units joined; what differs from ``old`` stands out."""
    role = {"en": "english", "ko": "korean"}[side]
    row = []
    for place, piece in enumerate(pieces):
        changed = bool(old) and old[place : place + 1] != (piece,)
        row.append(
            Chip(
                piece.strip(),
                role="gold" if changed else role,
                joined=piece[0] != " ",
                note="≠" if changed else "",
            )
        )
    return row
