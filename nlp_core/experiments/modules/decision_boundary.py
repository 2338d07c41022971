"""A network on a plane: its points, its answers, and how its training ended."""

import math
from typing import Any

import numpy as np
import torch

from nlp_core.corpora.points import Points
from nlp_core.experiments.modules.training_steps import State, repeated, watched_step
from nlp_core.memory import per_model
from nlp_core.models.mlp import MLP
from nlp_core.recipes.points import PointsSpec
from nlp_core.trained import Trained
from nlp_core.training.supervised import make_optimizer


def all_points(spec: PointsSpec) -> tuple[Points, np.ndarray]:
    """All points of a run, and which of them (bool) were held out; own ones are never."""
    train, test = spec.split()
    if spec.data == "own":
        return train, np.zeros(len(train), dtype=bool)
    both = Points(np.concatenate([train.x, test.x]), np.concatenate([train.y, test.y]))
    return both, np.arange(len(both)) >= len(train)


def how_it_went(history: list[dict[str, Any]]) -> str:
    """ "lost" (NaN or infinite), "worse" (a higher loss than at first), "still" or "learned"."""
    first, last = history[0]["loss"], history[-1]["loss"]
    if not math.isfinite(last):
        return "lost"
    if last > first * 1.01:
        return "worse"
    return "learned" if last < first * 0.99 else "still"


def numbers(history: list[dict[str, Any]]) -> dict[str, float]:
    """First and last loss, and the steps between."""
    first, last = history[0], history[-1]
    return {"first": first["loss"], "last": last["loss"], "steps": last["step"]}


def first_steps(spec: PointsSpec, steps: int) -> list[State]:
    """The five lines of training, one by one, on the first mini-batches of an untrained network."""
    model, (train, _) = spec.build().model, spec.split()
    optimizer = make_optimizer(spec.optimizer, model, spec.rate)
    states: list[State] = []
    for i in range(steps):
        batch = np.arange(i * spec.batch_size, (i + 1) * spec.batch_size) % len(train)
        inputs, labels = torch.from_numpy(train.x[batch]), torch.from_numpy(train.y[batch])
        states += watched_step(model, optimizer, inputs, labels)
    return states


@per_model(1)
def watched(trained: Trained[PointsSpec, MLP], steps: int = 2) -> list[State]:
    """``first_steps`` of a run, which are always the same."""
    return first_steps(trained.spec, steps)


@torch.inference_mode()
def logits_at(model: MLP, place: tuple[float, float]) -> torch.Tensor:
    """The network's two logits at one place, (2,)."""
    return model(torch.tensor([place], dtype=torch.float32))[0]


def asked_again(
    model: MLP, place: tuple[float, float], dropout: float, mode: str, times: int = 5
) -> list[float]:
    """P(class 1) at one place, computed several times in "train" or "eval" mode with dropout."""
    return repeated(model, place, dropout=dropout, training=mode == "train", times=times)
