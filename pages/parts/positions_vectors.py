"""The positions lesson's encodings: added to words, as clocks, and by their distances."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.experiments.positions import encodings, shuffle
from nlp_core.experiments.positions.encodings import ANCHORS, Shape
from nlp_core.figures.clocks import clocks
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.palette import CATEGORIES, POSITIVE, REFERENCE
from nlp_core.memory import per_model, per_visitor
from nlp_core.recipes.word_order import as_nets
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.language import Both
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.suggested import Suggested

PARTS: dict[str, Both] = {
    "position": ("위치 벡터", "position vector"),
    "word": ("단어 벡터", "word vector"),
    "sum": ("더한 것", "their sum"),
}
PART = Choice("part", ("무엇을 볼까요?", "What to look at"), PARTS)
AT = Slider("at", ("위치", "Position"), 0, 100, 1, 7)
OFFSET = Slider("offset", ("오프셋(몇 칸 뒤)", "Offset (so many places on)"), 0, 50, 1, 3)
DIALS = 8  # clocks in a row
SEPARATE = Slider("n", ("위치 수 n", "Positions n"), 2, encodings.MOST, 1, 128)
FEATURES = Slider("d", ("벡터의 크기 d", "Features d"), 2, encodings.LARGEST, 2, 4)
BASE_TEXT = Text("unique-base", ("밑수(base)", "Base"), "10000", limit=20)
BASES = Suggested(BASE_TEXT, {"10000": "10,000", "100": "100", "2": "2", "1": "1"})
DOT_FEATURES = Slider("dot-d", ("벡터의 크기 d", "Features d"), 2, encodings.LARGEST, 2, 64)
DOT_TEXT = Text("dot-base", ("밑수(base)", "Base"), "10000", limit=20)
DOT_BASES = Suggested(DOT_TEXT, {"10000": "10,000", "100": "100", "2": "2", "1": "1"})
SHOWN_OFFSETS = 64
CONTROLS: tuple[Control, ...] = (PART, AT, OFFSET, SEPARATE, FEATURES, DOT_FEATURES)
DEFAULT = Shape(128, 4, 10_000.0)
DEFAULT_DOTS = Shape(SHOWN_OFFSETS, 64, 10_000.0)
CLOCKS = Shape(151, 2 * DIALS, 10_000.0)


@dataclass(frozen=True)
class Layers:
    """What is added up for a sentence of T words, (T, C) each."""

    position: NDArray[np.float32]
    word: NDArray[np.float32]
    sum: NDArray[np.float32]


@torch.inference_mode()
def layers(run: shuffle.Run, ids: tuple[int, ...]) -> Layers:
    """What enters the sinusoidal encoder for a sentence, and what it is made of."""
    net = as_nets(run.model)["sinusoidal"]
    assert net.positions is not None
    whole = net.embed(torch.tensor([list(ids)]))[0]  # (T, C)
    position = net.positions(len(ids))
    return Layers(position.numpy(), (whole - position).numpy(), whole.numpy())


@per_model(16, shared=shuffle.is_ready)
def added(
    run: shuffle.Run, ids: tuple[int, ...], labels: tuple[str, ...], part: str, spoken: str
) -> Figure:
    """Position, word, or their sum: a row a word, a column a feature."""
    values: NDArray[np.float32] = getattr(layers(run, ids), part)
    words = figure_titles("positions", spoken, "added", {"part": PARTS[part][spoken != "ko"]})
    return heatmap(
        values,
        rows=[f"{place}. {label}" for place, label in enumerate(labels)],
        columns=[str(feature + 1) for feature in range(values.shape[1])],
        signed=True,
        row_height=34,
        **words,
    )


def dials(spoken: str, at: int, offset: int) -> Figure:
    """The clocks of a position, and of the one so many places on."""
    hands = encodings.table(CLOCKS).reshape(CLOCKS.n, DIALS, 2)
    words = figure_titles("positions", spoken, "clocks", {})
    place = words.pop("place")
    return clocks(
        [[(float(s), float(c)) for s, c in hands[where]] for where in (at, at + offset)],
        [str(clock + 1) for clock in range(DIALS)],
        [f"{place} {where}" for where in (at, at + offset)],
        **words,
    )


def shape_of(lesson: Lesson, n: int, d: int, typed: str, otherwise: Shape) -> Shape:
    """The asked encoding; the default after saying what is wrong with it."""
    return lesson.attempt(lambda: encodings.checked(n, d, encodings.parse_base(typed)), otherwise)


@per_visitor(8)
def unique(spoken: str, shape: Shape) -> Figure:
    """The smallest distance between any two of the first positions, against how many there are."""
    found = encodings.closest(shape)
    words = figure_titles("positions", spoken, "unique", {})
    name = words.pop("line")
    counts = list(range(2, shape.n + 1))
    return curves(
        [Series(name, counts, found.smallest.tolist(), colour=POSITIVE)], height=320, **words
    )


@per_visitor(8)
def dots(spoken: str, shape: Shape) -> Figure:
    """The dot product against the offset, from three positions: one line lies on another."""
    words = figure_titles("positions", spoken, "dots", {})
    place, formula = words.pop("place"), words.pop("formula")
    offsets = list(range(shape.n))
    found = encodings.dot_products(shape)
    drawn = [
        Series(f"{place} {at}", offsets, found[at].tolist(), colour=CATEGORIES[number])
        for number, at in enumerate(ANCHORS)
    ]
    drawn.append(Series(formula, offsets, encodings.cosine_sum(shape).tolist(), colour=REFERENCE))
    return curves(drawn, height=280, **words)
