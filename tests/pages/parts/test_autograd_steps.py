"""A trace is told step by step, and its figure holds every step."""

import json

import numpy as np

from nlp_core.experiments.autograd.backprop import backpropagate
from nlp_core.experiments.autograd.expression import parse
from nlp_core.figures.graph import computation_graph
from pages.parts.autograd_steps import graph_nodes, graph_steps, trace_table


def test_steps_tell_values_then_gradients() -> None:
    trace = backpropagate(parse("x*x + x"), {"x": 3.0})
    steps = graph_steps(trace, forward="forward", backward="backward")
    assert [step.caption for step in steps] == [
        "forward  x = 3",
        "forward  u₁ = x × x = 9",
        "forward  f = u₁ + x = 12",
        "backward  ∂f/∂f = 1",
        "backward  ∂f/∂u₁ += 1 × 1, ∂f/∂x += 1 × 1",
        "backward  ∂f/∂x += 1 × 3, ∂f/∂x += 1 × 3",
    ]
    assert [step.gradients.get(0) for step in steps] == [None, None, None, None, "1", "7"]
    assert steps[-1].slopes == {(1, 2, 0): "×1", (0, 2, 1): "×1", (0, 1, 0): "×3", (0, 1, 1): "×3"}


def test_the_figure_holds_every_step() -> None:
    trace = backpropagate(parse("sigmoid(w*x + y)**2"), {"w": 2.0, "x": -1.0, "y": 0.5})
    steps = graph_steps(trace, forward="f", backward="b")
    table = trace_table(trace, node="n", value="v", gradient="g")
    figure = computation_graph(graph_nodes(trace.expression), steps, slider="step", table=table)
    frame = next(one for one in figure.chart["params"] if one["name"] == "frame")
    assert frame["bind"]["max"] == len(steps) - 1
    assert np.allclose(figure.table["v"], trace.values)
    json.dumps(figure.chart)


def test_a_constant_and_a_lone_variable() -> None:
    for text in ("2 + 3", "x", "5", "log(0)"):
        trace = backpropagate(parse(text), {"x": 1.0})
        steps = graph_steps(trace, forward="f", backward="b")
        computation_graph(
            graph_nodes(trace.expression),
            steps,
            slider="s",
            table=trace_table(trace, node="n", value="v", gradient="g"),
        )
        assert (steps[-1].gradients == {}) == (text != "x")
