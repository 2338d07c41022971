"""Expressions: right values and gradients, and nothing reachable beyond the allow-list."""

import math
import operator
import random
from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.autograd import expression
from nlp_core.experiments.autograd.backprop import (
    LOCAL,
    autograd_gradients,
    backpropagate,
    finite_differences,
)
from nlp_core.experiments.autograd.expression import (
    FUNCTIONS,
    OPERATORS,
    VARIABLES,
    evaluate,
    parse,
)

ALLOWED = set(FUNCTIONS) | set(OPERATORS) | set(VARIABLES)


Oracle = Callable[[dict[str, float]], float]  # the same expression in plain Python

PYTHON: dict[str, Callable[..., float]] = {
    "relu": lambda v: max(v, 0.0),
    "sigmoid": lambda v: 1 / (1 + math.exp(-v)),
    "abs": abs,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": math.pow,
    **{name: getattr(math, name) for name in ("exp", "log", "sin", "cos", "tanh", "sqrt")},
}


def random_expression(rng: random.Random, depth: int = 3) -> tuple[str, Oracle]:
    """A random expression of the whole allow-list as text, and what it means."""
    if depth == 0 or rng.random() < 0.15:
        if rng.random() < 0.7:
            name = rng.choice(VARIABLES)
            return name, lambda values: values[name]
        number = rng.choice([0, 1, 2, 3, 5, 0.25, 1.5])
        return str(number), lambda _: number
    inner, f = random_expression(rng, depth - 1)
    kind = rng.random()
    if kind < 0.35:
        name = rng.choice(list(FUNCTIONS))
        return f"{name}({inner})", lambda values: PYTHON[name](f(values))
    if kind < 0.45:
        return f"-({inner})", lambda values: -f(values)
    if kind < 0.6:
        power = rng.choice([2, 3, 0, -1, 0.5])
        return f"({inner}) ** {power}", lambda values: math.pow(f(values), power)
    other, g = random_expression(rng, depth - 1)
    sign = rng.choice(["+", "-", "*", "/", "**"])
    return f"({inner}) {sign} ({other})", lambda values: PYTHON[sign](f(values), g(values))


def test_values_and_gradients_of_random_expressions() -> None:
    rng = random.Random(6)
    compared = measured = 0
    while compared < 800:
        text, oracle = random_expression(rng)
        values = {name: round(rng.uniform(-2, 2), 3) for name in VARIABLES}
        try:
            expression = parse(text)
        except LearnerError as refusal:
            assert refusal.code in {"expression-long", "expression-large", "expression-tower"}
            continue
        trace = backpropagate(expression, values)
        try:
            wanted = oracle(values)
        except (ValueError, OverflowError, ZeroDivisionError):
            continue
        assert trace.values[-1] == pytest.approx(wanted, rel=1e-9, abs=1e-9), text
        theirs = autograd_gradients(expression, values)
        assert set(trace.by_variable) == set(theirs), text
        for name, gradient in theirs.items():
            if math.isfinite(gradient):
                assert trace.by_variable[name] == pytest.approx(gradient, rel=1e-9, abs=1e-12), text
        compared += 1
        measured += agrees_with_the_slope(expression, values, theirs)
    assert measured >= 500, measured


def agrees_with_the_slope(
    expression: expression.Expression, values: dict[str, float], gradients: dict[str, float]
) -> bool:
    """Compare with finite differences, where the function is smooth enough to measure a slope."""
    wide = finite_differences(expression, values, width=2e-5)
    narrow = finite_differences(expression, values, width=1e-5)
    steady = [
        name
        for name in gradients
        if math.isfinite(wide[name] + gradients[name])
        and abs(wide[name] - narrow[name]) <= 1e-6 * max(1.0, abs(narrow[name]))
        and abs(gradients[name]) < 1e4
    ]
    for name in steady:
        assert gradients[name] == pytest.approx(narrow[name], rel=1e-4, abs=1e-5), expression.text
    return bool(gradients) and len(steady) == len(gradients)


@pytest.mark.parametrize("name", sorted(LOCAL))
def test_every_operation_has_its_local_derivative(name: str) -> None:
    text = {"neg": "-x"}.get(name, f"w {name} x" if name in OPERATORS else f"{name}(x)")
    for x in (-1.5, 0.0, 0.7):
        theirs = autograd_gradients(parse(text), {"w": 1.3, "x": x})
        ours = backpropagate(parse(text), {"w": 1.3, "x": x}).by_variable
        for variable, gradient in theirs.items():
            if math.isfinite(gradient):
                assert ours[variable] == pytest.approx(gradient), (text, x)
    assert set(LOCAL) == set(FUNCTIONS) | set(OPERATORS)


def test_a_variable_used_twice_is_one_node_and_its_gradients_add() -> None:
    trace = backpropagate(parse("x*x + x"), {"x": 3.0})
    assert [node.name for node in trace.expression.nodes].count("x") == 1
    assert trace.by_variable == {"x": 7.0}


def test_gradient_of_two_x_is_two_everywhere() -> None:
    for x in (-4.0, 0.0, 11.0):
        assert backpropagate(parse("y = x * 2"), {"x": x}).by_variable == {"x": 2.0}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("-x**2", -9), ("2**-x", 1 / 8), ("-2*x+1/2-x", -8.5), ("x/2/3", 0.5), ("x-1-1", 1),
        ("2*-x", -6), ("(x+1)**2*3", 48), ("--x", 3), ("x**2/x", 3), ("2**x*2", 16), (".5*x", 1.5),
    ],
)  # fmt: skip
def test_precedences_are_pythons(text: str, wanted: float) -> None:
    values = {"x": torch.tensor(3.0, dtype=torch.float64)}
    assert evaluate(parse(text), values)[-1].item() == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"), ("   ", "empty"), ("y =", "empty"), ("x" * 5000, "long"),
        ("__import__('os')", "name"), ("x**x**x**x", "tower"), ("x**100", "exponent"),
        ("x.real", "unexpected"), ("x[0]", "unexpected"), ("lambda: x", "name"), ("z", "name"),
        ("엑스", "name"), ("sin x", "call"), ("sin", "call"), ("x +", "end"), ("(x", "end"),
        ("x)", "unexpected"), ("2x", "unexpected"), ("x y", "unexpected"), ("x == y", "unexpected"),
        ("9999999999", "number"), ("$x", "symbol"), ("(" * 40 + "x" + ")" * 40, "deep"),
        ("-" * 60 + "x", "deep"), ("+".join("x" * 60), "large"), ("x\x00", "unexpected"),
    ],
)  # fmt: skip
def test_bad_expressions_are_refused(text: str, code: str) -> None:
    with pytest.raises(LearnerError) as refusal:
        parse(text)
    assert refusal.value.code == f"expression-{code}"


@pytest.mark.parametrize(
    ("text", "node"), [("1/0", "/"), ("log(-1)", "log"), ("x + log(-1)", "log")]
)
def test_trouble_names_the_node_where_it_began(text: str, node: str) -> None:
    trace = backpropagate(parse(text), {"x": 1.0})
    assert trace.trouble is not None
    assert trace.expression.nodes[trace.trouble].name == node


@settings(max_examples=1500, deadline=None)
@given(
    st.one_of(
        st.text(max_size=130),
        st.text(alphabet="wxy0123456789.+-*/() ", max_size=60),
        st.lists(
            st.sampled_from(
                [*ALLOWED, "(", ")", "2", "0", "1e5", "__class__", "os", "eval(", "import", ".",
                 "[", "'", "=", ";", "\n", "{", "lambda", "torch", "＋", "²", "ｘ"]
            ),
            max_size=25,
        ).map("".join),
    )
)  # fmt: skip
def test_nothing_but_the_allow_list_is_reachable(text: str) -> None:
    try:
        expression = parse(text)
    except LearnerError:
        return
    for place, node in enumerate(expression.nodes):
        assert node.name in ALLOWED or (node.number is not None and node.number <= 1e6)
        assert all(index < place for index in node.inputs)
    values = dict.fromkeys(VARIABLES, 0.5)
    assert len(backpropagate(expression, values).values) == len(expression.nodes)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("x^2", "x**2"), ("x²", "x**2"), ("x¹⁰", "x**10"), ("w × x", "w*x"), ("w·x", "w*x"),
        ("x ÷ 2", "x/2"), ("x − 2", "x-2"), ("ln(x)", "log(x)"), ("√(x)", "sqrt(x)"),
        ("（x＋1）", "(x+1)"),
    ],
)  # fmt: skip
def test_other_spellings_mean_the_same(text: str, same: str) -> None:
    assert parse(text).nodes == parse(same).nodes


@pytest.mark.parametrize("text", ["3,5*x", "(3,5)*x", "exp(x, y)", "x +, y", "x, y"])
def test_a_comma_is_answered_with_advice(text: str) -> None:
    with pytest.raises(LearnerError, match="expression-comma"):
        parse(text)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        *[("x⁻²", "x**-2"), ("X + １", "x + 1"), ("ReLU(x)", "relu(x)"), ("EXP(x)", "exp(x)")],
        *[("x ∗ w", "x * w"), ("xˆ2", "x**2"), ("σ(x)", "sigmoid(x)"), ("√(x)", "sqrt(x)")],
        *[("x²*y", "x**2*y"), ("LN(x)", "log(x)"), ("x − ３．５", "x - 3.5")],
    ],
)
def test_other_spellings_are_the_same_expression(typed: str, same: str) -> None:
    assert parse(typed).nodes == parse(same).nodes


def test_a_root_sign_asks_for_its_brackets() -> None:
    with pytest.raises(LearnerError) as told:
        parse("√x")
    assert told.value.code == "expression-call" and told.value.values == {"name": "sqrt"}
