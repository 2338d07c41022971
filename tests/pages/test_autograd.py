"""The autograd lesson meets odd expressions with words, and every switch and function opens."""

import pytest

from nlp_core.experiments.autograd.descent import FUNCTIONS, OPTIMIZERS
from tests.pages.drawing import charts, visit, words

OWN = {"autograd-example": "own"}


@pytest.mark.parametrize(
    "text", ["__import__('os')", "x**x**x**x", "x" * 5000, "", "2x", "ㅋㅋ", "<script>", "x +"]
)
def test_expressions_that_cannot_be_read_are_worded(text: str) -> None:
    page = visit("autograd", "ko", **OWN)
    page.text_input(key="autograd-own").set_value(text).run()
    assert not page.exception and page.warning and charts(page)
    assert "expression-" not in words(page)


@pytest.mark.parametrize(("text", "node"), [("1/0", "1 / 0"), ("log(-1)", "log"), ("3", "3")])
def test_values_that_are_no_numbers_are_explained(text: str, node: str) -> None:
    page = visit("autograd", "en", **OWN)
    page.text_input(key="autograd-own").set_value(text).run()
    assert not page.exception
    assert ("At " in words(page) and "became" in words(page)) == (text != "3")


@pytest.mark.parametrize(
    ("switch", "said"),
    [
        ({"autograd-same_graph": "1"}, "second time"),
        ({"autograd-no_grad": "1"}, "does not require grad"),
        ({"autograd-integer": "x"}, "floating point"),
        ({"autograd-detach": "x"}, "is None"),
    ],
)
def test_switches_show_what_pytorch_says(switch: dict[str, str], said: str) -> None:
    page = visit("autograd", "en", **switch)
    assert not page.exception and said in words(page)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("rate", ["0.0", "0.1", "1000000.0"])
def test_every_function_is_walked(name: str, rate: str) -> None:
    optimizer = OPTIMIZERS[len(name) % 3]
    page = visit(
        "autograd",
        "ko",
        **{"autograd-function": name, "autograd-rate": rate, "autograd-optimizer": optimizer},
    )
    assert not page.exception and not page.warning
    assert page.get("plotly_chart") == []
