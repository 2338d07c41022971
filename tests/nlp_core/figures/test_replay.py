"""The replay is plain data that Vega-Lite reads, whatever text it holds."""

from nlp_core.figures.replay import Span, replay
from tests.nlp_core.figures.drawn import svg, texts

SPANS = [
    Span("lo", 0, 0, 1, 0, 1),
    Span("w", 0, 1, 2, 0, 1),
    Span("low", 0, 0, 2, 1, 2),
]


def test_a_slider_runs_over_all_steps_from_the_start() -> None:
    figure = replay(SPANS, ["before", "after"], width=16, slider="step", table={"x": [1]})
    playing, frame = (one for one in figure.chart["params"] if "bind" in one)
    assert (playing["name"], frame["value"], frame["bind"]["max"]) == ("playing", 0, 1)
    assert texts(svg(figure)) == ["lo", "w", "before"]
    assert texts(svg(figure, frame=1)) == ["low", "after"]


def test_one_step_needs_no_slider() -> None:
    figure = replay([], ["only"], width=16, slider="step", table={"x": []})
    assert not any("bind" in one for one in figure.chart["params"])
    assert texts(svg(figure)) == ["only"]


def test_rare_signs_are_drawn() -> None:
    figure = replay(
        [Span("👩\u200d🚀", 0, 0, 1, 0, 1)], ["a"], width=16, slider="s", table={"x": [1]}
    )
    assert "👩\u200d🚀" in texts(svg(figure))
