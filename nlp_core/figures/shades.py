"""How the cells of a matrix are coloured, which text is readable on them, and the scale beside."""

from typing import Any

from nlp_core.figures.axes import expr
from nlp_core.figures.palette import (
    INK,
    SEQUENTIAL,
    SEQUENTIAL_BLACK,
    TINT_INK,
    TINT_MINUS,
    TINT_NONE,
    TINT_PLUS,
    TINT_WHITE,
)
from nlp_core.figures.type import wrap

NARROW_TITLE = 6.5  # ems of a line of a scale's title
STRONG = 0.62  # share of a tint's range from which its text is white


def tint_scale(low: float, high: float) -> dict[str, Any]:
    """From no colour at 0 to a full one at the ends: orange below 0, blue above.

    The opacity leaps where the text on it turns white, so that it is readable on both papers.
    """
    stops: list[tuple[float, str]] = []
    if low < 0:
        stops += [(low, TINT_MINUS), (low * STRONG, _rgba(TINT_MINUS, TINT_WHITE))]
        stops += [(low * STRONG * 0.999, _rgba(TINT_MINUS, TINT_INK))]
        stops += [(low * 1e-6, _rgba(TINT_MINUS, TINT_NONE))]
    if high > 0:
        stops += [(0.0 if low >= 0 else high * 1e-6, _rgba(TINT_PLUS, TINT_NONE))]
        stops += [(high * STRONG * 0.999, _rgba(TINT_PLUS, TINT_INK))]
        stops += [(high * STRONG, _rgba(TINT_PLUS, TINT_WHITE)), (high, TINT_PLUS)]
    domain, colours = zip(*stops, strict=True)
    return {
        "type": "linear",
        "domain": list(domain),
        "range": list(colours),
        "interpolate": "rgb",
        "clamp": True,
    }


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def tint_ink(low: float, high: float) -> dict[str, Any]:
    """The colour of text on a cell of :func:`tint_scale`."""
    strong = f"datum.value >= {high * STRONG!r}" if high > 0 else "false"
    if low < 0:
        strong += f" || datum.value <= {low * STRONG!r}"
    return {"condition": {"test": strong, "value": "#FFFFFF"}, "value": INK}


def dense_scale(low: float, high: float) -> dict[str, Any]:
    """Magnitudes, light is more: opaque, the same in both themes."""
    return {"domain": [low, high], "scheme": SEQUENTIAL, "clamp": True}


def dense_ink(low: float, high: float) -> dict[str, Any]:
    """The colour of text on a cell of :func:`dense_scale`."""
    light = f"datum.value >= {low + SEQUENTIAL_BLACK * (high - low)!r}"
    return {"condition": {"test": light, "value": "#000000"}, "value": "#FFFFFF"}


def scale_beside(title: str) -> dict[str, Any]:
    """A colour scale right of the cells; it takes no room where the numbers are written."""

    def size(value: str) -> dict[str, str]:
        return expr(f"written ? 0 : {value}")

    return {
        "title": wrap(title, NARROW_TITLE),
        "orient": "right",
        "format": "~r",
        "gradientLength": size("clamp(height - 60, 60, 240)"),
        "gradientThickness": size("14"),
        "labelFontSize": size("em"),
        "titleFontSize": size("em"),
        "titlePadding": size("6"),
        "titleLimit": size("0.3 * outer"),
        "labelOffset": size("4"),
        "tickCount": 4,
        "offset": size("12"),
        "padding": size("0"),
    }
