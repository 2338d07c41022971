"""Token by token, the writer gives the scores of the plain model."""

import pytest
import torch
from torch import nn

from nlp_core.models import gpt_writing
from nlp_core.models.gpt import next_scores
from nlp_core.models.gpt_writing import Writer, side_by_side, turned, write
from nlp_core.models.matrix_vector_loops import compiled
from nlp_core.models.positions import RotaryPositions
from nlp_core.models.style import STYLES
from tests.nlp_core.models.test_bert import drawn
from tests.nlp_core.models.test_gpt import model


@pytest.fixture(params=[True, False], ids=["looped", "torch"])
def looped(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether layers are compiled loops, as on the CPU, or torch's, as elsewhere."""
    if not request.param:
        monkeypatch.setattr(gpt_writing, "compiled", lambda: None)
    return bool(request.param)


@pytest.mark.parametrize("style", STYLES)
def test_every_step_gives_the_scores_of_the_plain_model(style: str, looped: bool) -> None:
    gpt, tokens = model(style), drawn(1, 24)
    before = {name: value.clone() for name, value in gpt.state_dict().items()}
    writer, cache = Writer(gpt, 24), gpt.empty_cache(24)
    assert all(isinstance(layer, gpt_writing.LoopedLayer) == looped for layer in writer.layers)
    for first in (5, 1):  # the second text takes the place of the first
        cache.layers = gpt.empty_cache(24).layers
        found = [writer.read(tokens[0, :first])]
        wanted = [next_scores(gpt, tokens[:, :first], cache)[0]]
        for place in range(first, 24):
            found.append(writer.step(tokens[0, place]))
            wanted.append(next_scores(gpt, tokens[:, place : place + 1], cache)[0])
        torch.testing.assert_close(torch.stack(found), torch.stack(wanted), atol=1e-4, rtol=1e-4)
    for name, value in gpt.state_dict().items():
        assert torch.equal(value, before[name]), name  # steps work in place, and not on the model


@pytest.mark.parametrize("style", STYLES)
def test_it_writes_the_same_text(style: str, looped: bool) -> None:
    gpt, tokens = model(style), drawn(1, 3)
    written = write(Writer(gpt, 24), tokens[0], 20)
    with torch.inference_mode():
        for token in written:
            assert token == gpt.token_scores(gpt(tokens))[0, -1].argmax()
            tokens = torch.cat([tokens, token[None, None]], dim=1)
    assert len(write(Writer(gpt, 24), tokens[0, :3], 0)) == 0


def test_places_are_turned_as_the_plain_positions_turn_them() -> None:
    x = torch.randn(2, 3, 7, 8, generator=torch.Generator().manual_seed(0))  # (B, H, T, D)
    rotary = RotaryPositions(8, 100.0)
    cos, sin = (torch.cat(pair) for pair in (
        (rotary.cos[5], rotary.cos[5]), (-rotary.sin[5], rotary.sin[5])
    ))  # fmt: skip
    torch.testing.assert_close(turned(x[:, :, 5], cos, sin), rotary(x)[:, :, 5])


def test_layers_side_by_side_are_each_itself() -> None:
    x = torch.randn(1, 4, generator=torch.Generator().manual_seed(0))
    for bias in (True, False):
        one, two = nn.Linear(4, 6, bias=bias), nn.Linear(4, 6, bias=bias)
        wanted = torch.cat([one(x), two(x)], dim=1)
        torch.testing.assert_close(side_by_side(one, two)(x), wanted)


def test_what_does_not_fit_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="positions end at 24, and 25"):
        Writer(model("published"), 25)
    writer = Writer(model("compact"), 4)
    for tokens in (drawn(1, 5)[0], drawn(1, 5)[0, :0]):
        with pytest.raises(ValueError, match="1 to 4 tokens"):
            writer.read(tokens)
    writer.read(drawn(1, 4)[0])
    with pytest.raises(ValueError, match="ends at 4"):
        writer.step(torch.tensor(1))


def test_rotary_positions_reach_as_far_as_the_limit(looped: bool) -> None:
    gpt = model("compact")
    writer, tokens = Writer(gpt, 1200), drawn(1, 1100)
    writer.read(tokens[0, :1099])
    with torch.inference_mode():
        wanted = gpt.token_scores(gpt(tokens))[0, -1]
    torch.testing.assert_close(writer.step(tokens[0, -1]), wanted, atol=1e-4, rtol=1e-4)


def test_once_warm_no_loop_is_compiled_for_another_model() -> None:
    gpt_writing.warm()
    loops = compiled()
    assert loops is not None
    before = [len(loop.signatures) for loop in loops]  # type: ignore[attr-defined]
    for style in STYLES:
        write(Writer(model(style), 24), drawn(1, 3)[0], 5)
    assert [len(loop.signatures) for loop in loops] == before  # type: ignore[attr-defined]
