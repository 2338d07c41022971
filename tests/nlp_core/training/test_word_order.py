"""Training encoders side by side: the same sentences, the right places, and what they learn."""

import numpy as np
import pytest
import torch

from nlp_core.corpora.word_order import PAD, lexicon
from nlp_core.models.order_encoder import OrderEncoder
from nlp_core.recipes.word_order import sentences
from nlp_core.training.word_order import Plan, accuracy, as_batch, train


def test_a_batch_asks_at_the_right_places() -> None:
    batch = as_batch([([5, 6, 2], [(1, 5, True), (2, 6, False)]), ([7, 2], [(0, 7, True)])], PAD)
    assert batch.tokens.tolist() == [[5, 6, 2], [7, 2, PAD]]
    assert batch.real.tolist() == [[True] * 3, [True, True, False]]
    assert batch.row.tolist() == [0, 0, 1]
    assert batch.place.tolist() == [1, 2, 0]
    assert batch.is_who.tolist() == [True, False, True]


@pytest.mark.parametrize("way", ["none", "rotary"])
def test_order_is_learned_with_positions_alone_and_place_without(way: str) -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    size = len(lexicon("en").texts)
    net = OrderEncoder(way, size, d_model=16, n_layer=1, n_head=2, n_position=16, base=100.0)

    def batches():  # type: ignore[no-untyped-def]
        while True:
            yield sentences("en", [1] * 64, rng, held_out=False)

    held_out = sentences("en", [1] * 100, np.random.default_rng(9), held_out=True)
    plan = Plan(steps=150, report_every=75, learning_rate=1e-2)
    points = list(train({way: net}, batches(), held_out, plan))
    assert [point.step for point in points] == [0, 75, 150]
    who, where = accuracy(net, held_out)
    assert points[-1].metrics == {way: who, f"where_{way}": where}
    assert where > 0.95
    assert who > 0.9 if way == "rotary" else who < 0.75
