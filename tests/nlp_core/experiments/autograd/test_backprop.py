"""Where a gradient stops being a number although every value is one, and why."""

import math

import pytest

from nlp_core.experiments.autograd.backprop import autograd_gradients, backpropagate
from nlp_core.experiments.autograd.expression import parse

VALUES = {"w": 0.0, "x": 1.0, "y": -2.0}


def found(text: str) -> list[tuple[str, str]]:
    trace = backpropagate(parse(text), VALUES)
    nodes = trace.expression.nodes
    return [(one.kind, nodes[one.node].name) for one in trace.obstacles]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sqrt(w)", [("steep", "sqrt")]),
        ("sqrt(x - x)", [("steep", "sqrt"), ("sum", "-")]),
        ("sqrt(w*w)", [("steep", "sqrt"), ("product", "*")]),
        ("w*sqrt(w)", [("product", "sqrt")]),
        ("y**2 + y**w", [("undefined", "**")]),
        ("exp(w)*x", []),
        ("relu(w)*sqrt(x)", []),
        ("log(w)", []),  # the value itself is infinite: another explanation
    ],
)
def test_the_node_where_a_gradient_is_lost(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize("text", ["sqrt(w)", "sqrt(x - x)", "sqrt(w*w)", "y**w", "w*x", "x**2"])
def test_an_obstacle_is_told_just_where_pytorch_has_no_number(text: str) -> None:
    theirs = autograd_gradients(parse(text), VALUES)
    lost = any(not math.isfinite(gradient) for gradient in theirs.values())
    assert lost == bool(found(text))
