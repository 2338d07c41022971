"""A small computation graph: a box an operation, its value above its gradient."""

from collections.abc import Sequence

from nlp_core.figures.graph_layout import layout
from nlp_core.figures.palette import FIXED, FORWARD, GRADIENT
from nlp_core.figures.small.sketch import WIDTH, Sketch

BOX_WIDTH, BOX_HEIGHT = 58, 52


def graph(
    names: Sequence[str],
    inputs: Sequence[Sequence[int]],
    values: Sequence[str],
    gradients: Sequence[str],
) -> str:
    """Nodes from left to right; ``inputs`` are those of each node, all of them earlier ones.

    Values go forward (a bar on the left of the box), gradients come back (a bar on its right); a
    node with no gradient has an empty string.
    """
    height = 172.0
    sheet = Sketch(height)
    places, paths = layout(inputs)
    columns = max(x for x, _ in places) or 1
    lines = [y for _, y in places]
    span = max(max(lines) - min(lines), 1)

    def at(place: tuple[float, float]) -> tuple[float, float]:
        x = BOX_WIDTH / 2 + place[0] / columns * (WIDTH - BOX_WIDTH)
        y = BOX_HEIGHT / 2 + 2 + (place[1] - min(lines)) / span * (height - BOX_HEIGHT - 4)
        return x, y

    for path in paths.values():
        (x, y), *_, (to_x, to_y) = [at(place) for place in path]
        sheet.line([(x + BOX_WIDTH / 2, y), (to_x - BOX_WIDTH / 2, to_y)], stroke=FIXED)
    for i, place in enumerate(places):
        x, y = at(place)
        left, top = x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2
        sheet.rect(left, top, BOX_WIDTH, BOX_HEIGHT, fill=FIXED, opacity=0.12, stroke=FIXED)
        sheet.rect(left, top, 5, BOX_HEIGHT, fill=FORWARD)
        if gradients[i]:
            sheet.rect(left + BOX_WIDTH - 5, top, 5, BOX_HEIGHT, fill=GRADIENT)
        sheet.text(x, y - 6, f"{names[i]} {values[i]}", anchor="middle", bold=True)
        told = f"∂ {gradients[i]}" if gradients[i] else ""
        sheet.text(x, y + 16, told, anchor="middle")
    return sheet.svg()
