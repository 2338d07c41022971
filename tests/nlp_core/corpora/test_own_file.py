import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.corpora.own_file import MOST_ROWS, read_table
from nlp_core.errors import LearnerError

KOREAN = "글,레이블\n정말 재미있었다,긍정\n너무 지루했다,부정\n다시 보고 싶다,긍정\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_korean_in_any_usual_encoding(encoding: str) -> None:
    table = read_table(KOREAN.encode(encoding), "mine.csv")
    assert table.columns == ("글", "레이블")
    assert table.column("글")[0] == "정말 재미있었다"
    assert (table.guess("text"), table.guess("label")) == ("글", "레이블")


def test_western_text() -> None:
    data = "the café was closed\nnaïve reviewers said “très bien”\n".encode("cp1252")
    assert "café" in read_table(data, "mine.txt").rows[0][0]


@pytest.mark.parametrize("mark", list(",\t;|"))
def test_separators_and_quotes(mark: str) -> None:
    table = read_table(
        f'text{mark}label\n"a{mark} ""b""\nc"{mark}x\nd{mark}\n\n'.encode(), "mine.csv"
    )
    assert table.rows == ((f'a{mark} "b"\nc', "x"), ("d", ""))


def test_a_table_without_a_header() -> None:
    table = read_table(b"good,1\nbad,0\n", "mine.csv", header=False)
    assert table.columns == ("1", "2") and len(table.rows) == 2


def test_columns_are_guessed_by_what_is_in_them() -> None:
    table = read_table(b"a,b,c\n1,a long text here,x\n2,another long text,y\n3,more,x\n", "t.csv")
    assert (table.guess("text"), table.guess("label")) == ("b", "c")
    assert read_table(b",a,a\n1,2,3\n", "t.csv").columns == ("1", "a", "a (3)")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "file-empty"),
        (b"\n \n", "a.txt", "file-empty"),
        (b"text\n", "a.csv", "file-empty"),
        (b"a" * 2_200_000, "a.txt", "file-too-big"),
        ("가나다 ".encode() * 150_000, "a.txt", "file-one-line"),
        (b'text\n"' + b"word\n" * 300_000, "a.csv", "csv-broken"),
        (b"text,label\n" + b"word " * 20_000 + b",x\n", "a.csv", "file-one-line"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "a.txt", "file-binary"),
        (os.urandom(5000).replace(b"\x00", b"\x01"), "a.csv", "file-binary"),
        (b'text,label\n"never closed,x\nmore,y\n', "a.csv", "csv-broken"),
        (b'text,label\n"a" b,x\n', "a.csv", "csv-broken"),
        (b"text,label\na, b and c,x\n", "a.csv", "csv-columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_named(data: bytes, name: str, code: str) -> None:
    with pytest.raises(LearnerError, match=code):
        read_table(data, name)


def test_a_broken_quote_is_found_by_its_line() -> None:
    with pytest.raises(LearnerError) as caught:
        read_table(b'text,label\nfine,x\n"open,y\n', "a.csv")
    assert caught.value.values == {"line": 3}


def test_rows_are_bounded() -> None:
    table = read_table(b"word\n" * (MOST_ROWS + 5), "a.txt")
    assert len(table.rows) == MOST_ROWS and table.cut


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.txt"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        table = read_table(data, name)
    except LearnerError:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
