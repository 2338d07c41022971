"""A learner's documents and the units they are cut into: own lines, an own file, or the reviews."""

from dataclasses import replace

from nlp_core.experiments.bag_of_words import own_documents
from nlp_core.text.reader import COMPARED
from pages.kit.controls import Choice, Text
from pages.kit.language import Both, language
from pages.kit.lesson import Lesson
from pages.kit.upload import texts
from pages.kit.visit import visit

SOURCE = Choice(
    "source",
    ("어떤 글을 볼까요?", "Which text?"),
    {
        "typed": ("내가 쓴 문서", "documents I write"),
        "file": ("내 파일", "my file"),
        "reviews": ("준비된 리뷰", "written reviews"),
    },
    listed=True,
)
TYPED = Text("documents", ("문서(한 줄에 하나씩)", "Documents (one a line)"), limit=4000, lines=4)
UNIT_NAMES: dict[str, Both] = {
    "words": ("어절", "words"),
    "morphemes": ("형태소", "morphemes"),
    "syllables": ("음절", "characters"),
    "runs": ("글자 2~3개씩", "runs of 2-3 characters"),
}
UNIT = Choice(
    "unit",
    ("단위(토크나이저)", "Unit (tokenizer)"),
    UNIT_NAMES,
    listed=True,
    former={"characters": "syllables"},
)


def unit_choice() -> Choice[str]:
    """The units that a text in the page's language can be cut into."""
    return replace(UNIT, options={unit: UNIT_NAMES[unit] for unit in COMPARED[language()]})


def documents(lesson: Lesson, source: str) -> tuple[str, ...]:
    """The documents that the learner gives; the default ones where there is none."""
    if source == "reviews":
        return own_documents.review_documents(language())
    default = own_documents.DOCUMENTS[language()]
    ready = own_documents.split_documents(default)
    if source == "typed":
        mine = lesson.ask(replace(TYPED, default=default))
        return lesson.attempt(lambda: own_documents.split_documents(mine), ready)
    found = texts(lesson.slug)
    if found is None:
        return ready
    lines = found.texts["text"]
    return lesson.attempt(
        lambda: visit().keep(
            "own-file-documents", found.identity, lambda: own_documents.usable_documents(lines)
        ),
        ready,
    )
