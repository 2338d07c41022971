"""Parts follow one another, and empty ones are not drawn."""

import pytest

from nlp_core.figures.stacked import stacked_bars
from nlp_core.figures.type import text_width
from tests.nlp_core.figures.drawn import PHONE, STAGE, placed, svg, texts


def test_parts_follow_one_another() -> None:
    figure = stacked_bars(
        ["b", "a"],
        {"sign": [1, 0], "rest": [3, 8]},
        x_title="bits",
        name_title="type",
        part_title="part",
        table={"bytes": [0.5, 1]},
    )
    rows = figure.chart["layer"][0]["data"]["values"]
    assert [(row["start"], row["end"]) for row in rows] == [(0.0, 1.0), (1.0, 4.0), (0.0, 8.0)]
    assert figure.table == {"type": ["b", "a"], "sign": [1, 0], "rest": [3, 8], "bytes": [0.5, 1]}
    for width in (PHONE, STAGE):
        drawn = texts(svg(figure, width))
        assert {"sign", "rest", "bits", "part", "8"} <= set(drawn)
        assert [text for text in drawn if text in "ab"][-2:] == ["b", "a"]


@pytest.mark.parametrize("width", [300, PHONE, 520, 700, STAGE])
def test_all_parts_of_the_legend_are_whole(width: int) -> None:
    parts = ["embedding table", "attention", "feed-forward networks", "others (positions, pooler)"]
    figure = stacked_bars(
        ["BERT", "ALBERT"],
        {name: [9, 5] for name in parts},
        x_title="millions",
        name_title="model",
        part_title="part",
    )
    at = placed(svg(figure, width))
    em = min(max(width / 48, 14), 26)
    assert all(at[name][0] + 0.95 * text_width(name, em) <= width for name in parts)
    assert len({at[name] for name in parts}) == len(parts)
    if width == STAGE:
        assert len({at[name][1] for name in parts}) == 1, "they fit on one line"
