"""Numbers as one writes them by hand, with a minus that is no hyphen and with powers of ten, and as
sliders have them.
"""

import re
from math import isfinite
from numbers import Real
from typing import Any

_POWER = re.compile(r"(?P<digits>-?[\d.]+)e(?P<power>[+-]\d+)")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: Any, form: str = "") -> str:
    """``value`` in a format; of a number, the minus is that of the axes, and a power is raised.

    >>> written(-0.5, ".2f"), written(4.8e-07, ".1e"), written(0.0, ".0e"), written("a-b")
    ('−0.50', '4.8×10⁻⁷', '0', 'a-b')
    """
    text = format(value, form)
    if not isinstance(value, Real):
        return text
    if found := _POWER.fullmatch(text):
        raised = str(int(found["power"])).translate(_RAISED)
        text = f"{found['digits']}×10{raised}" if value else found["digits"]
    return text.replace("-", "−")


def by_hand(number: float | None, figures: int = 4) -> str:
    """A number in a few figures, without zeros that say nothing; "" for None.

    >>> by_hand(0.25), by_hand(-12345.6), by_hand(3.646e-06), by_hand(None)
    ('0.25', '−12,346', '3.646×10⁻⁶', '')
    """
    if number is None:
        return ""
    size = abs(number)
    if isfinite(number) and size and not 1e-3 <= size < 1e6:
        digits, power = f"{number:.{figures - 1}e}".split("e")
        return f"{written(float(digits), 'g')}×10{str(int(power)).translate(_RAISED)}"
    return written(number, ",.0f" if 10**figures <= size < 1e6 else f".{figures}g")


def stands(value: float, low: float, high: float, step: float, default: float) -> bool:
    """Whether a slider can stand at a value: at its default or its end, or a number of steps from
    its beginning.

    >>> [stands(value, 10, 95, 10, 12) for value in (30, 95, 12, 31)]
    [True, True, True, False]
    """
    if not low <= value <= high:
        return False
    steps = (value - low) / step
    return value in (high, default) or abs(steps - round(steps)) < 1e-6
