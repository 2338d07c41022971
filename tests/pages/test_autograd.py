"""The autograd lesson meets odd expressions with words, and everything to try opens."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.experiments.autograd.descent import FUNCTIONS, OPTIMIZERS
from tests.pages.drawing import charts, visit, words

WALK = {"autograd-open": "descent"}


def on_the_stage(page: AppTest) -> str:
    """What the first chart of the page says to a screen reader."""
    return str(charts(page)[0].proto.alt)


def spec_of(chart: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(chart.proto.spec)
    return found


def type_in(page: AppTest, text: str) -> AppTest:
    return page.text_input(key="autograd-expression").set_value(text).run()


@pytest.mark.parametrize(
    "text", ["log(y-5)", "x^2", "w × x", "ln(x)", "sqrt(x*x)", "tanh(w*x + y) - x/2"]
)
def test_the_graph_is_that_of_the_expression_typed(text: str) -> None:
    page = type_in(visit("autograd", "en"), text)
    assert not page.exception and not page.warning
    assert on_the_stage(page) == f"The computation graph of {text}"
    assert page.text_input(key="autograd-expression").value == text


def test_an_example_fills_the_field_and_is_drawn() -> None:
    page = visit("autograd", "en")
    next(button for button in page.button if button.label == "`x**2`").click().run()
    assert page.text_input(key="autograd-expression").value == "x**2"
    assert on_the_stage(page) == "The computation graph of x**2"


def test_the_graph_opens_at_its_first_step() -> None:
    spec = spec_of(charts(visit("autograd", "en"))[0])
    frame = next(one for one in spec["params"] if one["name"] == "frame")
    assert frame["value"] == 0 and frame["bind"]["max"] >= 6


@pytest.mark.parametrize(
    "text", ["__import__('os')", "x**x**x**x", "x" * 5000, "", "2x", "ㅋㅋ", "<script>", "x +"]
)
def test_expressions_that_cannot_be_read_are_worded(text: str) -> None:
    page = type_in(visit("autograd", "ko"), text)
    assert not page.exception and page.warning and charts(page)
    assert "expression-" not in words(page)
    assert "처음 식의 그래프" in words(page), "the graph is another than the one typed"


@pytest.mark.parametrize("text", ["3,5*x", "exp(x, y)"])
def test_a_comma_is_answered_with_advice(text: str) -> None:
    assert "3.5" in type_in(visit("autograd", "en"), text).warning[0].value


@pytest.mark.parametrize(("text", "node"), [("1/0", "1 / 0"), ("log(-1)", "log"), ("3", "3")])
def test_values_that_are_no_numbers_are_explained(text: str, node: str) -> None:
    page = type_in(visit("autograd", "en"), text)
    assert not page.exception
    said = words(page).replace("\\", "")
    assert (f"The value at {node}" in said) == (text != "3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sqrt(x - x)", ["local derivative of sqrt(u₁) is **infinite**", "At x", "∞ − ∞"]),
        ("w*w + sqrt((w - w)*x)", ["sqrt(u₃)", "**0 × ∞**"]),
        ("w*x", []),
    ],
)
def test_gradients_that_are_no_numbers_are_explained(text: str, said: list[str]) -> None:
    page = type_in(visit("autograd", "en"), text)
    found = words(page).replace("\\", "")
    assert all(one in found for one in said)
    assert said or "∞" not in found


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ({"autograd-try": "same_graph"}, "second time"),
        ({"autograd-try": "no_grad"}, "does not require grad"),
        ({"autograd-try": "integer", "autograd-variable": "x"}, "floating point"),
        ({"autograd-try": "detach", "autograd-variable": "x"}, "is None"),
    ],
)
def test_what_is_tried_shows_what_pytorch_says(tried: dict[str, str], said: str) -> None:
    page = visit("autograd", "en", **tried)
    assert not page.exception and said in words(page)


def test_a_sum_runs_backward_twice_through_one_graph() -> None:
    address = {"autograd-try": "same_graph", "autograd-expression": "w + x"}
    assert "PyTorch's own error" not in words(visit("autograd", "en", **address))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("rate", ["0.0", "0.1", "1000000.0"])
def test_every_function_is_walked(name: str, rate: str) -> None:
    walk = {
        "autograd-formula": FUNCTIONS[name],
        "autograd-rate": rate,
        "autograd-optimizer": OPTIMIZERS[len(name) % 3],
    }
    page = visit("autograd", "ko", **WALK, **walk)
    assert not page.exception and not page.warning
    assert charts(page)[-1].proto.alt == f"{FUNCTIONS[name]} 위를 내려가는 길"


@pytest.mark.parametrize(("formula", "told"), [("abs(x)", False), ("x**2", True)])
def test_a_limit_of_the_rate_is_told_only_where_there_is_one(formula: str, told: bool) -> None:
    page = visit("autograd", "en", **WALK, **{"autograd-formula": formula})
    said = words(page)
    assert ("Limit of the learning rate" in said) == told
    assert ("gives no limit" in said) != told


def test_a_function_of_three_variables_is_refused_in_words() -> None:
    page = visit("autograd", "en", **WALK, **{"autograd-formula": "w*x*y"})
    assert not page.exception and "one or two directions" in page.warning[0].value
