"""The attention lesson's controls, and its figures with their words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nlp_core.experiments.attention import sentences
from nlp_core.experiments.attention.one_sentence import Reading
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map
from nlp_core.figures.palette import FIXED, KEY, NEGATIVE, QUERY
from nlp_core.measurements import attention_results
from nlp_core.recipes.tatoeba import TatoebaSpec
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.trained import Snapshot
from pages.kit.controls import Choice
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.translation import DIRECTION, sides
from pages.parts import attention_texts

NO_ATTENTION: Both = ("어텐션 없음", "no attention")
SCORE = Choice(
    "score",
    ("점수 함수", "Score function"),
    {
        "general": "general",
        "dot": "dot",
        "scaled": ("dot ÷ √d", "dot ÷ √d"),
        "additive": "additive",
        "none": NO_ATTENTION,
    },
    listed=True,
)
SIZE = Choice("size", ("벡터의 크기", "Vector size"), (32, 64, 128), default=128)
CONTROLS = (DIRECTION, SCORE, SIZE, attention_texts.TEXTS)
LINES: dict[str, tuple[Both, str]] = {
    "general": (("어텐션 있음(general)", "with attention (general)"), QUERY),
    "none": (NO_ATTENTION, NEGATIVE),
    "none-longer": (
        ("어텐션 없음, 4배 학습(시드 하나)", "no attention, 4 × the steps (one seed)"),
        FIXED,
    ),
}
MOVES: dict[str, Both] = {
    "strongest": ("가장 많이 보던 단어만 보게", "only at the word it looked at most"),
    "hidden": ("그 단어만 가리고", "with that word hidden"),
    "other": ("무작위로 고른 다른 단어만 보게", "only at some other word"),
}


def spec_of(
    direction: str, texts: str, score: str, size: int
) -> tuple[TranslationSpec | TatoebaSpec, TranslationSpec | TatoebaSpec]:
    """The translator asked for, and the shipped one nearest to it. There is one of public text."""
    if texts == "public":
        return (TatoebaSpec(direction=direction),) * 2
    shipped = TranslationSpec(direction=direction, score="none" if score == "none" else "general")
    return TranslationSpec(direction=direction, score=score, d_model=size), shipped


def matrix(
    lesson: Lesson,
    direction: str,
    weights: Any,
    target: list[str],
    source: list[str],
    gold: sentences.Links,
) -> Figure:
    """Rows are the words being written, columns the words looked at."""
    words = lesson.words("alignment", **sides(direction))
    return attention_map(weights, rows=target, columns=source, gold=gold, **words)


def growing(lesson: Lesson, direction: str, snapshots: Sequence[Snapshot]) -> Figure:
    """The matrix of the shown example while the model was learning, to be played."""
    target, source, gold = sentences.shown_example(direction)
    words = lesson.words("growth", **sides(direction))
    said = words.pop("step_name")
    captions = [f"{said} {step:,}" for step, _ in snapshots]
    weights = np.stack([snapshot["attention"] for _, snapshot in snapshots])  # (F, T, S)
    return attention_map(
        weights, rows=target, columns=source, gold=gold, captions=captions, **words
    )


def live_matrix(lesson: Lesson, direction: str, weights: Any) -> Figure:
    """The matrix of the shown example while a training runs."""
    target, source, gold = sentences.shown_example(direction)
    return matrix(lesson, direction, weights, target, source, tuple(gold))


def lengths(lesson: Lesson, direction: str, own: Any = ()) -> Figure:
    """Exact match against sentence length: measured over seeds, and for the model shown."""
    words = lesson.words("lengths")
    mine = words.pop("own_name")
    drawn = [
        Series(t(*LINES[one.name][0]), one.x, one.mean, one.low, one.high, LINES[one.name][1], True)
        for one in attention_results.lines(direction)
    ]
    if own:
        middles = [one.middle for one in own]
        shares = [one.exact_match for one in own]
        drawn.append(Series(mine, middles, shares, colour=KEY, points=True))
    return curves(drawn, y_domain=(0, 1), **words)


def distribution(lesson: Lesson, one: Reading, source: list[str]) -> Figure:
    """The weights of one written word, with the scores that they come from in the table."""
    words = lesson.words("distribution")
    table = {
        words["name_title"]: source,
        words.pop("score"): one.scores.round(2).tolist(),
        words.pop("exponential"): one.exponentials.round(4).tolist(),
        words["x_title"]: one.weights.round(4).tolist(),
    }
    names = [f"{place + 1}. {word}" for place, word in enumerate(source)]
    bars = named_bars(names, one.weights.tolist(), domain=(0, 1), **words)
    return replace(bars, table=table)


def moved(lesson: Lesson, kept: dict[str, float]) -> Figure:
    """The share of words that stay when attention is moved, by how it was moved."""
    names = [t(*MOVES[kind]) for kind in kept]
    return named_bars(names, list(kept.values()), domain=(0, 1), **lesson.words("moved"))
