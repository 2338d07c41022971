"""The tensors lesson's controls, and its figures with their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.experiments.tensors.number_types import Kept
from nlp_core.experiments.tensors.operations import OPERATIONS, Outcome, play, stretch
from nlp_core.experiments.tensors.shapes import Shape, operand_name, parse_shape
from nlp_core.experiments.tensors.storage import WINDOWS, Window
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.panels import MOST, MOST_PARTS, Panel, panels
from nlp_core.figures.stacked import stacked_bars
from nlp_core.figures.tensor_storage import memory
from nlp_core.measurements.devices import SIZES, Timing
from pages.kit.controls import Choice, Control, Switch, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson

NAMES: dict[str, Both | str] = {
    **{name: name for name in OPERATIONS},
    "add": ("더하기 a + b", "add: a + b"),
    "matmul": ("행렬 곱 a @ b", "matrix product: a @ b"),
    "index": ("인덱싱 a[...]", "index: a[...]"),
}
OPERATION = Choice("operation", ("연산", "Operation"), NAMES)
SHAPES: dict[str, tuple[Text, ...]] = {
    name: tuple(
        Text(f"{x}-{name}", (f"{x}의 모양", f"Shape of {x}"), shape, limit=60)
        for x, shape in zip("ab", operation.examples, strict=False)
    )
    for name, operation in OPERATIONS.items()
}
ARGUMENTS: dict[str, Text] = {
    name: Text(
        f"with-{name}",
        (operation.call.replace("{}", "…"), operation.call.replace("{}", "…")),
        operation.argument,
        limit=60,
    )
    for name, operation in OPERATIONS.items()
    if operation.parse
}
HIDE = Switch("hide", ("결과를 가리고 먼저 예상하기", "Hide the result, predict first"))
WINDOW = Choice("window", ("a는 3×4 행렬", "a is a 3 × 4 matrix"), list(WINDOWS), default="a.T")
NUMBER = Text("number", ("저장할 수", "A number to store"), "300.7", limit=20)
CONTROLS: tuple[Control, ...] = (
    OPERATION,
    *(shape for shapes in SHAPES.values() for shape in shapes),
    *ARGUMENTS.values(),
    HIDE,
    WINDOW,
    NUMBER,
)
RULES = {"add": "rule-add", "matmul": "rule-matmul", "index": "rule-index", "einsum": "rule-einsum"}


def ask_torch(name: str, asked: Sequence[str], argument: str) -> tuple[list[Shape], Outcome]:
    """The shapes as typed, and what the rules and PyTorch say; LearnerError where unreadable."""
    shapes = [parse_shape(text) for text in asked]
    return shapes, play(name, shapes, argument)


def example(name: str) -> tuple[list[Shape], Outcome]:
    """An operation on the shapes that stand there at first."""
    return ask_torch(name, OPERATIONS[name].examples, OPERATIONS[name].argument)


def grid(lesson: Lesson, name: str, shapes: list[Shape], outcome: Outcome, *, all: bool) -> Figure:
    """Operands, stretched where they are broadcast, and, with ``all``, the result."""
    drawn = []
    for i, (values, shape) in enumerate(zip(outcome.operands, shapes, strict=True)):
        axes: tuple[int, ...] = ()
        if name == "add" and outcome.shape is not None and all:
            values, axes = stretch(values, outcome.shape)
        sign = OPERATIONS[name].sign if i else ""
        drawn.append(Panel(f"{operand_name(i)} {shape}", values, CATEGORIES[i], axes, sign))
    if outcome.result is not None and all:
        title = f"{outcome.call} {outcome.shape}"
        drawn.append(Panel(title, outcome.result, CATEGORIES[2], sign="="))
    return panels(drawn, **lesson.words("grid", call=outcome.call))


def is_cut(shapes: Sequence[Shape]) -> bool:
    """Whether some tensor has more cells than the figure draws."""
    return any(
        len(shape) > 3
        or any(size > MOST for size in shape[-2:])
        or any(size > MOST_PARTS for size in shape[-3:-2])
        for shape in shapes
    )


def window_in_memory(lesson: Lesson, call: str, window: Window) -> Figure:
    """The cells of a tensor under the row of memory that they lie in."""
    total = 12 if window.shares else window.values.size
    words = lesson.words("places", call=call)
    return memory(window.places, window.values, total, window_name=call, **words)


def in_words(lesson: Lesson, numbers: Mapping[str, Any]) -> dict[str, Any]:
    """A window's numbers with yes and no in the learner's language."""
    yes = {True: t("예", "yes"), False: t("아니요", "no")}
    return {**numbers, "contiguous": yes[numbers["contiguous"]]}


def bits(lesson: Lesson, kept: Sequence[Kept]) -> Figure:
    """How each data type spends its bits; its range is in the table."""
    kinds = [one.kind for one in kept]
    words = lesson.words("bits")
    parts = [words.pop(part) for part in ("sign", "exponent", "magnitude")]
    facts: dict[str, Sequence[Any]] = {
        words.pop("bytes"): [kind.bytes for kind in kinds],
        words.pop("low"): [float(kind.low) for kind in kinds],
        words.pop("high"): [float(kind.high) for kind in kinds],
        words.pop("step"): [float(kind.step) for kind in kinds],
    }
    lengths = zip(*(kind.bits for kind in kinds), strict=True)
    names = [kind.name for kind in kinds]
    return stacked_bars(names, dict(zip(parts, lengths, strict=True)), table=facts, **words)


def kept_table(kept: Sequence[Kept], typed: str) -> dict[str, list[str]]:
    """What each type makes of the number: written with the type, and converted to it."""
    refused = t("오류", "error")
    undefined = t("정해지지 않음", "undefined")
    return {
        "dtype": [one.kind.name for one in kept],
        f"torch.tensor({typed}, dtype=...)": [
            refused if one.written is None else f"{one.written}" for one in kept
        ],
        f"torch.tensor({typed}).to(...)": [
            f"{one.converted}" if one.defined else f"{one.converted} ({undefined})" for one in kept
        ],
    }


def times(lesson: Lesson, measured: Mapping[str, Sequence[Timing]]) -> Figure:
    """Milliseconds of a matrix product against its size, both on logarithmic scales."""
    lines = [
        Series(key, [one.size for one in some], [one.seconds * 1e3 for one in some], points=True)
        for key, some in measured.items()
    ]
    return curves(lines, x_log=True, y_log=True, x_values=SIZES, **lesson.words("times"))
