"""A sentence in numbers: equal to torch's, masked as said, and any text read."""

import math

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.self_attention.in_numbers import (
    LONGEST,
    MASKS,
    PAD,
    in_numbers,
    tokens_of,
)

WORDS = tokens_of("The fox chased the hen.")


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize(("d_model", "n_head"), [(4, 1), (8, 2), (12, 3), (64, 4)])
def test_equals_torch_and_its_own_steps(mask: str, scaled: bool, d_model: int, n_head: int) -> None:
    found = in_numbers(
        WORDS,
        memory=["a", "b"],
        d_model=d_model,
        n_head=n_head,
        head=n_head - 1,
        scaled=scaled,
        mask=mask,
    )
    assert found.apart < 1e-5
    assert np.allclose(found.raw, found.query @ found.key.T, atol=1e-4)
    assert np.allclose(found.scores, found.raw / (math.sqrt(d_model / n_head) if scaled else 1))
    assert np.allclose(found.output, found.weights @ found.value, atol=1e-5)
    sums = found.weights.sum(axis=-1)
    assert np.allclose(sums, found.seen.any(axis=-1))
    assert (found.weights[~found.seen] == 0).all()
    assert np.isfinite(found.output).all() and np.isfinite(found.entropy).all()


def test_dividing_spreads_the_weights_where_vectors_are_large() -> None:
    divided, whole = (in_numbers(WORDS, d_model=64, n_head=1, scaled=on) for on in (True, False))
    assert divided.entropy.mean() > whole.entropy.mean() + 0.3


def test_masks_hide_what_they_say() -> None:
    causal = in_numbers(WORDS, mask="causal")
    assert (np.triu(causal.weights, 1) == 0).all() and causal.weights[0, 0] == 1
    padded = in_numbers(WORDS, mask="padding")
    assert padded.columns[-2:] == (PAD, PAD) and (padded.weights[:, -2:] == 0).all()
    left = in_numbers(WORDS, mask="left")
    assert not left.seen[:2].any() and (left.output[:2] == 0).all()
    crossed = in_numbers(WORDS, memory=["x"], mask="cross")
    assert crossed.columns == ("x",) and (crossed.weights == 1).all()


@pytest.mark.parametrize(
    "text", ["나", "단어 " * 2000, "👩‍👩‍👧‍👦 e\u0301", "가나", "a" * 5000, "\x00 x", "?!", "<b>"]
)
def test_any_text_is_read(text: str) -> None:
    tokens = tokens_of(text)
    found = in_numbers(tokens)
    assert 1 <= len(found.rows) <= LONGEST
    assert np.isfinite(found.weights).all()


def test_one_word_looks_at_itself() -> None:
    found = in_numbers(["나"])
    assert found.weights.tolist() == [[1.0]] and found.entropy[0] == pytest.approx(0)


def test_nothing_and_heads_that_do_not_fit_are_told() -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        tokens_of(" \n")
    with pytest.raises(LearnerError, match="not-divisible"):
        in_numbers(WORDS, d_model=8, n_head=3)
