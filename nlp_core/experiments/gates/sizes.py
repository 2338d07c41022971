"""How many parameters a cell has: by the formula, and counted in PyTorch's own module."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from torch import nn

from nlp_core.models.memory_net import BLOCKS, cell_size

MODULES: dict[str, Callable[..., nn.Module]] = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


@dataclass(frozen=True)
class Size:
    """One cell: its blocks, its parameters by formula, and those of the module."""

    cell: str
    blocks: int
    formula: int
    module: int


@lru_cache(maxsize=256)
def sizes(inputs: int, hidden: int) -> tuple[Size, ...]:
    """The three cells for inputs of size ``inputs`` and ``hidden`` units, both from 1 on."""
    found = []
    for cell, module in MODULES.items():
        counted = sum(p.numel() for p in module(inputs, hidden, device="meta").parameters())
        found.append(Size(cell, BLOCKS[cell], cell_size(cell, inputs, hidden), counted))
    return tuple(found)
