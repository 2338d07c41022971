"""The self-attention lesson's tables: they add up."""

import pytest

from nlp_core.experiments.self_attention.in_numbers import in_numbers
from pages.parts import self_attention_numbers as parts

FOUND = in_numbers(["a", "b", "c"], d_model=8, n_head=2, mask="left")


def test_the_products_add_up_to_the_score() -> None:
    table = parts.product(FOUND, 3, 2)
    assert table.iloc[:, 3].sum() == pytest.approx(float(FOUND.raw[3, 2]), abs=0.01)


def test_a_hidden_key_is_minus_infinity_and_weighs_nothing() -> None:
    table = parts.row_table(FOUND, 2)
    assert list(table.iloc[:2, 3]) == ["−∞", "−∞"]
    assert (table.iloc[:2, 4] == 0).all() and table.iloc[:, 4].sum() == pytest.approx(1)
