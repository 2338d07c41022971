"""The replay is plain data that Vega-Lite reads, whatever text it holds."""

import json

import pytest

from nlp_core.figures.replay import Span, replay

SPANS = [
    Span('"<b>', 0, 0, 1, 0, 1),
    Span("\u2028\\", 0, 1, 2, 0, 1),
    Span("']; step", 0, 0, 2, 1, 2),
]


def test_a_slider_runs_over_all_steps() -> None:
    chart = replay(
        SPANS, ['a "b"', "c\u2028'"], width=16, slider="step", at=5, table={"x": [1]}
    ).chart
    (step,) = chart["params"]
    assert step["value"] == 1 and step["bind"]["max"] == 1
    assert json.loads(chart["title"]["text"]["expr"].removesuffix("[step]")) == [
        'a "b"',
        "c\u2028'",
    ]
    assert chart["data"]["values"][2]["to"] < 2


def test_one_step_needs_no_slider() -> None:
    chart = replay([], ["only"], width=16, slider="step", at=1, table={"x": []}).chart
    assert chart["params"] == [{"name": "step", "value": 0}]


def test_vega_lite_reads_it() -> None:
    converter = pytest.importorskip("vl_convert")
    figure = replay(SPANS, ["a", "b 👩\u200d🚀"], width=16, slider="s", at=1, table={"x": [1]})
    svg = converter.vegalite_to_svg({"$schema": SCHEMA, **figure.chart})
    assert "step" in svg and "b" in svg


SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
