"""The edit distance against its definition, and near words in both scripts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.hangul import split_jamo
from nlp_core.text.nearest import FARTHEST, edit_distance, nearest

SHORT = st.text("abㄱ", max_size=5)
WORDS = st.lists(st.text("abㄱ가갉B\n🙂", max_size=5), max_size=12)


def plain_distance(one: str, other: str) -> int:
    """The table of the definition, a place at a time."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, j in itertools.product(range(1, len(one) + 1), range(1, len(other) + 1)):
        wrong = table[i - 1, j - 1] + (one[i - 1] != other[j - 1])
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, wrong)
        if min(i, j) > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


def plain_nearest(word: str, known: list[str], count: int) -> list[str]:
    """One word after the other, none left out unseen."""
    letters, found = split_jamo(word.casefold()), []
    for one in dict.fromkeys(known):
        spelt = split_jamo(one.casefold())
        steps = plain_distance(letters, spelt)
        if steps <= int(FARTHEST * max(len(letters), len(spelt))):
            found.append((steps, one))
    found.sort(key=lambda pair: pair[0])
    return [one for steps, one in found[:count] if steps <= 2 * found[0][0] + 1]


@given(SHORT, SHORT)
def test_the_distance_is_that_of_the_definition(one: str, other: str) -> None:
    assert edit_distance(one, other) == plain_distance(one, other)


@given(st.text("abㄱ가갉B🙂", max_size=6), WORDS)
def test_many_words_at_once_are_as_one_by_one(word: str, known: list[str]) -> None:
    assert nearest(word, known, 4) == plain_nearest(word, known, 4)


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


def test_a_word_that_is_no_text_at_all_finds_none() -> None:
    assert nearest("", ["a", ""]) == [""]
    assert nearest("a" * 100_000, ["a", "나무"]) == []
    assert nearest("a", ["a" * 100_000, "b"]) == [] and nearest("a", []) == []
