"""The attention lesson's controls, and its figures with their words."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.experiments.attention import sentences
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map
from nlp_core.figures.palette import FIXED, KEY, NEGATIVE, QUERY
from nlp_core.measurements import attention_results
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.trained import Snapshot
from pages.kit.chips import Chip
from pages.kit.controls import Choice
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.near_words import offer

LANGUAGES: dict[str, Both] = {"en": ("영어", "English"), "ko": ("한국어", "Korean")}
NO_ATTENTION: Both = ("어텐션 없음", "no attention")
DIRECTION = Choice(
    "direction",
    ("번역 방향", "Direction"),
    {
        "en-ko": ("영어 → 한국어", "English → Korean"),
        "ko-en": ("한국어 → 영어", "Korean → English"),
    },
)
SCORE = Choice(
    "score",
    ("점수 함수", "Score function"),
    {"general": "general", "dot": "dot", "additive": "additive", "none": NO_ATTENTION},
    listed=True,
)
SIZE = Choice("size", ("벡터의 크기", "Vector size"), (32, 64, 128), default=128)
CONTROLS = (DIRECTION, SCORE, SIZE)
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


def spec_of(direction: str, score: str, size: int) -> tuple[TranslationSpec, TranslationSpec]:
    """The translator asked for, and the shipped one nearest to it."""
    shipped = TranslationSpec(direction=direction, score="none" if score == "none" else "general")
    return TranslationSpec(direction=direction, score=score, d_model=size), shipped


def sides(direction: str) -> dict[str, str]:
    """The names of the language that is read and of the one that is written."""
    source, target = direction.split("-")
    return {"source": t(*LANGUAGES[source]), "target": t(*LANGUAGES[target])}


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


def moved(lesson: Lesson, kept: dict[str, float]) -> Figure:
    """The share of words that stay when attention is moved, by how it was moved."""
    names = [t(*MOVES[kind]) for kind in kept]
    return named_bars(names, list(kept.values()), domain=(0, 1), **lesson.words("moved"))


def known_words(lesson: Lesson, text: str, vocabulary: tuple[str, ...], direction: str) -> None:
    """Known words to take for the unknown ones of a learner's sentence, and a list of them all."""
    found = sentences.unknown_words(text, vocabulary, direction)
    offer(lesson.slug, text, ((one.word, one.near) for one in found))
    with lesson.folded(t("이 모델이 아는 단어", "The words it knows"), key="known") as opened:
        if opened:
            known = sentences.known_words(vocabulary)
            lesson.say("known", count=len(known), words=", ".join(known))


def sentence_chips(pieces: tuple[str, ...], side: str, old: tuple[str, ...] = ()) -> list[Chip]:
    """A sentence as chips, its units joined; what differs from ``old`` stands out."""
    role = {"en": "english", "ko": "korean"}[side]
    row = []
    for place, piece in enumerate(pieces):
        changed = bool(old) and old[place : place + 1] != (piece,)
        row.append(
            Chip(
                piece.strip(),
                role="gold" if changed else role,
                joined=piece[0] != " ",
                note="≠" if changed else "",
            )
        )
    return row
