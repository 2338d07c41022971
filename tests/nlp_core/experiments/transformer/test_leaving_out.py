"""A part that is left out is gone, and what stays is what it was."""

from dataclasses import replace

import pytest
import torch

from nlp_core.experiments.transformer.leaving_out import (
    VARIANTS,
    parameters,
    spec_without,
    taken_out,
    variant_of,
)
from tests.nlp_core.experiments.transformer.small import untrained

SOURCE, TARGET = torch.tensor([[3, 4, 5, 9]]), torch.tensor([[1, 7, 8]])


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "whole"])
@torch.inference_mode()
def test_what_stays_keeps_its_weights(variant: str) -> None:
    whole = untrained()
    less = taken_out(whole, variant)
    before = whole.model.state_dict()
    for name, value in less.state_dict().items():
        if variant != "heads" or not name.endswith(".out.weight"):
            torch.testing.assert_close(value, before[name])
    one, other = (model(SOURCE, TARGET)[0] for model in (whole.model, less))
    assert not torch.allclose(one, other, atol=1e-4)
    torch.testing.assert_close(whole.model(SOURCE, TARGET)[0], one)  # the model itself is untouched


@torch.inference_mode()
def test_one_head_is_left_of_each_attention() -> None:
    less = taken_out(untrained(), "heads")
    below, above = less.explain(SOURCE, TARGET)
    size = 16 // 2
    for name, value in less.named_parameters():
        if name.endswith(".out.weight"):
            assert value[:, :size].any() and not value[:, size:].any()
    assert len(below) == len(above) == 2


def test_specs_and_variants_name_each_other() -> None:
    for name in VARIANTS:
        spec = spec_without(name, "ko-en", seed=3)
        assert variant_of(spec) == name and (spec.direction, spec.seed) == ("ko-en", 3)
        assert variant_of(replace(spec, norm="post")) == name


def test_leaving_a_part_out_never_adds_parameters() -> None:
    whole = parameters(spec_without("whole", "en-ko"))
    same = {"residual", "positions", "heads"}  # they have no parameters of their own
    for name in VARIANTS:
        count = parameters(spec_without(name, "en-ko"))
        assert count == whole if name in same | {"whole"} else count < whole
