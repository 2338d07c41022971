"""Moved attention is well formed."""

import torch

from nlp_core.experiments.attention import accuracy
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.training.translation import Example, collate


def test_moved_attention_is_a_distribution_over_real_words() -> None:
    batch = collate([Example((3, 4, 5), (6, 7), ((0, 1),)), Example((3, 4), (6,), ((1, 0),))])
    weights = torch.softmax(torch.randn(2, 2, 3), -1) * (batch.source != 0).unsqueeze(1)
    weights = weights / weights.sum(-1, keepdim=True)
    moved = accuracy._moved(weights, batch, torch.Generator().manual_seed(0))
    for kind, rows in moved.items():
        torch.testing.assert_close(rows.sum(-1), torch.ones(2, 2), msg=kind)
        assert float(rows[1, :, 2].max()) == 0
    strongest = weights.argmax(-1)
    assert bool((moved["strongest"].argmax(-1) == strongest).all())
    assert bool((moved["other"].argmax(-1) != strongest).all())
    assert bool((moved["hidden"].argmax(-1) != strongest).all())


def test_a_longer_training_has_drawn_more_of_the_fresh_sentences() -> None:
    shares = [
        accuracy.drawn_share(TranslationSpec(steps=steps, batch=32, d_model=8), count=200)
        for steps in (1, 60)
    ]
    assert 0 <= shares[0] < shares[1] < 1
