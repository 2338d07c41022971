"""Unigram cuts as the tokenizers library does, and EM does what EM must."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from nlp_core.corpora.reviews import reviews
from nlp_core.errors import LearnerError
from nlp_core.text.bpe_base import chunks
from nlp_core.text.unigram import (
    UNKNOWN_PENALTY,
    build_lattice,
    expected_counts,
    learn_pieces,
    seed_pieces,
    train,
    viterbi,
)

TEXTS = [review.text for review in reviews("ko")]
MODEL = train(TEXTS, vocab_size=1200)

scores = st.dictionaries(
    st.text("ab가나", min_size=1, max_size=4), st.floats(-20, -0.01), min_size=1, max_size=12
)
words = st.text("ab가나c", max_size=9)


def by_the_library(scores: dict[str, float]) -> Tokenizer:
    """The same pieces and scores; its first piece stands for what is unknown."""
    vocabulary = [("<unk>", min(scores.values())), *scores.items()]
    return Tokenizer(models.Unigram(vocabulary, 0, False))


def ways(word: str) -> list[list[str]]:
    """All ways to cut a word."""
    inner = range(1, len(word))
    cuts = [c for n in range(len(word)) for c in combinations(inner, n)]
    return [[word[a:b] for a, b in zip((0, *cut), (*cut, len(word)), strict=True)] for cut in cuts]


def test_cuts_the_reviews_as_the_library_does() -> None:
    library = by_the_library(MODEL.scores)
    for chunk in {chunk for text in TEXTS for chunk in chunks(text)}:
        assert MODEL.cut(chunk) == library.encode(chunk).tokens


@given(scores, words)
@settings(deadline=None, max_examples=300)
def test_scores_as_the_library_does(scores: dict[str, float], word: str) -> None:
    """Equal scores may be cut differently: the sum of logs is what must agree."""
    unknown = min(scores.values()) - UNKNOWN_PENALTY
    ours = viterbi(word, scores, unknown=unknown)
    theirs = by_the_library(scores).encode(word).tokens

    def total(pieces: list[str]) -> float:
        return sum(scores.get(piece, unknown * len(piece)) for piece in pieces)

    assert "".join(ours) == word == "".join(theirs)
    assert total(ours) == pytest.approx(total(theirs))


@given(scores, st.text("ab가나", min_size=1, max_size=7))
@settings(deadline=None)
def test_no_way_to_cut_is_better(scores: dict[str, float], word: str) -> None:
    possible = [way for way in ways(word) if all(piece in scores for piece in way)]
    if possible:
        best = max(sum(scores[piece] for piece in way) for way in possible)
        found = viterbi(word, scores, unknown=-1000.0)
        assert sum(scores[piece] for piece in found) == pytest.approx(best)


def test_expected_counts_by_listing_every_way() -> None:
    words = {"abab": 3, "ba": 2, "aaa": 1}
    pieces = ["a", "b", "ab", "ba", "aa"]
    logs = np.log([0.3, 0.2, 0.25, 0.15, 0.1])
    probability = dict(zip(pieces, np.exp(logs), strict=True))
    expected = dict.fromkeys(pieces, 0.0)
    log_likelihood = 0.0
    for word, frequency in words.items():
        possible = [way for way in ways(word) if all(piece in probability for piece in way)]
        weights = [math.prod(probability[piece] for piece in way) for way in possible]
        log_likelihood += frequency * math.log(sum(weights))
        for way, weight in zip(possible, weights, strict=True):
            for piece in way:
                expected[piece] += frequency * weight / sum(weights)
    counts, found = expected_counts(build_lattice(words, pieces), np.array([3.0, 2.0, 1.0]), logs)
    assert counts == pytest.approx(list(expected.values()))
    assert found == pytest.approx(log_likelihood)


def test_a_step_of_em_never_lowers_the_likelihood() -> None:
    words = {"banana": 4, "bandana": 2, "ananas": 3}
    weight = seed_pieces(words, 30)
    lattice = build_lattice(words, weight)
    frequency = np.array(list(words.values()), float)
    counts = np.array(list(weight.values()))
    found = []
    for _ in range(8):
        logs = np.log(counts / counts.sum())
        counts, log_likelihood = expected_counts(lattice, frequency, logs)
        counts = np.maximum(counts, 1e-12)
        found.append(log_likelihood)
    assert all(after >= before - 1e-9 for before, after in pairwise(found))


def test_learns_a_distribution_that_keeps_all_characters() -> None:
    assert len(MODEL.scores) == 1200
    assert sum(map(math.exp, MODEL.scores.values())) == pytest.approx(1.0, abs=1e-3)
    assert set("".join(TEXTS)) <= set(MODEL.scores)


def test_more_characters_than_asked_for() -> None:
    assert sorted(learn_pieces({"가나다라": 1}, 2)) == ["가", "나", "다", "라"]


def test_unknown_characters_stay_whole() -> None:
    assert MODEL.cut("영화👍👍") == [*MODEL.cut("영화"), "👍👍"]


@pytest.mark.parametrize("texts", [[], [""]])
def test_no_text(texts: list[str]) -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        train(texts, vocab_size=100)
