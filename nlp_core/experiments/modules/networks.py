"""A network written in three ways, with its shapes, parameters and file.

The three texts are the one place on the site where shown code is written rather than run: the tests
run it and compare the outputs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.shapes import parse_integers
from nlp_core.models.mlp import ACTIVATIONS
from nlp_core.training.run import seeded

MOST_UNITS = 512


@dataclass(frozen=True)
class Description:
    """Units from input to output, the activation between layers, and dropout after it."""

    sizes: tuple[int, ...] = (10, 5, 2)
    activation: str = "relu"
    dropout: float = 0.0


@dataclass(frozen=True)
class Part:
    """One module: its name in the class, and its making as written in Python."""

    name: str
    written: str
    make: Callable[[], nn.Module]


def parse_sizes(text: str) -> tuple[int, ...]:
    """``10, 5, 2``: units of every layer, input and output included.

    Raises what parse_integers raises, and network-layers or network-units (units).
    """
    sizes = parse_integers(text)
    if len(sizes) < 2:
        raise LearnerError("network-layers", count=len(sizes))
    for units in sizes:
        if not 1 <= units <= MOST_UNITS:
            raise LearnerError("network-units", units=units, most=MOST_UNITS)
    return sizes


def parts(network: Description) -> list[Part]:
    """The modules in order: Linear, activation, perhaps Dropout, Linear ..."""
    found: list[Part] = []
    bend = ACTIVATIONS[network.activation]
    last = len(network.sizes) - 1
    for i, (inputs, outputs) in enumerate(pairwise(network.sizes), 1):
        written = f"nn.Linear({inputs}, {outputs})"
        found.append(Part(f"linear{i}", written, partial(nn.Linear, inputs, outputs)))
        if i < last and network.activation != "none":
            found.append(Part(f"{network.activation}{i}", f"nn.{bend.__name__}()", bend))
        if i < last and network.dropout:
            share = network.dropout
            found.append(Part(f"dropout{i}", f"nn.Dropout({share:g})", partial(nn.Dropout, share)))
    return found


def build_network(network: Description, seed: int = 0) -> nn.Sequential:
    """The network as one nn.Sequential, its parts named, its weights drawn from ``seed``."""
    model = nn.Sequential()
    with seeded(seed):
        for part in parts(network):
            model.add_module(part.name, part.make())
    return model


def sequential_source(network: Description) -> str:
    """The network as one nn.Sequential."""
    lines = [f"    {part.written}," for part in parts(network)]
    return "\n".join(
        ["import torch", "from torch import nn", "", "model = nn.Sequential(", *lines, ")"]
    )


def module_source(network: Description) -> str:
    """The network as a class: parts in __init__, their order in forward."""
    made = [f"        self.{part.name} = {part.written}" for part in parts(network)]
    used = [f"        x = self.{part.name}(x)" for part in parts(network)]
    return "\n".join(
        [
            "import torch",
            "from torch import nn",
            "",
            "",
            "class Network(nn.Module):",
            "    def __init__(self):",
            "        super().__init__()",
            *made,
            "",
            "    def forward(self, x):",
            *used,
            "        return x",
            "",
            "",
            "model = Network()",
        ]
    )


def add_module_source(network: Description) -> str:
    """The network as an empty nn.Sequential, filled by add_module."""
    lines = [f'model.add_module("{part.name}", {part.written})' for part in parts(network)]
    return "\n".join(
        ["import torch", "from torch import nn", "", "model = nn.Sequential()", *lines]
    )


@dataclass(frozen=True)
class Addition:
    """What add_module did: parameters before and after, and whether the output changed."""

    before: int
    after: int
    output_changed: bool


class Closed(nn.Module):
    """A module whose forward calls only its first part, so that later additions have no effect."""

    def __init__(self, part: nn.Module) -> None:
        super().__init__()
        self.part = part

    def forward(self, x: Tensor) -> Tensor:
        return self.part(x)


def add_to(model: nn.Module, units: int) -> Addition:
    """Add a Linear(units, units) to a model whose outputs have ``units``, and compare."""
    first = next(model.parameters())
    x = torch.linspace(-1, 1, first.shape[1])[None]  # (1, in)
    with torch.no_grad(), seeded(1):
        before, output = count_parameters(model), model.eval()(x)
        model.add_module("added", nn.Linear(units, units))
        changed = not torch.equal(model(x), output)
    return Addition(before, count_parameters(model), changed)


def compare_additions(network: Description) -> dict[str, Any]:
    """The effect of add_module on the network as a Sequential and inside a custom module."""
    units = network.sizes[-1]
    grown = add_to(build_network(network), units)
    closed = add_to(Closed(build_network(network)), units)
    return {
        "before": grown.before,
        "after": grown.after,
        "closed": closed.after,
        "sequential_changed": grown.output_changed,
        "own_changed": closed.output_changed,
    }


def first_outputs(model: nn.Sequential) -> str:
    """The outputs for an input of ones, the first six written out."""
    linear = next(module for module in model if isinstance(module, nn.Linear))
    with torch.inference_mode():
        outputs = model.eval()(torch.ones(1, linear.in_features))[0]
    return ", ".join(f"{value:.4f}" for value in outputs[:6].tolist())


def count_parameters(model: nn.Module) -> int:
    """The number of trainable parameters."""
    return sum(parameter.numel() for parameter in model.parameters())


def parameter_table(model: nn.Module) -> list[tuple[str, tuple[int, ...], int]]:
    """Name, shape and count of everything in the state_dict."""
    return [(name, tuple(t.shape), t.numel()) for name, t in model.state_dict().items()]


def shapes_along(model: nn.Sequential, batch: int) -> list[tuple[str, tuple[int, ...]]]:
    """The shape of a batch before the first part and after each."""
    first = next(module for module in model if isinstance(module, nn.Linear))
    x = torch.zeros(batch, first.in_features)
    shapes = [("input", tuple(x.shape))]
    with torch.inference_mode():
        for name, module in model.named_children():
            x = module(x)
            shapes.append((name, tuple(x.shape)))
    return shapes


def to_file(model: nn.Module) -> bytes:
    """The state_dict as a safetensors file: names, shapes and numbers, and no code."""
    return save({name: t.contiguous() for name, t in model.state_dict().items()})


def from_file(model: nn.Module, content: bytes) -> None:
    """Load a state_dict file into a model of the same shapes.

    Raises LearnerError file-unreadable, file-names (missing, extra) or file-shape (name, expected,
    found).
    """
    try:
        tensors = load(content)
    except (SafetensorError, ValueError, KeyError) as error:
        raise LearnerError("file-unreadable") from error
    own = model.state_dict()
    missing, extra = sorted(own.keys() - tensors.keys()), sorted(tensors.keys() - own.keys())
    if missing or extra:
        raise LearnerError(
            "file-names", missing=", ".join(missing[:4]) or "-", extra=", ".join(extra[:4]) or "-"
        )
    for name, tensor in own.items():
        if tensor.shape != tensors[name].shape:
            expected, found = str(tuple(tensor.shape)), str(tuple(tensors[name].shape))
            raise LearnerError("file-shape", name=name, expected=expected, found=found)
    model.load_state_dict(tensors)
