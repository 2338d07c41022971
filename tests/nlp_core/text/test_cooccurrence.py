"""Co-occurrence counts equal a plain double loop, whatever the text."""

import numpy as np
import pytest

from nlp_core.text.cooccurrence import BORDERS, WEIGHTINGS, cooccurrences, encoded


def by_two_loops(
    size: int, ids: list[int], sentence: list[int], window: int, weighting: str, borders: str
) -> np.ndarray:
    """Every place with every other one."""
    table = np.zeros((size, size))
    for i, word in enumerate(ids):
        for j, other in enumerate(ids):
            near = 0 < abs(i - j) <= window
            if near and (borders == "through" or sentence[i] == sentence[j]):
                table[word, other] += 1 / abs(i - j) if weighting == "distance" else 1
    return table


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@pytest.mark.parametrize("borders", BORDERS)
@pytest.mark.parametrize("window", [1, 3, 10, 500])
def test_counts_are_those_of_two_loops(weighting: str, borders: str, window: int) -> None:
    dice = np.random.default_rng(window)
    words = [f"w{i}" for i in range(12)]
    ids = dice.integers(0, 12, 150)
    sentence = np.sort(dice.integers(0, 20, 150))
    found = cooccurrences(words, ids, sentence, window=window, weighting=weighting, borders=borders)
    wanted = by_two_loops(12, ids.tolist(), sentence.tolist(), window, weighting, borders)
    assert np.allclose(np.stack([found.row(word) for word in words]), wanted, rtol=1e-6)
    assert np.allclose(found.block(words[3:6]), wanted[3:6, 3:6], rtol=1e-6)
    assert np.allclose(found.totals, wanted.sum(axis=1), rtol=1e-6)
    assert (found.counts > 0).all()
    cells = found.rows.astype(int) * 12 + found.columns
    assert (np.diff(cells) > 0).all()


@pytest.mark.parametrize("ids", [[], [0], [0, 0], [0] * 50, [0, 1]])
def test_a_tiny_text_and_a_window_beyond_it(ids: list[int]) -> None:
    place = np.zeros(len(ids), int)
    found = cooccurrences(["a", "b"], np.array(ids, int), place, window=20)
    wanted = by_two_loops(2, ids, [0] * len(ids), 20, "distance", "through")
    assert np.allclose(np.stack([found.row("a"), found.row("b")]), wanted, rtol=1e-6)


def test_probabilities_sum_to_one_and_to_nothing_without_company() -> None:
    found = cooccurrences(["a", "b", "c"], np.array([0, 1, 0]), np.zeros(3, int), window=1)
    assert found.probabilities("a").sum() == pytest.approx(1)
    assert not found.probabilities("c").any()
    with pytest.raises(KeyError):
        found.row("d")


def test_unknown_words_are_left_out_before_the_distance_is_taken() -> None:
    ids, sentence = encoded([["a", "x", "b"], [], ["a"]], ["a", "b"])
    assert ids.tolist() == [0, 1, 0] and sentence.tolist() == [0, 0, 2]
    assert cooccurrences(["a", "b"], ids, sentence, window=1).row("a").tolist() == [0.0, 2.0]


def test_a_way_to_count_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="weighting"):
        cooccurrences(["a"], np.array([0]), np.array([0]), window=1, weighting="square")
