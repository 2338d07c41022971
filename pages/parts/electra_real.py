"""The ELECTRA lesson's published discriminator: which words of a sentence it calls replaced."""

from nlp_core.errors import LearnerError
from nlp_core.experiments.electra.judging import CALLED
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, NEGATIVE
from nlp_core.published.asking import Verdicts, replaced
from pages.kit.controls import Text
from pages.kit.distinct import distinct
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.real import Opened, notes

TEXT = Text(
    "real-text",
    ("영어 문장, 단어 하나를 바꿔 보세요", "A sentence; replace one of its words"),
    "The chef ate the meal and washed the clouds.",
    limit=1_000,
)
SHOWN = 24  # tokens of a sentence that are drawn


def draw(lesson: Lesson, one: Opened) -> bool:
    """The verdict on each token; whether there was an answer."""
    typed, ready = lesson.ask(TEXT), str(TEXT.default)
    text = lesson.attempt(lambda: written(typed), ready)
    found: Verdicts | None = one.ask(replaced, text)
    if found is None:
        return False
    lesson.figure(verdicts(lesson, found), one.provenance, key="real")
    pairs = zip(found.tokens, found.replaced, strict=True)
    called = [token for token, chance in pairs if chance > CALLED]
    named = ", ".join(called[:SHOWN]) or t("없음", "none")
    lesson.say("real-read", called=named, tokens=len(found.tokens))
    if len(found.tokens) > SHOWN:
        lesson.say("real-first", shown=SHOWN)
    notes(lesson, found.left_out, found.unknown, len(found.tokens))
    return True


def written(text: str) -> str:
    """A text with something in it; LearnerError "empty-text" for another."""
    if not text.strip():
        raise LearnerError("empty-text")
    return text


def verdicts(lesson: Lesson, found: Verdicts) -> Figure:
    """The chance of each token that it was replaced, in the order of the sentence."""
    chances = list(found.replaced[:SHOWN])
    names = distinct(found.tokens[:SHOWN])
    colours = [NEGATIVE if chance > CALLED else FIXED for chance in chances]
    return named_bars(names, chances, colours=colours, domain=(0, 1), **lesson.words("real"))
