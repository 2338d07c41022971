"""The recurrent lesson's controls, and its figures of gradients with their words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from nlp_core.experiments.recurrent import gradients, writing
from nlp_core.experiments.recurrent.gradients import Chain, Curve
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, GRADIENT, LEARNED
from nlp_core.figures.player import captioned
from nlp_core.measurements import character_writers, clipping
from nlp_core.recipes.character_model import DISTANCE, CharacterSpec
from pages.kit import own_corpus as own
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.visit import visit

RADIUS = Slider("radius", ("w = 스펙트럼 반지름", "w = spectral radius"), 0.2, 2.5, 0.1, 0.6)
ACTIVATION = Choice(
    "activation",
    ("활성화 함수", "Activation"),
    {"tanh": "tanh", "relu": "ReLU", "linear": ("없음", "none")},
)
CORPUS = Choice(
    "corpus",
    ("말뭉치(코퍼스)", "Corpus"),
    {
        "own": ("한국어 작은 세계", "English little world"),
        "other": ("영어 작은 세계", "Korean little world"),
        "mine": ("내 글", "my own text"),
    },
)
HIDDEN = Choice("hidden", ("은닉 상태의 크기", "Hidden units"), (32, 64, 128, 256), default=128)
UNIT = Choice(
    "unit",
    ("한 번에 쓰는 단위", "Written at a time"),
    {"characters": ("음절(글자)", "characters"), "jamo": ("자모", "jamo (Korean letters)")},
)
TEMPERATURE = Slider("temperature", ("온도", "Temperature"), 0.1, 2.0, 0.1, 0.7)
DRAW = Choice("draw", ("다시 쓰기", "Write again"), (1, 2, 3, 4, 5), listed=True)
OPTIMIZER = Choice("optimizer", ("옵티마이저", "Optimizer"), {"sgd": "SGD", "adam": "Adam"})
CONTROLS: tuple[Control, ...] = (
    *(RADIUS, ACTIVATION, CORPUS, HIDDEN, UNIT, TEMPERATURE, DRAW, OPTIMIZER),
    own.SOURCE,
)
STARTS = {"ko": "고양이가 부엌에서 우유를 마신다.", "en": "The cat drinks milk in the kitchen."}
BEGINNINGS = {"ko": "고양이가", "en": "The cat"}
PLAIN = 3  # powers of ten nearer to 1 than this are plain numbers
SPAN = (1e-20, 1e20)  # of the gradient figure, always the same so that lines can be compared


def spoken(corpus: str) -> str:
    """The language of the chosen corpus; a learner's own text counts as the page's."""
    here = language()
    return here if corpus != "other" else {"ko": "en", "en": "ko"}[here]


def time_step(steps: int) -> Slider:
    """Which step is shown in numbers."""
    return Slider("time", ("시점 t", "Time step t"), 1, steps, 1, min(5, steps))


def unit_of(listed: Sequence[int]) -> Choice[int]:
    """Which hidden unit's sum is taken apart."""
    return Choice("neuron", ("은닉 유닛", "Hidden unit"), tuple(listed), listed=True)


def text_in(of: str, key: str, default: str) -> Text:
    """A text in the corpus's language, one field a language."""
    labels = {
        "start": ("이어 쓸 첫머리", "A beginning to continue"),
        "sentence": ("내 문장", "My sentence"),
    }
    return Text(f"{key}-{of}", labels[key], default, limit=300)


def flow(
    of: str, radius: float, activation: str, before: Curve, after: Curve, said: str = ""
) -> Figure:
    """wᵗ, an RNN before training and one after it, by distance, on a log axis."""
    words = figure_titles("recurrent", of, "flow", {"radius": radius})
    names = [words.pop(name) for name in ("number", "before", "after")]
    names[1] = names[1].format(activation=words.pop(f"named_{activation}"))
    for name in ("tanh", "relu", "linear"):
        words.pop(f"named_{name}", None)
    places = list(range(len(before.middle)))
    number = Curve(*[gradients.power(radius, len(places) - 1)] * 3)
    colours = (FIXED, GRADIENT, LEARNED)
    series = [
        _series(name, one, colour)
        for name, one, colour in zip(names, (number, before, after), colours, strict=True)
    ]
    drawn = curves(series, y_log=True, y_domain=SPAN, **words)
    return replace(drawn, chart=captioned(drawn.chart, [said])) if said else drawn


def _series(name: str, curve: Any, colour: str) -> Series:
    """Norms from their logarithms; the band runs from the lowest seed to the highest."""
    middle, low, high = (
        10.0 ** np.clip(v, -300, 300) for v in (curve.middle, curve.low, curve.high)
    )
    places = list(range(len(middle)))
    if np.array_equal(low, high, equal_nan=True):
        return Series(name, places, middle.tolist(), colour=colour)
    return Series(name, places, middle.tolist(), low.tolist(), high.tolist(), colour=colour)


def live_flow(
    spec: CharacterSpec, radius: float, activation: str, before: Callable[[], Curve]
) -> Callable[[int, dict[str, Any]], Figure]:
    """The stage's figure while a model learns: its curve moves, and it writes above it."""

    def draw(step: int, frame: dict[str, Any]) -> Figure:
        kinds = visit().keep("recurrent-kinds", spec, lambda: spec.build().vocabulary["characters"])
        line = writing.line_of(kinds, spec.unit, frame["written"])
        said = t(f"{step:,}스텝: {line}", f"step {step:,}: {line}")
        now = gradients.moment(frame["gradient"])
        return flow(language(), radius, activation, before(), now, said)

    return draw


def flow_numbers(before: Curve, radius: float) -> dict[str, Any]:
    """What is said under the stage's figure."""
    last = len(before.middle) - 1
    return {
        "distance": last,
        "number": power_of_ten(last * float(np.log10(radius))),
        "before": power_of_ten(float(before.middle[-1])),
    }


def power_of_ten(exponent: float) -> str:
    """10 to a power, as it is read aloud.

    >>> power_of_ten(-9.2), power_of_ten(-1.2), power_of_ten(float("-inf"))
    ('10⁻⁹', '0.063', '0')
    """
    if not np.isfinite(exponent):
        return "0"
    if abs(exponent) < PLAIN:
        return f"{10**exponent:.2g}"
    return "10" + str(round(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


@cache
def seeds(here: str, of: str) -> Figure:
    """Gradient curves of three seeds, before training and after it."""
    words = figure_titles("recurrent", here, "seeds", {})
    names = [words.pop("before"), words.pop("after")]
    pair = zip(names, character_writers.flows(of), (GRADIENT, LEARNED), strict=True)
    return curves([_series(*one) for one in pair], y_log=True, **words)


def chain(lesson: Lesson, found: Chain) -> Figure:
    """The gradient on its way back along the learner's own text."""
    norms = (found.norms / found.norms[-1])[::-1]
    line = Series(t("기울기", "gradient"), list(range(len(norms))), norms.tolist(), colour=GRADIENT)
    return curves([line], y_log=True, **lesson.words("chain"))


def clipped(lesson: Lesson, of: str, optimizer: str) -> Figure:
    """Held-out loss against the learning rate, without clipping and with it."""
    words = lesson.words("clipping")
    names = [words.pop("without"), words.pop("clipped")]
    series = [
        Series(name, one.rates, one.median, one.low, one.high, colour=colour, points=True)
        for name, one, colour in zip(
            names, clipping.lines(of, optimizer), (FIXED, LEARNED), strict=True
        )
    ]
    rates = clipping.RATES[optimizer]
    return curves(series, x_log=True, x_values=rates, **words)


def reach_of(curve: Curve) -> str:
    """At which distance less than a thousandth is left."""
    found = curve.reach()
    beyond = t(f"{DISTANCE}글자 너머", f"beyond {DISTANCE} characters")
    return beyond if found is None else t(f"{found}글자", f"{found} characters")


def seed_numbers(of: str) -> dict[str, Any]:
    """What three seeds had in common, before training and after it."""
    before, after = character_writers.flows(of)
    return {
        "seeds": len(before.radii),
        "radius_before": float(np.mean(before.radii)),
        "radius_after": float(np.mean(after.radii)),
        "far_before": power_of_ten(before.middle[-1]),
        "far_after": power_of_ten(after.middle[-1]),
        "distance": len(before.middle) - 1,
    }


def chain_numbers(found: Chain) -> dict[str, Any]:
    """What is said of one text's chain of Jacobians."""
    steps = len(found.norms) - 1
    share = float(found.norms[0] / found.norms[-1]) if found.norms[-1] > 0 else 0.0
    return {
        "steps": steps,
        "left": power_of_ten(float(np.log10(share)) if share > 0 else -np.inf),
        "radius": found.radius,
        "slope": float(found.slopes.mean()),
        "gap": found.gap,
    }


def clip_helps(of: str) -> str:
    """The optimizer whose best loss at some rate clipping betters more."""

    def gain(optimizer: str) -> float:
        without, clipped_ = clipping.lines(of, optimizer)
        ratios = zip(without.median, clipped_.median, strict=True)
        return max(a / b for a, b in ratios)

    return max(clipping.RATES, key=gain)


def optimizers() -> dict[str, Any]:
    """The options of an exercise and their names."""
    return {"options": list(clipping.RATES), "names": {"sgd": "SGD", "adam": "Adam"}}


def clip_numbers(of: str, optimizer: str) -> dict[str, Any]:
    """The rate at which clipping changes most, and both losses there."""
    without, clipped_ = clipping.lines(of, optimizer)
    ratios = [a / b for a, b in zip(without.median, clipped_.median, strict=True)]
    place = int(np.argmax(ratios))
    return {
        "rate": without.rates[place],
        "without": without.median[place],
        "clipped": clipped_.median[place],
        "small": without.rates[0],
        "small_without": without.median[0],
        "small_clipped": clipped_.median[0],
        "best_without": min(without.median),
        "best_clipped": min(clipped_.median),
        "seeds": len(clipping.SEEDS),
        "steps": clipping.STEPS,
    }
