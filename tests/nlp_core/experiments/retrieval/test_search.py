"""Queries as they come: known words, unknown ones, too many, none; and every method answers."""

import numpy as np
import pytest

from nlp_core.corpora import library
from nlp_core.errors import LearnerError
from nlp_core.experiments.retrieval.search import MOST_WORDS, Settings, ranker, read
from nlp_core.text.embeddings import Vectors
from nlp_core.text.ranking import best
from nlp_core.text.reader import SEARCHED, Reader
from nlp_core.text.tokenizers import Token
from tests.nlp_core.experiments.retrieval.searching import few, shelved

METHODS = ("title", "coordination", "tf-idf", "bm25", "dense", "hybrid")


def test_the_words_of_a_query() -> None:
    index = few("A cat sat on the mat.", "The dog sat.")
    terms = index.terms("The CAT and the cat, the zebra!")
    assert (terms.known, terms.times, terms.unknown) == (("the", "cat"), (3, 2), ("and", "zebra"))
    assert terms.all == ("the",) * 3 + ("cat",) * 2
    assert not terms.only_stop_words and terms.left_out == 0
    assert index.terms("the and of").only_stop_words


@pytest.mark.parametrize("query", ["", "   ", "!?…"])
def test_nothing_to_look_up(query: str) -> None:
    with pytest.raises(LearnerError, match="no-query"):
        few("a b").terms(query)


def test_a_huge_query_is_cut_and_said() -> None:
    terms = few("w1 w2").terms(" ".join(f"w{i}" for i in range(100)))
    assert len(terms.known) + len(terms.unknown) == MOST_WORDS
    assert terms.left_out == 100 - MOST_WORDS


def test_unknown_words_have_near_ones() -> None:
    index = shelved("en")
    assert "rainbow" in index.near("rainbwo")
    assert index.near("x") == index.near("y" * 50) == []


def test_a_collection_of_nothing_or_of_one() -> None:
    with pytest.raises(LearnerError, match="nothing-in-unit"):
        few("…", "!!")
    alone = few("only one text here")
    for method in METHODS:
        scores = ranker(alone, Settings()).scores(method, alone.terms("one text").all)
        assert scores.shape == (1,) and np.isfinite(scores).all()
    assert alone.commonest().known


def test_endings_of_half_a_syllable_are_not_looked_up() -> None:
    reader = Reader("ko", "morphemes", lambda _: [Token("ㄴ다", 0, 1), Token("ㄱ", 2, 3)])
    assert read(reader, "한다 ㄱ") == ["ㄱ"]


@pytest.mark.parametrize("language", library.LANGUAGES)
def test_every_method_answers_every_judged_query(language: str) -> None:
    for unit in SEARCHED[language]:
        index = shelved(language, unit)
        asking = ranker(index, Settings())
        for method in METHODS:
            found = [asking.scores(method, words) for words in index.judged]
            assert all(np.isfinite(one).all() and one.shape == (120,) for one in found)


def test_the_ends_of_the_controls() -> None:
    index = shelved("en")
    words = index.terms("refraction and reflection of light").all
    for k1 in (0.0, 3.0):
        for b in (0.0, 1.0):
            for share in (0.0, 0.5, 1.0):
                scores = ranker(index, Settings(k1, b, share)).scores("hybrid", words)
                assert best(scores, 1).tolist() == [index.collection.titles.index("Rainbow")]


def test_any_vectors_can_stand_for_words() -> None:
    """With vectors that hold the answer, a query finds a text that shares no word with it."""
    index = few("purr purr meow", "bark growl howl", "sing song")
    words = ("purr", "meow", "bark", "growl", "howl", "sing", "song", "kitten")
    matrix = np.zeros((len(words), 3), dtype=np.float32)
    for row, group in enumerate((0, 0, 1, 1, 1, 2, 2, 0)):
        matrix[row, group] = 1
    made = ranker(index, Settings(), Vectors(words, matrix))
    assert best(made.scores("dense", ["kitten"]), 1).tolist() == [0]
    assert not made.scores("bm25", ["kitten"]).any()
