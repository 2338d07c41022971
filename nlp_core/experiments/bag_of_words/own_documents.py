"""A learner's documents, made safe to count, and the units they are cut into."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from nlp_core.corpora import reviews
from nlp_core.errors import LearnerError
from nlp_core.memory import per_visitor
from nlp_core.text.characters import is_word_like
from nlp_core.text.cleaning import clean
from nlp_core.text.tokenizers import (
    Token,
    character_ngrams,
    countable,
    english_words,
    eojeol,
    syllables,
    word_ngrams,
)

Document = tuple[str, ...]
UNITS = {
    "ko": ("words", "morphemes", "characters", "runs"),
    "en": ("words", "characters", "runs"),
}
DOCUMENTS = {  # a noun in three forms, a word said twice, two lines that differ in who sees whom
    "ko": "학교에 간다\n학교를 본다\n학교 앞 가게에 간다\n어제도 학교에, 오늘도 학교에 간다\n"
    "토끼가 여우를 본다\n여우가 토끼를 본다",
    "en": "School starts at nine.\nTwo schools close.\nThe school's gate is big.\n"
    "To school today, to school tomorrow!\nThe rabbit sees the fox.\nThe fox sees the rabbit.",
}
SOUGHT = {"ko": "학교", "en": "school"}
LONGEST = 1000  # characters of one document
MOST = 5000  # documents


def shortened(text: str, number: int, most: int = 14) -> str:
    """A document's name in a figure: its number and its beginning."""
    return f"{number}. {text if len(text) <= most else text[: most - 1] + '…'}"


def split_documents(text: str) -> tuple[str, ...]:
    """One document a line, cleaned; empty lines left out. LearnerError "no-documents" if none."""
    return usable_documents(text.splitlines())


def usable_documents(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines with something to count in them, cleaned, each cut at ``LONGEST``, at most ``MOST``."""
    cleaned = (clean(line, limit=LONGEST).text.replace("\n", " ") for line in lines)
    kept = tuple(line for line in cleaned if any(map(is_word_like, line)))[:MOST]
    if not kept:
        raise LearnerError("no-documents")
    return kept


def _is_shipped(texts: tuple[str, ...], language: str, *_: Any, **__: Any) -> bool:
    return texts in (review_documents(language), _example_documents(language))


@per_visitor(8, shared=_is_shipped)
def cut(texts: tuple[str, ...], language: str, unit: str, pairs: bool = False) -> tuple:
    """The units of each text: "words", "characters" or "runs" (of two characters)."""
    tokenize = {
        "words": eojeol if language == "ko" else english_words,
        "characters": syllables,
        "runs": lambda text: character_ngrams(text, 2, 2),
    }[unit]
    return tuple(units(tokenize(text), pairs and unit != "runs") for text in texts)


def units(tokens: Sequence[Token], pairs: bool = False) -> Document:
    """What is counted of some tokens: those with letters, in lower case; perhaps pairs as well."""
    return tuple(t.text for t in word_ngrams(countable(tokens), 1, 2 if pairs else 1))


@cache
def _example_documents(language: str) -> tuple[str, ...]:
    return split_documents(DOCUMENTS[language])


@cache
def review_documents(language: str) -> tuple[str, ...]:
    """The texts of the written reviews."""
    return tuple(review.text for review in reviews.reviews(language))


def review_morphemes(pairs: bool = False) -> tuple[Document, ...]:
    """The Korean reviews in morphemes, as they ship."""
    rows = reviews.morphemes()
    return tuple(units([unit.token for unit in row], pairs) for row in rows)
