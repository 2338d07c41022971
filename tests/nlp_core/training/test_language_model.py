"""Next-token training and greedy writing."""

import itertools
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from nlp_core.models.rotary_gpt import RotaryGPT, RotaryGPTConfig
from nlp_core.training.language_model import (
    Schedule,
    continue_text,
    fast_bfloat16,
    next_token_loss,
    rate,
    stretches,
    text_loss,
    train,
)
from nlp_core.training.optim import muon_and_adam


@pytest.mark.parametrize("tiles", [False, True])
def test_a_cpu_is_fast_with_sixteen_bits_where_it_has_tiles(
    monkeypatch: pytest.MonkeyPatch, tiles: bool
) -> None:
    cpu = torch.device("cpu")
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: tiles)
    assert fast_bfloat16(cpu) is tiles
    monkeypatch.delattr(torch.cpu, "_is_amx_tile_supported")  # it is no promise of torch's
    assert fast_bfloat16(cpu) is False


def test_the_loss_is_a_weighted_cross_entropy() -> None:
    generator = torch.Generator().manual_seed(0)
    scores = torch.randn(2, 5, 7, generator=generator)
    targets = torch.randint(0, 7, (2, 5), generator=generator)
    plain = F.cross_entropy(scores.flatten(0, 1), targets.flatten())
    torch.testing.assert_close(next_token_loss(scores, targets, torch.ones(2, 5)), plain)
    one = torch.zeros(2, 5)
    one[1, 3] = 0.5
    torch.testing.assert_close(
        next_token_loss(scores, targets, one), F.cross_entropy(scores[1, 3:4], targets[1, 3:4])
    )


def test_the_rate_rises_and_falls() -> None:
    rates = [rate(step, 1000) for step in range(1000)]
    assert rates[0] == pytest.approx(1 / 50)
    assert max(rates) > 0.9
    assert rates[-1] == pytest.approx(0.02, abs=0.002)
    assert rates[100:] == sorted(rates[100:], reverse=True)


def test_training_learns_a_repeating_text() -> None:
    tokens = torch.arange(60).remainder(5).repeat(4, 1)
    data = itertools.repeat((tokens, torch.ones(4, 60)))
    torch.manual_seed(0)
    model = RotaryGPT(RotaryGPTConfig(vocab_size=5, d_model=16, n_head=2, n_layer=1))
    seen: list[nn.Module] = []

    def measure(trained: nn.Module) -> dict[str, float]:
        assert not trained.training
        seen.append(trained)
        return {"count": float(len(seen))}

    points = list(train(model, muon_and_adam(model), data, Schedule(60, 20), measure))
    assert [point.step for point in points] == [10, 20, 40, 60]
    assert points[-1].total == 60
    assert points[-1].loss < points[0].loss / 2
    assert points[-1].metrics == {"count": 4.0}
    assert not model.training


def test_writing_is_greedy_and_stops() -> None:
    class Counting(nn.Module):
        def forward(self, tokens: torch.Tensor) -> torch.Tensor:
            return F.one_hot((tokens + 1) % 6, 6).float() * 9

    rows = continue_text(Counting(), torch.tensor([0, 1]), stop=5, limit=20)
    assert rows.argmax(-1).tolist() == [2, 3, 4, 5]
    torch.testing.assert_close(rows.sum(-1), torch.ones(4))
    assert len(continue_text(Counting(), torch.tensor([0]), stop=9, limit=3)) == 3


def test_stretches_come_from_everywhere_and_are_one_longer() -> None:
    ids = torch.arange(12)
    tokens, weights = next(stretches(ids, 500, 4, torch.Generator().manual_seed(0)))
    assert tokens.shape == weights.shape == (500, 5)
    assert (weights == 1).all() and (tokens.diff(dim=1) == 1).all()
    assert set(tokens[:, 0].tolist()) == set(range(8))
    with pytest.raises(ValueError, match="none after 12"):
        next(stretches(ids, 1, 12, torch.Generator()))


@pytest.mark.parametrize("count", [3, 9, 41, 44])
def test_the_loss_of_a_text_counts_each_token_once(count: int) -> None:
    class Lookup(nn.Module):
        """Scores that tell which token was read, and where in its window it stands."""

        def __init__(self) -> None:
            super().__init__()
            self.table = nn.Parameter(torch.randn(6, 6, generator=torch.Generator().manual_seed(1)))

        def forward(self, tokens: torch.Tensor) -> torch.Tensor:
            return self.table[tokens] * torch.arange(1, tokens.shape[1] + 1)[:, None]

    model, ids = Lookup(), torch.randint(6, (count,), generator=torch.Generator().manual_seed(2))
    losses = [
        float(F.cross_entropy(model.table[ids[i]].detach() * (i % 4 + 1), ids[i + 1]))
        for i in range(count - 1)
    ]
    assert text_loss(model, ids, 4, rows=3) == pytest.approx(sum(losses) / len(losses))


def test_some_windows_may_stand_for_all() -> None:
    seen: list[torch.Tensor] = []

    class Watched(nn.Linear):
        def forward(self, tokens: torch.Tensor) -> torch.Tensor:
            seen.append(tokens)
            return torch.zeros(*tokens.shape, 30)

    loss = text_loss(Watched(1, 1), torch.arange(30), 3, every=4)
    assert torch.cat(seen)[:, 0].tolist() == [0, 12, 24]
    assert loss == pytest.approx(math.log(30))
