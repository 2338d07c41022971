"""A trained model in two shapes: packed for the store (bytes and a card), and ready for a page.

The card is JSON and says everything about the run but a learner's own text; the tensors are
safetensors. Nothing is ever pickled. What a model has in common with the one that it began with
is lent by that one (``engine.lending``) and not stored again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load, save
from torch import Tensor, nn

from nlp_core.engine.card import same_kind
from nlp_core.trained import S, Snapshot, Trained
from nlp_core.training.eight_bits import from_eight_bits, in_eight_bits
from nlp_core.training.run import Bundle, Point, Spec

SNAPSHOT = "snapshot."
ROW_SCALE = "row_scale."  # of a matrix in 8 bits


@dataclass(frozen=True)
class Packed:
    """What the store keeps: a JSON-ready card and the bytes of a safetensors file."""

    card: dict[str, Any]
    tensors: bytes


def pack_tensors(
    model: nn.Module,
    snapshots: Iterable[Point],
    *,
    half: bool = False,
    eighth: bool = False,
    lent: Collection[str] = (),
) -> tuple[bytes, dict[str, str]]:
    """Weights and snapshots as safetensors bytes, and which names are tied to which.

    Tied weights are stored once. ``half`` stores floats in 16 bits, except where one would become
    infinite; snapshots, which are only drawn, always are. ``eighth`` stores matrices in 8 bits,
    each row with a scale of its own, and the rest in 16. The weights ``lent`` are left out.
    """
    stored: dict[str, Tensor] = {}
    tied: dict[str, str] = {}
    places: dict[tuple[Any, ...], str] = {}
    for name, tensor in model.state_dict().items():
        place = (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype)
        first = places.setdefault(place, name) if tensor.numel() else name
        if first != name:
            tied[name] = first
        elif name in lent:
            continue
        elif eighth and tensor.ndim == 2 and tensor.is_floating_point():
            stored[name], stored[ROW_SCALE + name] = in_eight_bits(tensor)
        else:
            stored[name] = _compact(tensor) if half or eighth else _plain(tensor)
    for point in snapshots:
        for name, tensor in (point.snapshot or {}).items():
            stored[f"{SNAPSHOT}{point.step}.{name}"] = _compact(tensor)
    return save(stored), tied


def unpack(
    packed: Packed, spec: S, *, shipped: bool, lent: dict[str, Tensor] | None = None
) -> Trained[S, Any]:
    """Build the spec's model and load the weights into it, with those that are ``lent``.

    The card's vocabulary wins over the built one where the spec can ``restore(vocabulary)``; what
    ``shipped`` is then not built from its text first, which takes some recipes a second.
    Raises ValueError when the card is another recipe's, or its vocabulary of another kind than the
    spec builds, and what torch raises when the tensors do not fit the model.
    """
    card = packed.card
    if (card["name"], card["version"]) != (spec.NAME, spec.VERSION):
        raise ValueError(f"made by {card['name']!r:.40}, version {card['version']!r:.20}")
    bundle = _bundle(spec, card, trusted=shipped)
    tensors = load(packed.tensors)
    weights = (lent or {}) | stored_weights(tensors)
    weights |= {name: weights[first] for name, first in card["tied"].items()}
    bundle.model.load_state_dict(weights)
    model = bundle.model.eval().requires_grad_(False)
    vocabulary = card["vocabulary"]
    return Trained(
        run_id=card["run_id"],
        spec=spec,
        model=model,
        vocabulary=bundle.vocabulary if vocabulary is None else vocabulary,
        card=card,
        snapshots=_snapshots(tensors),
        shipped=shipped,
    )


def stored_weights(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of a stored file by name; those in 8 bits as floats."""
    apart = (SNAPSHOT, ROW_SCALE)
    weights = {name: t for name, t in tensors.items() if not name.startswith(apart)}
    for name, scale in tensors.items():
        if name.startswith(ROW_SCALE):
            matrix = name.removeprefix(ROW_SCALE)
            weights[matrix] = from_eight_bits(weights[matrix], scale)
    return weights


def _bundle(spec: Spec, card: dict[str, Any], *, trusted: bool) -> Bundle:
    stored, restore = card["vocabulary"], getattr(spec, "restore", None)
    if trusted and restore is not None and stored is not None:
        return restore(stored)
    built = spec.build()
    if stored is None:
        return built
    if not same_kind(stored, built.vocabulary):
        raise ValueError("a vocabulary of another kind")
    return built if restore is None else restore(stored)


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
