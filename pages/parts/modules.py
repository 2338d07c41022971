"""The modules lesson's controls, and its figures with their words."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nlp_core.corpora.points import REACH, SETS, Points
from nlp_core.experiments.modules import decision_boundary, networks, training_steps
from nlp_core.figures.bars import named_bars
from nlp_core.figures.canvas import canvas
from nlp_core.figures.field import Picture, boundary
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, FORWARD, GRADIENT
from nlp_core.figures.player import Words
from nlp_core.memory import per_model
from nlp_core.models.mlp import ACTIVATIONS
from nlp_core.recipes.points import PointsSpec
from nlp_core.trained import Trained
from nlp_core.training.supervised import OPTIMIZERS
from pages.kit.controls import Choice, Slider, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

CLASSES: tuple[Both, Both] = (("주황", "orange"), ("파랑", "blue"))
SET_NAMES: dict[str, Both] = {
    "moons": ("반달 두 개", "two moons"),
    "circles": ("동심원", "circles"),
    "spiral": ("나선", "spiral"),
    "xor": ("XOR", "XOR"),
}
DATA = Choice(
    "data",
    ("점", "Points"),
    {name: SET_NAMES[name] for name in SETS} | {"own": ("내 점", "my own")},
)
DEPTH = Choice("depth", ("은닉층 수", "Hidden layers"), (0, 1, 2, 3), default=2)
BEND = Choice("activation", ("활성화 함수", "Activation"), tuple(ACTIVATIONS), default="relu")
RATES = {0.0: "0", 0.01: "0.01", 0.1: "0.1", 1.0: "1", 1e6: "1,000,000"}
RATE = Choice("rate", ("학습률", "Learning rate"), RATES, default=0.01)
NOISE = Choice("noise", ("잡음", "Noise"), (0.0, 0.05, 0.1, 0.2, 0.4), default=0.1)
WIDTH = Choice("width", ("층의 너비", "Width"), (2, 4, 8, 16, 32), default=16)
DROPOUT = Choice("dropout", ("드롭아웃", "Dropout"), (0.0, 0.2, 0.5))
OPTIMIZER = Choice("optimizer", ("옵티마이저", "Optimizer"), tuple(OPTIMIZERS))
BATCH = Choice("batch_size", ("배치 크기", "Batch size"), (10, 50, 300))
EPOCHS = Choice("epochs", ("에포크", "Epochs"), (50, 150, 300), default=300)
POINTS = Text(
    "points",
    ("내 점: x y 종류(0 또는 1)", "My points: x y class (0 or 1)"),
    "-1 1 0; -0.5 0.5 0; 0 0 1; 0.5 0.5 1; 1 -1 0; 1.5 -0.5 0; -1 -1 1; -0.5 -1.5 1",
    limit=5000,
    lines=2,
)
PLACED = Choice(
    "class", ("그림을 누르면 놓을 점", "A click on the figure places"), dict(enumerate(CLASSES))
)
LINE = Slider("line", ("줄", "Line"), 1, 10, 1, 4)
OFF = Choice("off", ("드롭아웃", "Dropout"), (0.1, 0.3, 0.5, 0.8), default=0.5)
SIZES = Text("sizes", ("층마다 유닛 수", "Units of each layer"), "10, 5, 2", limit=60)
WRITTEN_BEND = Choice("bend", ("활성화 함수", "Activation"), tuple(ACTIVATIONS))
WRITTEN_DROP = Choice("drop", ("드롭아웃", "Dropout"), (0.0, 0.1, 0.5))
WRITERS = {
    "nn.Sequential": networks.sequential_source,
    "nn.Module": networks.module_source,
    "add_module": networks.add_module_source,
}
WAY = Choice("way", ("쓰는 방법", "Written as"), tuple(WRITERS))
FIRST, REST = (DATA, DEPTH, BEND), (RATE, OPTIMIZER, WIDTH, DROPOUT, NOISE, BATCH, EPOCHS)
CONTROLS = (
    *FIRST,
    *REST,
    POINTS,
    PLACED,
    LINE,
    OFF,
    SIZES,
    WRITTEN_BEND,
    WRITTEN_DROP,
    WAY,
)


def class_names() -> tuple[str, str]:
    """The two classes in the learner's language."""
    return t(*CLASSES[0]), t(*CLASSES[1])


@per_model(2)
def played(run: Trained[PointsSpec, Any], language: str) -> Figure:
    """A training's boundary as it moved, drawn once for each language."""
    frames = [(step, snapshot["field"]) for step, snapshot in run.snapshots]
    return plane(language, run.spec, frames)


def plane(language: str, spec: PointsSpec, pictures: Sequence[Picture], start: int = 0) -> Figure:
    """The answers over the plane of a run's points, one picture after another."""
    points, held_out = decision_boundary.all_points(spec)
    words = figure_titles("modules", language, "boundary", {})
    said = Words(words["x"], words["y"], words["chance"], words["step"], words["play"])
    return boundary(
        pictures,
        points.x,
        points.y,
        held_out,
        reach=REACH,
        words=said,
        class_names=class_names(),
        held_out_name=words["held_out"],
        start=start,
    )


def clickable(lesson: Lesson, own: Points) -> Figure:
    """The learner's own points on a plane that a click adds to."""
    names = class_names()
    return canvas(own.x, own.y, reach=REACH, class_names=names, **lesson.words("canvas"))


def bars(
    lesson: Lesson,
    key: str,
    rows: Mapping[str, tuple[float, str]],
    form: str = ".4g",
    **options: Any,
) -> Figure:
    """Named values, each in its colour."""
    values, colours = zip(*rows.values(), strict=True)
    words = lesson.words(key)
    return named_bars(list(rows), values, colours=colours, value_format=form, **words, **options)


def softmax_rows(verdict: training_steps.Verdict) -> dict[str, tuple[float, str]]:
    """Logits, exponentials and probabilities of both classes."""
    stages = {
        t("로짓", "logit"): verdict.logits,
        "exp": verdict.exponentials,
        t("확률", "probability"): verdict.probabilities,
    }
    return {
        f"{stage} · {name}": (numbers[i], CATEGORIES[1 - i])
        for stage, numbers in stages.items()
        for i, name in enumerate(class_names())
    }


def mode_rows(answers: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, str]]:
    """The answers of one point asked several times in each mode."""
    return {
        f"{mode}() {i}": (chance, GRADIENT if mode == "train" else FORWARD)
        for mode, chances in answers.items()
        for i, chance in enumerate(chances, 1)
    }


def added(network: networks.Description) -> dict[str, Any]:
    """What add_module did to the network, in words and numbers."""
    found = networks.compare_additions(network)
    changed = {name: value for name, value in found.items() if name.endswith("changed")}
    said = {name: t("예", "yes") if value else t("아니요", "no") for name, value in changed.items()}
    return found | said


def baseline(points: Points) -> float:
    """The share of the larger class: what always answering it scores."""
    return float(max(np.bincount(points.y)) / len(points))
