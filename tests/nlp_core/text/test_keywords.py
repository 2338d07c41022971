"""Keywords are frequent here and rare elsewhere."""

import math

import pytest

from nlp_core.text.inverted_index import build_index
from nlp_core.text.keywords import keywords

INDEX = build_index([["the", "cat", "cat", "sat"], ["the", "dog"], ["the", "sat"]])


def test_the_order_and_the_numbers() -> None:
    found = keywords(INDEX, 0, 10)
    assert [one.word for one in found] == ["cat", "sat", "the"]
    assert (found[0].count, found[0].holding) == (2, 1)
    assert found[0].weight == pytest.approx(2 * math.log(3))
    assert found[-1].weight == 0


def test_words_left_out_and_the_most() -> None:
    assert [one.word for one in keywords(INDEX, 0, 10, {"cat"})] == ["sat", "the"]
    assert len(keywords(INDEX, 0, 1)) == 1
    assert keywords(build_index([[]]), 0, 5) == []
