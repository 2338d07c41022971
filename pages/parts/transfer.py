"""The transfer lesson's controls, its stage, and what was measured with few and many labels."""

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, FIXED, GOLD, NEGATIVE, POSITIVE
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.measurements import label_efficiency_results as measured
from nlp_core.measurements.label_efficiency_results import Reached
from nlp_core.recipes.fine_tuning import FineTuningSpec
from pages.kit.controls import Choice, Control
from pages.kit.language import Both, t
from pages.kit.prose import figure_titles
from pages.parts import transfer_steps

CHANCE = 0.5
SOURCES: dict[str, tuple[Both, str, str]] = {  # its name, its corpus, its language
    "nsmc": (("NSMC 영화평 (한국어)", "NSMC film reviews (Korean)"), "nsmc", "ko"),
    "ko": (("이 사이트의 한국어 리뷰", "this site's Korean reviews"), "reviews", "ko"),
    "en": (("이 사이트의 영어 리뷰", "this site's English reviews"), "reviews", "en"),
}
TEXTS = Choice(
    "texts",
    ("레이블이 있는 글", "Labelled texts"),
    {key: name for key, (name, _, _) in SOURCES.items()},
    listed=True,
)
NAMES: dict[str, tuple[Both, str]] = {
    "pretrained": (("사전 학습 + 미세 조정", "pre-trained, fine-tuned"), POSITIVE),
    "embeddings": (("임베딩만 가져옴", "its embeddings only"), CATEGORIES[4]),
    "frozen": (("가중치 고정, 끝 층만 학습", "frozen, only a new head"), CATEGORIES[2]),
    "scratch": (("처음부터", "from scratch"), NEGATIVE),
    "naive-bayes": (("나이브 베이즈", "naive Bayes"), FIXED),
}
ON_STAGE = ("pretrained", "naive-bayes", "scratch")
WAY = Choice(
    "way",
    ("직접 학습할 방법", "Way to train now"),
    {way: name for way, (name, _) in NAMES.items() if way != "naive-bayes"},
    listed=True,
)
LABELS = Choice("labels", ("레이블 수", "Number of labels"), (10, 30, 100, 200), default=100)
LIVE_LABELS = {"reviews": (10, 30, 100, 200), "nsmc": (10, 30, 100, 300, 1_000)}
DRAW = Choice(
    "labels-drawn",
    ("어느 글을 뽑을까요?", "Which texts are drawn"),
    {seed: (f"추첨 {seed - 9}", f"draw {seed - 9}") for seed in (10, 11, 12)},
    help=(
        "잴 때 쓰지 않은 추첨이라, 새 점이 띠 안에 드는지 볼 수 있어요.",
        "The measurement did not use these draws, so a new point can be held against its band.",
    ),
)
CONTROLS: tuple[Control, ...] = (TEXTS, WAY, LABELS, DRAW, *transfer_steps.CONTROLS)


def measured_texts() -> Choice[str]:
    """The texts on which every way was measured."""
    names = {
        key: name
        for key, (name, corpus, language) in SOURCES.items()
        if LABELS.default in measured.sizes(corpus, language)
    }
    return replace(TEXTS, options=names)


def labels_of(texts: str) -> Choice[int]:
    """The numbers of labels that a class may train with on some texts."""
    corpus, language = SOURCES[texts][1:]
    known = measured.sizes(corpus, language)
    return replace(LABELS, options=[n for n in LIVE_LABELS[corpus] if n in known])


def spec_of(texts: str, way: str, labels: int, seed: int) -> FineTuningSpec:
    """The model that the controls ask for."""
    _, corpus, language = SOURCES[texts]
    return FineTuningSpec(way, corpus, language, labels, seed=seed)


# The stage.


def stage(spoken: str, texts: str, points: Mapping[str, tuple[int, float]]) -> Figure:
    """Accuracy by the number of labels, and what was trained here: (labels, accuracy) by way."""
    return _stage(spoken, texts, tuple(points.items()))


@lru_cache(maxsize=64)
def _stage(spoken: str, texts: str, points: tuple[tuple[str, tuple[int, float]], ...]) -> Figure:
    words = figure_titles("transfer", spoken, "labels", {})
    here, chance = words.pop("here"), words.pop("chance")
    found = {one.name: one for one in measured.lines(*SOURCES[texts][1:])}
    drawn = []
    for way in ON_STAGE:
        one, (name, colour) = found[way], NAMES[way]
        drawn.append(
            Series(name[spoken != "ko"], one.x, one.mean, one.low, one.high, colour, points=True)
        )
    for way, (labels, accuracy) in points:
        trained = f"{here}: {NAMES[way][0][spoken != 'ko']}"
        drawn.append(Series(trained, [labels], [accuracy], colour=GOLD, points=True))
    return curves(
        drawn,
        x_log=True,
        x_values=sorted({x for one in found.values() for x in one.x}),
        y_domain=(0.4, 1.0),
        references={chance: CHANCE},
        **words,
    )


def point(spec: FineTuningSpec, frame: Mapping[str, Any]) -> dict[str, tuple[int, float]]:
    """Where a training stands while it runs."""
    return {spec.way: (spec.labels, float(frame["accuracy"]))}


def reached(texts: str, way: str, labels: int) -> Reached:
    """What was measured of a way."""
    return measured.at(*SOURCES[texts][1:], way, labels)


def stage_numbers(texts: str, labels: int) -> dict[str, Any]:
    """The numbers that the stage's words name."""
    found = {way.replace("-", "_"): reached(texts, way, labels).mean for way in NAMES}
    return {"labels": labels, **found}


# What it is that was transferred.


@lru_cache(maxsize=64)
def beginnings(spoken: str, texts: str, labels: int) -> Figure:
    """All ways at one number of labels, with the spread over the seeds."""
    words = figure_titles("transfer", spoken, "beginnings", {})
    chance = words.pop("chance")
    rows = []
    for way, (name, colour) in NAMES.items():
        one = reached(texts, way, labels)
        rows.append(Spread(name[spoken != "ko"], one.mean, one.low, one.high, colour))
    return spread_bars(rows, reference={chance: CHANCE}, **words)


def kept_share(texts: str, labels: int) -> float:
    """How much of what pre-training gains is kept with the embeddings alone; NaN without gain."""
    whole, words, none = (
        reached(texts, way, labels) for way in ("pretrained", "embeddings", "scratch")
    )
    gain = whole.mean - none.mean
    return (words.mean - none.mean) / gain if whole.is_above(none) else math.nan


KEPT: dict[str, Both] = {
    "little": ("거의 안 남아요 (4분의 1 미만)", "hardly any (less than a quarter)"),
    "half": ("절반쯤 남아요", "about half"),
    "most": ("거의 다 남아요 (4분의 3 이상)", "nearly all (three quarters or more)"),
}


def kept_answer(share: float) -> list[str]:
    """Which of ``KEPT`` a share is; all of them where there was no gain to keep."""
    if math.isnan(share):
        return list(KEPT)
    return ["little" if share < 0.25 else "half" if share < 0.75 else "most"]


def verdicts(texts: str, labels: int) -> list[str]:
    """The sections of the prose that the measured ranges choose."""
    whole, words, frozen, none, counts = (reached(texts, way, labels) for way in NAMES)
    chosen = ["gain" if whole.is_above(none) else "no-gain"]
    if whole.is_above(none):
        if whole.is_above(words):
            chosen.append("words-some" if words.is_above(none) else "words-none")
        else:
            chosen.append("words-all")
    chosen.append("tuned" if whole.is_above(frozen) else "frozen-as-good")
    if whole.is_above(counts):
        chosen.append("above-counting")
    else:
        chosen.append("below-counting" if counts.is_above(whole) else "like-counting")
    return chosen


# How many labels the beginning is worth.


def needed(texts: str, accuracy: float, way: str = "scratch") -> float:
    """How many labels a way needs for an accuracy, between the points measured; inf where even
    the most were too few."""
    line = measured.line(*SOURCES[texts][1:], way)
    before = line[0]
    if before.mean >= accuracy:
        return float(before.labels)
    for one in line[1:]:
        if one.mean >= accuracy:
            share = (accuracy - before.mean) / (one.mean - before.mean)
            return float(before.labels * (one.labels / before.labels) ** share)
        before = one
    return math.inf


def said(labels: float) -> str:
    """A number of labels in words, or that even the most were too few."""
    if math.isinf(labels):
        return t("잰 범위에서는 이르지 못했어요", "not reached with those measured")
    return f"{labels:,.0f}"


def most_labels(texts: str) -> int:
    """The most labels from scratch that were measured."""
    return measured.line(*SOURCES[texts][1:], "scratch")[-1].labels


TIMES: dict[str, Both] = {
    "same": ("비슷한 수 (2배 미만)", "about as many (less than twice)"),
    "few": ("2~10배", "2 to 10 times"),
    "many": ("10배 이상", "10 times or more"),
    "never": ("잰 범위에서는 아무리 많아도 안 돼요", "more than were measured"),
}


def times_answer(texts: str, labels: int) -> str:
    """Which of ``TIMES`` as many labels give the same from scratch."""
    many = needed(texts, reached(texts, "pretrained", labels).mean)
    if math.isinf(many):
        return "never"
    return "same" if many < 2 * labels else "few" if many < 10 * labels else "many"


@lru_cache(maxsize=8)
def gains(spoken: str, texts: str) -> Figure:
    """What pre-training gains over each rival, by the number of labels."""
    words = figure_titles("transfer", spoken, "gains", {})
    none = words.pop("none")
    corpus, language = SOURCES[texts][1:]
    sizes = measured.sizes(corpus, language)
    drawn = []
    for way in ("scratch", "naive-bayes"):
        name, colour = NAMES[way]
        over = [reached(texts, "pretrained", n).mean - reached(texts, way, n).mean for n in sizes]
        drawn.append(Series(name[spoken != "ko"], sizes, over, colour=colour, points=True))
    return curves(drawn, x_log=True, x_values=sizes, references={none: 0.0}, **words)
