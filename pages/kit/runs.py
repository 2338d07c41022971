"""Learning curves: of a job as it runs, and of the last runs of a page side by side."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

import streamlit as st

from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from nlp_core.training.run import Spec
from pages.kit import figure
from pages.kit.language import t
from pages.kit.prose import FigureWords
from pages.kit.visit import visit

_COMPARED = 3
History = Sequence[Mapping[str, Any]]


def remember(key: str, run: str, spec: Spec) -> None:
    """Keep a finished run for comparison with the next ones."""
    runs = visit().trainings.finished.setdefault(key, {})
    runs.pop(run, None)
    runs[run] = spec
    while len(runs) > _COMPARED:
        del runs[next(iter(runs))]


def remembered(key: str) -> dict[str, Spec]:
    """The specs of the last runs by run id, the newest last."""
    return dict(visit().trainings.finished.get(key, {}))


def name(spec: Any) -> str:
    """A run's name: the fields that differ from the recipe's defaults."""
    changed = [
        f"{one.name}={getattr(spec, one.name)}"
        for one in fields(spec)
        if not one.metadata.get("private") and getattr(spec, one.name) != one.default
    ]
    return ", ".join(changed) or t("기본 설정", "defaults")


@contextmanager
def opener(key: str) -> Iterator[bool]:
    """The button that opens the curves over the page; the value says whether to draw them."""
    label = t("학습 곡선", "Curve")
    icon = ":material/show_chart:"
    menu = st.popover(label, icon=icon, key=f"{key}-curves", on_change="rerun")
    with menu:
        yield bool(menu.open)


def curves_of(
    key: str,
    histories: Mapping[str, History],
    metric: tuple[str, str] | None,
    *provenance: Provenance,
) -> None:
    """Loss, and the recipe's metric under it, against the step; one line a run."""
    plots = [("loss", t("손실", "loss")), *([metric] if metric is not None else [])]
    for code, title in plots:
        drawn = _curve(histories, code, title)
        alt = t(f"학습 스텝에 따른 {title}", f"{title} against the training step")
        said = FigureWords(alt, "")
        figure.draw(drawn, *provenance, words=said, key=f"{key}-curve-{code}")


def _curve(histories: Mapping[str, History], code: str, title: str) -> Figure:
    series = []
    for run, points in histories.items():
        values = [
            (p["step"], p["loss"] if code == "loss" else p["metrics"].get(code)) for p in points
        ]
        known = [(step, value) for step, value in values if value is not None]
        series.append(Series(run, [x for x, _ in known], [y for _, y in known]))
    return curves(series, x_title=t("스텝", "step"), y_title=title, height=200)
