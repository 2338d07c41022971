"""Parts follow one another, and empty ones are not drawn."""

from nlp_core.figures.stacked import stacked_bars
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts


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
