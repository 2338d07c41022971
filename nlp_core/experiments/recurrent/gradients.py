"""How far back a gradient reaches: wᵗ for one number, an RNN before training and after it."""

import math
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from nlp_core.experiments.recurrent.reading import Reading, TrainedWriter, in_double
from nlp_core.memory import per_model
from nlp_core.models.bptt import rnn_backward, tanh_slope
from nlp_core.models.character_lm import gradients_back, spectral_radius, typical
from nlp_core.models.rnn import rnn_weights
from nlp_core.recipes.character_model import Ids

Array = NDArray[np.float64]
SEEDS = (0, 1, 2)
SETTLED = 10  # steps after which a curve falls evenly


@dataclass(frozen=True, eq=False)
class Curve:
    """Log10 of the gradient at each distance, relative to distance 0: the middle one of some seeds,
    the lowest and the highest (T + 1,)."""

    middle: Array
    low: Array
    high: Array

    @property
    def factor(self) -> float:
        """What one step multiplies by, on average, once the curve falls evenly; 0 where nothing is
        left."""
        first = min(SETTLED, len(self.middle) - 2)
        if len(self.middle) < 2 or not np.isfinite(self.middle[[first, -1]]).all():
            return 0.0
        steps = len(self.middle) - 1 - first
        return float(10 ** ((self.middle[-1] - self.middle[first]) / steps))

    def reach(self, share: float = 1e-3) -> int | None:
        """The first distance at which less than ``share`` is left; None if there is none."""
        small = np.flatnonzero(self.middle < np.log10(share))
        return int(small[0]) if small.size else None


def power(w: float, reach: int) -> Array:
    """Log10 of w, w², ... at distance 0 to ``reach``.

    >>> power(10.0, 2).tolist()
    [0.0, 1.0, 2.0]
    """
    return np.arange(reach + 1) * np.log10(w)


def steps_until(w: float, share: float) -> int:
    """The first t at which w to the power t, 0 < w < 1, is below ``share``.

    >>> steps_until(0.5, 0.1)
    4
    """
    return math.floor(math.log(share) / math.log(w)) + 1


@per_model(128, shared=lambda trained, *_: not trained.spec.is_own)
def before_training(trained: TrainedWriter, radius: float, activation: str) -> Curve:
    """The curve of untrained models whose hidden matrix has this spectral radius."""
    looked = trained.spec.looked(Ids(trained.vocabulary["characters"]))
    found = []
    for seed in SEEDS:
        model = replace(trained.spec, seed=seed).restore(trained.vocabulary).model
        curve = typical(gradients_back(model, looked, radius=radius, activation=activation))
        found.append(curve.numpy())
    seeds = np.stack(found)  # (seeds, T + 1)
    return Curve(np.median(seeds, axis=0), seeds.min(axis=0), seeds.max(axis=0))


def moment(snapshot: NDArray[np.float32]) -> Curve:
    """The curve that a training kept."""
    kept = snapshot.astype(np.float64)
    return Curve(kept, kept, kept)


def after_training(trained: TrainedWriter) -> Curve:
    """The curve of the trained model, as its training measured it last."""
    return moment(trained.snapshots[-1][1]["gradient"])


@dataclass(frozen=True, eq=False)
class Chain:
    """Backpropagation along one text, by hand: for the state after each unit, the norm of the
    gradient (T,), the mean slope of tanh (T,), and how far autograd's gradients are."""

    norms: Array
    slopes: Array
    radius: float
    gap: float


def chain(trained: TrainedWriter, seen: Reading) -> Chain | None:
    """From the loss of the text's last unit back to its first; None with fewer than two units."""
    if len(seen.units) < 2:
        return None
    model = in_double(trained)
    w_hidden = rnn_weights(model.recurrent)[1].detach()
    target = int(Ids(trained.vocabulary["characters"]).of(seen.units)[-1])
    states = torch.from_numpy(seen.h[None, :-1])  # (1, T, C): the last unit is only predicted
    inputs = torch.from_numpy(seen.x[None, :-1])  # (1, T - 1, E)
    error = torch.from_numpy(seen.y[-2]).softmax(-1) - F.one_hot(
        torch.tensor(target), seen.y.shape[1]
    )
    from_loss = torch.zeros_like(states[:, 1:])
    from_loss[0, -1] = error @ model.output.weight  # (C,), by hand: softmax minus the truth
    found = rnn_backward(inputs, states, w_hidden, from_loss).states[0, 1:]  # (T - 1, C)
    slopes = tanh_slope(states[0, 1:]).mean(-1)  # (T - 1,)
    gap = _gap(trained, inputs, target, found)
    return Chain(found.norm(dim=-1).numpy(), slopes.numpy(), spectral_radius(w_hidden), gap)


def _gap(trained: TrainedWriter, inputs: torch.Tensor, target: int, found: torch.Tensor) -> float:
    """The largest difference from what autograd finds for the first state and for the last."""
    model = in_double(trained)
    with torch.enable_grad():
        states = [torch.zeros(1, 1, found.size(1), dtype=torch.float64, requires_grad=True)]
        for t in range(inputs.size(1)):
            states.append(model.recurrent(inputs[:, t : t + 1], states[-1])[1])
        scores = model.output(states[-1][0])  # (1, V)
        loss = F.cross_entropy(scores, torch.tensor([target]))
        theirs = torch.cat(torch.autograd.grad(loss, states[1:]))[:, 0]  # (T - 1, C)
    return float((theirs - found).abs().max())
