import json
import math

import numpy as np
import pytest
import torch
from safetensors.torch import load
from torch import nn

from nlp_core.engine.artifact import pack_tensors, unpack
from nlp_core.engine.train import train
from nlp_core.provenance import Shipped, TrainedHere
from tests.nlp_core.engine.fake import FakeSpec


@pytest.mark.parametrize("half", [False, True])
def test_what_is_unpacked_computes_what_was_trained(half: bool):
    spec = FakeSpec(steps=30)
    bundle = spec.build()
    for _ in spec.fit(bundle):
        pass
    trained = unpack(train(spec, half=half), spec, shipped=False)
    x = torch.linspace(-1, 1, 5)[:, None]
    tolerance = 1e-2 if half else 0.0
    assert torch.allclose(trained.model(x), bundle.model(x), atol=tolerance, rtol=0)
    assert {p.dtype for p in trained.model.parameters()} == {torch.float32}
    assert trained.vocabulary == ["하나", "둘"]


def test_a_loaded_model_is_read_only():
    trained = unpack(train(FakeSpec()), FakeSpec(), shipped=False)
    assert not trained.model.training
    assert not any(p.requires_grad for p in trained.model.parameters())


def test_half_precision_takes_half_the_bytes():
    model = FakeSpec(width=4000).build().model
    sizes = [len(pack_tensors(model, [], half=half)[0]) for half in (True, False)]
    assert sizes[0] < 0.51 * sizes[1]


def test_half_precision_never_turns_a_number_into_infinity():
    layer = nn.Linear(1, 1)
    nn.init.constant_(layer.weight, 1e6)
    packed, _ = pack_tensors(nn.Sequential(layer), [], half=True)
    plain, _ = pack_tensors(nn.Sequential(layer), [], half=False)
    assert b"F32" in packed[:200] and b"F16" in packed[:200] and b"F16" not in plain[:200]


def test_tied_weights_are_stored_once_and_come_back_tied():
    class Tied(FakeSpec):
        def build(self):
            bundle = super().build()
            bundle.model = nn.Sequential(nn.Linear(50, 50), nn.Linear(50, 50))
            bundle.model[1].weight = bundle.model[0].weight
            return bundle

        def fit(self, bundle):
            return iter(())

    packed = train(Tied())
    assert packed.card["tied"] == {"1.weight": "0.weight"}
    assert len(packed.tensors) < 2 * 4 * 50 * 50
    model = unpack(packed, Tied(), shipped=False).model
    assert model[0].weight is model[1].weight


def test_snapshots_come_back_by_step_in_order():
    trained = unpack(train(FakeSpec(steps=12)), FakeSpec(steps=12), shipped=False)
    assert [step for step, _ in trained.snapshots] == list(range(1, 13))
    first, last = trained.snapshots[0][1]["w"], trained.snapshots[-1][1]["w"]
    assert first.dtype == np.float32 and not np.allclose(first, last)


def test_nan_survives_strict_json():
    packed = train(FakeSpec(mode="nan"))
    assert packed.card["history"][0]["loss"] is None
    json.dumps(packed.card, allow_nan=False)
    trained = unpack(packed, FakeSpec(mode="nan"), shipped=False)
    assert math.isnan(trained.history[0]["loss"])
    assert trained.history[0]["metrics"] == {"accuracy": pytest.approx(1 / 6)}


def test_provenance_says_where_it_was_trained():
    packed = train(FakeSpec())
    here = unpack(packed, FakeSpec(), shipped=False).provenance
    shipped = unpack(packed, FakeSpec(), shipped=True).provenance
    assert isinstance(here, TrainedHere) and here.steps == 6 and here.seed == 0
    assert isinstance(shipped, Shipped) and shipped.data == "y = 2x" and shipped.date


def test_only_a_shipped_card_is_taken_without_building_its_vocabulary_anew():
    class Slow(FakeSpec):
        def build(self):
            raise AssertionError("its text would be written anew, to count its words")

        def restore(self, vocabulary):
            return FakeSpec().restore(vocabulary)

    packed = train(FakeSpec())
    assert unpack(packed, Slow(), shipped=True).vocabulary == ["하나", "둘"]
    with pytest.raises(AssertionError, match="anew"):
        unpack(packed, Slow(), shipped=False)
    packed.card["vocabulary"] = {"another": "kind"}
    with pytest.raises(ValueError, match="another kind"):
        unpack(packed, FakeSpec(), shipped=False)


def test_the_card_tells_the_whole_run():
    card = train(FakeSpec(steps=4)).card
    assert card["spec"]["steps"] == card["steps"] == 4
    assert card["parameters"] == 4 and card["metrics"] == {"accuracy": 1.0}
    assert card["command"] == "python -m nlp_core train fake --steps 4"
    assert card["torch"] == torch.__version__ and card["device"]
    assert [point["step"] for point in card["history"]] == [1, 2, 3, 4]


def test_matrices_in_eight_bits_come_back_nearly_as_they_were() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Embedding(50, 16), nn.Linear(16, 8), nn.LayerNorm(8))
    with torch.no_grad():
        model[0].weight[3] *= 1000  # a row of its own scale
        model[0].weight[7] = 0
    whole, _ = pack_tensors(model, [])
    stored, _ = pack_tensors(model, [], half=True, eighth=True)
    assert len(stored) < len(whole)
    tensors = load(stored)
    assert tensors["0.weight"].dtype == torch.int8 and tensors["1.bias"].dtype == torch.float16
    scale = tensors["row_scale.0.weight"]
    back = tensors["0.weight"].float() * scale[:, None]
    step = model[0].weight.detach().abs().amax(1, keepdim=True) / 127
    assert ((back - model[0].weight).abs() <= step / 2 + 1e-6).all()
    assert not back[7].any()
