"""Files that a figure gives: a table for spreadsheets, images with Hangul, an offline page."""

import csv
import io
import json
from dataclasses import replace

from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from pages.kit.export import as_csv, as_html, as_png, as_svg, inert_json

FIGURE = curves(
    [Series("고양이", [1, 2], [0.5, 0.25])], x_title="스텝", y_title="손실", name_title="이름"
)


def test_csv_holds_the_numbers_and_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(FIGURE).decode("utf-8-sig"))))
    assert rows[0] == ["이름", "스텝", "손실"]
    assert rows[1] == ["고양이", "1.0", "0.5"]
    evil = Figure({}, {"x": ["=1+1", "@x", "-1"], "y": [-1, 2, 3]})
    cells = list(csv.reader(io.StringIO(as_csv(evil).decode("utf-8-sig"))))
    assert [row[0] for row in cells[1:]] == ["'=1+1", "'@x", "'-1"]
    assert cells[1][1] == "-1"


def test_images_carry_the_words() -> None:
    svg = as_svg(FIGURE).decode()
    assert "손실" in svg and svg.lstrip().startswith("<svg")
    assert as_png(FIGURE)[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_page_works_offline() -> None:
    page = as_html(FIGURE, "title").decode()
    assert "손실" in page or json.dumps("손실")[1:-1] in page
    assert 'src="http' not in page


EVIL = ["</script><script>", "<!--", "-->", "]]>", "\N{LINE SEPARATOR}", "__proto__", "{chart}"]


def test_no_name_ends_the_script_it_stands_in() -> None:
    series = [Series(name, [1, 2], [0.5, 0.25]) for name in EVIL]
    figure = curves(series, x_title=EVIL[0], y_title=EVIL[1])
    page = as_html(figure, "".join(EVIL)).decode()
    bare = as_html(replace(figure, chart={"data": []}), "title").decode()
    for sign in ("<script", "</script", "<!--"):
        assert page.count(sign) == bare.count(sign), sign
    assert page.count("Content-Security-Policy") == 1
    assert page.index("default-src 'none'") < page.index("<title>")


def test_json_for_a_script_holds_no_sign_of_markup() -> None:
    text = inert_json(EVIL)
    assert json.loads(text) == EVIL
    assert not set("<>&\N{LINE SEPARATOR}") & set(text)
