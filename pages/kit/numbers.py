"""Numbers as one writes them by hand: with a minus that is no hyphen, and with powers of ten."""

from math import isfinite
from numbers import Real
from typing import Any

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: Any, form: str = "") -> str:
    """``value`` in a format, a number with the sign that axes have: a minus, not a hyphen.

    >>> written(-0.5, ".2f"), written("a-b")
    ('−0.50', 'a-b')
    """
    text = format(value, form)
    return text.replace("-", "−") if isinstance(value, Real) else text


def by_hand(number: float | None, figures: int = 4) -> str:
    """A number in a few figures, as one writes it by hand.

    >>> by_hand(0.25), by_hand(-12345.6), by_hand(3.646e-06), by_hand(None)
    ('0.25', '−12,346', '3.646×10⁻⁶', '')
    """
    if number is None:
        return ""
    if not isfinite(number):
        return written(number)
    size = abs(number)
    if size and not 1e-3 <= size < 1e6:
        mantissa, power = f"{number:.{figures - 1}e}".split("e")
        raised = str(int(power)).translate(RAISED)
        return f"{written(float(mantissa), 'g')}×10{raised}"
    return written(number, ",.0f" if size >= 10**figures else f".{figures}g")
