"""The tensors lesson meets odd shapes and arguments with words, never with an exception."""

from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.operations import OPERATIONS
from nlp_core.measurements import devices
from nlp_core.measurements.devices import Timing
from tests.pages.drawing import charts, visit, words

DETAILS = {"tensors-open": "types,libraries,domains,devices"}


@pytest.mark.parametrize("shape", ["2,,3", "-1", "1e9", "", "두 개", "<b>x</b>", "1" * 80])
def test_shapes_that_cannot_be_read_are_worded(shape: str) -> None:
    page = visit("tensors", "ko")
    page.text_input(key="tensors-a-add").set_value(shape).run()
    assert not page.exception and page.warning
    assert "-" not in page.warning[-1].value.replace("`-1`", "").replace("-1", "")  # no bare code
    assert "이 연산의 예시" in words(page), "the figure shows another shape than the one typed"


@pytest.mark.parametrize("shape", ["(0,)", "()", "[2, 3]", "0, 3"])
def test_empty_and_bracketed_shapes_are_drawn(shape: str) -> None:
    page = visit("tensors", "en")
    page.text_input(key="tensors-a-add").set_value(shape).run()
    assert not page.exception and charts(page)
    assert "this operation's example" not in words(page)


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


@pytest.mark.parametrize(("shape", "cut"), [("4, 1", False), ("30, 1", True), ("2, 4, 2, 1", True)])
def test_cells_that_are_not_drawn_are_said(shape: str, cut: bool) -> None:
    page = visit("tensors", "en", **{"tensors-a-add": shape})
    assert ("first 6 rows" in words(page)) == cut


def test_the_lines_stand_beside_their_values() -> None:
    page = visit("tensors", "en")
    html = "".join(part.proto.body for part in page.get("html"))
    assert "<code>product = a @ b  # (2, 3) @ (3,) -&gt; (2,)</code>" in html
    assert "<samp>tensor([140., 320.])</samp>" in html


def test_a_number_is_written_and_converted_by_pytorch() -> None:
    page = visit("tensors", "en", **DETAILS, **{"tensors-number": "300"})
    table = page.dataframe[0].value
    int8 = table[table["dtype"] == "int8"].iloc[0].tolist()
    assert int8 == ["int8", "error", "44"]
    page.text_input(key="tensors-number").set_value("300.7").run()
    assert "44 (undefined)" in page.dataframe[0].value.to_string()
    page.text_input(key="tensors-number").set_value("three").run()
    assert not page.exception and "three" in page.warning[0].value


@pytest.mark.parametrize(
    ("call", "english", "korean"),
    [("a[:, ::2]", "no", "아니요"), ("a.clone()", "yes", "예"), ("a.T.view(-1)", None, None)],
)
def test_windows_are_told_in_the_learners_language(
    call: str, english: str | None, korean: str | None
) -> None:
    for language, answer in (("en", english), ("ko", korean)):
        page = visit("tensors", language, **{"tensors-window": call})
        assert not page.exception
        said = words(page)
        assert "True" not in said and "False" not in said
        assert ("(contiguous)?" in said) == (answer is not None)
        assert answer is None or f"(contiguous)? {answer}." in said


class Line:
    """An engine whose worker hangs, or gives what the test says; it notes what it was asked."""

    def __init__(self, value: list[Timing] | None) -> None:
        self.value, self.calls = value, list[Call]()

    def ask(self, call: Call, told: object) -> list[Timing]:
        self.calls.append(call)
        if self.value is None:
            raise LearnerError("short-hung", seconds=30.0)
        return self.value


def measured(line: Line) -> AppTest:
    page = visit("tensors", "en", **DETAILS)
    with patch("pages.kit.short.engine", lambda: line):
        page.button(key="tensors-measure").click().run()
    assert not page.exception
    return page


def test_a_measurement_that_hangs_is_told_and_can_be_tried_again() -> None:
    page = measured(Line(None))
    assert any("30 seconds" in one.value for one in page.warning)
    with patch("pages.kit.short.engine", lambda: Line([Timing(64, 1e-4, 1e-4)])):
        page.button(key="tensors-measure").click().run()
    assert not page.warning and "size 64" in words(page)


def test_all_who_ask_within_a_minute_share_one_measurement() -> None:
    line = Line([Timing(64, 1e-4, 1e-4)])
    measured(line)
    measured(line)
    assert line.calls and {call.shared for call in line.calls} == {60.0}
    assert len(set(line.calls)) == len(devices.machine())
