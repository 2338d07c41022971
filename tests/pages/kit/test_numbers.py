"""Numbers are written with a minus and with powers of ten, whatever they are."""

import numpy as np
import pytest

from pages.kit.numbers import by_hand, written


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.646e-06, "3.646×10⁻⁶"), (0.0, "0"), (0.25, "0.25"), (-0.5, "−0.5"), (2.0, "2"),
        (12345.6, "12,346"), (-1e6, "−1×10⁶"), (1.5e300, "1.5×10³⁰⁰"), (0.001, "0.001"),
        (float("inf"), "inf"), (float("-inf"), "−inf"), (float("nan"), "nan"), (None, ""),
    ],
)  # fmt: skip
def test_numbers_are_text_as_by_hand(number: float | None, text: str) -> None:
    assert by_hand(number) == text


def test_only_numbers_take_a_minus() -> None:
    assert written(-1.5, ".2f") == "−1.50" and written(np.float32(-2)) == "−2.0"
    assert written("a-b") == "a-b" and written((-1, 2)) == "(-1, 2)"
