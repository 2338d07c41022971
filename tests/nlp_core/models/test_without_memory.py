"""Large modules are built at once, and what torch would import for it stays out."""

import subprocess
import sys

import pytest
import torch
from torch import nn

from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.without_memory import without_memory


def test_parameters_have_their_shapes_and_no_numbers() -> None:
    small = BertConfig(50, d_model=16, n_layer=2, n_head=2, style="published")
    with without_memory():
        found = Bert(small)
    assert all(one.is_meta for one in found.parameters())
    wanted = {name: one.shape for name, one in Bert(small).named_parameters()}
    assert {name: one.shape for name, one in found.named_parameters()} == wanted


def test_afterwards_numbers_are_drawn_again() -> None:
    with pytest.raises(ZeroDivisionError), without_memory():
        assert nn.init.normal_(torch.empty(3)).is_meta
        assert nn.init.normal_(tensor=torch.empty(3)).is_meta
        _ = 1 / 0
    assert torch.zeros(100).normal_().std() > 0


def test_torchs_compiler_is_not_imported() -> None:
    program = """
import sys
from nlp_core.experiments.albert import sizes
counted = sizes.in_modules(sizes.XXLARGE)
print(counted["albert"] > 2e8, "torch._dynamo" in sys.modules)
"""
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["True", "False"]
