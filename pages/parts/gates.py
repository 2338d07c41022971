"""The gates lesson's controls, and its figures with their words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from nlp_core.corpora.memory_tasks import BASELINES
from nlp_core.experiments.gates import gradient_curves
from nlp_core.experiments.gates.gradient_curves import FLOOR, Reach
from nlp_core.experiments.gates.sizes import Size
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, KEY, NEGATIVE, POSITIVE, REFERENCE
from nlp_core.measurements import gates_results
from nlp_core.measurements.seed_lines import Line
from nlp_core.memory import per_model
from nlp_core.models.memory_net import CELLS
from nlp_core.recipes.memory_task import MemoryTaskSpec
from nlp_core.trained import Trained
from pages.kit.controls import Choice, Control, Slider
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.parts import gates_sentence

NAMES = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}
COLOURS = {"rnn": NEGATIVE, "lstm": POSITIVE, "gru": KEY}
LINES: dict[str, tuple[Both, str]] = {
    **{cell: ((name, name), COLOURS[cell]) for cell, name in NAMES.items()},
    "lstm-plain": (("LSTM, 반쯤 열고 시작", "LSTM, half open at first"), CATEGORIES[6]),
    "gru-plain": (("GRU, 반쯤 열고 시작", "GRU, half open at first"), CATEGORIES[7]),
    "rnn-identity": (("RNN, 단위행렬로 시작", "RNN, from the identity"), CATEGORIES[3]),
}
TASK = Choice(
    "task", ("과제", "Task"), {"adding": ("덧셈", "adding"), "recall": ("되살리기", "recall")}
)
LAG = Choice("lag", ("떨어진 시점 수", "Lag in steps"), (10, 25, 50, 100, 200), default=50)
WHEN = Choice(
    "when",
    ("곡선", "Curves"),
    {"after": ("학습 후", "after training"), "before": ("학습 전", "before training")},
)
KEEP = Choice(
    "keep",
    ("망각 게이트의 처음 편향", "Forget-gate bias at first"),
    {0.0: "0", 1.0: "1", 2.0: "2", 4.0: "4", 6.0: "6"},
    default=4.0,
)
BEGIN = Choice(
    "start",
    ("RNN의 시작", "The RNN begins"),
    {"random": ("무작위로", "at random"), "identity": ("단위행렬로", "as the identity")},
)
RATE = Choice("rate", ("RNN의 학습률", "The RNN's learning rate"), (0.001, 0.005, 0.02))
VIEW = Choice(
    "view",
    ("무엇을 비교할까요?", "What to compare"),
    {
        "cells": ("세 가지 셀", "the three cells"),
        "plain": ("게이트의 시작", "how gates begin"),
        "identity": ("RNN의 시작", "how the RNN begins"),
    },
)
HIDDEN = Slider("hidden", ("은닉 유닛 수 H", "Hidden units H"), 1, 256, 1, 3)
INPUT = Slider("input", ("입력의 크기 I", "Input size I"), 1, 256, 1, 2)
CONTROLS: tuple[Control, ...] = (
    *(TASK, LAG, WHEN, KEEP, BEGIN, RATE, VIEW, HIDDEN, INPUT),
    *gates_sentence.CONTROLS,
)
FATES: dict[str, Both] = {
    "both": ("둘 다 배워요", "both learn it"),
    "gru": ("GRU만 배워요", "only the GRU learns it"),
    "lstm": ("LSTM만 배워요", "only the LSTM learns it"),
    "none": ("둘 다 못 배워요", "neither learns it"),
}


# Gradients by distance.


def before(lesson: Lesson, spec: MemoryTaskSpec) -> Figure:
    """The three cells as they begin, over seeds."""
    return _before(language(), spec.task, spec.lag, spec.keep, spec.start)


@lru_cache(maxsize=32)
def _before(spoken: str, task: str, lag: int, keep: float, start: str) -> Figure:
    return reaches(spoken, gradient_curves.untrained(task, lag, keep, start))


def is_measured(spec: MemoryTaskSpec) -> bool:
    """Whether runs of these settings were measured over seeds."""
    usual = MemoryTaskSpec(task=spec.task, lag=spec.lag, seed=spec.seed)
    return spec == usual and gates_results.reach_line(spec.task, spec.lag, "lstm") is not None


@per_model(4)
def after(run: Trained[MemoryTaskSpec, Any], spoken: str) -> Figure:
    """The three cells of a trained model; behind them the measured range over seeds."""
    drawn = []
    for one in gradient_curves.trained(run):
        line = gates_results.reach_line(run.spec.task, run.spec.lag, one.cell)
        if is_measured(run.spec) and line is not None:
            x = range(len(one.share))
            low, high = (
                np.exp(np.interp(x, line.x, np.log(ends))).tolist()
                for ends in (line.low, line.high)
            )
            drawn.append(Reach(one.cell, one.share, low, high))
        else:
            drawn.append(one)
    return reaches(spoken, drawn)


def live(spoken: str, frame: Mapping[str, Any]) -> Figure:
    """The three cells while they train, each with its score."""
    shares = 10.0 ** np.asarray(frame["reach"], dtype=np.float64)  # (3, T + 1)
    names = [
        f"{NAMES[cell]} {score:.2f}" for cell, score in zip(CELLS, frame["scores"], strict=True)
    ]
    curves_ = [Reach(cell, row.tolist()) for cell, row in zip(CELLS, shares, strict=True)]
    return reaches(spoken, curves_, names)


def reaches(spoken: str, found: Sequence[Reach], names: Sequence[str] = ()) -> Figure:
    """Shares of the gradient by the distance back, on a log axis."""
    words = figure_titles("gates", spoken, "gradients", {})
    drawn = [
        Series(
            names[number] if names else NAMES[one.cell],
            list(range(len(one.share))),
            [share if share >= FLOOR else float("nan") for share in one.share],
            one.low,
            one.high,
            COLOURS[one.cell],
        )
        for number, one in enumerate(found)
    ]
    return curves(drawn, y_log=True, **words)


# Trainings and measurements.


@per_model(4)
def race(run: Trained[MemoryTaskSpec, Any], spoken: str) -> Figure:
    """Each cell's held-out score over the training."""
    key = run.spec.task
    words = figure_titles("gates", spoken, "race", {})
    baseline = words.pop("baseline")
    titles = {"adding": words.pop("y_adding"), "recall": words.pop("y_recall")}
    top = 1.0 if key == "recall" else 0.3
    drawn = []
    for cell in CELLS:
        points = [one for one in run.history if one["step"] > 0]
        steps = [one["step"] for one in points]
        scores = [min(one["metrics"][cell], top) for one in points]
        drawn.append(Series(NAMES[cell], steps, scores, colour=COLOURS[cell]))
    return curves(
        drawn,
        y_title=titles[key],
        y_domain=(0, top),
        references={baseline: run.spec.baseline()},
        height=300,
        **words,
    )


def against_lag(lesson: Lesson, task: str, view: str) -> Figure:
    """Measured scores against the lag, over seeds."""
    return _against_lag(language(), task, view)


@lru_cache(maxsize=16)
def _against_lag(spoken: str, task: str, view: str) -> Figure:
    return _measured(spoken, task, "lags", tuple(gates_results.lines(task, view)), x_log=True)


def begun(lesson: Lesson, task: str) -> Figure:
    """Measured scores against the bias that gates begin with."""
    return _begun(language(), task)


@lru_cache(maxsize=4)
def _begun(spoken: str, task: str) -> Figure:
    return _measured(spoken, task, "keeps", tuple(gates_results.keep_lines(task)))


def _measured(spoken: str, task: str, key: str, lines: Sequence[Any], **axes: Any) -> Figure:
    words = figure_titles("gates", spoken, key, {})
    baseline = words.pop("baseline")
    titles = {"adding": words.pop("y_adding"), "recall": words.pop("y_recall")}
    drawn = []
    for one in lines:
        name, colour = LINES[one.name][0][spoken != "ko"], LINES[one.name][1]
        drawn.append(Series(name, one.x, one.mean, one.low, one.high, colour, True))
    usual, named = MemoryTaskSpec(task=task), {}
    if key == "lags":  # its own baseline for the sequences of each lag
        x = sorted({int(lag) for one in lines for lag in one.x})
        known = [replace(usual, lag=lag).baseline() for lag in x]
        drawn.append(Series(baseline, x, known, colour=REFERENCE))
    else:
        named = {baseline: usual.baseline()}
    top = 1.0 if task == "recall" else 1.1 * max(BASELINES[task], *(max(one.high) for one in lines))
    return curves(
        drawn,
        y_title=titles[task],
        y_domain=(0, top),
        x_values=sorted({x for one in lines for x in one.x}),
        references=named,
        height=320,
        **axes,
        **words,
    )


def size_table(found: Sequence[Size]) -> dict[str, list[Any]]:
    """Parameters of each cell, by the formula and as the module counts them."""
    return {
        t("셀", "cell"): [NAMES[one.cell] for one in found],
        t("블록", "blocks"): [one.blocks for one in found],
        t("식으로", "by the formula"): [one.formula for one in found],
        t("PyTorch 모듈에서", "in PyTorch's module"): [one.module for one in found],
    }


def half_open(task: str) -> str:
    """Which of the two learns the task at the lesson's lag if its gates begin half open."""
    lag = MemoryTaskSpec().lag
    learned = [
        cell
        for cell in ("lstm", "gru")
        if has_learned(task, gates_results.score_line(task, f"{cell}-plain"), lag)
    ]
    return "both" if len(learned) == 2 else learned[0] if learned else "none"


def has_learned(task: str, line: Line, lag: int) -> bool:
    """Whether the seeds' mean is near the goal: an error of 0.01, an accuracy of 0.95."""
    mean = line.mean[list(line.x).index(lag)]
    return mean >= 0.95 if task == "recall" else mean <= 0.01
