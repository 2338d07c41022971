"""The sample sheet: its rows, its table, and texts that break where they must."""

import json

from nlp_core.figures.sample_sheet import Sample, broken, said, sample_sheet
from nlp_core.figures.type import text_width

WORDS = {"name_title": "writer", "text_title": "text", "number_title": "perplexity"}


def test_the_table_holds_what_is_drawn() -> None:
    rows = [Sample("a", "x y", 1588.2), Sample("b", "<b>{{z}}</b>", 3.25, learned=False)]
    drawn = sample_sheet(rows, **WORDS)
    assert drawn.table["text"] == ["x y", "<b>{{z}}</b>"]
    assert drawn.table["perplexity"] == [1588.2, 3.25]
    values = {param["name"]: param.get("value") for param in drawn.chart["params"]}
    assert values["sheet_numbers"] == ["1,588", "3.2"]
    assert "constructor" not in json.dumps(drawn.chart["layer"])


def test_only_a_sheet_with_counts_has_a_border() -> None:
    one, two = (
        sample_sheet([Sample("a", "x", 2.0), Sample("b", "y", 3.0, learned)], **WORDS)
        for learned in (True, False)
    )
    assert len(two.chart["layer"]) == len(one.chart["layer"]) + 1


def test_lines_fit_whatever_is_written() -> None:
    for text in ("가" * 100, "a b " * 40, "constructor", "", "👩\u200d🚀" * 30):
        for width in (20.0, 33.0):
            assert all(text_width(line) <= width for line in broken(text, width).split("\n"))
    assert said(99.96) == "100.0"
