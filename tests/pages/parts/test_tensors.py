"""The tensors lesson's controls are data, and its figures hold what PyTorch computed."""

import pytest

from nlp_core.experiments.tensors.number_types import keep
from nlp_core.experiments.tensors.operations import OPERATIONS
from pages.parts.tensors import CONTROLS, example, is_cut, kept_table


def test_every_control_has_its_own_key() -> None:
    keys = [control.key for control in CONTROLS]
    assert len(keys) == len(set(keys))
    assert {f"a-{name}" for name in OPERATIONS} <= set(keys)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_is_one_on_which_rules_and_pytorch_agree(name: str) -> None:
    shapes, outcome = example(name)
    assert outcome.error is None and outcome.agree
    assert len(shapes) == len(OPERATIONS[name].examples)
    assert not is_cut([*shapes, outcome.torch_shape or ()])


def test_what_is_not_drawn_is_noticed() -> None:
    for shape in [(), (6,), (6, 6), (3, 6, 6)]:
        assert not is_cut([shape])
    for shape in [(7,), (7, 1), (1, 7), (4, 1, 1), (1, 1, 1, 1)]:
        assert is_cut([(2, 2), shape])


def test_kept_numbers_are_read_off_pytorch() -> None:
    table = kept_table(keep(-1), "-1")
    written, converted = list(table.values())[1:]
    place = table["dtype"].index("uint8")
    assert written[place] == converted[place] == "255"
