"""What .grad holds under each switch."""

import pytest

from nlp_core.experiments.autograd.accumulation import Ledger, Switches, run_switches
from nlp_core.experiments.autograd.expression import parse

VALUES = {"w": 2.0, "x": 3.0, "y": 0.5}


def ledger(text: str = "w * x", **switches: object) -> Ledger:
    return run_switches(parse(text), VALUES, Switches(**switches))  # type: ignore[arg-type]


def gradients_of_x(result: Ledger) -> list[float | None]:
    return [one.gradients.get("x") for one in result.passes]


def test_backward_adds_to_what_is_there() -> None:
    assert gradients_of_x(ledger(passes=3)) == [2.0, 4.0, 6.0]
    assert gradients_of_x(ledger(passes=3, zero_grad=True)) == [2.0, 2.0, 2.0]
    assert gradients_of_x(ledger(passes=2, same_graph=True, retain_graph=True)) == [2.0, 4.0]


def test_a_graph_is_freed_by_backward() -> None:
    again = ledger("x ** 2", passes=2, same_graph=True)
    assert again.passes[0].error == "" and "a second time" in again.passes[1].error


def test_nothing_is_recorded_without_gradients() -> None:
    silent = ledger(no_grad=True)
    assert not silent.requires_grad and silent.recorded_as == ""
    assert "does not require grad" in silent.passes[0].error


@pytest.mark.parametrize("switch", ["detach", "frozen"])
def test_a_variable_can_be_left_out(switch: str) -> None:
    result = ledger(**{switch: "x"})
    assert result.passes[0].gradients == {"w": 3.0, "x": None}
    assert result.requires_grad and result.recorded_as == "MulBackward0"


def test_whole_numbers_have_no_gradient() -> None:
    assert "floating point" in ledger(integer="x").passes[0].error
    assert ledger(integer="x", frozen="x").passes[0].gradients == {"w": 3.0, "x": None}


def test_an_expression_without_variables() -> None:
    assert "does not require grad" in ledger("2 + 3").passes[0].error


@pytest.mark.parametrize(
    ("text", "again"),
    [("w + x", True), ("x - w", True), ("-x", True), ("w * x", False), ("exp(x)", False)],
)
def test_a_graph_that_keeps_no_values_runs_backward_twice(text: str, again: bool) -> None:
    second = ledger(text, passes=2, same_graph=True).passes[1]
    assert (second.error == "") == again
