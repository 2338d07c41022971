"""One training, wherever it runs: walk the recipe's points, then pack the model and its card."""

import datetime
import itertools
import math
import os
import time
from collections.abc import Callable
from typing import Any

import torch

from nlp_core.engine.artifact import Packed, pack_tensors
from nlp_core.engine.beginning import begin
from nlp_core.engine.curve import Curve
from nlp_core.engine.key import command, is_private, public_fields, run_id_of
from nlp_core.engine.lending import digests, lent_names
from nlp_core.training.run import KEPT, Bundle, Point, Spec, best_device

CURVE_POINTS = 300
SNAPSHOTS = 150
LIVE_BYTES = 16_384  # a larger snapshot is kept for playback and not shown while it trains


class Stopped(Exception):
    """The training was stopped before its end; nothing of it is kept."""


def train(
    spec: Spec,
    *,
    observe: Callable[[dict[str, Any]], None] = lambda point: None,
    stopped: Callable[[], bool] = lambda: False,
    half: bool = False,
) -> Packed:
    """Train ``spec`` to its end and return the packed model.

    ``observe`` sees every point as a dict: step, total, loss, metrics, seconds, device, and
    ``frame``, a small snapshot as name: (bytes, dtype, shape), where there is one. ``stopped`` is
    asked between points; once it says yes, ``Stopped`` is raised. ``half`` stores floats in 16
    bits, or matrices in 8 where the spec says so (``STORED_BITS``).
    """
    torch.set_flush_denormal(True)
    warm()
    start = time.perf_counter()
    bundle = spec.build()
    begin(spec, bundle)
    history: Curve[dict[str, Any]] = Curve(CURVE_POINTS)
    snapshots: Curve[Point] = Curve(SNAPSHOTS)
    device = ""
    for point in spec.fit(bundle):
        if stopped():
            raise Stopped
        device = device or device_name(device_of(bundle.model))  # while it trains, not after
        seen = _as_dict(point, time.perf_counter() - start)
        observe(seen | {"device": device} | _frame(point))
        history.add(seen)
        if point.snapshot is not None:
            snapshots.add(_copied(point))
    if stopped():
        raise Stopped
    eighth = half and getattr(spec, "STORED_BITS", 16) == 8
    lent = lent_names(spec)
    tensors, tied = pack_tensors(bundle.model, snapshots.items, half=half, eighth=eighth, lent=lent)
    card = _card(spec, bundle, history.items, device, time.perf_counter() - start)
    shared = {"lent": digests(bundle.model, lent)} if lent else {}
    return Packed(card=card | {"tied": tied} | shared, tensors=tensors)


def _card(
    spec: Spec, bundle: Bundle, history: list[dict[str, Any]], device: str, seconds: float
) -> dict[str, Any]:
    """What is known about a run. A private run's vocabulary is its text, so it is left out."""
    last = history[-1] if history else {"step": 0, "metrics": {}}
    private = is_private(spec)
    card = {
        "run_id": run_id_of(spec),
        "name": spec.NAME,
        "version": spec.VERSION,
        "spec": public_fields(spec),
        "private": private,
        "seed": spec.seed,
        "steps": last["step"],
        "seconds": round(seconds, 2),
        "device": device,
        "torch": torch.__version__,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "command": command(spec),
        "data": spec.DATA,
        "parameters": sum(p.numel() for p in bundle.model.parameters()),
        "metrics": last["metrics"],
        "history": [{k: v for k, v in point.items() if k != "total"} for point in history],
        "vocabulary": None if private else bundle.vocabulary,
    }
    return finite(card)


def device_of(model: torch.nn.Module) -> torch.device:
    """Where a model's weights are."""
    tensors = itertools.chain(model.parameters(), model.buffers())
    return next((tensor.device for tensor in tensors), torch.device("cpu"))


def device_name(device: torch.device | None = None) -> str:
    """The name of a device (or of the best one here): ``CPU, 2 threads``, or a GPU's own name.

    The threads are those that torch uses at the moment of the call.
    """
    device = device or best_device()
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    threads = torch.get_num_threads()
    return f"CPU, {threads} thread{'s' if threads > 1 else ''}"


def finite(value: Any) -> Any:
    """``value`` ready for strict JSON: NaN and infinities become null, tuples lists."""
    if isinstance(value, dict):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def warm() -> None:
    """Let torch import what its first optimiser needs (seconds), so that it is not on the clock."""
    layer = torch.nn.Linear(64, 64)
    optimizer = torch.optim.Adam(layer.parameters())
    layer(torch.ones(64, 64)).sum().backward()
    optimizer.step()


def all_cores(*, spare: int = 0) -> None:
    """Let torch use every core this process may use but ``spare``, at least one.

    A server's worker spares one: the pages keep it, and the small matrices of lessons lose more
    by waiting for a second, busy core than they gain from it.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    torch.set_num_threads(max(cores - spare, 1))


def step_back(niceness: int) -> None:
    """Give way to the pages: lower this thread's priority, where the system knows how."""
    if hasattr(os, "nice"):
        os.nice(max(0, niceness - os.nice(0)))


def _as_dict(point: Point, seconds: float) -> dict[str, Any]:
    return {
        "step": point.step,
        "total": point.total,
        "loss": float(point.loss),
        "metrics": {name: float(value) for name, value in point.metrics.items()},
        "seconds": round(seconds, 3),
    }


def _frame(point: Point) -> dict[str, Any]:
    """A small snapshot in a form that travels as a message."""
    shown = {n: t for n, t in (point.snapshot or {}).items() if not n.startswith(KEPT)}
    tensors = {name: t.detach().cpu().contiguous() for name, t in shown.items()}
    if not tensors or sum(t.nbytes for t in tensors.values()) > LIVE_BYTES:
        return {}
    arrays = {name: t.numpy() for name, t in tensors.items()}
    return {
        "frame": {name: (a.tobytes(), str(a.dtype), list(a.shape)) for name, a in arrays.items()}
    }


def _copied(point: Point) -> Point:
    """A snapshot that training will not write over."""
    tensors = {name: t.detach().cpu().clone() for name, t in (point.snapshot or {}).items()}
    return Point(step=point.step, total=point.total, loss=point.loss, snapshot=tensors)
