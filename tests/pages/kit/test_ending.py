"""The way on from a lesson, and the names that nobody knows."""

from pages.kit.controls import Controls
from pages.kit.curriculum import LESSONS
from pages.kit.ending import unknown
from tests.pages.drawing import visit


def test_unknown_names_are_counted() -> None:
    controls = Controls("a", {"a-x": "1", "a-y": "2", "b-z": "3", "utm_source": "4"})
    controls.values["a-x"] = "1"
    assert unknown(controls) == 1


def test_previous_and_next() -> None:
    page = visit(LESSONS[1].slug, "en")
    keys = {str(button.key) for button in page.button}
    assert {f"{LESSONS[1].slug}-previous", f"{LESSONS[1].slug}-next"} <= keys
    first = {str(button.key) for button in visit(LESSONS[0].slug, "en").button}
    assert f"{LESSONS[0].slug}-previous" not in first
