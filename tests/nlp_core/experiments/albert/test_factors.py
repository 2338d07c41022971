"""A factored table keeps its H numbers a word and has no more than E directions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.albert.factors import MOST_WORDS, H, factored, pays_from, words_of


@given(st.integers(1, MOST_WORDS), st.integers(1, 2 * H))
@settings(max_examples=60, deadline=None)
def test_the_rank_is_the_smallest_of_the_sizes(count: int, e: int) -> None:
    found = factored([str(i) for i in range(count)], e)
    assert found.product.shape == (count, H)
    assert found.rank == min(count, e, H) == np.count_nonzero(found.singular)
    assert np.allclose(found.narrow @ found.widen, found.product)
    assert np.allclose(np.sum(found.singular**2), np.sum(found.product**2))


def test_words_are_few_distinct_and_short() -> None:
    assert words_of("a b a  c") == ("a", "b", "c")
    assert len(words_of(" ".join(map(str, range(99))))) == MOST_WORDS
    assert max(map(len, words_of("x" * 900))) == 20
    with pytest.raises(LearnerError):
        words_of(" \n ")
    with pytest.raises(ValueError, match="at least 1"):
        factored(["a"], 0)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 10_000))
def test_where_two_factors_begin_to_pay(e: int, h: int, v: int) -> None:
    assert (v * e + e * h < v * h) == (v > pays_from(e, h))


def test_the_published_sizes_pay_from_154_tokens() -> None:
    assert math.ceil(pays_from(128, 768)) == 154
