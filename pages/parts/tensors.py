"""What the tensors lesson draws: operands and result as panels of numbers."""

from nlp_core.experiments.tensors.operations import OPERATIONS, Outcome, stretch
from nlp_core.experiments.tensors.shapes import Shape, operand_name
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.panels import Panel


def drawn_panels(name: str, outcome: Outcome, shapes: list[Shape], *, result: bool) -> list[Panel]:
    """The operands, stretched where they are broadcast, and the result if it is to be shown."""
    drawn = []
    for i, (values, shape) in enumerate(zip(outcome.operands, shapes, strict=True)):
        axes: tuple[int, ...] = ()
        if name == "add" and outcome.shape is not None and result:
            values, axes = stretch(values, outcome.shape)
        sign = OPERATIONS[name].sign if i else ""
        drawn.append(Panel(f"{operand_name(i)} {shape}", values, CATEGORIES[i], axes, sign))
    if outcome.result is not None and result:
        title = f"{outcome.call} {outcome.shape}"
        drawn.append(Panel(title, outcome.result, CATEGORIES[2], sign="="))
    return drawn
