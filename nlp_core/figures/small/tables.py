"""Small tables: one-hot rows that add up, attention weights, numbers that stretch, merges."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.palette import FIXED, GOLD, LEARNED, POSITIVE, QUERY
from nlp_core.figures.small.sketch import FONT, WIDTH, Sketch, shortened, text_width

LABEL = 104  # widest name of a row
TILT = 40  # degrees of a column's name
LEVELS = 20  # depths that an eye may tell apart
Numbers = NDArray[np.float64] | NDArray[np.float32]


def one_hot_sum(rows: Numbers, words: Sequence[str], total: str) -> str:
    """One-hot rows (T, V), a word each, and under a line their sum: a 1 where the word's column is.

    ``total`` names the last row.
    """
    left = min(LABEL, max(map(text_width, [*words, total]))) + 10
    height = 22
    side = min((WIDTH - left) / max(rows.shape[1], 1), 28)
    sheet = Sketch((len(words) + 1) * height + 10)
    for i, word in enumerate(words):
        sheet.text(left - 8, i * height + 16, shortened(word, LABEL), anchor="end")
    for fill, opacity, wanted in ((POSITIVE, 0.75, True), (FIXED, 0.12, False)):
        cells = [(int(i), int(j)) for i, j in np.argwhere((rows > 0) == wanted)]
        boxes = [(left + j * side + 1, i * height + 1, side - 2, height - 2) for i, j in cells]
        sheet.blocks(boxes, fill=fill, opacity=opacity)
    bottom = len(words) * height
    sheet.line([(0, bottom + 3), (left + side * rows.shape[1], bottom + 3)], width=1.5)
    sheet.text(left - 8, bottom + 23, total, anchor="end", bold=True)
    for j, value in enumerate(rows.sum(axis=0)):
        x = left + (j + 0.5) * side
        sheet.text(x, bottom + 23, f"{value:.0f}", anchor="middle", bold=True)
    return sheet.svg()


def weights(
    values: Numbers,
    rows: Sequence[str],
    columns: Sequence[str],
    gold: Collection[tuple[int, int]] = (),
) -> str:
    """Weights (T, S) from 0 to 1: the deeper the larger; gold frames on the true links."""
    left = min(LABEL, max(map(text_width, rows), default=0)) + 10
    slant = sin(radians(TILT)), cos(radians(TILT))
    names = [shortened(name, 90) for name in columns]
    top = max((text_width(name) for name in names), default=0) * slant[0] + FONT
    overhang = text_width(names[-1]) * slant[1] - FONT if names else 0
    side = min((WIDTH - left - max(overhang, 0)) / max(len(columns), 1), 26)
    sheet = Sketch(top + side * len(rows) + 4)
    for j, name in enumerate(names):
        x, y = left + (j + 0.45) * side, top - 5
        sheet.turned(x, y, name, -TILT)
    for i, name in enumerate(rows):
        y = top + (i + 0.5) * side + 5
        sheet.text(left - 8, y, shortened(name, LABEL), anchor="end")
    for level, stroke, cells in _looks(values[: len(rows), : len(columns)], gold):
        boxes = [(left + j * side + 1, top + i * side + 1, side - 2, side - 2) for i, j in cells]
        sheet.blocks(boxes, fill=QUERY, opacity=0.08 + 0.92 * level / LEVELS, stroke=stroke)
    return sheet.svg()


def _looks(
    values: Numbers, gold: Collection[tuple[int, int]]
) -> list[tuple[int, str, list[tuple[int, int]]]]:
    """Cells that look alike: their depth of 0 ... LEVELS, their frame, and where they stand."""
    alike: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for i, j in np.ndindex(*values.shape):
        frame = GOLD if (i, j) in gold else "none"
        alike[round(float(values[i, j]) * LEVELS), frame].append((i, j))
    return [(level, frame, cells) for (level, frame), cells in sorted(alike.items())]


def stretched(
    column: Sequence[float], row: Sequence[float], result: Numbers, colours: Sequence[str]
) -> str:
    """A column (R,) and a row (C,), copied (dashed) to one shape, and their sum (R, C)."""
    side, height = 24, len(column)
    sheet = Sketch(side * height + 8)
    copied = {
        "column": np.broadcast_to(np.array(column)[:, None], result.shape),
        "row": np.broadcast_to(np.array(row)[None], result.shape),
        "sum": result,
    }
    gap = (WIDTH - 3 * side * result.shape[1]) / 2
    for number, ((name, values), sign) in enumerate(
        zip(copied.items(), ("+", "=", ""), strict=True)
    ):
        left = number * (side * result.shape[1] + gap)
        for i, j in np.ndindex(*result.shape):
            copy = (name == "column" and j > 0) or (name == "row" and i > 0)
            x, y = left + j * side, 4 + i * side
            sheet.rect(
                x + 1,
                y + 1,
                side - 2,
                side - 2,
                fill=colours[number],
                opacity=0.1 if copy else 0.4,
                stroke=colours[number],
                dashed=copy,
            )
            sheet.text(x + side / 2, y + 17, f"{values[i, j]:g}", anchor="middle", faint=copy)
        middle = left + side * result.shape[1] + gap / 2
        sheet.text(middle, side * height / 2 + 10, sign, size=20, anchor="middle")
    return sheet.svg()


def identity(values: Numbers, words: Sequence[str], apart: str) -> str:
    """Distances (N, N) between words: 0 on the diagonal, the same ``apart`` everywhere else."""
    left = min(LABEL, max(map(text_width, words))) + 10
    side = min((WIDTH - left) / len(words), 46)
    height = 27
    sheet = Sketch(height * len(words) + 4)
    for i, word in enumerate(words):
        sheet.text(left - 8, i * height + 19, shortened(word, LABEL), anchor="end")
        for j in range(len(words)):
            same = values[i, j] == 0
            x, y = left + j * side, i * height
            sheet.rect(
                x + 1, y + 1, side - 2, height - 2,
                fill=POSITIVE if same else FIXED, opacity=0.7 if same else 0.12,
            )  # fmt: skip
            sheet.text(x + side / 2, y + 19, "0" if same else apart, anchor="middle")
    return sheet.svg()


def merges(stages: Sequence[Sequence[str]]) -> str:
    """The same word cut ever more coarsely, a line a stage, its last token deepest."""
    height, gap = 30, 10
    sheet = Sketch(len(stages) * (height + gap) - gap + 4)
    wide = [sum(text_width(token) + 18 for token in stage) for stage in stages]
    squeeze = min(1.0, (WIDTH - 4) / max(wide))
    for number, stage in enumerate(stages):
        x, y = 2.0, 2 + number * (height + gap)
        for token in stage:
            width = (text_width(token) + 18) * squeeze
            whole = len(token) > 1
            sheet.rect(
                x + 1, y, width - 2, height,
                fill=LEARNED if whole else FIXED, opacity=0.4 if whole else 0.12,
                stroke=LEARNED if whole else FIXED,
            )  # fmt: skip
            sheet.text(x + width / 2, y + 20, token, anchor="middle", bold=whole)
            x += width
    return sheet.svg()
