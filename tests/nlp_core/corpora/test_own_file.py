"""What students upload is read: encodings, columns, limits."""

import os
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.corpora.own_file import (
    ENCODINGS,
    LINES,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    read_table,
)
from nlp_core.errors import LearnerError

KOREAN = "글,레이블\n정말 재미있었다,긍정\n너무 지루했다,부정\n다시 보고 싶다,긍정\n"
ENGLISH = "the movie was good,pos\n" * 200


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp949", "euc_kr", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_korean_in_any_usual_encoding(encoding: str) -> None:
    table = read_table(KOREAN.encode(encoding), "mine.csv")
    assert table.columns == ("글", "레이블")
    assert table.column("글")[0] == "정말 재미있었다" and table.reading.bad == 0
    assert (table.guess("text"), table.guess("label")) == ("글", "레이블")


def test_western_text() -> None:
    data = "the café was closed\nnaïve reviewers said “très bien”\n".encode("cp1252")
    assert "café" in read_table(data, "mine.txt").rows[0][0]
    assert read_table("un café".encode("cp1252"), "a.txt").rows == (("un café",),)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("shift_jis", "これは面白い映画でした。\nもう一度見たいです。\n" * 5),
        ("gb18030", "这部电影很好看，我很喜欢。\n下次再看。\n" * 5),
        ("cp1251", "Привет, мир\nкак дела\n" * 10),
    ],
)
def test_rarer_encodings_are_guessed_and_can_be_chosen(encoding: str, text: str) -> None:
    assert read_table(text.encode(encoding), "a.txt").rows[0][0] == text.splitlines()[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "zażółć gęślą jaźń"),
        ("cp1251", "съешь ещё этих булок"),
        ("cp1253", "καλημέρα κόσμε"),
        ("cp1254", "şişe, ığdır"),
        ("shift_jis", "こんにちは"),
        ("euc_jp", "こんにちは"),
        ("gb18030", "你好"),
        ("big5", "你好"),
    ],
)
def test_a_chosen_encoding_is_obeyed(encoding: str, text: str) -> None:
    assert encoding in ENCODINGS
    data = f"{text}\n{text}\n".encode(encoding)
    assert read_table(data, "a.txt", encoding=encoding, separator=LINES).rows == ((text,), (text,))


def test_a_choice_of_encoding_wins() -> None:
    data = "ãë\n".encode("cp1252")
    assert read_table(data, "a.txt", encoding="cp1252").rows == (("ãë",),)
    wrong = read_table("가나다\n".encode(), "a.txt", encoding="cp949")
    assert wrong.encoding == "cp949" and wrong.rows[0][0] != "가나다"


def test_utf_8_with_a_bad_byte_or_a_cut_end_stays_utf_8() -> None:
    whole = KOREAN.encode()
    for data in (whole[:30] + b"\xff" + whole[30:], whole[:-2], whole[:-3]):
        table = read_table(data, "mine.csv")
        assert table.encoding == "utf-8" and table.reading.bad == 1
        assert table.column("글")[1] == "너무 지루했다"
    assert "�" in read_table(whole[:30] + b"\xff" + whole[30:], "mine.csv").rows[0][0]
    assert read_table(b"the caf\xc3", "a.txt").rows == (("the caf�",),)
    assert read_table(b"the caf\xc3 was closed\n", "a.txt").reading.bad == 1


def test_characters_that_were_bad_before_are_not_counted() -> None:
    assert read_table("a � b\n".encode(), "a.txt").reading.bad == 0


def test_mostly_english_cp949() -> None:
    data = ENGLISH.encode() + "정말 좋다,pos\n".encode("cp949")
    table = read_table(data, "mine.csv", header=False)
    assert table.encoding == "cp949" and table.rows[-1] == ("정말 좋다", "pos")


def test_a_cut_cp949_file() -> None:
    table = read_table(KOREAN.encode("cp949") + "좋".encode("cp949")[:1], "mine.csv")
    assert table.encoding == "cp949" and table.column("글")[0] == "정말 재미있었다"


@pytest.mark.parametrize(
    ("data", "text", "label"),
    [
        ("note,body,mood\n,it was long and dull,bad\n,a joy to watch,good\n", "body", "mood"),
        ("year,body,mood\n2024,it was dull,bad\n2024,a joy to watch,good\n", "body", "mood"),
        ("a,b,c\n1,a long text here,x\n2,another long text,y\n3,more,x\n", "b", "c"),
        (
            "url,tweet,kind\nhttp://a.example/long/address/here,fun,x\nb,so dull,y\n",
            "tweet",
            "kind",
        ),
        ("label,comment\n1,fine\n0,bad\n", "comment", "label"),
        ("번호,리뷰내용,긍부정\n1,좋아요,1\n2,별로예요,0\n", "리뷰내용", "긍부정"),
        ("내용,분류\n좋아요,1\n별로예요,0\n", "내용", "분류"),
        ("text,half,kind\na b,x,p\nc d,,q\ne f,,p\ng h,,q\ni j,y,p\n", "text", "kind"),
    ],
)
def test_columns_are_guessed(data: str, text: str, label: str) -> None:
    table = read_table(data.encode(), "t.csv")
    assert (table.guess("text"), table.guess("label")) == (text, label)


def test_the_text_is_never_the_label() -> None:
    table = read_table(b"text,id\nsame,1\nsame,2\nother,3\n", "t.csv")
    assert (table.guess("text"), table.guess("label")) == ("text", "id")


def test_names_are_unique_and_empty_columns_go() -> None:
    assert read_table(b",a,a\n1,2,3\n", "t.csv").columns == ("1", "a", "a (3)")
    assert read_table(b"text,,label,\na,,x,\nb,,y,\n", "t.csv").columns == ("text", "label")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "file-empty"),
        (b"\n \n", "a.txt", "file-empty"),
        (b"text\n", "a.csv", "file-empty"),
        (b'"\n' * 1000, "a.csv", "file-empty"),
        (b"a\n" * 11_000_000, "a.txt", "file-too-big"),
        ("가나다 ".encode() * 150_000, "a.txt", "file-one-line"),
        (b"text,label\n" + b"word " * 20_000 + b",x\n", "a.csv", "file-one-line"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "a.txt", "file-binary"),
        (os.urandom(5000).replace(b"\x00", b"\x01"), "a.csv", "file-binary"),
        (b"text,label\na, b and c,x\n", "a.csv", "csv-columns"),
        (b"text,label\n" + b"a, b,x\n" * 9 + b"fine,y\n" * 20, "a.csv", "csv-columns"),
        (b",".join([b"c"] * (MOST_COLUMNS + 1)) + b"\n1\n", "a.csv", "file-columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_named(data: bytes, name: str, code: str) -> None:
    with pytest.raises(LearnerError, match=code):
        read_table(data, name)


def test_rows_are_drawn_from_the_whole_file_with_a_seed() -> None:
    data = b"text,label\n" + b"good,pos\n" * MOST_ROWS + b"bad,neg\n" * MOST_ROWS
    table = read_table(data, "a.csv")
    assert len(table.rows) == MOST_ROWS and table.cut and table.reading.rows == 2 * MOST_ROWS
    positive = table.column("label").count("pos")
    assert 0.45 < positive / MOST_ROWS < 0.55
    assert table.column("label") == ["pos"] * positive + ["neg"] * (MOST_ROWS - positive)
    assert read_table(data, "a.csv").rows == table.rows
    numbers = "".join(f"{i}\n" for i in range(3 * MOST_ROWS)).encode()
    assert read_table(numbers, "a.txt", seed=1).rows != read_table(numbers, "a.txt").rows


BOMBS = {
    "4,000 columns of short rows": b",".join(b"c%d" % i for i in range(4000))
    + b"\n"
    + b"a\n" * 60_000,
    "short lines": b"a\n" * 600_000,
    "100 columns of short rows": b",".join(b"c%d" % i for i in range(100))
    + b"\n"
    + b"a\n" * 900_000,
    "100 full columns": (b"1," * 99 + b"1\n") * 10_000,
    "quotes": b'"\n' * 300_000,
    "quotes that open": b'"a\n' * 300_000,
    "one open quote": b'"' + b"a b\n" * 500_000,
    "quotes in cells": (b',"a' * 6000 + b"\n") * 100,
    "brackets": b"[" * 2_000_000,
    "objects": b'{"a":1}\n' * 250_000,
    "keys": b"[" + b",".join(b'{"k%d":1}' % i for i in range(150_000)) + b"]",
    "wide characters": "😀a,b\n".encode() * 250_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_memory_is_bounded(bomb: bytes) -> None:
    name = "a.json" if bomb.startswith((b"[", b"{")) else "a.csv"
    tracemalloc.start()
    try:
        table = read_table(bomb, name)
        assert len(table.rows) <= MOST_ROWS and len(table.columns) <= MOST_COLUMNS
    except LearnerError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 200_000_000


PIECES = ["a", "가", ",", "\t", ";", "\n", "\r\n", '"', '""', " ", "sep=;", "{", "}", "[", "]", "1"]


def check(table: Table) -> None:
    assert table.columns and len(set(table.columns)) == len(table.columns) <= MOST_COLUMNS
    assert 0 < len(table.rows) <= MOST_ROWS
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(isinstance(cell, str) for row in table.rows for cell in row)
    assert {table.guess("text"), table.guess("label")} <= set(table.columns)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400) | st.lists(st.sampled_from(PIECES)).map(lambda p: "".join(p).encode()),
    st.sampled_from(["a.csv", "a.tsv", "a.txt", "a.json", "a.jsonl", "a.xlsx", "a"]),
    st.sampled_from([None, True, False]),
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str, header: bool | None) -> None:
    try:
        check(read_table(data, name, header=header))
    except LearnerError:
        return
