"""Learning curves: of a job as it runs, and of the last runs of a page side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from nlp_core.figures.curve import Series, curves
from pages.kit import figure
from pages.kit.language import t

_COMPARED = 3


def remember(key: str, run: str, spec: Any) -> None:
    """Keep a finished run for comparison with the next ones."""
    runs: dict[str, Any] = st.session_state.setdefault(f"{key}-runs", {})
    runs.pop(run, None)
    runs[run] = spec
    while len(runs) > _COMPARED:
        del runs[next(iter(runs))]


def remembered(key: str) -> dict[str, Any]:
    """The specs of the last runs by run id, the newest last."""
    return dict(st.session_state.get(f"{key}-runs", {}))


def name(spec: Any) -> str:
    """A run's name: the fields that differ from the recipe's defaults."""
    changed = [
        f"{one.name}={getattr(spec, one.name)}"
        for one in fields(spec)
        if not one.metadata.get("private") and getattr(spec, one.name) != one.default
    ]
    return ", ".join(changed) or t("기본 설정", "defaults")


def learning_curves(
    histories: Mapping[str, Sequence[Mapping[str, Any]]], metric: str | None, title: str | None
) -> None:
    """Loss, and the recipe's metric beside it, against the step; one line a run."""
    plots = [(t("손실", "loss"), lambda point: point["loss"])]
    if metric is not None:
        plots.append((title or metric, lambda point: point["metrics"].get(metric)))
    for column, (words, value) in zip(st.columns(len(plots)), plots, strict=True):
        series = []
        for run, points in histories.items():
            pairs = [(point["step"], value(point)) for point in points]
            known = [(x, y) for x, y in pairs if y is not None]
            series.append(Series(run, [x for x, _ in known], [y for _, y in known]))
        chart = curves(series, x_title=t("스텝", "step"), y_title=words, height=220)
        alt = t(f"학습 스텝에 따른 {words}", f"{words} against the training step")
        with column:
            st.vega_lite_chart(spec=figure.styled(chart), width="stretch", alt=alt)
