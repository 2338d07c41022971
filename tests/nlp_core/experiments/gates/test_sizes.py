"""The formula of a cell's parameters is what PyTorch's modules have."""

import pytest

from nlp_core.experiments.gates.sizes import sizes


@pytest.mark.parametrize(("inputs", "hidden"), [(1, 1), (2, 3), (100, 256)])
def test_formula_and_module_agree(inputs: int, hidden: int) -> None:
    found = sizes(inputs, hidden)
    assert [one.cell for one in found] == ["rnn", "lstm", "gru"]
    assert all(one.formula == one.module for one in found)
    assert found[1].formula == 4 * found[0].formula
