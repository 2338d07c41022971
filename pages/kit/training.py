"""A trained model for the page: ready at once, or trained while the class watches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from nlp_core.engine.artifact import Trained
from nlp_core.engine.engine import JobView
from nlp_core.engine.key import run_id_of
from nlp_core.errors import LearnerError
from nlp_core.provenance import TrainedHere
from nlp_core.training.run import Spec
from pages.kit import runs
from pages.kit.badge import duration
from pages.kit.engine import engine, visitor
from pages.kit.language import language, t
from pages.kit.prose import sections
from pages.kit.words import worded

ACTIVE = ("waiting", "running")
_POLL_S, _POLL_LIVE_S, _POLL_PER_WATCHER_S, _POLL_MOST_S = 0.8, 0.45, 0.04, 4.0


@dataclass(frozen=True)
class Panel:
    """What a training panel needs to draw itself."""

    spec: Any
    run: str
    key: str
    lesson: str
    metric: str | None
    metric_name: str | None
    live: Callable[[JobView], None] | None = None


def trained(
    spec: Spec,
    *,
    nearest: Spec | None = None,
    key: str = "model",
    metric: str | None = None,
    metric_name: str | None = None,
    live: Callable[[JobView], None] | None = None,
) -> Trained | None:
    """The model of ``spec`` if it is ready; else the one of ``nearest``; None if neither is.

    Draws the training panel where it is called. Training starts on a click alone. ``metric`` names
    one of the recipe's metrics, drawn beside the loss under ``metric_name``; ``live`` draws the
    newest snapshot (``JobView.frame``) under the curves, about twice a second.
    """
    from pages.kit.lesson import current_slug

    run = run_id_of(spec)
    panel = Panel(spec, run, f"{current_slug()}-{key}", current_slug(), metric, metric_name, live)
    seen_here = run in st.session_state.get("trained-here", ())
    exact = engine().find(spec, here_first=seen_here)
    job = _job(panel)
    active = job is not None and job.state in ACTIVE
    every = None
    if active and job is not None:
        first = _POLL_S if live is None else _POLL_LIVE_S
        every = min(first + _POLL_PER_WATCHER_S * job.watchers, _POLL_MOST_S)
    with st.container(border=True, key=f"{panel.key}-panel"):
        st.fragment(_draw, run_every=every)(panel, exact, active)
    return exact or (engine().find(nearest) if nearest is not None else None)


def _job(panel: Panel) -> JobView | None:
    """The job of this run, its lease renewed; None if there is none or this visitor left it."""
    if panel.run in st.session_state.get("left-jobs", ()):
        return None
    return engine().watch(panel.run, visitor())


def _draw(panel: Panel, exact: Trained | None, was_active: bool) -> None:
    job = _job(panel)
    if job is not None and job.state in ACTIVE:
        if not was_active:
            st.rerun()  # the whole page, which then draws this part again and again
        _active(panel, job)
        return
    following: set[str] = st.session_state.setdefault("following", set())
    if was_active or panel.run in following:
        following.discard(panel.run)
        if job is not None and job.state == "done":
            st.session_state.setdefault("trained-here", set()).add(panel.run)
            runs.remember(panel.key, panel.run, panel.spec)
        st.rerun()
    _idle(panel, exact, job)


def _active(panel: Panel, job: JobView) -> None:
    """Progress, the live curve, Stop."""
    with st.container(horizontal=True, vertical_alignment="center"):
        share = job.step / job.total if job.total else 0.0
        st.progress(min(share, 1.0), text=_progress(job))
        if st.button(t("멈추기", "Stop"), key=f"{panel.key}-stop", icon=":material/stop_circle:"):
            engine().leave(panel.run, visitor())
            st.session_state.setdefault("left-jobs", set()).add(panel.run)
            st.rerun()
    if job.points:
        this = {t("이번 학습", "this run"): job.points}
        runs.learning_curves(this, panel.metric, panel.metric_name)
    if panel.live is not None and job.frame is not None:
        panel.live(job)


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
    if job.seconds_left is not None:
        left = duration(job.seconds_left)
        words += t(f" · 약 {left} 남음", f" · about {left} left")
    if job.watchers > 1:
        words += t(f" · {job.watchers}명이 보는 중", f" · {job.watchers} watching")
    return words


def _idle(panel: Panel, exact: Trained | None, job: JobView | None) -> None:
    """What is shown now, how the last job ended, and the button that trains."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_standing(exact), width="stretch")
        st.button(
            t("지금 학습하기", "Train it now"),
            key=f"{panel.key}-train",
            icon=":material/model_training:",
            type="secondary" if exact else "primary",
            on_click=_start,
            args=(panel,),
        )
    for message in st.session_state.pop(f"{panel.key}-refused", []):
        st.warning(message)
    if job is not None and job.state == "failed":
        st.error(_failure(job))
    _elsewhere(panel)
    problem = engine().storage_problem
    if problem is not None:
        st.warning(sections("kit", language())[f"storage-{problem}"].body)
    _compare(panel, exact)


def _standing(exact: Trained | None) -> str:
    if exact is None:
        return t(
            "**이 설정으로 학습한 모델이 아직 없어요.** "
            "아래 그림은 함께 배포된 가장 가까운 모델의 것이에요.",
            "**No model has been trained with these settings yet.** "
            "The figures below come from the nearest one shipped with the site.",
        )
    if isinstance(exact.provenance, TrainedHere):
        return t(
            "**이 설정으로 이 서버에서 학습한 모델**을 보고 있어요.",
            "You are looking at **the model trained here** with these settings.",
        )
    return t(
        "**함께 배포된 모델**을 보고 있어요. 같은 설정으로 처음부터 직접 학습해 볼 수 있어요.",
        "You are looking at **the shipped model**. Train the same one from scratch and watch.",
    )


def _start(panel: Panel) -> None:
    try:
        engine().submit(panel.spec, visitor(), again=True)
    except LearnerError as error:
        refused = st.session_state.setdefault(f"{panel.key}-refused", [])
        refused.append(worded(error, panel.lesson))
        return
    st.session_state.setdefault("left-jobs", set()).discard(panel.run)
    st.session_state.setdefault("following", set()).add(panel.run)


def _failure(job: JobView) -> str:
    if isinstance(job.error, LearnerError):
        return worded(job.error, job.name)
    return t(
        "학습이 도중에 실패했어요. 설정을 바꾸거나 다시 시도해 보세요.",
        "The training failed on its way. Change a setting or try again.",
    ) + (f" (`{job.error}`)" if job.error else "")


def _elsewhere(panel: Panel) -> None:
    """Trainings that this visitor started with other settings and that still run."""
    for job in engine().jobs_of(visitor()):
        if job.run_id != panel.run and job.state in ACTIVE:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(
                    t(
                        f"다른 설정(`{job.run_id}`)의 학습이 아직 돌고 있어요.",
                        f"A training with other settings (`{job.run_id}`) still runs.",
                    )
                    + f" {_progress(job)}",
                    width="stretch",
                )
                if st.button(t("그만두기", "Stop it"), key=f"{panel.key}-stop-{job.run_id}"):
                    engine().leave(job.run_id, visitor())
                    st.rerun()


def _compare(panel: Panel, exact: Trained | None) -> None:
    """The curve of the model shown, beside those of the last runs on this page."""
    specs = runs.remembered(panel.key)
    if exact is None and not specs:
        return
    title = t("학습 곡선과 지난 학습 비교", "Learning curve, and the last runs beside it")
    fold = st.expander(title, key=f"{panel.key}-curves", on_change="rerun")
    if not fold.open:
        return
    if exact is not None:
        specs[panel.run] = exact.spec
    found = [engine().find(spec, here_first=True) for spec in specs.values()]
    histories = {runs.name(one.spec): one.history for one in found if one is not None}
    with fold:
        if histories:
            runs.learning_curves(histories, panel.metric, panel.metric_name)
