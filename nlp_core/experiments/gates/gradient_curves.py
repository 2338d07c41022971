"""How much of a gradient arrives so many steps back: before any training, and after one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch

from nlp_core.memory import per_model
from nlp_core.models.memory_net import CELLS, MemoryNet
from nlp_core.recipes.memory_task import SEEDS, MemoryTaskSpec, as_nets
from nlp_core.trained import Trained
from nlp_core.training.memory import Batch, reach

FARTHEST = 100  # steps back that curves before training go: longer ones look the same
FLOOR = 1e-18  # shares below it are not drawn


@dataclass(frozen=True)
class Reach:
    """One kind of cell's curve over distances 0, 1, 2 ...; the range over seeds, if there is."""

    cell: str
    share: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


@lru_cache(maxsize=64)
def untrained(task: str, lag: int, keep: float, start: str) -> tuple[Reach, ...]:
    """Each kind of cell as it begins: the geometric mean over three seeds, the lowest and highest.

    Sequences of a long lag are read up to ``FARTHEST`` steps.
    """
    found: dict[str, list[torch.Tensor]] = {cell: [] for cell in CELLS}
    for seed in SEEDS:
        spec = MemoryTaskSpec(task=task, lag=lag, keep=keep, start=start, seed=seed)
        inputs, answers = spec.shown()
        for cell, net in as_nets(spec.build().model).items():
            found[cell].append(reach(net, (inputs[:, -FARTHEST:], answers)))
    return tuple(_over_seeds(cell, torch.stack(curves)) for cell, curves in found.items())


def _over_seeds(cell: str, curves: torch.Tensor) -> Reach:
    """Curves (seeds, T + 1) as one."""
    mean = curves.log().mean(dim=0).exp()
    low, high = curves.amin(dim=0), curves.amax(dim=0)
    return Reach(cell, mean.tolist(), low.tolist(), high.tolist())


@per_model(2)
def trained(run: Trained[MemoryTaskSpec, torch.nn.ModuleDict]) -> tuple[Reach, ...]:
    """Each kind of cell of a trained model, on sequences that it never saw."""
    shown = run.spec.shown()
    return tuple(_curve(cell, net, shown) for cell, net in as_nets(run.model).items())


def _curve(cell: str, net: MemoryNet, shown: Batch) -> Reach:
    return Reach(cell, reach(net, shown).tolist())
