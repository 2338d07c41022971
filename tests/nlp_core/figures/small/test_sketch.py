"""Small pictures: valid SVG, nothing unescaped, marks where the values say."""

import re
from xml.etree import ElementTree

import numpy as np

from nlp_core.figures.palette import NEGATIVE, POSITIVE
from nlp_core.figures.small.graph import graph
from nlp_core.figures.small.plots import curves, field, offsets, shares, words_on_a_plane
from nlp_core.figures.small.prompt import answered
from nlp_core.figures.small.sketch import (
    FONT,
    WIDTH,
    Sketch,
    shortened,
    stand_alone,
    text_width,
)
from nlp_core.figures.small.tables import identity, merges, one_hot_sum, stretched, weights

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>&\"'"


def marks(svg: str, kind: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(svg).findall(f"{SVG}{kind}")


def words(svg: str) -> list[str]:
    return [mark.text or "" for mark in marks(svg, "text")]


def test_words_are_escaped() -> None:
    sheet = Sketch(40)
    sheet.text(0, 20, EVIL)
    sheet.turned(0, 20, EVIL, -40)
    assert words(sheet.svg()) == [EVIL, EVIL]
    assert "<script>" not in sheet.svg()


def test_no_word_is_smaller_than_the_cards_promise() -> None:
    rng = np.random.default_rng(0)
    sheets = [
        one_hot_sum(np.eye(3), ["a", "b", "c"], "sum"),
        weights(rng.random((2, 3)), ["a", "b"], ["x", "y", "z"]),
        shares(["a"], [1.0], ("minus", "plus")),
        answered([("a", "a!")], "b", ["b", "!"], [0.9, 0.8]),
        graph(["w", "x", "f"], [(), (), (0, 1)], ["1", "2", "3"], ["1", "1", "1"]),
    ]
    for svg in sheets:
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
        assert sizes and min(sizes) >= FONT


def test_a_file_of_its_own_has_a_size_and_an_ink_for_both_themes() -> None:
    alone = stand_alone(Sketch(40).svg())
    root = ElementTree.fromstring(alone)
    assert (root.get("width"), root.get("height")) == (f"{WIDTH:g}", "40")
    assert "prefers-color-scheme:dark" in alone


def test_long_words_are_shortened_to_their_room() -> None:
    short = shortened("아주아주긴단어예요", 60)
    assert short.endswith("…")
    assert text_width(short) <= 60


def test_bars_go_to_their_side() -> None:
    left, right = marks(shares(["a", "b"], [-2.0, 1.0], ("minus", "plus")), "rect")
    assert left.get("fill") == NEGATIVE and right.get("fill") == POSITIVE
    assert float(left.get("width") or 0) > float(right.get("width") or 0)
    assert float(left.get("x") or 0) < float(right.get("x") or 0)


def test_the_deepest_square_is_the_largest_weight() -> None:
    values = np.array([[0.1, 0.9], [0.6, 0.4]])
    squares = marks(weights(values, ["a", "b"], ["x", "y"], [(0, 1)]), "path")
    depth = [float(one.get("fill-opacity") or 0) for one in squares]
    assert depth == sorted(depth) and len(depth) == 4
    assert [one.get("stroke") is not None for one in squares] == [False, False, False, True]


def test_a_repeated_word_adds_up() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert words(one_hot_sum(rows, ["the", "cat", "the"], "sum"))[-2:] == ["2", "1"]


def test_the_words_of_the_sentence_are_always_named() -> None:
    points = np.zeros((6, 2)) + np.arange(6)[:, None] * 0.01
    svg = words_on_a_plane(points, list("abcdef"), [True, True, *[False] * 4], [(0, 2)])
    assert {"a", "b"} <= set(words(svg))
    assert len(marks(svg, "circle")) == 6


def test_arrows_and_curves_stay_on_the_sheet() -> None:
    rng = np.random.default_rng(1)
    starts = rng.normal(size=(8, 2))
    pairs = [(f"from{i}", f"to{i}") for i in range(8)]
    svg = offsets(starts, starts + np.array([2.0, 0.1]), pairs)
    assert len(marks(svg, "polygon")) == 8
    lines = curves([("big", [0.1, 0.9, 1.0]), ("small", [0.0, 0.2, 0.3])], ["#111", "#222"])
    ends = [float(one.get("y") or 0) for one in marks(lines, "text")[:2]]
    assert ends[1] - ends[0] >= FONT
    for text in (svg, lines):
        numbers = re.findall(r"[ML]([\d.]+) ", text)
        assert all(0 <= float(x) <= WIDTH for x in numbers)


def test_a_field_has_a_tint_for_each_side() -> None:
    picture = np.array([[0.0, 1.0], [0.0, 1.0]])
    svg = field(picture, np.zeros((1, 2)), np.array([1]), 2.0)
    fills = {one.get("fill") for one in marks(svg, "path")}
    assert fills == {NEGATIVE, POSITIVE}


def test_copies_are_dashed_and_sums_are_numbers() -> None:
    svg = stretched([0, 1], [10, 20], np.array([[10, 20], [11, 21]]), ["#1", "#2", "#3"])
    dashed = [one for one in marks(svg, "rect") if one.get("stroke-dasharray")]
    assert len(dashed) == 4
    assert {"10", "21"} <= set(words(svg))


def test_identity_and_merges_say_their_numbers() -> None:
    distances = np.sqrt(2) * (1 - np.eye(3))
    assert words(identity(distances, ["a", "b", "c"], "√2")).count("√2") == 6
    assert words(merges([("a", "b"), ("ab",)])) == ["a", "b", "ab"]
