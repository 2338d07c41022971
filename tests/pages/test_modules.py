"""The modules lesson meets odd networks, points and files with words."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

OWN = {"modules-data": "own"}


@pytest.mark.parametrize("sizes", ["10, 0, 2", "10, 10000, 2", "7", "", "10,,2", "셋", "-1, 2"])
def test_networks_that_cannot_be_built_are_worded(sizes: str) -> None:
    page = visit("modules", "ko", **{"modules-open": "builder"})
    page.text_input(key="modules-sizes").set_value(sizes).run()
    assert not page.exception and len(page.warning) == 1
    assert "67개" in words(page)  # the example stands in


@pytest.mark.parametrize(
    "points", ["", "1 1 0", "9 9 0; 1 1 1", "a b c", "1 1 0; 0 0 0; 1 0 0; 0 1 0", "1 1 0;" * 300]
)
def test_points_that_cannot_be_learned_are_worded(points: str) -> None:
    page = visit("modules", "en", **OWN)
    page.text_area(key="modules-points").set_value(points).run()
    assert not page.exception and page.warning
    assert "points-" not in page.warning[0].value and charts(page)


def test_points_on_one_spot_are_told_and_may_be_learned() -> None:
    page = visit("modules", "en", **OWN)
    page.text_area(key="modules-points").set_value("1 1 0; 1 1 1; 1 1 0; 1 1 1").run()
    assert not page.exception and "on **one spot**" in words(page)


def test_any_controls_open(tmp_path: object) -> None:
    page = visit("modules", "ko", **{"modules-depth": "0", "modules-rate": "1000000.0"})
    unfold(page)
    assert not page.exception
    assert "지금 학습하기" in [button.label for button in page.button]


def test_absurd_parameters_fall_back() -> None:
    page = visit("modules", "en", **{"modules-width": "10000", "modules-rate": "nan"})
    assert not page.exception
    assert "rate, width" in page.warning[0].value
