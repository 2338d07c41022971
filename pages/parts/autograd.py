"""The autograd lesson's controls, and its figures with their words."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import isfinite
from typing import Any

from nlp_core.experiments.autograd import descent
from nlp_core.experiments.autograd.accumulation import Ledger, Switches, run_switches
from nlp_core.experiments.autograd.backprop import Trace, backpropagate
from nlp_core.experiments.autograd.expression import VARIABLES, Expression, parse
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.graph import computation_graph
from nlp_core.figures.palette import GRADIENT
from nlp_core.figures.player import Words
from nlp_core.figures.walk import walk_on_line, walk_on_plane
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.language import Both
from pages.kit.lesson import Lesson
from pages.kit.numbers import by_hand
from pages.kit.suggested import Suggested
from pages.parts.autograd_steps import graph_nodes, graph_steps, trace_table

REACH = 3.0  # how far the ground of a descent goes
RESOLUTION = 161  # points of that ground along each direction
LONGEST = 300  # characters of an expression that a field takes, so that too many can be said
FIRST = "(w*x - y)**2"
EXPRESSION = Suggested(
    Text(
        "expression",
        ("식: w, x, y로 써 보세요", "Expression of w, x and y"),
        FIRST,
        limit=LONGEST,
        help=(
            "수, w, x, y, + - * / **, 괄호, exp log sin cos tanh relu sigmoid sqrt abs",
            "numbers, w, x, y, + - * / **, brackets, exp log sin cos tanh relu sigmoid sqrt abs",
        ),
    ),
    dict.fromkeys((FIRST, "w*x", "x**2", "x*x + x", "sigmoid(w*x + y)"), ""),
)
STARTS = {"w": 2.0, "x": 3.0, "y": 1.0}
VALUES = {name: Slider(name, (name, name), -5.0, 5.0, 0.1, STARTS[name]) for name in VARIABLES}

TRIES: dict[str, Both | str] = {
    "again": ("backward()만 되풀이", "backward() again and again"),
    "zero_grad": "zero_grad()",
    "same_graph": ("같은 그래프로 다시", "the same graph again"),
    "retain_graph": ("같은 그래프, retain_graph=True", "the same graph, retain_graph=True"),
    "no_grad": "torch.no_grad()",
    "detach": "detach()",
    "frozen": "requires_grad=False",
    "integer": ("정수 텐서", "an integer tensor"),
}
TOLD = {
    "again": "try-again",
    "zero_grad": "try-zero-grad",
    "same_graph": "try-same-graph",
    "retain_graph": "try-retain-graph",
    "no_grad": "try-no-grad",
    "detach": "try-detach",
    "frozen": "try-frozen",
    "integer": "try-integer",
}
ON_ONE = ("detach", "frozen", "integer")  # done to one variable
TRY = Choice("try", ("무엇을 해 볼까요?", "What to try"), TRIES)
PASSES = Slider("passes", ("backward() 횟수", "backward() calls"), 1, 3, 1, 2)
VARIABLE: Both = ("어느 변수에", "For which variable")

GROUNDS: dict[str, Both | str] = {
    "bowl": ("그릇", "bowl"),
    "two-valleys": ("두 골짜기", "two valleys"),
    "waves": ("물결", "waves"),
    "corner": ("모서리", "corner"),
    "ravine": ("좁은 골짜기", "ravine"),
    "saddle": ("안장", "saddle"),
    "banana": ("바나나", "banana"),
    "hills": ("언덕", "hills"),
}
FORMULA = Suggested(
    Text(
        "formula",
        ("내려갈 함수: 변수는 한두 개", "A function of one or two variables"),
        descent.FUNCTIONS["ravine"],
        limit=LONGEST,
    ),
    {descent.FUNCTIONS[name]: said for name, said in GROUNDS.items()},
)
OPTIMIZER = Choice("optimizer", ("옵티마이저", "Optimizer"), descent.OPTIMIZERS)
RATE = Choice(
    "rate",
    ("학습률", "Learning rate"),
    {rate: f"{rate:,g}" if rate < 1e6 else "1,000,000" for rate in descent.RATES},
    default=0.3,
)
PLACES = tuple(
    Slider(f"start{i}", (f"출발점 {i}", f"Start {i}"), -REACH, REACH, 0.1, at)
    for i, at in ((1, -2.5), (2, 1.5))
)
STEPS = Slider("steps", ("스텝", "Steps"), 5, 200, 5, 40)
CONTROLS: tuple[Control | Suggested, ...] = (
    EXPRESSION,
    *VALUES.values(),
    TRY,
    PASSES,
    FORMULA,
    OPTIMIZER,
    RATE,
    *PLACES,
    STEPS,
)
ENDS = {
    "settled": "walk-settled",
    "moving": "walk-moving",
    "still": "walk-still",
    "diverged": "walk-diverged",
}
ASKED = ("w*x", "x**2", "2*x")
OBSTACLES = {
    "steep": "obstacle-steep",
    "undefined": "obstacle-undefined",
    "product": "obstacle-product",
    "sum": "obstacle-sum",
    "large": "obstacle-large",
}


@cache
def moving() -> list[str]:
    """Which of the expressions ``ASKED`` have a gradient of x that depends on where x stands."""
    slopes = {
        text: {backpropagate(parse(text), {"w": 2, "x": x}).by_variable["x"] for x in (1, 3)}
        for text in ASKED
    }
    return [text for text, found in slopes.items() if len(found) > 1]


@cache
def second() -> float | None:
    """What ``x.grad`` holds after the second backward of w * x at w = 2 and x = 3."""
    return run_switches(parse("w*x"), {"w": 2.0, "x": 3.0}, Switches(2)).passes[1].gradients["x"]


def graph(lesson: Lesson, trace: Trace) -> Figure:
    """Values going forward and gradients coming back, step by step from the first."""
    words = lesson.words("graph", text=trace.expression.text)
    steps = graph_steps(trace, forward=words.pop("forward"), backward=words.pop("backward"))
    columns = {name: words.pop(name) for name in ("node", "value", "gradient")}
    nodes = graph_nodes(trace.expression)
    return computation_graph(nodes, steps, table=trace_table(trace, **columns), **words)


def ways(
    lesson: Lesson, ours: Mapping[str, float], theirs: Mapping[str, float], slopes: Any
) -> Figure | None:
    """Each variable's gradient found in three ways; None where none is a number."""
    words = lesson.words("check")
    found = {words.pop("ours"): ours, "PyTorch": theirs, words.pop("slopes"): slopes}
    rows = {
        f"∂f/∂{variable} · {way}": gradients[variable]
        for variable in ours
        for way, gradients in found.items()
        if isfinite(gradients[variable])
    }
    return _gradient_bars(rows, words) if rows else None


def ledger(lesson: Lesson, kept: Ledger) -> Figure | None:
    """What ``.grad`` holds after each backward; None where it never holds a number."""
    rows = {
        f"{name}.grad · {number}": gradient
        for number, one in enumerate(kept.passes, start=1)
        for name, gradient in one.gradients.items()
        if gradient is not None and isfinite(gradient)
    }
    return _gradient_bars(rows, lesson.words("ledger")) if rows else None


def _gradient_bars(rows: Mapping[str, float], words: Mapping[str, Any]) -> Figure:
    """Gradients have their own colour wherever they stand."""
    names, values = list(rows), list(rows.values())
    drawn = [0.0 if abs(value) < 1e-9 else value for value in values]  # noise has no bar
    plain = not any(drawn) or 1e-3 <= max(map(abs, drawn)) < 1e6
    form = ",.4~f" if plain else ".3~e"
    bars = named_bars(names, drawn, colours=[GRADIENT] * len(names), value_format=form, **words)
    return replace(bars, table={words["name_title"]: names, words["x_title"]: values})


def switches(tried: str, passes: int, variable: str) -> Switches:
    """What the learner chose to try."""
    done: dict[str, Any] = {"zero_grad": {"zero_grad": True}, "no_grad": {"no_grad": True}}
    done |= {"same_graph": {"same_graph": True}, "again": {}}
    done |= {"retain_graph": {"same_graph": True, "retain_graph": True}}
    return Switches(passes, **done.get(tried, {tried: variable}))


def walk(lesson: Lesson, function: Expression, walked: descent.Descent) -> Figure:
    """The way down: on a curve for one variable, over bands of height for two."""
    across = descent.axes(function)
    heights = descent.heights_on(function, REACH, resolution=RESOLUTION)
    said = lesson.words("walk", text=function.text)
    second = across[1] if len(across) == 2 else "f"
    words = Words(x=across[0], y=second, height="f", **said)
    if len(across) == 2:
        return walk_on_plane(heights, walked.points, reach=REACH, words=words)
    return walk_on_line(REACH, heights, walked.points, walked.heights, words=words)


def told(walked: descent.Descent) -> dict[str, str]:
    """What the lesson says of a walk."""
    return {
        "steps": str(len(walked.points) - 1),
        "first": by_hand(walked.heights[0]),
        "last": by_hand(walked.heights[-1]),
        "place": ", ".join(by_hand(coordinate, 3) for coordinate in walked.points[-1]),
    }


def limits(found: descent.Limit, rate: float) -> tuple[str, dict[str, str]]:
    """The section on the learning rate's limit, and its values."""
    values = {"curvature": by_hand(found.curvature), "rate": by_hand(rate)}
    if found.rate is None:
        return "limit-none", values
    return "limit", {**values, "factor": by_hand(found.factor), "limit": by_hand(found.rate)}
