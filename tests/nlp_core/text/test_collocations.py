"""PMI beside a naive count, and why it loves rare pairs."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from nlp_core.text.collocations import (
    MEASURES,
    collocations,
    count_pairs,
    likelihood_ratio,
    npmi,
    pmi,
)

TEXTS = st.lists(st.lists(st.sampled_from("abcde"), max_size=12), min_size=1, max_size=6)


@given(TEXTS)
def test_pmi_is_the_naive_one(documents: list[list[str]]) -> None:
    near = [(d[i], d[i + 1]) for d in documents for i in range(len(d) - 1)]
    found = {c.words: c.score for c in collocations(count_pairs(documents), "pmi", 1, 1000)}
    assert set(found) == set(near)
    for pair in set(near):
        both = near.count(pair) / len(near)
        first = sum(one == pair[0] for one, _ in near) / len(near)
        second = sum(other == pair[1] for _, other in near) / len(near)
        assert found[pair] == pytest.approx(math.log2(both / (first * second)))


@given(TEXTS)
def test_npmi_stays_between_its_ends(documents: list[list[str]]) -> None:
    for one in collocations(count_pairs(documents), "npmi", 1, 1000):
        assert -1 - 1e-9 <= one.score <= 1 + 1e-9


def test_plain_pmi_loves_what_was_seen_once() -> None:
    once, often = pmi(1, 1, 1, 1000), pmi(20, 20, 18, 1000)
    assert once > often
    assert likelihood_ratio(1, 1, 1, 1000) < likelihood_ratio(20, 20, 18, 1000)
    assert npmi(1, 1, 1, 1000) == npmi(20, 20, 20, 1000) == pytest.approx(1.0)


def test_the_likelihood_ratio_is_scipys() -> None:
    for one, other, both, total in ((10, 20, 5, 100), (7, 3, 3, 50), (30, 30, 2, 90)):
        table = [[both, one - both], [other - both, total - one - other + both]]
        expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert abs(likelihood_ratio(one, other, both, total)) == pytest.approx(expected)
    assert likelihood_ratio(30, 30, 2, 90) < 0


def test_pairs_do_not_cross_documents_or_words_left_out() -> None:
    pairs = count_pairs([["a", "b"], ["c", "the", "d"]], without={"the"})
    assert pairs.both == Counter({("a", "b"): 1})
    assert collocations(pairs, "pmi", 2, 10) == []
    assert all(collocations(count_pairs([]), measure, 1, 10) == [] for measure in MEASURES)
