"""A trained model for the page: ready at once, or trained while the class watches, in one row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import streamlit as st

from nlp_core.engine.engine import JobView
from nlp_core.engine.job import ACTIVE
from nlp_core.engine.key import run_id_of
from nlp_core.errors import LearnerError
from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance, TrainedHere
from nlp_core.trained import Trained
from nlp_core.training.run import Spec
from pages.kit import runs
from pages.kit.badge import duration
from pages.kit.engine import engine, visitor
from pages.kit.language import language, t
from pages.kit.prose import escape, sections
from pages.kit.stage import Live
from pages.kit.visit import visit
from pages.kit.words import worded

_POLL_S, _POLL_PER_WATCHER_S, _POLL_MOST_S = 0.5, 0.04, 4.0
_LEAST_STEPS = 3  # points before a time left is believed


S = TypeVar("S", bound=Spec)


@dataclass(frozen=True)
class Panel(Generic[S]):
    """What a training row needs to draw itself; ``metric`` is a recipe's metric and its name."""

    spec: S
    lesson: str
    key: str
    metric: tuple[str, str] | None = None
    live: Callable[[int, dict[str, Any]], Figure] | None = None
    alone: bool = False  # whether no other model stands in

    @cached_property
    def run(self) -> str:
        """The name of the run that the spec describes."""
        return run_id_of(self.spec)


def trained(panel: Panel[S], nearest: S | None) -> tuple[Trained[S, Any] | None, Live | None]:
    """The model of the panel's spec if it is ready, else the one of ``nearest``; None if neither.

    Draws the row where it is called. A training that runs and can draw the stage comes with it.
    """
    exact = engine().find(panel.spec, here_first=panel.run in visit().trainings.here)
    job = _job(panel)
    active = job is not None and job.state in ACTIVE
    every = None
    if active and job is not None:
        every = min(_POLL_S + _POLL_PER_WATCHER_S * job.watchers, _POLL_MOST_S)
    with st.container(key=f"{panel.key}-panel", gap="xsmall"):
        st.fragment(_draw, run_every=every)(panel, exact, active)
    found = exact or (engine().find(nearest) if nearest is not None else None)
    running = every is not None and panel.live is not None
    return found, Live(every, lambda: _newest(panel)) if running and every else None


def _newest(panel: Panel[Any]) -> tuple[Figure, Provenance] | None:
    """The figure of the newest snapshot, while there is one."""
    job = _job(panel)
    if job is None or job.state not in ACTIVE or not job.frame or panel.live is None:
        return None
    return panel.live(job.step, job.frame), job.provenance


def _job(panel: Panel[Any]) -> JobView | None:
    """The job of this run, its lease renewed; None if there is none or this visitor left it."""
    if panel.run in visit().trainings.left:
        return None
    return engine().watch(panel.run, visitor())


def _draw(panel: Panel[Any], exact: Trained[Any, Any] | None, was_active: bool) -> None:
    job = _job(panel)
    if job is not None and job.state in ACTIVE:
        if not was_active:
            st.rerun()  # the whole page, which then draws this part again and again
        _active(panel, job)
        return
    mine = visit().trainings
    if was_active or panel.run in mine.followed:
        mine.followed.discard(panel.run)
        if job is not None and job.state == "done":
            mine.here.add(panel.run)
            runs.remember(panel.key, panel.run, panel.spec)
        st.rerun()
    _idle(panel, exact, job)


def _active(panel: Panel[Any], job: JobView) -> None:
    """One row: progress, the curve behind a click, Stop. The figure moves in its own place."""
    with st.container(horizontal=True, vertical_alignment="center"):
        share = job.step / job.total if job.total else 0.0
        st.progress(min(share, 1.0), text=_progress(job))
        with runs.opener(panel.key) as opened:
            if opened and job.points:
                title = t("이번 학습", "this run")
                runs.curves_of(panel.key, {title: job.points}, panel.metric, job.provenance)
        if st.button(t("멈추기", "Stop"), key=f"{panel.key}-stop", icon=":material/stop_circle:"):
            engine().leave(panel.run, visitor())
            visit().trainings.left.add(panel.run)
            st.rerun()


def _progress(job: JobView) -> str:
    if job.state == "waiting":
        if job.position <= 1:
            return t("다음 차례예요. 곧 시작해요.", "Next in line; it starts soon.")
        return t(
            f"차례를 기다리는 중이에요. {job.position}번째예요.",
            f"Waiting in line, in place {job.position}.",
        )
    if not job.points:
        return t("학습을 준비하는 중이에요.", "Getting ready to train.")
    words = t(
        f"학습 중 · {job.step:,}/{job.total:,}스텝", f"Training · {job.step:,}/{job.total:,} steps"
    )
    if job.seconds_left is not None and len(job.points) > _LEAST_STEPS:
        left = duration(job.seconds_left)
        words += t(f" · 약 {left} 남음", f" · about {left} left")
    if job.watchers > 1:
        words += t(f" · {job.watchers}명이 보는 중", f" · {job.watchers} watching")
    return words


def _idle(panel: Panel[Any], exact: Trained[Any, Any] | None, job: JobView | None) -> None:
    """One row: what is shown now, the curve behind a click, and the button that trains."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_standing(exact, panel.alone), width="stretch")
        _compare(panel, exact)
        st.button(
            t("지금 학습하기", "Train it now"),
            key=f"{panel.key}-train",
            icon=":material/play_arrow:",
            type="secondary" if exact else "primary",
            on_click=_start,
            args=(panel,),
        )
    refused = visit().trainings.refused.pop(panel.key, None)
    if refused is not None:
        st.warning(refused)
    if job is not None and job.state == "failed":
        st.error(_failure(job))
    _elsewhere(panel)
    problem = engine().storage_problem
    if problem is not None:
        st.warning(sections("kit", language())[f"storage-{problem}"].body)


def _standing(exact: Trained[Any, Any] | None, alone: bool = False) -> str:
    if exact is None and alone:
        return t(
            "**이 설정으로는 아직 학습하지 않았어요.**", "**Not trained with these settings yet.**"
        )
    if exact is None:
        return t(
            "**이 설정으로는 아직 학습하지 않았어요.** 설정이 가장 비슷한, 미리 학습해 둔 모델의 "
            "결과를 보고 있어요.",
            "**Not trained with these settings yet.** You see the nearest shipped model.",
        )
    if isinstance(exact.provenance, TrainedHere):
        return t(
            "이 설정으로 **이 서버에서 학습한 모델**을 보고 있어요.",
            "You see **the model trained here** with these settings.",
        )
    return t(
        "**미리 학습해 둔 모델**을 보고 있어요. 처음부터 직접 학습해 볼 수 있어요.",
        "You see **the shipped model**. Train the same one from scratch and watch.",
    )


def _start(panel: Panel[Any]) -> None:
    mine = visit().trainings
    try:
        engine().submit(panel.spec, visitor(), again=True)
    except LearnerError as error:
        mine.refused[panel.key] = worded(error, panel.lesson)
        return
    mine.left.discard(panel.run)
    mine.followed.add(panel.run)


def _failure(job: JobView) -> str:
    if isinstance(job.error, LearnerError):
        return worded(job.error, job.name)
    return t(
        "학습하다가 오류가 났어요. 설정을 바꾸거나 다시 시도해 보세요.",
        "The training failed. Change a setting or try again.",
    ) + (f" ({escape(str(job.error))})" if job.error else "")


def _elsewhere(panel: Panel[Any]) -> None:
    """Trainings that this visitor started with other settings and that still run."""
    for job in engine().jobs_of(visitor()):
        if job.run_id == panel.run or job.state not in ACTIVE:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            words = t(
                f"다른 설정의 학습이 아직 진행 중이에요(`{job.run_id}`).",
                f"A training with other settings is still running (`{job.run_id}`).",
            )
            st.caption(f"{words} {_progress(job)}", width="stretch")
            if st.button(t("멈추기", "Stop it"), key=f"{panel.key}-stop-{job.run_id}"):
                engine().leave(job.run_id, visitor())
                st.rerun()


def _compare(panel: Panel[Any], exact: Trained[Any, Any] | None) -> None:
    """The curve of the model shown, beside those of the last runs on this page."""
    specs = runs.remembered(panel.key)
    if exact is None and not specs:
        return
    with runs.opener(panel.key) as opened:
        if not opened:
            return
        found: dict[str, Any] = {}
        for spec in [*specs.values(), *([exact.spec] if exact else [])]:
            run = engine().find(spec, here_first=True)
            if run is not None:
                found[runs.name(run.spec)] = run
        histories = {name: run.history for name, run in found.items()}
        origins = [run.provenance for run in found.values()]
        if histories:
            runs.curves_of(panel.key, histories, panel.metric, *origins)
