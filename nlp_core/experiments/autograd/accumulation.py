"""What ``.grad`` holds after calling backward again, clearing, cutting or not recording.

Every case runs in PyTorch itself, on the learner's expression; its refusals are part of the answer
(PyTorch, "Autograd mechanics").
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.experiments.autograd.expression import Expression, evaluate


@dataclass(frozen=True)
class Switches:
    """How often backward is called, and what happens before and between the calls."""

    passes: int = 1
    zero_grad: bool = False  # clear .grad before each backward
    same_graph: bool = False  # backward again through the graph of the first forward
    retain_graph: bool = False
    no_grad: bool = False  # forward inside torch.no_grad()
    detach: str = ""  # this variable enters the expression as .detach()
    frozen: str = ""  # this variable is made with requires_grad=False
    integer: str = ""  # this variable is made as an integer tensor


@dataclass(frozen=True)
class Pass:
    """.grad of each variable after one backward (None as in PyTorch), or the error of PyTorch."""

    gradients: dict[str, float | None]
    error: str = ""


@dataclass(frozen=True)
class Ledger:
    """All passes, and the properties of the result in PyTorch."""

    passes: tuple[Pass, ...]
    requires_grad: bool
    recorded_as: str  # the name of grad_fn, "" where nothing was recorded


def run_switches(expression: Expression, values: Mapping[str, float], switches: Switches) -> Ledger:
    """Forward and backward ``switches.passes`` times, and write down .grad each time."""
    try:
        leaves = {name: _leaf(name, values[name], switches) for name in expression.variables}
    except RuntimeError as refusal:
        return Ledger((Pass({}, str(refusal)),), False, "")
    result = _forward(expression, leaves, switches)
    ledger: list[Pass] = []
    for number in range(switches.passes):
        if number and not switches.same_graph:
            result = _forward(expression, leaves, switches)
        if switches.zero_grad:
            for leaf in leaves.values():
                leaf.grad = None  # what optimizer.zero_grad() does
        try:
            result.backward(retain_graph=switches.retain_graph)
        except RuntimeError as refusal:
            ledger.append(Pass(_gradients(leaves), str(refusal).partition(". ")[0] + "."))
            break
        ledger.append(Pass(_gradients(leaves)))
    recorded_as = type(result.grad_fn).__name__ if result.grad_fn is not None else ""
    return Ledger(tuple(ledger), result.requires_grad, recorded_as)


def _leaf(name: str, value: float, switches: Switches) -> Tensor:
    if name == switches.integer:
        return torch.tensor(round(value), requires_grad=name != switches.frozen)
    return torch.tensor(value, dtype=torch.float64, requires_grad=name != switches.frozen)


def _forward(expression: Expression, leaves: dict[str, Tensor], switches: Switches) -> Tensor:
    used = {k: leaf.detach() if k == switches.detach else leaf for k, leaf in leaves.items()}
    with torch.set_grad_enabled(not switches.no_grad):
        return evaluate(expression, used)[-1]


def _gradients(leaves: dict[str, Tensor]) -> dict[str, float | None]:
    return {k: None if leaf.grad is None else leaf.grad.item() for k, leaf in leaves.items()}
