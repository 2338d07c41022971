"""What was written, a line a writer: its name, and its text as far as there is room."""

from collections.abc import Sequence

from nlp_core.figures.palette import FIXED, LEARNED
from nlp_core.figures.small.sketch import WIDTH, Sketch, shortened, text_width

LINE = 34


def written(rows: Sequence[tuple[str, str]]) -> str:
    """Rows of a name and a text, the last one in bold: it is where the others lead."""
    sheet = Sketch(LINE * len(rows) + 6)
    left = max((text_width(name) for name, _ in rows), default=0) + 24
    for i, (name, text) in enumerate(rows):
        last = i == len(rows) - 1
        y = i * LINE + 23
        sheet.rect(2, i * LINE + 6, 5, LINE - 10, fill=LEARNED if last else FIXED)
        sheet.text(14, y, name, faint=not last)
        sheet.text(left, y, shortened(text, WIDTH - left), bold=last)
    return sheet.svg()
