"""A sheet to draw on: rectangles, lines, words. Ink is the page's own, so both themes read it."""

import unicodedata
from collections.abc import Sequence
from html import escape

WIDTH = 272  # of every small picture; a card is never narrower, so that no word is below 15 px
FONT = 15
INK = "currentColor"
LIGHT_INK, LIGHT_PAPER, DARK_INK, DARK_PAPER = "#22262B", "#FBFAF7", "#E8E6E1", "#16191D"
FAMILY = "'Noto Sans KR','Noto Sans CJK KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif"

STYLE = (
    f"<style>svg{{color:{LIGHT_INK};font-family:{FAMILY}}}"
    f".halo{{paint-order:stroke;stroke:{LIGHT_PAPER};stroke-width:5px;stroke-linejoin:round}}"
    f"@media(prefers-color-scheme:dark){{svg{{color:{DARK_INK}}}.halo{{stroke:{DARK_PAPER}}}}}"
    "</style>"
)

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def text_width(text: str, size: float = FONT) -> float:
    """About how wide a text is drawn: Hangul and emoji take a full em, other letters a good half.

    >>> text_width("한글", 10), text_width("ab", 10)
    (19.0, 12.0)
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return size * (0.95 * wide + 0.6 * (len(text) - wide))


def shortened(text: str, room: float, size: float = FONT) -> str:
    """``text``, cut with an ellipsis where it is wider than ``room``.

    >>> shortened("transformer", 60, 10), shortened("cat", 60, 10)
    ('transform…', 'cat')
    """
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


class Sketch:
    """Marks in the order they are drawn; ``svg`` gives the picture. Words are escaped here."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        self._marks: list[str] = []

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = INK,
        opacity: float = 1.0,
        stroke: str = "none",
        dashed: bool = False,
    ) -> None:
        """A rectangle by its upper left corner; ``opacity`` is that of the fill."""
        line = f' stroke="{stroke}" stroke-width="1.5"' if stroke != "none" else ""
        dash = ' stroke-dasharray="3 3"' if dashed else ""
        self._marks.append(
            f'<rect x="{x:.5g}" y="{y:.5g}" width="{max(width, 0):.5g}" height="{height:.5g}"'
            f' rx="3" fill="{fill}" fill-opacity="{opacity:.3g}"{line}{dash}/>'
        )

    def blocks(
        self, boxes: Sequence[Box], *, fill: str, opacity: float, stroke: str = "none"
    ) -> None:
        """Rectangles (x, y, width, height) of one look, as one mark: many marks are slow to draw.

        Neighbours leave no seam.
        """
        if not boxes:
            return
        way = "".join(
            f"M{x:.5g} {y:.5g}h{wide:.5g}v{high:.5g}h-{wide:.5g}z" for x, y, wide, high in boxes
        )
        line = f' stroke="{stroke}" stroke-width="1.5"' if stroke != "none" else ""
        self._marks.append(
            f'<path d="{way}" fill="{fill}" fill-opacity="{opacity:.3g}"{line}'
            ' shape-rendering="crispEdges"/>'
        )

    def circle(self, x: float, y: float, radius: float, *, fill: str, hollow: bool = False) -> None:
        """A dot, or a ring where it is ``hollow``."""
        look = f'fill="none" stroke="{fill}" stroke-width="2"' if hollow else f'fill="{fill}"'
        self._marks.append(f'<circle cx="{x:.5g}" cy="{y:.5g}" r="{radius:g}" {look}/>')

    def line(
        self,
        points: Sequence[Point],
        *,
        stroke: str = INK,
        width: float = 1.5,
        opacity: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A line through points."""
        way = "L".join(f"{x:.5g} {y:.5g}" for x, y in points)
        dash = ' stroke-dasharray="4 4"' if dashed else ""
        self._marks.append(
            f'<path d="M{way}" fill="none" stroke="{stroke}" stroke-width="{width:g}"'
            f' stroke-opacity="{opacity:.3g}" stroke-linejoin="round"{dash}/>'
        )

    def arrow(self, start: Point, end: Point, *, stroke: str, width: float = 2) -> None:
        """A line with a head at its end."""
        (x, y), (to_x, to_y) = start, end
        length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 1e-9)
        ux, uy = (to_x - x) / length, (to_y - y) / length
        self.line([start, (to_x - 5 * ux, to_y - 5 * uy)], stroke=stroke, width=width)
        left = (to_x - 9 * ux - 4 * uy, to_y - 9 * uy + 4 * ux)
        right = (to_x - 9 * ux + 4 * uy, to_y - 9 * uy - 4 * ux)
        corners = " ".join(f"{a:.5g},{b:.5g}" for a, b in (end, left, right))
        self._marks.append(f'<polygon points="{corners}" fill="{stroke}"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = FONT,
        anchor: str = "start",
        bold: bool = False,
        faint: bool = False,
        halo: bool = False,
    ) -> None:
        """Words on the line ``y``; ``anchor`` is "start", "middle" or "end".

        ``halo`` keeps a seam of the page's colour round the letters.
        """
        looks = ' font-weight="600"' * bold + ' fill-opacity="0.8"' * faint
        looks += ' class="halo"' * halo
        self._marks.append(
            f'<text x="{x:.5g}" y="{y:.5g}" font-size="{size:g}" text-anchor="{anchor}"{looks}>'
            f"{escape(words)}</text>"
        )

    def turned(self, x: float, y: float, words: str, degrees: float) -> None:
        """Words that start at a point and run upwards or downwards by ``degrees``."""
        self._marks.append(
            f'<text transform="translate({x:.5g} {y:.5g}) rotate({degrees:g})"'
            f' font-size="{FONT}">{escape(words)}</text>'
        )

    def svg(self) -> str:
        """The picture as one line of SVG for a page, in its ink, hidden from screen readers.

        What it shows is told beside it, in the reader's language.
        """
        size = f"0 0 {self.width:g} {self.height:g}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="aha" viewBox="{size}"'
            f' fill="currentColor" aria-hidden="true">{"".join(self._marks)}</svg>'
        )


def stand_alone(svg: str) -> str:
    """A picture of ``Sketch.svg`` as a file of its own, which follows its page's light or dark."""
    head, rest = svg.split(">", 1)
    size = head.split('viewBox="0 0 ')[1].split('"')[0].split()
    return f'{head} width="{size[0]}" height="{size[1]}">{STYLE}{rest}'
