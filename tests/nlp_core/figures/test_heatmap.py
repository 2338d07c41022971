"""The heatmap keeps rows as queries, outlines gold, plays frames and tables every number."""

import html
import json
import re

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import READABLE, attention_map, heatmap
from nlp_core.figures.type import text_width
from tests.nlp_core.figures.drawn import PHONE, STAGE, placed, svg, texts

WORDS = {"row_title": "written", "column_title": "read", "value_title": "weight"}
WEIGHTS = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]])


def square(size: int) -> Figure:
    names = [f"n{i}" for i in range(size)]
    return attention_map(np.full((size, size), 0.25), rows=names, columns=names, **WORDS)


def test_cells_table_and_gold() -> None:
    figure = attention_map(
        WEIGHTS, rows=["a", "a", "b"], columns=["x", "y"], gold={(1, 1)}, gold_title="gold", **WORDS
    )
    assert figure.table["written"] == ["a", "a", "a", "a", "b", "b"]
    assert figure.table["read"] == ["x", "y"] * 3
    assert figure.table["gold"] == [False, False, False, True, False, False]
    drawn = texts(svg(figure))
    assert {"0.90", "0.10", "0.80", "gold", "written", "read"} <= set(drawn)
    assert drawn.count("a") == 2


def test_further_numbers_of_a_cell_stand_under_the_pointer_and_in_the_table() -> None:
    products = np.array([[3.0, -1.5], [np.inf, 2.0], [0.0, 0.25]])
    names = {"rows": ["a", "b", "c"], "columns": ["x", "y"]}
    figure = attention_map(WEIGHTS, **names, more={"q · k": products}, **WORDS)
    assert figure.table["q · k"] == products.ravel().tolist()
    said = json.dumps(figure.chart, ensure_ascii=False)
    (kept,) = (one for one in figure.chart["params"] if one["name"] == "more_0")
    assert kept["value"] == [3, -1.5, None, 2, 0, 0.25] and '"title": "q · k"' in said
    assert "q · k: 3.000" in html.unescape(svg(figure))
    with pytest.raises(ValueError, match="its own column"):
        attention_map(WEIGHTS, **names, more={"weight": products}, **WORDS)


def test_a_row_too_long_for_a_phone_breaks_at_its_arrow() -> None:
    rows = ["느려 → 원숭이 1.00", "빨라 → 토끼 0.98", "짧은 이름"]
    figure = attention_map(WEIGHTS, rows=rows, columns=["x", "y"], **WORDS)
    said = html.unescape(svg(figure, PHONE, 400))
    assert "느려 →" in said and "원숭이 1.00" in said and rows[0] not in texts(said)
    assert {rows[0], rows[2]} <= set(texts(svg(figure)))
    assert figure.table["written"][0] == rows[0]
    assert "…" not in said
    low = html.unescape(svg(figure, PHONE, 90))
    assert "느려 →" not in texts(low)  # no room for two lines


@pytest.mark.parametrize("width", [PHONE, STAGE])
@pytest.mark.parametrize("padding", [0, 16])
def test_short_column_names_stand_between_the_titles_and_the_cells(
    width: int, padding: int
) -> None:
    """A page's theme sets how far labels of axes stand off (Streamlit's: 16 pixels)."""
    names = [str(i) for i in range(8)]
    figure = heatmap(np.ones((8, 8)), rows=["r"] * 8, columns=names, zeros=True, **WORDS)
    chart = figure.chart | {"config": figure.chart["config"] | {"axis": {"labelPadding": padding}}}
    chart["config"]["axis"] |= figure.chart["config"]["axis"]
    said = placed(svg(Figure(chart, figure.table), width))
    em = max(14, width / 48)
    top = min(y for text, (_, y) in said.items() if text == "1.00")
    assert said["read"][1] + em < said["7"][1] < top - em


def test_names_that_would_touch_are_tilted_above_the_cells() -> None:
    columns = [str(i) for i in range(32)]
    figure = heatmap(np.ones((4, 32)), rows=["r"] * 4, columns=columns, **WORDS)
    drawn = svg(figure)
    assert "rotate(-40)" in drawn and "rotate(-40)" not in svg(square(6))
    letters = heatmap(np.ones((4, 32)), rows=["r"] * 4, columns=list("가m" * 16), **WORDS)
    assert "rotate(-40)" not in svg(letters)
    found = re.search(r',([-\d.]+)\) rotate\(-40\)[^>]*font-size="([\d.]+)px"[^>]*>31<', drawn)
    assert found and float(found[1]) < -0.5 * float(found[2])  # half a line below its middle


@pytest.mark.parametrize("columns", [["a", "b"], ["[CLS]", "sleeps."], ["a word", "b"]])
def test_titles_stand_near_the_names_however_much_room_is_kept_for_tilted_ones(
    columns: list[str],
) -> None:
    drawn = svg(heatmap(np.ones((2, 2)), rows=["r"] * 2, columns=columns, **WORDS))
    said, em = placed(drawn), STAGE / 48
    assert "rotate(-40)" not in drawn
    assert em < said["b" if "b" in said else "[CLS]"][1] - said["read"][1] < 2.2 * em


def test_the_titles_of_a_phones_map_with_a_scale_beside_it_do_not_meet() -> None:
    """Both fit the figure's width, and not the part of it left of the scale."""
    titles = {"row_title": "later word → the answer", "column_title": "word looked at"}
    names = {"rows": ["slow"] * 3, "columns": [f"word{i}" for i in range(20)]}
    figure = attention_map(np.eye(3, 20), **names, **titles, value_title="attention weight")
    drawn = svg(figure, PHONE)
    said = placed(drawn)
    assert "attention" in html.unescape(drawn) and "attention…" not in drawn
    over, under = said[titles["row_title"]][1], said[titles["column_title"]][1]
    assert over < under - 14


def test_numbers_stay_in_their_cells_whatever_their_digits() -> None:
    """1.15 is the largest and narrow; -0.90 and -0.88 are wider."""
    values = np.array([[1.15, -0.90, 0.44, -0.88, 1.11, -0.40, 0.2, -0.84]] * 3)
    names = {"rows": ["context vector"] * 3, "columns": [str(i) for i in range(8)]}
    drawn = svg(heatmap(values, signed=True, **names, **WORDS), PHONE)
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"[^>]*>−0.90<', drawn)}
    xs = sorted(x for text, (x, _) in placed(drawn).items() if re.fullmatch(r"−?\d\.\d\d", text))
    assert len(sizes) == 1 and len(xs) == 8
    assert text_width("−0.90", sizes.pop()) < min(np.diff(xs))


def test_the_scale_beside_writes_hundreds_out() -> None:
    names = [f"n{i}" for i in range(READABLE + 1)]
    values = np.linspace(0, 260, len(names) ** 2).reshape(len(names), -1)
    said = texts(svg(heatmap(values, rows=names, columns=names, **WORDS)))
    assert {"100", "200"} <= set(said) and not [text for text in said if "e+" in text]


def test_gold_frames_are_explained_in_the_figure_where_there_are_any() -> None:
    words = WORDS | {"gold_title": "gold"}
    figure = attention_map(WEIGHTS, rows=["a", "b", "c"], columns=["x", "y"], **words)
    assert "gold" not in texts(svg(figure))


def test_values_are_written_while_readable_and_the_scale_is_beside_where_they_are_not() -> None:
    for size, width, written in (
        (READABLE, STAGE, True),
        (READABLE + 1, STAGE, False),
        (READABLE, PHONE, False),
    ):
        drawn = svg(square(size), width)
        assert ("0.25" in texts(drawn)) is written
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"[^>]*>weight<', drawn)]
        assert (max(sizes, default=0) < 1) is written  # the scale's own title


def test_signed_is_centred_on_zero() -> None:
    figure = heatmap(np.array([[-2.0, 1.0]]), rows=["a"], columns=["x", "y"], signed=True, **WORDS)
    shades = figure.chart["layer"][0]["layer"][0]["encoding"]["color"]["scale"]
    assert (shades["domain"][0], shades["domain"][-1]) == (-2.0, 2.0)
    assert {"−2.00", "1.00"} <= set(texts(svg(figure)))


def test_nothing_is_written_for_weights_of_nothing_and_zero_for_signed_ones() -> None:
    for draw, written in (
        (attention_map, False),
        (lambda *a, **k: heatmap(*a, signed=True, **k), True),
    ):
        figure = draw(np.array([[0.0, 1.0]]), rows=["a"], columns=["x", "y"], **WORDS)
        assert ("0.00" in texts(svg(figure))) is written


def test_frames_play_from_the_start_and_the_table_is_the_last() -> None:
    frames = np.stack([WEIGHTS * share for share in (0.0, 0.5, 1.0)])
    figure = attention_map(
        frames,
        rows=["a", "b", "c"],
        columns=["x", "y"],
        play="play",
        scrub="step",
        captions=["start", "half", "end"],
        **WORDS,
    )
    assert "start" in texts(svg(figure)) and "0.90" not in texts(svg(figure))
    assert {"end", "0.90"} <= set(texts(svg(figure, frame=2)))
    assert figure.table["weight"][0] == pytest.approx(0.9)


def test_what_is_no_number_is_left_out() -> None:
    figure = heatmap(np.array([[np.nan, 1.0]]), rows=["a"], columns=["x", "y"], **WORDS)
    json.dumps(figure.chart, allow_nan=False)
    assert "NaN" not in svg(figure)


def test_names_tilt_by_their_width_and_stay_where_they_were_with_a_word_less() -> None:
    def tops(columns: list[str]) -> tuple[bool, str]:
        weights = np.full((2, len(columns)), 0.5)
        figure = attention_map(weights, rows=["a", "b"], columns=columns, **WORDS)
        drawn = svg(figure, 700, 400)
        cell = re.search(r'aria-roledescription="rect mark"[^>]*d="M([\d.]+),([\d.]+)', drawn)
        return "rotate(-40)" in drawn, cell[2] if cell else ""

    long = ["interesting", "tomorrow", "yesterday", "sentences", "attention", "teachers"]
    assert tops(["a", "b", "c"])[0] is False
    assert tops([*long, *long])[0] is True
    assert tops(long) == tops(long[:-1])


def test_wrong_sizes_and_equal_titles_are_refused() -> None:
    with pytest.raises(ValueError, match="2 rows"):
        attention_map(np.eye(3), rows=["a", "b"], columns=["x", "y", "z"], **WORDS)
    with pytest.raises(ValueError, match="title"):
        attention_map(
            np.eye(1), rows=["a"], columns=["b"], row_title="x", column_title="x", value_title="v"
        )
