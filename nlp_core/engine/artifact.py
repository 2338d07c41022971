"""A trained model in two shapes: packed for the store (bytes and a card), and ready for a page.

The card is JSON and says everything about the run but a learner's own text; the tensors are
safetensors. Nothing is ever pickled.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load, save
from torch import Tensor, nn

from nlp_core.provenance import Shipped, TrainedHere
from nlp_core.training.run import Bundle, Point, Spec

Snapshot = tuple[int, dict[str, NDArray[Any]]]
SNAPSHOT = "snapshot."


@dataclass(frozen=True)
class Packed:
    """What the store keeps: a JSON-ready card and the bytes of a safetensors file."""

    card: dict[str, Any]
    tensors: bytes


@dataclass(frozen=True)
class Trained:
    """A model that is ready to be used, shared by every session: eval mode, no gradients.

    ``snapshots`` are (step, {name: array}) pairs for an animation; ``card`` is described in
    ``nlp_core.engine.card``.
    """

    run_id: str
    spec: Spec
    model: nn.Module
    vocabulary: Any
    card: dict[str, Any]
    snapshots: list[Snapshot] = field(default_factory=list)
    shipped: bool = False

    @cached_property
    def history(self) -> list[dict[str, Any]]:
        """The curve: step, loss, metrics and seconds; a number that was not finite is NaN."""
        return [_with_nan(point) for point in self.card["history"]]

    @property
    def metrics(self) -> dict[str, float]:
        """The last point's metrics, by their language-neutral names."""
        return _with_nan(self.card["metrics"])

    @property
    def provenance(self) -> TrainedHere | Shipped:
        """What a figure drawn from this model has to say about its origin."""
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


def pack_tensors(
    model: nn.Module, snapshots: Iterable[Point], *, half: bool = False
) -> tuple[bytes, dict[str, str]]:
    """Weights and snapshots as safetensors bytes, and which names are tied to which.

    Tied weights are stored once. ``half`` stores floats in 16 bits, except where one would become
    infinite; snapshots, which are only drawn, always are.
    """
    stored: dict[str, Tensor] = {}
    tied: dict[str, str] = {}
    places: dict[tuple[Any, ...], str] = {}
    for name, tensor in model.state_dict().items():
        place = (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype)
        first = places.setdefault(place, name) if tensor.numel() else name
        if first != name:
            tied[name] = first
            continue
        stored[name] = _compact(tensor) if half else _plain(tensor)
    for point in snapshots:
        for name, tensor in (point.snapshot or {}).items():
            stored[f"{SNAPSHOT}{point.step}.{name}"] = _compact(tensor)
    return save(stored), tied


def unpack(packed: Packed, spec: Spec, *, shipped: bool) -> Trained:
    """Build the spec's model and load the weights into it.

    The card's vocabulary wins over the built one where the spec can ``restore(vocabulary)``.
    Raises ValueError (or RuntimeError from torch) when the tensors do not fit the model.
    """
    card = packed.card
    bundle = _bundle(spec, card)
    tensors = load(packed.tensors)
    weights = {name: t for name, t in tensors.items() if not name.startswith(SNAPSHOT)}
    weights |= {name: weights[first] for name, first in card["tied"].items()}
    bundle.model.load_state_dict(weights)
    model = bundle.model.eval().requires_grad_(False)
    vocabulary = card.get("vocabulary")
    return Trained(
        run_id=card["run_id"],
        spec=spec,
        model=model,
        vocabulary=bundle.vocabulary if vocabulary is None else vocabulary,
        card=card,
        snapshots=_snapshots(tensors),
        shipped=shipped,
    )


def _bundle(spec: Spec, card: dict[str, Any]) -> Bundle:
    restore = getattr(spec, "restore", None)
    if restore is not None and card.get("vocabulary") is not None:
        return restore(card["vocabulary"])
    return spec.build()


def _snapshots(tensors: dict[str, Tensor]) -> list[Snapshot]:
    """Snapshot tensors grouped by step, in order, floats back in 32 bits."""
    by_step: dict[int, dict[str, NDArray[Any]]] = {}
    for key, tensor in tensors.items():
        if key.startswith(SNAPSHOT):
            step, name = key.removeprefix(SNAPSHOT).split(".", 1)
            array = tensor.numpy()
            wide = array.astype(np.float32) if array.dtype == np.float16 else array
            by_step.setdefault(int(step), {})[name] = wide
    return sorted(by_step.items())


def _plain(tensor: Tensor) -> Tensor:
    return tensor.detach().cpu().contiguous().clone()


def _compact(tensor: Tensor) -> Tensor:
    wide = _plain(tensor)
    if wide.dtype not in (torch.float32, torch.float64):
        return wide
    narrow = wide.half()
    overflows = bool((narrow.isinf() & ~wide.isinf()).any())
    return wide if overflows else narrow


def _with_nan(value: Any) -> Any:
    """JSON has no NaN: a card holds null in its place."""
    if isinstance(value, dict):
        return {key: _with_nan(item) for key, item in value.items()}
    return math.nan if value is None else value
