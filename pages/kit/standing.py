"""What a training row says: how far it is, which model is shown, and what went wrong."""

from typing import Any

from nlp_core.engine.engine import JobView
from nlp_core.errors import LearnerError
from nlp_core.provenance import TrainedHere
from nlp_core.trained import Trained
from pages.kit.badge import duration
from pages.kit.language import language, t
from pages.kit.prose import escape, sections
from pages.kit.words import worded

_LEAST_STEPS = 3  # points before a time left is believed


def progress(job: JobView) -> str:
    """How far an active training is, in one line."""
    if job.replacing:
        return t(
            "학습하던 프로세스가 꺼져서 새로 띄우는 중이에요. 학습은 처음부터 다시 시작해요.",
            "The training process died and is being replaced; the training starts again.",
        )
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
    if job.attempt > 1:
        words += t(" · 다시 시작함", " · started again")
    if job.seconds_left is not None and len(job.points) > _LEAST_STEPS:
        left = duration(job.seconds_left)
        words += t(f" · 약 {left} 남음", f" · about {left} left")
    if job.watchers > 1:
        words += t(f" · {job.watchers}명이 보는 중", f" · {job.watchers} watching")
    return words


def standing(
    exact: Trained[Any, Any] | None, shown: Trained[Any, Any] | None, *, damaged: bool
) -> str:
    """Which model is shown: the ``exact`` one, or what is ``shown`` for want of it.

    ``damaged`` says that a model which came with the site was looked for and found broken.
    """
    if exact is not None:
        code = "here" if isinstance(exact.provenance, TrainedHere) else "shipped"
    elif shown is None:
        code = "none-damaged" if damaged else "none"
    elif isinstance(shown.provenance, TrainedHere):
        code = "nearest-here"
    else:
        code = "nearest-damaged" if damaged else "nearest"
    return sections("kit", language())[f"model-{code}"].body


def failure(job: JobView) -> str:
    """Why a training failed."""
    if isinstance(job.error, LearnerError):
        return worded(job.error, job.name)
    return t(
        "학습하다가 오류가 났어요. 설정을 바꾸거나 다시 시도해 보세요.",
        "The training failed. Change a setting or try again.",
    ) + (f" ({escape(str(job.error))})" if job.error else "")
