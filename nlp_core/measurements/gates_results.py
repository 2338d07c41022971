"""The measured numbers of the gates lesson, over seeds; ``gates`` measured them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nlp_core.experiments.gates.gradient_curves import FLOOR
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped
from nlp_core.recipes.memory_task import MemoryTaskSpec

Run = dict[str, Any]
VIEWS = {
    "cells": ("rnn", "lstm", "gru"),
    "plain": ("lstm", "lstm-plain", "gru", "gru-plain"),
    "identity": ("rnn", "rnn-identity", "lstm", "gru"),
}
"""What is compared across lags: the cells, gates that begin half open, an RNN that begins by
keeping."""


FAR = 100  # steps: twice the lesson's lag


def results() -> dict[str, Any]:
    """What ``gates`` measured, with how it was measured."""
    return read("gates").found


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("gates").provenance


@cache
def runs(task: str, name: str) -> tuple[Run, ...]:
    """The runs of a line's name."""
    return tuple(one for one in results()["runs"] if (one["task"], one["name"]) == (task, name))


def score_line(task: str, name: str) -> Line:
    """A line's score against the lag: error of adding, accuracy of recall."""
    lags = sorted({one["lag"] for one in runs(task, name)})
    rows = [[one["score"] for one in runs(task, name) if one["lag"] == lag] for lag in lags]
    return _line(name, lags, rows)


def lines(task: str, view: str) -> list[Line]:
    """The lines of a view."""
    return [score_line(task, name) for name in VIEWS[view]]


def keep_lines(task: str) -> list[Line]:
    """The score at the lesson's lag against the bias that the gates begin with."""
    usual = MemoryTaskSpec()
    found = []
    for cell in ("lstm", "gru"):
        begun: dict[float, list[float]] = {}
        named = {0.0: f"{cell}-plain", usual.keep: cell}
        prefix = f"{cell}-"
        for one in results()["runs"]:
            name = str(one["name"])
            rest = name.removeprefix(prefix)
            if name.startswith(prefix) and rest.replace(".", "").isdigit():
                named[float(rest)] = name
        for keep, name in named.items():
            at = [one["score"] for one in runs(task, name) if one["lag"] == usual.lag]
            if at:
                begun[keep] = at
        keeps = sorted(begun)
        found.append(_line(cell, keeps, [begun[keep] for keep in keeps]))
    return found


def reach_line(task: str, lag: int, cell: str) -> Line | None:
    """How much gradient arrives after training, over the seeds; None where it was not measured."""
    found = [one for one in runs(task, cell) if one["lag"] == lag]
    if not found:
        return None
    table = np.maximum(np.array([one["reach"] for one in found]), FLOOR)
    mean = np.exp(np.log(table).mean(axis=0))
    low, high = table.min(axis=0), table.max(axis=0)
    return Line(cell, found[0]["distances"], mean.tolist(), low.tolist(), high.tolist())


def score_at(task: str, name: str, lag: int) -> Sequence[float]:
    """The scores of all seeds."""
    return [one["score"] for one in runs(task, name) if one["lag"] == lag]


def numbers(task: str) -> dict[str, Any]:
    """The numbers that the page's words name: means over the seeds, at the lesson's lag and at the
    longest; the plain RNN at other learning rates is one text."""
    usual = MemoryTaskSpec()
    lags = score_line(task, "lstm").x
    found: dict[str, Any] = {
        "seeds": len(results()["seeds"]),
        "keep": usual.keep,
        "steps": results()["spec"]["steps"],
        "longest": int(max(lags)),
    }
    for name in ("rnn", "lstm", "gru"):
        found[f"{name}_usual"] = float(np.mean(score_at(task, name, usual.lag)))
        found[f"{name}_longest"] = float(np.mean(score_at(task, name, int(max(lags)))))
    for name in ("lstm", "gru", "rnn-identity"):
        key = f"{name.replace('-', '_')}_far"
        found[key] = float(np.mean(score_at(task, name, FAR)))
    for key in ("lstm-plain", "gru-plain", "rnn-identity"):
        found[key.replace("-", "_")] = float(np.mean(score_at(task, key, usual.lag)))
    return found | {"rnn_rates": _rnn_rates(task)}


def _rnn_rates(task: str) -> str:
    """The plain RNN's score of every seed at the lesson's lag, by learning rate, as one text."""
    usual = MemoryTaskSpec()
    names = {usual.rnn_rate: "rnn"}
    for one in results()["runs"]:
        _, is_rate, written = str(one["name"]).partition("rnn-rate-")
        if is_rate:
            names[float(written)] = one["name"]
    parts = []
    for rate in sorted(names):
        scores = score_at(task, names[rate], usual.lag)
        if scores:
            parts.append(f"{rate:g}: {', '.join(f'{score:.2f}' for score in scores)}")
    return "; ".join(parts)


def held(language: str, cell: str) -> dict[tuple[str, str], dict[str, float]]:
    """What holding a gate costs, by gate and value: "loss" and "linked", means over the seeds."""
    models = _models(language, cell)
    found = {}
    for place, hold in enumerate(models[0]["holds"]):
        rows = [one["holds"][place] for one in models]
        means = {name: float(np.mean([row[name] for row in rows])) for name in ("loss", "linked")}
        found[hold["gate"], hold["value"]] = means
    return found


def readers(language: str, cell: str) -> int:
    """How many language models were held: one a seed."""
    return len(_models(language, cell))


def _models(language: str, cell: str) -> list[Run]:
    every = results()["models"]
    return [one for one in every if (one["language"], one["cell"]) == (language, cell)]


def _line(name: str, x: Sequence[float], rows: Sequence[Sequence[float]]) -> Line:
    mean = [float(np.mean(row)) for row in rows]
    return Line(name, x, mean, [min(row) for row in rows], [max(row) for row in rows])
