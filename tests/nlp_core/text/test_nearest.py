"""The edit distance against its definition, and near words in both scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.nearest import edit_distance, nearest

SHORT = st.text("abㄱ", max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("", "ab", 2), ("kitten", "sitting", 3), ("teh", "the", 1), ("ca", "abc", 3)],
)
def test_the_distance_of_known_pairs(one: str, other: str, steps: int) -> None:
    assert edit_distance(one, other) == steps


@given(SHORT, SHORT)
def test_the_distance_is_one_for_one_step_and_the_same_both_ways(one: str, other: str) -> None:
    steps = edit_distance(one, other)
    assert steps == edit_distance(other, one)
    assert (steps == 0) == (one == other)
    assert abs(len(one) - len(other)) <= steps <= max(len(one), len(other))
    assert edit_distance(one + "x", one) == 1


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("고앙이", "고양이"),
        ("괴양이", "고양이"),
        ("토키", "토끼"),
        ("FOX", "fox"),
        ("rabit", "rabbit"),
    ],
)
def test_a_slip_of_the_pen_finds_its_word(word: str, first: str) -> None:
    assert nearest(word, ["fox", "rabbit", "고양이", "토끼", "나무"])[0] == first


def test_what_is_far_is_not_near() -> None:
    assert nearest("dragon", ["milk", "고양이"]) == []
    assert nearest("🙂", ["고양이"]) == []
    assert len(nearest("cat", ["cap", "cot", "car", "can"], 2)) == 2
