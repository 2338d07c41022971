"""Specs carry the site's type, and their data where Streamlit leaves them as they are."""

from nlp_core.figures.figure import Figure
from pages.kit.figure_style import styled

UNIT = {"mark": "bar", "data": {"values": [{"x": 1}]}, "encoding": {"x": {"field": "x"}}}


def test_data_move_into_a_layer() -> None:
    spec = styled(Figure(UNIT, {"x": [1]}))
    assert "data" not in spec and "mark" not in spec
    assert spec["layer"][0]["data"] == UNIT["data"]
    layered = {"data": {"values": []}, "layer": [{"mark": "bar"}, {"mark": "rule"}]}
    assert styled(Figure(layered, {"x": []}))["layer"] == [layered]


def test_a_stage_figure_fits_and_others_keep_their_height() -> None:
    assert styled(Figure(UNIT, {"x": [1]}), fill=True)["autosize"]["type"] == "fit"
    assert styled(Figure(UNIT, {"x": [1]}))["autosize"]["type"] == "fit-x"
    assert "autosize" not in styled(Figure({"hconcat": []}, {"x": []}))


def test_a_figures_own_config_wins() -> None:
    spec = styled(Figure({**UNIT, "config": {"axis": {"labelFontSize": 30}}}, {"x": [1]}))
    assert spec["config"]["axis"]["labelFontSize"] == 30
    assert spec["config"]["axis"]["titleFontSize"] == 16


def test_the_figure_is_not_changed() -> None:
    styled(Figure(UNIT, {"x": [1]}))
    assert set(UNIT) == {"mark", "data", "encoding"}
