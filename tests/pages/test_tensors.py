"""The tensors lesson meets odd shapes and arguments with words, never with an exception."""

import pytest

from nlp_core.experiments.tensors.operations import OPERATIONS
from tests.pages.drawing import charts, visit, words


@pytest.mark.parametrize("shape", ["2,,3", "-1", "1e9", "", "두 개", "<b>x</b>", "1" * 80])
def test_shapes_that_cannot_be_read_are_worded(shape: str) -> None:
    page = visit("tensors", "ko")
    page.text_input(key="tensors-a-add").set_value(shape).run()
    assert not page.exception and page.warning
    assert "-" not in page.warning[-1].value.replace("`-1`", "").replace("-1", "")  # no bare code


@pytest.mark.parametrize("shape", ["(0,)", "()", "[2, 3]", "0, 3"])
def test_empty_and_bracketed_shapes_are_drawn(shape: str) -> None:
    page = visit("tensors", "en")
    page.text_input(key="tensors-a-add").set_value(shape).run()
    assert not page.exception and charts(page)


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("hide", ["0", "1"])
def test_every_operation_opens(name: str, hide: str) -> None:
    page = visit("tensors", "en", **{"tensors-operation": name, "tensors-hide": hide})
    assert not page.exception and not page.warning
    assert ("The rules predicted it" in words(page)) == (hide == "0")


def test_a_refusal_names_the_dimension_beside_pytorchs_own_words() -> None:
    page = visit("tensors", "en")
    page.text_input(key="tensors-a-add").set_value("2, 4").run()
    assert "must match the size of tensor b" in words(page)
    assert "dimension 1" in page.warning[0].value
