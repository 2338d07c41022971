"""Stored: clipping lets plain gradient descent bear larger rates, and changes Adam little."""

import math

import pytest

from nlp_core.measurements import clipping
from nlp_core.recipes.character_model import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_clipping_helps_where_rates_are_large(language: str) -> None:
    without, clipped = clipping.lines(language, "sgd")
    assert (without.clip, clipped.clip) == clipping.CLIPS and without.rates == clipping.RATES["sgd"]
    assert min(clipped.median) < 0.9 * min(without.median)  # best against best
    assert math.isclose(without.median[0], clipped.median[0], rel_tol=0.05)  # a small rate
    assert all(low <= high for low, high in zip(clipped.low, clipped.high, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_adam_is_the_control(language: str) -> None:
    without, clipped = clipping.lines(language, "adam")
    for a, b in zip(without.median, clipped.median, strict=True):
        assert math.isclose(a, b, rel_tol=0.12)


def test_three_seeds_or_more_stand_behind_each_point() -> None:
    assert len(clipping.SEEDS) >= 3 and clipping.provenance().date
