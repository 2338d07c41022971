"""Moments of a training: what a GPT writes at each, and its weights then, small enough to keep."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from nlp_core.models.gpt import Gpt
from nlp_core.training.eight_bits import from_eight_bits, in_eight_bits
from nlp_core.training.packing import EOS, PAD
from nlp_core.training.run import KEPT, Point
from nlp_core.training.sampling import Sampling, continued, reading_once

SHARES = (0.02, 0.06, 0.15, 0.4)  # of the steps, after which weights are kept
LENGTH = 20  # tokens that are written at most
HOW = Sampling(temperature=0.8)
DRAW = 1
Row = tuple[int, Tensor, list[float]]  # a step, what was written, the metrics
_SCALE = f"{KEPT}row_scale."


def steps_of(total: int) -> tuple[int, ...]:
    """The moments of a training of so many steps, its beginning and its end left out."""
    return tuple(sorted({max(1, round(share * total)) for share in SHARES} - {total}))


def weights_of(model: nn.Module) -> dict[str, Tensor]:
    """All weights as tensors of a snapshot: matrices in 8 bits."""
    stored: dict[str, Tensor] = {}
    for name, weight in model.state_dict().items():
        if weight.ndim == 2:
            stored[KEPT + name], stored[_SCALE + name] = in_eight_bits(weight)
        else:
            stored[KEPT + name] = weight
    return stored


def load_weights(model: nn.Module, snapshot: Mapping[str, Any]) -> None:
    """Put the weights of a snapshot (arrays) into a model. ValueError where there are none."""
    arrays = {n: torch.from_numpy(a) for n, a in snapshot.items() if n.startswith(KEPT)}
    if not arrays:
        raise ValueError("a snapshot without weights")
    weights = {}
    for name, array in arrays.items():
        if not name.startswith(_SCALE):
            scale = arrays.get(_SCALE + name.removeprefix(KEPT))
            whole = array.float() if scale is None else from_eight_bits(array, scale)
            weights[name.removeprefix(KEPT)] = whole
    model.load_state_dict(weights)


def written(model: Gpt, beginning: list[int], draw: int = DRAW) -> list[int]:
    """What a GPT writes after a beginning, EOS with it where it comes."""
    scores_after = reading_once(model, len(beginning) + LENGTH)
    return continued(scores_after, beginning, LENGTH, HOW, draw=draw, end=EOS)


def with_sheets(
    points: Iterator[Point],
    model: Gpt,
    beginnings: list[list[int]],
    measured: Callable[[nn.Module, bool], dict[str, float]],
    named: list[str],
    total: int,
) -> Iterator[Point]:
    """The points of a training, each with the sheet of what was written so far.

    A snapshot's ``sheet`` is (M, L, LENGTH) token ids: a row for the untrained model, for each
    moment passed and for now, one of L ``beginnings`` each, filled up with PAD; ``steps`` (M,) and
    ``values`` (M, L) are their steps and the metrics ``named``. At a moment there are weights too.
    """
    moments = (0, *steps_of(total))
    with torch.inference_mode():
        start = measured(model, False)
    rows: list[Row] = []
    for point in itertools.chain([Point(0, total, float("nan"), start)], points):
        now = _row(model, beginnings, point, named)
        kept = weights_of(model) if point.step in moments[1:] else {}
        yield Point(point.step, total, point.loss, point.metrics, _sheet([*rows, now]) | kept)
        if point.step in moments:
            rows.append(now)


def _row(model: Gpt, beginnings: list[list[int]], point: Point, named: list[str]) -> Row:
    ids = torch.full((len(beginnings), LENGTH), PAD, dtype=torch.int16)
    for number, beginning in enumerate(beginnings):
        new = written(model, beginning)
        ids[number, : len(new)] = torch.tensor(new, dtype=torch.int16)
    return point.step, ids, [point.metrics[name] for name in named]


def _sheet(rows: list[Row]) -> dict[str, Tensor]:
    steps, ids, values = zip(*rows, strict=True)
    return {
        "sheet": torch.stack(list(ids)),
        "steps": torch.tensor(steps),
        "values": torch.tensor(values),
    }
