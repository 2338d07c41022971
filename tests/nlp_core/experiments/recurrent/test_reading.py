"""A text read step by step: the sums add up, and anything can be typed."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.recurrent import reading
from nlp_core.experiments.recurrent.reading import MOST, TrainedWriter


def test_every_step_is_the_tanh_of_its_sum(model: TrainedWriter) -> None:
    seen = reading.read(model, "The cat drinks.")
    assert seen.units[:4] == ("\n", "T", "h", "e") and seen.h.shape[0] == len(seen.units) + 1
    for t in (1, 2, len(seen.units)):
        found = reading.sums(model, seen, t)
        np.testing.assert_allclose(found.state, seen.h[t, list(found.units)], atol=1e-12)
        for place, unit in enumerate(found.units):
            inputs, past, bias = reading.products(model, seen, t, unit)
            np.testing.assert_allclose(inputs.sum(), found.from_input[place], atol=1e-12)
            np.testing.assert_allclose(
                inputs.sum() + past.sum() + bias, found.total[place], atol=1e-12
            )
    assert not reading.sums(model, seen, 1).from_past.any()  # nothing was read before


def test_the_walk_is_what_the_fused_layer_computes(model: TrainedWriter) -> None:
    assert reading.largest_gap(model, reading.read(model, "A dog ran home.")) < 1e-10


def test_chances_are_those_of_the_softmax(model: TrainedWriter) -> None:
    seen = reading.read(model, "The")
    everything = reading.following(model, seen, 2, 10_000)
    assert sum(chance for _, chance in everything) == pytest.approx(1)
    assert everything[0][0] == reading.likeliest(model, seen)[1]
    assert everything[:3] == reading.following(model, seen, 2, 3)


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_nothing_to_read_is_said(model: TrainedWriter, text: str) -> None:
    with pytest.raises(LearnerError, match="recurrent-empty"):
        reading.read(model, text)


def test_unknown_characters_and_long_texts_are_told(model: TrainedWriter) -> None:
    seen = reading.read(model, "a 👨‍👩‍👧‍👦 고양이 a" + "b" * 10_000)
    assert seen.unknown == ("👨‍👩‍👧‍👦", "고", "양", "이")
    assert len(seen.units) == MOST and seen.left_out == 10_009 - MOST + 1
    assert reading.read(model, "a").units == ("\n", "a")
