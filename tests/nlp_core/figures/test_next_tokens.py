"""The written token stands at the foot of its column, and a column's shares add up to 1."""

import numpy as np
import pytest

from nlp_core.figures.next_tokens import next_tokens
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

WORDS = {
    "x_title": "answer",
    "y_title": "probability",
    "candidate_title": "candidate",
    "written_name": "chosen",
    "rival_name": "other",
    "rest_name": "rest",
}
CANDIDATES = ["b", "<", "constructor", "d", "e", ""]
SHARES = np.array([[0.5, 0.2, 0.1, 0.1, 0.05, 0.05], [0.0, 0.998, 0.0, 0.0, 0.0, 0.002]])


def test_a_column_is_whole_and_begins_with_what_was_written() -> None:
    figure = next_tokens(["b", "<"], CANDIDATES, SHARES, **WORDS)
    rows = figure.chart["layer"][0]["data"]["values"]
    first = [row for row in rows if row["place"] == 0]
    assert [row["kind"] for row in first] == [0, 1, 1, 1, 2]
    assert [row["start"] for row in first[1:]] == [row["end"] for row in first[:-1]]
    assert first[-1]["end"] == pytest.approx(1)
    assert [CANDIDATES[row["token"]] for row in rows if row["kind"] == 0] == ["b", "<"]
    assert len([row for row in rows if row["place"] == 1]) == 1, "what cannot be seen is left out"
    assert list(figure.table["probability"])[:2] == [0.5, 0.2]


def test_a_written_token_that_is_not_the_likeliest_keeps_its_own_share() -> None:
    figure = next_tokens(["<"], CANDIDATES, SHARES[:1], **WORDS)
    foot = figure.chart["layer"][0]["data"]["values"][0]
    assert (CANDIDATES[foot["token"]], foot["share"]) == ("<", 0.2)


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_any_text_is_drawn_as_text(width: int) -> None:
    drawn = texts(svg(next_tokens(["b", "<"], CANDIDATES, SHARES, **WORDS), width, 420))
    assert {"b", "&lt;", "chosen", "other", "rest", "probability"} <= set(drawn)


def test_a_long_answer_keeps_a_column_for_each_character() -> None:
    shares = np.tile(SHARES[:1], (25, 1))
    drawn = texts(svg(next_tokens(["b"] * 25, CANDIDATES, shares, **WORDS), PHONE, 420))
    assert drawn.count("b") >= 25
