"""The autograd lesson's controls are data: each does what its name says."""

import pytest

from nlp_core.experiments.autograd.accumulation import Switches
from nlp_core.experiments.autograd.descent import FUNCTIONS, Limit
from nlp_core.experiments.autograd.expression import parse
from pages.parts import autograd as parts


def test_every_control_has_its_own_key() -> None:
    keys = [control.key for control in parts.CONTROLS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("text", [*parts.EXPRESSION.examples, *parts.FORMULA.examples])
def test_every_example_can_be_read(text: str) -> None:
    assert parse(text).text == text


def test_every_ground_has_its_name() -> None:
    assert set(parts.GROUNDS) == set(FUNCTIONS)
    assert parts.FORMULA.text.default in parts.FORMULA.examples


def test_what_is_tried_is_what_is_switched() -> None:
    assert set(parts.TRIES) == set(parts.TOLD)
    assert parts.switches("again", 3, "") == Switches(3)
    assert parts.switches("retain_graph", 2, "") == Switches(2, same_graph=True, retain_graph=True)
    assert parts.switches("no_grad", 1, "") == Switches(1, no_grad=True)
    for tried in parts.ON_ONE:
        assert getattr(parts.switches(tried, 1, "x"), tried) == "x"


@pytest.mark.parametrize(
    ("curvature", "section"),
    [(6.0, "limit"), (0.0, "limit-none"), (-2.0, "limit-none"), (float("nan"), "limit-none")],
)
def test_a_limit_is_told_only_of_a_bowl(curvature: float, section: str) -> None:
    found, values = parts.limits(Limit(curvature, 1 - 0.3 * curvature), 0.3)
    assert found == section
    assert "inf" not in "".join(values.values())
