"""Every chart passes one door, which asks for its origin."""

import pytest

from nlp_core.figures.figure import Figure
from pages.kit.figure import foot
from pages.kit.prose import FigureWords
from tests.pages.kit.running import run

FIGURE = Figure({"mark": "point", "data": {"values": []}}, {"x": []})


def test_a_figure_without_an_origin_is_an_error() -> None:
    with pytest.raises(ValueError, match="no provenance"):
        foot(FIGURE, (), FigureWords("a", ""), "k", live=False)


def _page() -> None:
    from nlp_core.figures.figure import Figure
    from nlp_core.provenance import Computed
    from pages.kit.figure import draw
    from pages.kit.language import settle_language
    from pages.kit.prose import FigureWords

    settle_language(None)
    chart = {"mark": "point", "data": {"values": [{"x": 1}]}, "encoding": {}}
    words = FigureWords("what it shows", "a caption")
    draw(Figure(chart, {"x": [1]}), Computed(), words=words, key="k")


def test_badge_caption_numbers_and_files() -> None:
    page = run(_page)
    assert page.get("vega_lite_chart")[0].proto.alt == "what it shows"
    assert [one.value for one in page.caption] == ["a caption"]
    menu = page.get("popover")[0].proto
    assert menu.popover.label == "computed exactly"
    assert not page.dataframe, "nothing is built before it is asked for"
    page.session_state["k-menu"] = True
    page.run()
    assert len(page.dataframe) == 1
    assert len(page.get("download_button")) == 4


def test_the_repository_draws_charts_nowhere_else() -> None:
    from nlp_core.places import ROOT

    for path in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        text = path.read_text(encoding="utf-8")
        if path.name != "figure.py":
            assert "vega_lite_chart" not in text, path
