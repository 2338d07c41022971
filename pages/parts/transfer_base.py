"""What the transfer lesson says of the model that it begins with: its rates, its cost, its lack."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from nlp_core.engine.key import run_id_of
from nlp_core.experiments.transfer.cost import Model, Speed, operations
from nlp_core.experiments.transfer.judging import Classifier
from nlp_core.recipes.fine_tuning import (
    BATCH,
    EPOCHS,
    LARGE_BATCH,
    LEAST_STEPS,
    MORE_EPOCHS,
    WAYS,
    FineTuningSpec,
)
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.trained import Trained
from pages.kit.engine import engine
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.visit import visit
from pages.parts.transfer import NAMES

Base = Trained[PretrainingSpec, Any] | None


def missing(spec: FineTuningSpec, base: Base, corpus: Path | None) -> str:
    """The section that says why a point cannot be trained here; "" where it can."""
    if spec.base is not None and base is None:
        return "no-base"
    return "no-texts" if spec.corpus == "nsmc" and corpus is None else ""


def trained_here(spec: FineTuningSpec, chosen: Classifier | None) -> dict[str, Classifier]:
    """What there is to show of ``spec``'s texts and labels by way: the one that was asked for, and
    those that this visitor trained.
    """
    found = {}
    for way in WAYS:
        one = replace(spec, way=way)
        if way == spec.way:
            run = chosen
        else:
            mine = run_id_of(one) in visit().trainings.here
            run = engine().find(one) if mine else None
        if run is not None:
            found[way] = run
    return found


def rates(lesson: Lesson) -> dict[str, list[Any]]:
    """The learning rates of each way, as a table."""
    words = lesson.words("rates")
    shown = [(one.matrices, one.embeddings, one.head) for one in WAYS.values()]
    columns = [[f"{value:g}" if value else "–" for value in column] for column in zip(*shown)]  # noqa: B905
    titles = ("matrices_title", "embeddings_title", "head_title")
    table: dict[str, list[Any]] = {words["name_title"]: [t(*NAMES[way][0]) for way in WAYS]}
    return table | {words[title]: column for title, column in zip(titles, columns, strict=True)}


def equal_numbers(spec: FineTuningSpec) -> dict[str, Any]:
    """What is equal for all ways."""
    return {
        "batch": BATCH,
        "large": LARGE_BATCH,
        "more": MORE_EPOCHS,
        "epochs": EPOCHS,
        "least": LEAST_STEPS,
        "labels": spec.labels,
        "steps": spec.steps,
        "base_tokens": spec.network.tokens,
    }


def ours(spec: FineTuningSpec, base: Base) -> list[Model]:
    """The site's own small BERT as one of the models whose training is reckoned."""
    name = t("이 사이트의 작은 BERT", "this site's small BERT")
    return [] if base is None else [Model(name, base.card["parameters"], spec.network.tokens)]


def real_time(spec: FineTuningSpec, base: Base, speed: Speed) -> dict[str, Any]:
    """How many hours the small BERT should take on a core like this one, and how many minutes it
    took on its ``device``."""
    if base is None:
        return {}
    reckoned = operations(base.card["parameters"], spec.network.tokens) / speed.operations
    card = base.card
    return {"reckoned": reckoned / 3600, "took": card["seconds"] / 60, "device": card["device"]}


def took(numbers: dict[str, Any]) -> str:
    """The section that says it: of a GPU, or of a core like this one."""
    return "took-core" if numbers["device"].startswith("CPU") else "took-gpu"
