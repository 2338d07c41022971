"""A learner's documents, made safe to count, and the units they are cut into."""

from collections.abc import Iterable
from functools import cache

from nlp_core.corpora import reviews
from nlp_core.errors import LearnerError
from nlp_core.memory import per_visitor
from nlp_core.text.characters import is_word_like
from nlp_core.text.cleaning import clean
from nlp_core.text.reader import Reader, words
from nlp_core.text.tidying import Tidied, tidy
from nlp_core.text.tokenizers import as_counted

Document = tuple[str, ...]
DOCUMENTS = {  # a noun in three forms, a word said twice, two lines that differ in who sees whom
    "ko": "어제도 학교에, 오늘도 학교에 간다\n학교에 간다\n학교를 본다\n학교 앞 가게에 간다\n"
    "토끼가 여우를 본다\n여우가 토끼를 본다",
    "en": "To school today, to school tomorrow!\nSchool starts at nine.\nTwo schools close.\n"
    "The school's gate is big.\nThe rabbit sees the fox.\nThe fox sees the rabbit.",
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


@per_visitor(4)
def tidied(texts: tuple[str, ...], *, shorten: bool) -> Tidied:
    """The documents without HTML remains, drawn-out letters shortened if asked for."""
    return tidy(texts, shorten=shorten)


def own_stop_words(typed: str) -> frozenset[str]:
    """Stop words as a learner lists them, with spaces or commas between, in one spelling.

    A word in signs counts without them too; anything else may be a morpheme or a run of letters.
    """
    listed = {as_counted(one) for one in typed.replace(",", " ").split()}
    return frozenset(listed | {token.text for token in words(typed)})


def _is_shipped(texts: tuple[str, ...], reader: Reader) -> bool:
    return texts in (review_documents(reader.language), _example_documents(reader.language))


@per_visitor(8, shared=_is_shipped)
def cut(texts: tuple[str, ...], reader: Reader) -> tuple[Document, ...]:
    """The units of each text. LearnerError "nothing-in-unit" if no text holds any."""
    found = tuple(tuple(reader.units(text)) for text in texts)
    if not any(found):
        raise LearnerError("nothing-in-unit")
    return found


@cache
def _example_documents(language: str) -> tuple[str, ...]:
    return split_documents(DOCUMENTS[language])


@cache
def review_documents(language: str) -> tuple[str, ...]:
    """The texts of the written reviews."""
    return tuple(review.text for review in reviews.reviews(language))
