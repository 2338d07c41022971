"""The order changes as rare words gain weight, and every number of it can be computed again."""

import numpy as np
import pytest

from nlp_core.corpora import library
from nlp_core.experiments.retrieval.reranking import (
    PARTS,
    SHOWN,
    arithmetic,
    by_method,
    rerank,
    shorter_or_longer,
)
from nlp_core.experiments.retrieval.search import Settings
from nlp_core.text.ranking import best, bm25, rarity, saturation
from tests.nlp_core.experiments.retrieval.searching import few, shelved

UNITS = {"ko": "morphemes", "en": "words"}


def start(language: str) -> str:
    return next(q.words[language] for q in library.queries() if q.id == "a05")


@pytest.mark.parametrize("language", library.LANGUAGES)
def test_power_one_is_bm25(language: str) -> None:
    index = shelved(language, UNITS[language])
    terms = index.terms(start(language))
    found = rerank(index, terms, Settings(), 1.0)
    scores = bm25(index.index).scores(terms.all)
    assert [one.document for one in found.found] == best(scores, SHOWN).tolist()
    assert [one.score for one in found.found] == pytest.approx(sorted(scores)[::-1][:SHOWN])


@pytest.mark.parametrize("language", library.LANGUAGES)
def test_the_rare_word_lifts_its_text_to_the_top(language: str) -> None:
    """What the lesson's figure shows at its start: with all words alike another text is first."""
    index = shelved(language, UNITS[language])
    terms = index.terms(start(language))
    alike, usual = (rerank(index, terms, Settings(), power) for power in (0.0, 1.0))
    first = usual.found[0]
    grades = next(q.relevant for q in library.queries() if q.id == "a05")
    assert grades[first.document] == 2
    assert first.before > 1 and alike.found[0].document != first.document
    assert alike.found[0].document in alike.first_alike
    assert index.index.holding(usual.rarest) == min(map(index.index.holding, usual.words))


def test_curves_are_weights_times_saturation() -> None:
    index = shelved("en")
    found = rerank(index, index.terms("light of light rainbow"), Settings(1.5, 0.5), 2.0)
    assert dict(zip(found.words, found.times, strict=True))["light"] == 2
    for word, times, weight in zip(found.words, found.times, found.weights, strict=True):
        idf = rarity(index.index.holding(word), len(index.index))
        assert weight == pytest.approx(idf**2 * times)
    curves = found.curves(4)
    assert curves[:, 0].tolist() == [0.0] * len(found.words)
    assert curves[0, -1] == pytest.approx(found.weights[0] * saturation(4, 1.0, 1.5, 0.5))


def test_shares_sum_to_one_and_the_arithmetic_adds_up() -> None:
    index = shelved("en")
    found = rerank(index, index.terms("refraction and reflection of light"), Settings(), 1.0)
    document = found.found[0].document
    for shares in by_method(found, document).values():
        assert sum(shares) == pytest.approx(1.0) and min(shares) >= 0
    said = arithmetic(found, document)
    assert said["idf"] * said["counted"] == pytest.approx(said["product"])
    assert said["product"] == pytest.approx(max(found.found[0].parts))


def test_a_longer_text_loses_when_b_grows() -> None:
    index = few("fox " + "word " * 60, "fox den", "other thing here")
    found = rerank(index, index.terms("fox"), Settings(), 1.0)
    assert shorter_or_longer(found) == (0, "down")
    assert shorter_or_longer(rerank(index, index.terms("fox"), Settings(0.0), 1.0))[1] == "same"
    short = few("fox", "fox " + "word " * 9, "word " * 30)
    assert shorter_or_longer(rerank(short, short.terms("fox"), Settings(), 1.0)) == (0, "up")


def test_many_words_and_ties() -> None:
    index = few("a b c d e f g h i", "a b c d e f g h i")
    found = rerank(index, index.terms("a b c d e f g h i"), Settings(), 1.0)
    assert len(found.words) > PARTS
    assert [one.document for one in found.found] == [0, 1]
    assert found.first_alike == (0, 1)
    assert np.isfinite([one.score for one in found.found]).all()
