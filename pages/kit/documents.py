"""A learner's documents and the units they are cut into: own lines, an own file, or the reviews."""

from collections.abc import Callable
from dataclasses import replace

from nlp_core.experiments.bag_of_words import own_documents
from pages.kit.controls import Choice, Text
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.morphemes import morphemes
from pages.kit.upload import columns

SOURCE = Choice(
    "source",
    ("어떤 글을 볼까요?", "Which text?"),
    {
        "typed": ("내가 쓴 문서", "documents I write"),
        "file": ("내 파일", "my file"),
        "reviews": ("준비된 리뷰", "written reviews"),
    },
)
TYPED = Text("documents", ("문서(한 줄에 하나씩)", "Documents (one a line)"), limit=4000, lines=6)
UNIT_NAMES = {
    "words": ("어절", "words"),
    "morphemes": ("형태소", "morphemes"),
    "characters": ("음절", "characters"),
    "runs": ("두 글자씩", "runs of two characters"),
}
UNITS = ("단위(토크나이저)", "Unit (tokenizer)")
Cut = Callable[..., tuple[own_documents.Document, ...]]


def documents(lesson: Lesson) -> tuple[str, ...]:
    """The documents that the learner chose, one a line; the default ones where there is none."""
    default = own_documents.DOCUMENTS[language()]
    source = lesson.ask(SOURCE)
    if source == "reviews":
        return own_documents.review_documents(language())
    texts = own_documents.split_documents(default)
    if source == "typed":
        mine = lesson.ask(replace(TYPED, default=default))
        return lesson.attempt(lambda: own_documents.split_documents(mine), texts)
    found = columns(lesson.slug, "file", {"text": t("글이 있는 열", "Column of the text")})
    if found is None:
        return texts
    return lesson.attempt(lambda: own_documents.usable_documents(found.texts["text"]), texts)


def units(lesson: Lesson) -> tuple[str, Cut]:
    """The name of the unit that the learner chose, and what cuts texts into such units.

    ``cut(texts, pairs=False)`` gives each text's units, neighbouring pairs too if asked for; eojeol
    stand in where morphemes are asked for and cannot be had.
    """
    here = language()
    named = {unit: UNIT_NAMES[unit] for unit in own_documents.UNITS[here]}
    unit = lesson.ask(Choice("unit", UNITS, named))

    def cut(texts: tuple[str, ...], pairs: bool = False) -> tuple[own_documents.Document, ...]:
        if unit == "morphemes" and texts == own_documents.review_documents(here):
            return own_documents.review_morphemes(pairs)
        rows = morphemes(texts) if unit == "morphemes" else None
        if rows is not None:
            return tuple(own_documents.units(row, pairs) for row in rows)
        return own_documents.cut(texts, here, "words" if unit == "morphemes" else unit, pairs)

    return t(*UNIT_NAMES[unit]), cut
