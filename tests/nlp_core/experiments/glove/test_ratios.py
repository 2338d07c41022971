"""Ratios: the published table, a count by hand, and words that cannot be compared."""

import math

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.glove.ratios import (
    PRINTED,
    TABLE,
    known,
    ratios,
    said_ratios,
    telling,
)
from nlp_core.text.cooccurrence import Cooccurrences, cooccurrences, encoded

WORDS = ("ice", "steam", "solid", "gas", "Water", "far", "off")
TEXT = ["ice solid Water", "steam gas Water", "ice solid", "far off"]


def counted() -> Cooccurrences:
    found = encoded([line.split() for line in TEXT], WORDS)
    return cooccurrences(WORDS, *found, window=3, weighting="flat", borders="stop")


def test_the_printed_ratios_follow_from_the_printed_probabilities() -> None:
    for probe, (ice, steam) in TABLE.items():
        assert ice / steam == pytest.approx(PRINTED[probe], rel=0.05)


def test_a_ratio_is_that_of_the_shares() -> None:
    solid, gas, water, far = ratios(counted(), "ice", "steam", ["solid", "gas", "water", "far"])
    assert math.isinf(solid.value) and gas.value == 0
    assert water.counts == (1.0, 1.0)
    assert water.value == pytest.approx((1 / 3) / (1 / 2))
    assert math.isnan(far.value) and not any(far.counts)
    assert far.is_few and water.is_few


def test_probes_come_once_and_in_their_order() -> None:
    found = ratios(counted(), "ICE", " steam", ["gas", "water", "gas", "Water"])
    assert [one.probe for one in found] == ["gas", "Water"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("ice", "Ice", ["gas"]), "same-pair"),
        (("ice", "steam", []), "no-words"),
        (("ice", "", ["gas"]), "empty-text"),
        (("ice", "stem", ["gas"]), "unknown-word"),
        (("ice", "steam", ["뷁뷁뷁뷁뷁뷁"]), "unknown-word"),
    ],
)
def test_what_cannot_be_compared_is_said(asked: tuple[str, str, list[str]], code: str) -> None:
    with pytest.raises(LearnerError) as refusal:
        ratios(counted(), *asked)
    assert refusal.value.code == code


def test_an_unknown_word_is_named_with_the_nearest_spelling() -> None:
    with pytest.raises(LearnerError) as refusal:
        known("stam", WORDS)
    assert refusal.value.values["near"].split(", ")[0] == "steam"
    with pytest.raises(LearnerError) as refusal:
        known("x" * 100_000, WORDS)
    assert refusal.value.values["near"]


def test_telling_words_go_with_one_side_or_with_both() -> None:
    found = telling(counted(), "ice", "steam")
    assert found == ["solid", "gas", "Water"]
    assert telling(counted(), "far", "off") == []


def test_a_model_that_says_the_counts_says_their_ratios() -> None:
    found = counted()
    rows = [np.log(found.row(word) + 1e-9) for word in ("ice", "steam")]
    water = found.index["Water"]
    said = [[row[water]] for row in rows]
    (ratio,) = said_ratios(said, found, ("ice", "steam"))
    assert ratio == pytest.approx(ratios(found, "ice", "steam", ["Water"])[0].value, rel=1e-4)
