"""Measures of all methods on all queries, and what is said of them."""

import numpy as np
import pytest

from nlp_core.corpora import library
from nlp_core.errors import LearnerError
from nlp_core.experiments.retrieval.evaluation import (
    BASELINES,
    MEASURES,
    METHODS,
    grades_of,
    judge,
)
from nlp_core.experiments.retrieval.search import Settings, ranker
from nlp_core.text.ranking import best
from nlp_core.text.ranking_measures import ndcg_at
from tests.nlp_core.experiments.retrieval.searching import few, shelved


@pytest.mark.parametrize("language", library.LANGUAGES)
def test_every_method_beats_every_baseline_but_words_in_common(language: str) -> None:
    judged = judge(shelved(language, {"ko": "morphemes", "en": "words"}[language]), Settings())
    for measure in MEASURES:
        assert set(judged.values[measure]) == {*BASELINES, *METHODS}
        for values in judged.values[measure].values():
            assert values.shape == (60,) and (values >= 0).all() and (values <= 1).all()
    for method in METHODS:
        assert judged.mean("ndcg", method) > judged.mean("ndcg", "coordination")
        assert judged.mean("ndcg", method) > 3 * judged.mean("ndcg", "title")
    low, high = judged.random_spread["ndcg"]
    assert low < judged.mean("ndcg", "random") < high < 0.1


def test_a_value_can_be_computed_again() -> None:
    index = shelved("en")
    judged = judge(index, Settings(), None, 5)
    asking = ranker(index, Settings())
    for place in (0, 7, 59):
        ranked = best(asking.scores("bm25", index.judged[place]), 5).tolist()
        expected = ndcg_at(5, ranked, library.queries()[place].relevant)
        assert judged.values["ndcg"]["bm25"][place] == pytest.approx(expected)
        assert [document for document, _ in judged.first("bm25", place)] == ranked


@pytest.mark.parametrize("method", METHODS)
def test_the_lost_query_is_the_farthest_behind(method: str) -> None:
    judged = judge(shelved("en"), Settings())
    query, rival, mine, theirs = judged.losing(method)
    assert theirs > mine and rival != method
    values = judged.values["ndcg"]
    behind = np.max([values[other] - values[method] for other in METHODS], axis=0)
    assert theirs - mine == pytest.approx(behind.max())
    unfound = judged.unfound(query)
    assert all(word not in judged.ranker.searcher.index for word in unfound)


def test_kinds_make_up_the_mean() -> None:
    judged = judge(shelved("en"), Settings())
    kinds = judged.by_kind("ndcg", "bm25")
    assert np.mean(list(kinds.values())) == pytest.approx(judged.mean("ndcg", "bm25"))
    assert kinds["name"] > kinds["synonym"], "words that differ are what BM25 cannot find"


def test_a_query_as_it_is_typed_has_its_judgements() -> None:
    index = shelved("en")
    query = library.queries()[0]
    assert grades_of(index.collection, f" {query.words['en']} ") == query.relevant
    assert grades_of(index.collection, "never asked") == {}
    assert grades_of(few("a b c").collection, query.words["en"]) == {}


def test_own_texts_are_not_judged() -> None:
    with pytest.raises(LearnerError, match="not-judged"):
        judge(few("a b c"), Settings())
