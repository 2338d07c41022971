"""The transfer lesson's further figures: questions made of plain text, own reviews, the cost."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from nlp_core.experiments.transfer import cost, questions
from nlp_core.experiments.transfer.cost import Model, Speed
from nlp_core.experiments.transfer.judging import Classifier, belief
from nlp_core.experiments.transfer.questions import OwnText, Pair, Shown
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, GOLD
from nlp_core.memory import per_visitor
from nlp_core.recipes.fine_tuning import FILM_JUDGES
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.engine import engine
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.numbers import by_hand
from pages.kit.prose import figure_titles

EXAMPLES: Both = (
    "비가 와서 고양이가 집에 있었다. 아이가 문을 열었다. 고양이는 신나서 나갔다.",
    "It rained, so the cat sat by the window. The child opened the door. The cat ran out, happy.",
)
KIND = Choice(
    "kind",
    ("어떤 문제를 만들까요?", "Which questions?"),
    {
        "masked": ("가린 토큰 (BERT)", "hidden tokens (BERT)"),
        "next": ("다음 토큰 (GPT)", "the next token (GPT)"),
        "order": ("문장 순서 (ALBERT)", "order of sentences (ALBERT)"),
    },
    listed=True,
)
SAID = {"masked": "kind-masked", "next": "kind-next", "order": "kind-order"}
SHARE = 0.15
DRAWN = Slider("drawn", ("몇 번째 추첨", "Which draw"), 1, 20, 1, 1)
REVIEW = Text(
    "review",
    ("내 리뷰", "My review"),
    ("배우들은 좋았지만 이야기가 너무 지루했어요", "The actors were good, but the story bored me"),
    limit=300,
)
PARAMETERS = Text("n", ("파라미터 수 N", "Parameters N"), ("70억", "7B"), limit=30)
TOKENS = Text("d", ("읽을 토큰 수 D", "Tokens to read D"), ("1조", "1T"), limit=30)
GPUS = Choice("gpus", ("GPU 수", "GPUs"), (1, 8, 1_000, 16_000), default=1_000)
CONTROLS: tuple[Control, ...] = (KIND, DRAWN, REVIEW, PARAMETERS, TOKENS, GPUS)
MOST_CHIPS = 60
DAY, YEAR, UNIVERSE = cost.DAY, cost.YEAR, 13.8e9 * cost.YEAR


# Questions out of plain text.


@per_visitor(8)
def asked(found: OwnText, kind: str, draw: int) -> list[Chip]:
    """The text as a model reads it, with what it is asked and the answers in small."""
    if kind == "order":
        return [chip for pair in questions.ordered(found, draw) for chip in _pair(pair)]
    shown = questions.masked(found, SHARE, draw) if kind == "masked" else questions.upcoming(found)
    return [_token(one, kind) for one in shown[:MOST_CHIPS]]


def _token(one: Shown, kind: str) -> Chip:
    answer = f"→ {one.answer}" if kind == "next" and one.asked else one.answer
    role = "learned" if one.asked else None
    return Chip(one.read, role=role, special=one.read.startswith("["), note=answer)


def _pair(pair: Pair) -> list[Chip]:
    said = t("바뀜", "swapped") if pair.swapped else t("그대로", "in order")
    return [
        Chip("[CLS]", role="learned", special=True, note=said),
        Chip(pair.first),
        Chip("[SEP]", special=True),
        Chip(pair.second),
        Chip("[SEP]", special=True),
    ]


@per_visitor(4)
def numbers_of(text: str) -> tuple[OwnText, dict[str, int]]:
    """A text as it is read, and how many questions it makes. LearnerError "empty-text"."""
    found = questions.read(text)
    return found, questions.counted(found, SHARE)


def counted(spoken: str, numbers: Mapping[str, int]) -> Figure:
    """How many questions one reading answers, by kind."""
    return _counted(spoken, tuple(numbers.items()))


@lru_cache(maxsize=64)
def _counted(spoken: str, numbers: tuple[tuple[str, int], ...]) -> Figure:
    words = figure_titles("transfer", spoken, "counted", {})
    assert isinstance(KIND.options, Mapping)
    names = [KIND.options[kind][spoken != "ko"] for kind, _ in numbers]
    values = [float(count) for _, count in numbers]
    return named_bars(names, values, colours=CATEGORIES[:3], whole_numbers=True, **words)


# The learner's own review.


def shipped_judge(spoken: str) -> dict[str, tuple[str, Classifier]]:
    """The shipped model of many labels under its name; nothing where it is damaged."""
    run = engine().find(FILM_JUDGES[spoken])
    if run is None:
        return {}
    labels = f"{run.spec.labels:,}"
    return {"shipped": (t(f"사이트의 모델 (레이블 {labels}개)", f"ships ({labels} labels)"), run)}


def judged(runs: Mapping[str, tuple[str, Classifier]], text: str) -> dict[str, float]:
    """How positive each model finds a text: (name, model) by way. LearnerError "empty-text"."""
    return {name: belief(model, text) for name, model in runs.values()}


def beliefs(spoken: str, found: Mapping[str, float]) -> Figure:
    """The probability of praise by each model."""
    words = figure_titles("transfer", spoken, "beliefs", {})
    even = words.pop("even")
    return named_bars(
        list(found), list(found.values()), domain=(0.0, 1.0), references={even: 0.5}, **words
    )


# The cost.


def asked_for(lesson: Lesson, parameters: str, tokens: str) -> Model:
    """The learner's own size; that of the field's default where it cannot be read."""
    n = lesson.attempt(lambda: cost.parsed(parameters), cost.parsed(t(*PARAMETERS.default)))
    d = lesson.attempt(lambda: cost.parsed(tokens), cost.parsed(t(*TOKENS.default)))
    return Model(t("내 모델", "my model"), n, d)


def times(spoken: str, models: Sequence[Model], speed: Speed, mine: int) -> Figure:
    """How long each training would take on one core here: bars by powers of ten."""
    words = figure_titles("transfer", spoken, "times", {"gpus": ""})
    seconds = [one.operations / speed.operations for one in models]
    lengths = [max(0.0, math.log10(one)) for one in seconds]
    colours = [GOLD if place == mine else CATEGORIES[0] for place in range(len(models))]
    lines = {words["day"]: DAY, words["year"]: YEAR, words["universe"]: UNIVERSE}
    return named_bars(
        [one.name for one in models],
        lengths,
        colours=colours,
        value_format=".1f",
        references={name: math.log10(value) for name, value in lines.items()},
        x_title=words["x_title"],
        name_title=words["name_title"],
    )


def table(lesson: Lesson, models: Sequence[Model], speed: Speed, gpus: int) -> dict[str, list[Any]]:
    """The same as words: sizes, operations, and the time here and on GPUs."""
    words = lesson.words("times", gpus=f"{gpus:,}")
    return {
        words["name_title"]: [one.name for one in models],
        "N": [short(one.parameters) for one in models],
        "D": [short(one.tokens) for one in models],
        words["operations_title"]: [by_hand(one.operations, 2) for one in models],
        words["here_title"]: [lasting(one.operations / speed.operations) for one in models],
        words["gpu_title"]: [lasting(one.operations / cost.GPU_SPEED / gpus) for one in models],
    }


def short(value: float) -> str:
    """A large number as one says it.

    >>> short(1.84e6)
    '184만'
    """
    steps = [(1e12, "조", "T", 1), (1e8, "억", "B", 10), (1e4, "만", "M", 100)]
    for size, korean, english, factor in steps:
        if value >= size * (1 if language() == "ko" else factor):
            return t(f"{value / size:,.4g}{korean}", f"{value / size / factor:,.4g} {english}")
    return f"{value:,.0f}"


UNITS: dict[str, list[tuple[float, str]]] = {
    "ko": [(1e8 * YEAR, "억 년"), (1e4 * YEAR, "만 년"), (YEAR, "년"), (DAY, "일")],
    "en": [(1e9 * YEAR, " billion years"), (1e6 * YEAR, " million years"), (YEAR, " years")],
}
UNITS["ko"] += [(3600.0, "시간"), (60.0, "분")]
UNITS["en"] += [(DAY, " days"), (3600.0, " hours"), (60.0, " minutes")]


def lasting(seconds: float) -> str:
    """A time in the largest unit that it fills.

    >>> lasting(7200.0)
    '2.0시간'
    """
    for size, unit in UNITS[language()]:
        if seconds >= size:
            value = seconds / size
            return f"{value:,.0f}{unit}" if value >= 10 else f"{value:.1f}{unit}"
    return t(f"{seconds:.2g}초", f"{seconds:.2g} seconds")
