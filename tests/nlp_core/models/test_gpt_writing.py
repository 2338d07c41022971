"""Token by token, the writer gives the scores of the plain model."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
import torch

from nlp_core.models import gpt_writing
from nlp_core.models.gpt import Gpt, next_scores
from nlp_core.models.gpt_writing import Writer, array, fits_half, write
from nlp_core.models.matrix_vector_loops import compiled
from nlp_core.models.style import STYLES
from tests.nlp_core.models.test_bert import drawn
from tests.nlp_core.models.test_gpt import model


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    gpt_writing.warm()


@pytest.fixture(params=["loops", "cold", "without numba"])
def looped(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether compiled loops write, or the model itself, as before they are compiled."""
    if request.param == "cold":
        monkeypatch.setattr(gpt_writing, "_warm", threading.Event())
    elif request.param == "without numba":
        monkeypatch.setattr(gpt_writing, "compiled", lambda: None)
        gpt_writing.warm()
    return bool(request.param == "loops")


def as_stored(style: str) -> Gpt:
    """A model whose weights sixteen bits hold, as a checkpoint's."""
    return model(style).half().float()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("made", [model, as_stored])
def test_every_step_gives_the_scores_of_the_plain_model(
    made: Callable[[str], Gpt], style: str, looped: bool
) -> None:
    gpt, tokens = made(style), drawn(1, 24)
    before = {name: value.clone() for name, value in gpt.state_dict().items()}
    writer, cache = Writer(gpt, 24), gpt.empty_cache(24)
    assert (writer.looped is not None) == looped
    for first in (5, 1):  # the second text takes the place of the first
        cache.hold(0)
        found = [writer.read(tokens[0, :first])]
        wanted = [next_scores(gpt, tokens[:, :first], cache)[0]]
        for place in range(first, 24):
            found.append(writer.step(tokens[0, place]))
            wanted.append(next_scores(gpt, tokens[:, place : place + 1], cache)[0])
            assert writer.length == place + 1
        torch.testing.assert_close(torch.stack(found), torch.stack(wanted), atol=1e-4, rtol=1e-4)
    for name, value in gpt.state_dict().items():
        assert torch.equal(value, before[name]), name  # steps work in place, and not on the model


def test_sixteen_bits_are_read_where_they_hold_all_weights() -> None:
    whole, stored = model("compact"), as_stored("compact")
    assert not fits_half(whole.embeddings.tokens.weight)
    assert fits_half(stored.embeddings.tokens.weight)
    loops = compiled()
    assert loops is not None
    for gpt, kind in ((whole, "float32"), (stored, "uint16" if loops.read_bits else "float32")):
        writer = Writer(gpt, 4)
        assert writer.looped is not None
        read = [weight for layer in writer.looped.layers for weight, _ in layer.first[2]]
        assert {str(weight.dtype) for weight in read} == {kind}
    with torch.no_grad():  # one number more exact than sixteen bits: all are read whole
        stored.embeddings.tokens.weight[3, 2] = 0.1
    writer = Writer(stored, 4)
    assert writer.looped is not None
    assert writer.looped.layers[0].second[0].dtype == "float32"


def test_a_matrix_that_lies_the_other_way_round_is_read_right() -> None:
    weight = torch.arange(6.0).view(2, 3).T
    assert array(weight).tolist() == weight.tolist() and array(weight).flags.c_contiguous


@pytest.mark.parametrize("number", ["float64", "bfloat16"])
def test_in_other_numbers_the_model_itself_writes(number: str) -> None:
    gpt = model("compact").to(getattr(torch, number))
    writer, tokens = Writer(gpt, 12), drawn(1, 3)
    assert writer.looped is None
    for token in write(writer, tokens[0], 5):
        assert token == gpt.token_scores(gpt(tokens))[0, -1].argmax()
        tokens = torch.cat([tokens, token[None, None]], dim=1)


@pytest.mark.parametrize("style", STYLES)
def test_it_writes_the_same_text(style: str, looped: bool) -> None:
    gpt, tokens = model(style), drawn(1, 3)
    written = write(Writer(gpt, 24), tokens[0], 20)
    with torch.inference_mode():
        for token in written:
            assert token == gpt.token_scores(gpt(tokens))[0, -1].argmax()
            tokens = torch.cat([tokens, token[None, None]], dim=1)
    assert len(write(Writer(gpt, 24), tokens[0, :3], 0)) == 0


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
    loops = compiled()
    assert loops is not None
    before = [len(loop.signatures) for loop in loops[:4]]  # type: ignore[attr-defined]
    for made in (model, as_stored):
        for style in STYLES:
            write(Writer(made(style), 24), drawn(1, 3)[0], 5)
    assert [len(loop.signatures) for loop in loops[:4]] == before  # type: ignore[attr-defined]


def test_a_processor_that_cannot_read_half_precision_writes_the_same() -> None:
    """There, compiling what reads it would end the process."""
    program = """
import torch
from tests.nlp_core.models.test_gpt_writing import Writer, as_stored, drawn, gpt_writing, write
gpt_writing.warm()
gpt, tokens = as_stored("compact"), drawn(1, 3)[0]
writer = Writer(gpt, 12)
assert writer.looped is not None and writer.looped.layers[0].second[0].dtype == "float32"
print(write(writer, tokens, 5).tolist())
"""
    generic = {**os.environ, "NUMBA_CPU_NAME": "generic"}
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=generic, check=False
    )
    wanted = write(Writer(as_stored("compact"), 12), drawn(1, 3)[0], 5).tolist()
    assert found.stdout.strip() == str(wanted), found.stderr
