"""Counting what follows: chances that sum to one, and text drawn from them."""

import math
from collections import Counter

import numpy as np
import pytest

from nlp_core.text.character_ngrams import CharacterNgrams

TEXT = "\nbanana bandana\nbanana\n"
KINDS = len(set(TEXT)) + 1  # one that the text lacks


@pytest.mark.parametrize("n", [1, 2, 3, 6])
@pytest.mark.parametrize("before", ["", "b", "ban", "xyz", "\nbanana b"])
def test_chances_sum_to_one(n: int, before: str) -> None:
    model = CharacterNgrams(TEXT, n, KINDS)
    chances = [model.chance(before, one) for one in {*TEXT, "?"}]
    assert min(chances) > 0 and sum(chances) == pytest.approx(1)


def test_one_gram_writes_by_frequency() -> None:
    written = Counter(CharacterNgrams(TEXT, 1, KINDS).write(20_000, np.random.default_rng(0)))
    for unit, count in Counter(TEXT).items():
        assert written[unit] / 20_000 == pytest.approx(count / len(TEXT), abs=0.015)


def test_longer_runs_copy_and_predict_better() -> None:
    written = "".join(CharacterNgrams(TEXT, 4, KINDS).write(300, np.random.default_rng(1)))
    assert all(written[i : i + 4] in TEXT for i in range(290) if "\n\n" not in written[i : i + 4])
    losses = [CharacterNgrams(TEXT, n, KINDS).loss(TEXT) for n in (1, 2, 4)]
    assert losses == sorted(losses, reverse=True) and all(map(math.isfinite, losses))


def test_the_loss_is_the_mean_surprise() -> None:
    model = CharacterNgrams(TEXT, 3, KINDS)
    by_hand = [-math.log(model.chance("ban"[:i], "ban"[i])) for i in (1, 2)]
    assert model.loss("ban") == pytest.approx(sum(by_hand) / 2)


def test_nothing_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="n is 1 or more"):
        CharacterNgrams("", 2, 1)
