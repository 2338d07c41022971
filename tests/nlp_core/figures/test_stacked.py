"""Parts follow one another, and empty ones are not drawn."""

from nlp_core.figures.stacked import stacked_bars


def test_parts_follow_one_another() -> None:
    figure = stacked_bars(
        ["a", "b"],
        {"sign": [1, 0], "rest": [3, 8]},
        x_title="bits",
        name_title="type",
        part_title="part",
        table={"bytes": [0.5, 1]},
    )
    spans = [(row["start"], row["end"]) for row in figure.chart["data"]["values"]]
    assert spans == [(0.0, 1.0), (1.0, 4.0), (0.0, 8.0)]
    assert figure.table == {"type": ["a", "b"], "sign": [1, 0], "rest": [3, 8], "bytes": [0.5, 1]}
