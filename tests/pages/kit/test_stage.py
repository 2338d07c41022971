"""The stage holds the figure, its controls and the training row; a live training takes it over."""

from tests.pages.kit.running import run


def _page() -> None:
    import streamlit as st

    from nlp_core.figures.figure import Figure
    from nlp_core.provenance import Computed, TrainedHere
    from pages.kit.language import settle_language
    from pages.kit.prose import FigureWords
    from pages.kit.stage import Live, set_up

    settle_language(None)
    figures = [
        Figure({"mark": mark, "data": {"values": [{"x": 1}]}}, {"x": [1]})
        for mark in ("bar", "point")
    ]
    stage = set_up("k")
    if st.session_state.get("training"):
        now = figures[1], TrainedHere("r-0", 7, 1, 1.0, "CPU")
        stage.live = Live(60.0, lambda: now)
    stage.show(figures[0], (Computed(),), FigureWords("alt", ""), "k-f")


def test_the_pages_figure_stands_there() -> None:
    page = run(_page)
    assert not page.exception
    assert '"bar"' in page.get("vega_lite_chart")[0].proto.spec
    assert page.get("popover")[0].proto.popover.label == "computed exactly"


def test_a_running_training_draws_it() -> None:
    page = run(_page, training=True)
    charts = page.get("vega_lite_chart")
    assert len(charts) == 1 and '"point"' in charts[0].proto.spec
    assert [one.value for one in page.caption] == ["trained here, seed 7"]
