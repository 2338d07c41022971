"""Windows, clipping, and writing."""

import pytest
import torch
from torch import nn

from nlp_core.models.character_lm import CharacterLM
from nlp_core.training.character_lm import (
    Settings,
    Windows,
    clip_gradients,
    drawn,
    gradient_norm,
    train,
    write,
)


def test_windows_begin_where_lines_do_if_lines_are_many() -> None:
    lined = torch.tensor([0, 1, 2, 3] * 100)
    drawn_windows = Windows(lined, 0, 6).draw(50, torch.Generator().manual_seed(0))
    assert drawn_windows.shape == (50, 6) and set(drawn_windows[:, 0].tolist()) == {0}
    assert drawn_windows[0].tolist() == [0, 1, 2, 3, 0, 1]
    unlined = Windows(torch.arange(400), 0, 6).draw(50, torch.Generator().manual_seed(0))
    assert len(set(unlined[:, 0].tolist())) > 30


def test_spread_windows_are_always_the_same_and_reach_both_ends() -> None:
    windows = Windows(torch.arange(100), 0, 10)
    assert torch.equal(windows.spread(5), windows.spread(5))
    assert windows.spread(5)[[0, -1], 0].tolist() == [0, 90]
    assert len(windows.spread(1000)) == 91
    assert len(Windows(torch.arange(10), 0, 10).spread(3)) == 1


@pytest.mark.parametrize(("text", "length"), [(5, 6), (5, 1), (5, 0)])
def test_windows_that_no_text_has_are_refused(text: int, length: int) -> None:
    with pytest.raises(ValueError, match="window"):
        Windows(torch.arange(text), 0, length)


def test_clipping_equals_torch_and_keeps_the_direction() -> None:
    model = nn.Linear(4, 3)
    model(torch.randn(8, 4)).square().sum().mul(50).backward()
    before = [p.grad.clone() for p in model.parameters()]
    norm = clip_gradients(model, 1.0)
    mine = [p.grad.clone() for p in model.parameters()]
    for p, grad in zip(model.parameters(), before, strict=True):
        p.grad = grad.clone()
    theirs = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    torch.testing.assert_close(norm, theirs)
    for p, ours in zip(model.parameters(), mine, strict=True):
        torch.testing.assert_close(ours, p.grad, atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(gradient_norm(model), torch.tensor(1.0), atol=1e-5, rtol=0)
    assert clip_gradients(model, 0.0) == gradient_norm(model)


def test_a_short_text_is_learned_by_heart_and_written() -> None:
    torch.manual_seed(0)
    text = torch.tensor([0, 1, 2, 3, 1, 3, 2] * 30)
    model = CharacterLM(4, 8, 24)
    settings = Settings(steps=200, batch=8, window=12, learning_rate=0.01)
    dice = torch.Generator().manual_seed(0)
    points = list(train(model, Windows(text, 0, 13), settings, dice, reports=6))
    assert points[-1].step == 200 and points[-1].loss < 0.4 < points[0].loss
    start = torch.tensor([[0, 1], [1, 2]])
    assert write(model, start, 6, dice, temperature=0.0)[0].tolist() == [2, 3, 1, 3, 2, 0]
    assert write(model, start, 0, dice).shape == (2, 0)


def test_a_training_that_is_lost_stops_at_its_next_report() -> None:
    torch.manual_seed(0)
    model, text = CharacterLM(4, 8, 24), torch.arange(400) % 4
    with torch.no_grad():
        model.output.bias[0] = float("inf")
    settings = Settings(steps=100, batch=4, window=12, learning_rate=1.0, clip=0.0, optimizer="sgd")
    points = list(train(model, Windows(text, 0, 13), settings, torch.Generator(), reports=5))
    assert len(points) == 1


def test_temperature_sharpens() -> None:
    scores, dice = torch.tensor([[0.0, 1.0]]).expand(4000, 2), torch.Generator().manual_seed(0)
    shares = [drawn(scores, t, dice).float().mean().item() for t in (2.0, 1.0, 0.25, 0.0)]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert shares[1] == pytest.approx(0.731, abs=0.03)
