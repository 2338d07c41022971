"""Surprise is minus the log of a probability, and the causal mask hides what comes later."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.gpt.next_token import after
from nlp_core.experiments.gpt.surprise import attention, change, reordered, surprise
from nlp_core.training.sampling import Sampling
from tests.nlp_core.experiments.gpt.shipped import both

GPT = both()[0]
SENTENCES = ("고양이가 우유를 마셨다.", "the cat could not sleep because it was tired.")


def test_bits_are_those_of_the_next_token() -> None:
    likeliest = after(GPT, "the cat", Sampling()).candidates[0]
    found = surprise(GPT, likeliest.after)
    assert found.reading.ids[-1] == likeliest.token
    assert found.bits[-1] == pytest.approx(-np.log2(likeliest.plain), abs=1e-3)
    assert found.perplexity == pytest.approx(2 ** np.mean(found.bits))


@pytest.mark.parametrize("text", SENTENCES)
def test_another_order_of_the_words_surprises_more(text: str) -> None:
    other = reordered(text, 1)
    assert sorted(other.rstrip(".").split()) == sorted(text.rstrip(".").split()) and other != text
    assert surprise(GPT, other).perplexity > 2 * surprise(GPT, text).perplexity


def test_words_that_have_no_other_order_stay() -> None:
    assert reordered("a", 1) == "a" and reordered("a a", 1) == "a a" and reordered(".", 1) == "."


@pytest.mark.parametrize("text", [*SENTENCES, "왕", "👩\u200d🚀 東京", "고양이가 " * 300])
def test_no_prediction_changes_by_what_comes_later_under_the_mask_alone(text: str) -> None:
    found = change(GPT, text)
    before = found.masked[: found.place]
    assert before.max(initial=0) == 0
    assert found.masked[found.place :].max() > 0
    assert found.unmasked[: found.place].max() > 0
    assert found.other != found.tokens[found.place]


def test_weights_are_lower_triangles() -> None:
    tokens, weights = attention(GPT, SENTENCES[0])
    count = len(tokens)
    assert weights.shape == (2, 4, count, count)
    assert not np.triu(weights, 1).any()
    np.testing.assert_allclose(weights.sum(-1), 1, atol=1e-5)
    assert len(attention(GPT, "고양이가 " * 300)[0]) == 12


def test_an_empty_text_surprises_nobody() -> None:
    for ask in (surprise, change, attention):
        with pytest.raises(LearnerError):
            ask(GPT, "")
