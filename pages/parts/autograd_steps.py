"""A trace told step by step: values from left to right, then gradients from right to left."""

from collections.abc import Iterator
from typing import Any

from nlp_core.experiments.autograd.backprop import Trace
from nlp_core.experiments.autograd.expression import FUNCTIONS, Expression
from nlp_core.figures.graph import GraphNode, GraphStep
from nlp_core.figures.graph_layout import Edge
from pages.kit.numbers import by_hand

SIGNS = {"*": "×", "-": "−", "neg": "−", "**": "^"}  # as one writes them


def node_names(expression: Expression) -> list[str]:
    """Variables and numbers as written; operations u₁, u₂ ...; the result f."""
    names, count = [], 0
    for node in expression.nodes:
        if node.inputs:
            count += 1
            names.append("u" + "".join(chr(0x2080 + int(digit)) for digit in str(count)))
        else:
            names.append(node.name)
    if expression.nodes[-1].inputs:
        names[-1] = "f"
    return names


def graph_nodes(expression: Expression) -> list[GraphNode]:
    """The nodes as the figure draws them, operations with their sign."""
    drawn = []
    for node, name in zip(expression.nodes, node_names(expression), strict=True):
        title = f"{name} ({SIGNS.get(node.name, node.name)})" if node.inputs else name
        drawn.append(GraphNode(title, node.inputs, constant=node.number is not None))
    return drawn


def written(expression: Expression, node: int) -> str:
    """One operation with its inputs' names: ``w × x`` or ``exp(u₁)``."""
    names, this = node_names(expression), expression.nodes[node]
    inputs = [names[i] for i in this.inputs]
    sign = SIGNS.get(this.name, this.name)
    if this.name in FUNCTIONS:
        return f"{sign}({inputs[0]})"
    return f"{sign}{inputs[0]}" if len(inputs) == 1 else f"{inputs[0]} {sign} {inputs[1]}"


def graph_steps(trace: Trace, *, forward: str, backward: str) -> list[GraphStep]:
    """Inputs, then each operation, then the gradient of the result, then each node's handing on.

    ``forward`` and ``backward`` name the two directions.
    """
    nodes, names = trace.expression.nodes, node_names(trace.expression)
    values = {i: by_hand(trace.values[i]) for i, node in enumerate(nodes) if not node.inputs}
    known = ", ".join(f"{names[i]} = {value}" for i, value in values.items() if names[i] != value)
    steps = [GraphStep(dict(values), {}, {}, -1, f"{forward}  {known}")]
    for i, node in enumerate(nodes):
        if node.inputs:
            values[i] = by_hand(trace.values[i])
            caption = f"{forward}  {names[i]} = {written(trace.expression, i)} = {values[i]}"
            steps.append(GraphStep(dict(values), {}, {}, i, caption))
    return [*steps, *_way_back(trace, values, backward)]


def _way_back(trace: Trace, values: dict[int, str], backward: str) -> Iterator[GraphStep]:
    nodes, names = trace.expression.nodes, node_names(trace.expression)
    reached = {len(nodes) - 1}
    slopes: dict[Edge, str] = {}
    for number, handover in enumerate(trace.way_back):
        i, gradients = handover.node, handover.gradients
        if gradients[i] is None:
            return  # a constant has no gradient
        caption = f"{backward}  ∂f/∂{names[i]} = 1"
        if number:
            told = []
            for place, source in enumerate(nodes[i].inputs):
                if gradients[source] is not None:
                    reached.add(source)
                    slopes[source, i, place] = "×" + by_hand(trace.local[i][place], 3)
                    step = f"{by_hand(gradients[i])} × {by_hand(trace.local[i][place])}"
                    told.append(f"∂f/∂{names[source]} += {step}")
            caption = f"{backward}  {', '.join(told)}"
        shown = {place: by_hand(gradients[place]) for place in reached}
        yield GraphStep(values, shown, dict(slopes), i, caption)


def trace_table(trace: Trace, *, node: str, value: str, gradient: str) -> dict[str, list[Any]]:
    """Names, values and gradients of all nodes, under the given titles."""
    drawn = graph_nodes(trace.expression)
    return {
        node: [one.name for one in drawn],
        value: list(trace.values),
        gradient: list(trace.gradients),
    }
