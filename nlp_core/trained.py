"""A trained model that is ready to be used, with everything that is known about its training."""

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from numpy.typing import NDArray
from torch import nn

from nlp_core.provenance import Shipped, TrainedHere
from nlp_core.training.run import Spec

Snapshot = tuple[int, dict[str, NDArray[Any]]]
S = TypeVar("S", bound=Spec)
M = TypeVar("M", bound=nn.Module)


@dataclass(frozen=True, eq=False)
class Trained(Generic[S, M]):
    """A spec's model, shared by every session: in eval mode, without gradients.

    ``snapshots`` are (step, {name: array}) pairs for an animation; ``card`` is what
    ``nlp_core.engine.train`` writes about a run. Two of them are equal only if they are the same
    object, so that one can be the key of a cache (``nlp_core.memory.per_model``).
    """

    run_id: str
    spec: S
    model: M
    vocabulary: Any
    card: dict[str, Any]
    snapshots: list[Snapshot] = field(default_factory=list)
    shipped: bool = False

    @cached_property
    def history(self) -> list[dict[str, Any]]:
        """The curve: step, loss, metrics and seconds; a number that was not finite is NaN."""
        return [with_nan(point) for point in self.card["history"]]

    @property
    def metrics(self) -> dict[str, float]:
        """The last point's metrics, by their language-neutral names."""
        return with_nan(self.card["metrics"])

    @property
    def provenance(self) -> TrainedHere | Shipped:
        """Where the numbers of this model come from, for the badge of a figure."""
        card = self.card
        run = {name: card[name] for name in ("run_id", "seed", "steps", "seconds", "device")}
        if self.shipped:
            return Shipped(data=card["data"], date=card["date"], **run)
        return TrainedHere(**run)

    @cached_property
    def nbytes(self) -> int:
        """Memory that the weights, buffers and snapshots take."""
        tensors = [*self.model.parameters(), *self.model.buffers()]
        arrays = [array for _, named in self.snapshots for array in named.values()]
        return sum(t.nbytes for t in tensors) + sum(a.nbytes for a in arrays)


def with_nan(value: Any) -> Any:
    """``value`` with NaN for each None: JSON has no NaN, so a card holds null in its place."""
    if isinstance(value, dict):
        return {key: with_nan(item) for key, item in value.items()}
    return math.nan if value is None else value
