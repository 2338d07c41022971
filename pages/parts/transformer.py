"""The Transformer lesson's controls, its stage, and what was measured beside the GRU."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from nlp_core.experiments.attention.accuracy import BINS
from nlp_core.experiments.transformer.leaving_out import SHORT, spec_without
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, DECODER, NEGATIVE, POSITIVE
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.measurements import transformer_results as measured
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.trained import Trained
from pages.kit.controls import Choice, Slider
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.translation import DIRECTION

NAMES: dict[str, Both] = {
    "whole": ("빼지 않음 (전체)", "nothing (whole)"),
    "encoder-attention": ("인코더의 셀프 어텐션", "encoder's self-attention"),
    "decoder-attention": ("디코더의 셀프 어텐션", "decoder's self-attention"),
    "cross-attention": ("크로스 어텐션", "cross-attention"),
    "residual": ("잔차 연결", "residual connections"),
    "norm": ("층 정규화", "layer norm"),
    "feed-forward": ("피드 포워드 신경망", "feed-forward networks"),
    "positions": ("위치 인코딩", "positional encoding"),
    "heads": ("헤드 4개 중 3개", "three of four heads"),
    "depth": ("블록 2개 중 1개", "one of two blocks"),
}
GUESSED = (
    "encoder-attention",
    "decoder-attention",
    "feed-forward",
    "norm",
    "residual",
)  # which costs least?
PART = Choice("part", ("뺄 부분", "Part to leave out"), NAMES)
MEASURE = Choice(
    "measure",
    ("무엇을 셀까요?", "What to count"),
    {
        "exact_match": ("통째로 맞은 문장", "whole sentences"),
        "next_word": ("맞은 다음 단어", "next words"),
    },
)
NORM = Choice(
    "norm",
    ("층 정규화의 자리", "Place of the layer norm"),
    {
        "pre": ("부분 앞 (pre-norm)", "before a part (pre-norm)"),
        "post": ("합 뒤 (post-norm)", "after the sum (post-norm)"),
    },
    listed=True,
)
BLOCK = Choice("block", ("블록", "Block"), {1: ("1층", "block 1"), 2: ("2층", "block 2")})
LAYER = Choice(
    "layer", ("디코더 블록", "Decoder block"), {1: ("1층", "block 1"), 2: ("2층", "block 2")}, 2
)
HEAD = Choice(
    "head", ("헤드", "Head"), {0: ("평균", "mean"), 1: "1", 2: "2", 3: "3", 4: "4"}, listed=False
)
AGAINST = Choice(
    "against",
    ("가로축", "Across"),
    {"time": ("학습 시간", "training time"), "length": ("문장 길이", "sentence length")},
)
DEPTH = Choice("deep", ("쌓은 블록 수", "Blocks in the stack"), (4, 8, 12, 24), 12)
EFFECT = Choice(
    "effect",
    ("무엇을 볼까요?", "What to look at"),
    {
        "gradient": ("도착한 기울기", "gradient that arrives"),
        "alike": ("토큰끼리 닮은 정도", "how alike tokens become"),
    },
)
WIDTH = Slider("width", ("빔의 너비", "Beam width"), 1, 8, 1, 4)
D_MODEL = Slider("d", ("벡터의 크기 d", "Vector size d"), 8, 1024, 8, 512)
D_HIDDEN = Slider("ff", ("FFN의 크기", "Feed-forward size"), 8, 4096, 8, 2048)
HEADS = Slider("heads", ("헤드 수", "Heads"), 1, 16, 1, 8)
LAYERS = Slider("layers", ("블록 수 N", "Blocks N"), 1, 24, 1, 6)
WORDS = Choice(
    "words", ("어휘 집합의 크기", "Vocabulary size"), (1_000, 8_000, 37_000, 100_000), 37_000
)
SIZES = (D_MODEL, D_HIDDEN, HEADS, LAYERS, WORDS)
CONTROLS = (
    *(DIRECTION, PART, MEASURE, NORM, BLOCK, LAYER, HEAD, AGAINST, DEPTH, EFFECT, WIDTH),
    *SIZES,
)
FAR = 0.1  # apart in exact match, where a difference is told
MODELS: dict[str, tuple[Both, str]] = {
    "transformer": (("트랜스포머", "Transformer"), CATEGORIES[0]),
    "gru": (("GRU + 어텐션", "GRU + attention"), CATEGORIES[1]),
}


def spec_of(part: str, direction: str, norm: str) -> tuple[TransformerSpec, TransformerSpec]:
    """The model asked for, and the shipped one nearest to it."""
    whole = TransformerSpec(direction=direction)
    asked = whole if part == "whole" else spec_without(part, direction)
    return replace(asked, norm=norm), whole


# The stage.


def stage(lesson: Lesson, part: str, measure: str, model: Trained[TransformerSpec, Any]) -> Figure:
    """What is left without each part; the chosen one stands out. A model that the learner trained
    has a row of its own."""
    usual = model.spec == TransformerSpec(direction=model.spec.direction)
    reached = None if usual else float(model.metrics["exact_match"])
    return _stage(language(), part, measure, model.spec.direction, reached)


def live(lesson: Lesson, part: str, spec: TransformerSpec, frame: Mapping[str, Any]) -> Figure:
    """The stage while a variant trains."""
    reached = float(frame["exact_match"])
    return _bars(language(), part, "exact_match", spec.direction, reached)


@lru_cache(maxsize=64)
def _stage(spoken: str, part: str, measure: str, direction: str, reached: float | None) -> Figure:
    return _bars(spoken, part, measure, direction, reached)


def _bars(spoken: str, part: str, measure: str, direction: str, reached: float | None) -> Figure:
    words = figure_titles("transformer", spoken, "parts", {})
    titles = {"exact_match": words.pop("x_exact"), "next_word": words.pop("x_next")}
    mine = {"en-ko": words.pop("own_en_ko"), "ko-en": words.pop("own_ko_en")}[direction]
    whole, words["bar_title"] = words.pop("whole_name"), words.pop("trained_title")
    rows = []
    for one in measured.parts(measure):
        label = NAMES[one.name][spoken != "ko"]
        colour = POSITIVE if one.name == "whole" else NEGATIVE
        marked = one.name == part != "whole"
        rows.append(Spread(label, one.mean, one.low, one.high, colour, one.taken, marked))
    lines = {whole: rows[0].value}
    if reached is not None and measure == "exact_match":
        rows.append(Spread(mine, reached, reached, reached, DECODER))
    return spread_bars(rows, x_title=titles[measure], reference=lines, **words)


# Beside the GRU.


def beside(lesson: Lesson, against: str, direction: str) -> Figure:
    """Exact match of both models against the time of training, or the length of the sentence."""
    return _beside(language(), against, direction)


@lru_cache(maxsize=8)
def _beside(spoken: str, against: str, direction: str) -> Figure:
    words = figure_titles("transformer", spoken, "beside", {})
    titles = {"time": words.pop("x_time"), "length": words.pop("x_length")}
    axes = {"x_title": titles[against], "y_title": words["y_title"]}
    found = measured.curves if against == "time" else measured.lengths
    drawn = [
        Series(
            MODELS[one.name][0][spoken != "ko"],
            one.x,
            one.mean,
            one.low,
            one.high,
            MODELS[one.name][1],
            points=True,
        )
        for one in found(direction)
    ]
    return curves(drawn, y_domain=(0, 1), **axes)


def compared(lesson: Lesson, direction: str) -> dict[str, list[Any]]:
    """Both models as a table."""
    words = lesson.words("beside")
    rows = [measured.row(name, direction) for name in measured.MODELS]
    return {
        words["model_title"]: [t(*MODELS[one.name][0]) for one in rows],
        words["y_title"]: [f"{one.exact_match:.3f} ({one.low:.3f}–{one.high:.3f})" for one in rows],
        "chrF": [f"{one.chrf:.1f}" for one in rows],
        words["error_title"]: [f"{one.alignment_error:.2f}" for one in rows],
        words["seconds_title"]: [f"{one.seconds:.0f}" for one in rows],
        words["steps_title"]: [str(one.steps) for one in rows],
        words["parameters_title"]: [f"{one.parameters:,}" for one in rows],
    }


def beside_numbers(direction: str) -> dict[str, Any]:
    """The numbers that the page's words name of the two models."""
    one, other = (measured.row(name, direction) for name in measured.MODELS)
    lines = {line.name: line for line in measured.lengths(direction)}
    return {
        "one": one.exact_match,
        "other": other.exact_match,
        "one_seconds": one.seconds,
        "other_seconds": other.seconds,
        "one_error": one.alignment_error,
        "other_error": other.alignment_error,
        "one_short": lines["transformer"].mean[0],
        "other_short": lines["gru"].mean[0],
        "one_long": lines["transformer"].mean[-1],
        "other_long": lines["gru"].mean[-1],
        "long": BINS[-1][0],
        "seeds": len(measured.results()["seeds"]),
    }


def verdict(direction: str) -> str:
    """The section that says which of the two is better: neither, where their seeds' ranges meet."""
    one, other = (measured.row(name, direction) for name in measured.MODELS)
    if one.high < other.low:
        return "verdict-behind"
    return "verdict-ahead" if one.low > other.high else "verdict-level"


def short_numbers() -> dict[str, Any]:
    """How large the models are that parts were left out of, how long they train, and the seeds."""
    return {**SHORT, "seeds": len(measured.seeds())}


def worth_numbers() -> dict[str, Any]:
    """What every variant reaches, and the whole model after a part is taken out of it."""
    found: dict[str, Any] = {}
    for one in measured.parts("exact_match"):
        name = one.name.replace("-", "_")
        found |= {name: one.mean} | ({} if one.taken is None else {f"taken_{name}": one.taken})
    return found


def control_numbers() -> dict[str, float]:
    """What both models reach with either optimizer, and the Transformer with post-norm."""
    return {name.replace("-", "_"): measured.control(name) for name in measured.CONTROLS}


def guess() -> dict[str, Any]:
    """The exercise on which part costs least: its answers (those whose ranges over the seeds meet),
    its options and their names."""
    names = {name: t(*NAMES[name]) for name in GUESSED}
    found = [measured.part(name) for name in GUESSED]
    best = max(found, key=lambda one: one.mean)
    answer = [one.name for one in found if one.high >= best.low]
    return {"answer": answer, "options": GUESSED, "names": names}
