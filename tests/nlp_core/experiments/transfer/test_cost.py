"""What training costs: the formula against published numbers, numbers as people write them."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.transfer import cost


@pytest.mark.parametrize(
    ("name", "published"),
    [("GPT-3", 3.14e23), ("Chinchilla", 5.76e23), ("Llama 3 405B", 3.8e25)],
)
def test_the_formula_gives_what_the_papers_print(name: str, published: float) -> None:
    one = next(model for model in cost.PUBLISHED if model.name == name)
    assert one.operations == pytest.approx(published, rel=0.03)


def test_double_the_parameters_or_the_tokens_double_the_time() -> None:
    once = cost.seconds(1e6, 1e6, 1e9)
    assert once == 6e12 / 1e9
    assert cost.seconds(2e6, 1e6, 1e9) == cost.seconds(1e6, 2e6, 1e9) == 2 * once


def test_the_speed_is_that_of_a_real_product() -> None:
    found = cost.measured_speed()
    assert 1e9 < found.operations < 1e14
    assert found.numbers in ("float32", "bfloat16")
    assert found.provenance.device == "CPU, 1 thread"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1000", 1e3),
        ("1,840,000", 1.84e6),
        ("1.5B", 1.5e9),
        ("70 b", 70e9),
        ("15.6T", 15.6e12),
        ("405 billion", 405e9),
        ("3000억", 3e11),
        ("3천억", 3e11),
        ("백만".replace("백", "1백"), 1e6),
        ("1.4조", 1.4e12),
        ("2e9", 2e9),
        ("7 billions", 7e9),
        ("７Ｂ", 7e9),
        ("1,000.5", 1000.5),
    ],
)
def test_numbers_as_people_write_them(typed: str, value: float) -> None:
    assert cost.parsed(typed) == pytest.approx(value)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no-number"),
        ("many", "no-number"),
        ("1_000", "no-number"),
        ("1,5B", "no-number"),
        ("7,0", "no-number"),
        ("1,00,000", "no-number"),
        ("1e9e9", "no-number"),
        ("9" * 50, "no-number"),
        ("nan", "number-range"),
        ("inf", "number-range"),
        ("-5", "number-range"),
        ("0", "number-range"),
        ("1e30", "number-range"),
        ("<b>1</b>", "no-number"),
    ],
)
def test_what_is_no_number_is_said(typed: str, code: str) -> None:
    with pytest.raises(LearnerError, match=code):
        cost.parsed(typed)
