"""Public tests of English word vectors: judged pairs and analogies, read where they are here."""

from collections.abc import Iterator

from nlp_core.corpora.public import find, load
from nlp_core.text.embeddings import Question
from nlp_core.text.vector_scores import Pair


def similar_pairs() -> list[Pair]:
    """WordSim-353 in lower case: two words and how similar people find them, from 0 to 10.

    Empty where the set is not here, for it is never downloaded unasked.
    """
    rows = [line.lower().split("\t") for line in _lines("word_similarity")]
    return [(one, other, float(told)) for one, other, told in (row[:3] for row in rows)]


def analogy_questions() -> list[Question]:
    """The analogies of Mikolov et al. (2013a) in lower case; empty where they are not here."""
    rows = (line.lower().split() for line in _lines("word_analogy"))
    return [(a, b, c, d) for a, b, c, d in rows]


def _lines(name: str) -> Iterator[str]:
    if find(name):
        for text, _ in load(name)["all"]:
            if not text.startswith(("#", ":")):
                yield text
