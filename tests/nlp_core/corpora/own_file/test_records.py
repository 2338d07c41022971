"""Quotes that are quotes, quotes that are not; ragged rows, separators, headers."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.corpora.own_file import LINES, read_table, records
from nlp_core.errors import LearnerError

LABELLED = "".join(f"{i}\tfilm {i}\t{i % 2}\n" for i in range(20))


def rows(text: str, name: str = "a.csv", **options: bool | str) -> list[tuple[str, ...]]:
    return list(read_table(text.encode(), name, **options).rows)  # type: ignore[arg-type]


def test_a_stray_quote_is_a_character() -> None:
    text = 'id\tdocument\tlabel\n1\t"어릴때 보고 재밌어요\t1\n2\t지루해\t0\n'
    assert rows(text, "a.tsv") == [("1", '"어릴때 보고 재밌어요', "1"), ("2", "지루해", "0")]
    assert rows('text,label\n"good" film,pos\nbad,neg\n') == [
        ('"good" film', "pos"),
        ("bad", "neg"),
    ]
    assert rows('text,label\n"never closed,x\nmore,y\n') == [('"never closed', "x"), ("more", "y")]
    assert rows('text,label\nsaid "no",x\n5" tall,y\n') == [('said "no"', "x"), ('5" tall', "y")]
    assert rows('text,label\n"He said "hi, there" to me",x\n') == [
        ('He said "hi, there" to me', "x")
    ]
    assert rows('text,label\n"good" film,"a, b"\n') == [('"good" film', "a, b")]


def test_two_stray_quotes_swallow_no_row() -> None:
    text = f'id\tdocument\tlabel\n{LABELLED}30\t"open\t1\n31\tfine\t0\n32\tend"\t1\n'
    found = rows(text, "a.tsv")
    assert len(found) == 23
    assert found[-3:] == [("30", '"open', "1"), ("31", "fine", "0"), ("32", 'end"', "1")]
    pairs = 'a\tb\n"open\tone\nmiddle\ttwo\nclose"\tthree\n'
    assert len(rows(pairs, "a.tsv")) == 3


def test_texts_over_several_lines_are_read() -> None:
    assert rows('text,label\n"one\n\ntwo, three",pos\nbad,neg\n') == [
        ("one\n\ntwo, three", "pos"),
        ("bad", "neg"),
    ]
    text = "text,label\n" + "good,pos\nbad,neg\n" * 10 + '"great, really\nloved it",pos\n'
    assert rows(text)[-1] == ("great, really\nloved it", "pos")
    text = "label,text\n" + "pos,good\nneg,bad\n" * 10 + 'pos,"great\nreally, good"\n'
    assert rows(text)[-1] == ("pos", "great\nreally, good")
    table = read_table(b'text\n"one\ntwo"\nthree\n', "a.csv")
    assert table.column("text") == ["one\ntwo", "three"] and table.reading.spanning == 1


def test_a_cell_of_very_many_lines_is_a_stray_quote() -> None:
    table = read_table(b'text\n"open\n' + b"word\n" * 500 + b'close"\n', "a.csv")
    assert len(table.rows) == 502


@pytest.mark.parametrize("mark", list(",\t;|"))
def test_separators_and_quotes(mark: str) -> None:
    text = f'text{mark}label\n"a{mark} ""b""\nc"{mark}x\nd{mark}\n\n'
    assert rows(text) == [(f'a{mark} "b"\nc', "x"), ("d", "")]


def test_ragged_rows_are_left_out_and_told() -> None:
    lines = ["good film,pos"] * 200
    lines[55] = "good, bad and ugly,pos"
    table = read_table("\n".join(["text,label", *lines]).encode(), "a.csv")
    assert len(table.rows) == 199
    assert (table.reading.unread, table.reading.unread_lines) == (1, (57,))
    lines[55] = "broken"
    table = read_table("\n".join(["text,label", *lines]).encode(), "a.csv")
    assert (len(table.rows), table.reading.unread_lines) == (199, (57,))


def test_many_ragged_rows_refuse_the_file() -> None:
    with pytest.raises(LearnerError) as caught:
        rows("text,label\n" + "a,x\n" * 20 + "a, b,x\n" * 4)
    assert caught.value.code == "csv-columns"
    assert caught.value.values == {"line": 22, "found": 3, "wanted": 2}


def test_rows_that_are_usually_short_are_filled() -> None:
    table = read_table(b"text,label,note\ngood,pos\nbad,neg,x\nfine,pos\n", "a.csv")
    assert table.rows[0] == ("good", "pos", "") and table.reading.filled == 2


def test_the_furniture_of_spreadsheets() -> None:
    assert rows("text,label\ngood,pos,\nbad,neg,,\n") == [("good", "pos"), ("bad", "neg")]
    assert rows("sep=;\ntext;label\nyes, good;pos\n") == [("yes, good", "pos")]
    table = read_table(b"sep=;\r\ntext;label\r\nyes, good;pos\r\n", "a.csv")
    assert table.columns == ("text", "label")
    title = "Answers\n" + "text,label\n" + "good,pos\nbad,neg\n" * 4
    assert len(rows(title)) == 8 and read_table(title.encode(), "a.csv").reading.unread == 1


def test_separators_are_judged_on_records() -> None:
    assert rows("text\tlabel\na, b, c\tx\nd, e, f\ty\n") == [("a, b, c", "x"), ("d, e, f", "y")]
    assert rows("text,label\na b,c d\n", "a.tsv") == [("a b,c d",)]
    assert rows("text\ngood, really\nbad, truly\n") == [("good, really",), ("bad, truly",)]
    quoted = 'text;label\n"a, b, c, d";x\n"e, f, g, h";y\n'
    assert rows(quoted) == [("a, b, c, d", "x"), ("e, f, g, h", "y")]
    assert rows("a,b\nc,d\n", separator=LINES, header=False) == [("a,b",), ("c,d",)]


def test_tables_saved_as_txt() -> None:
    assert rows("ham\tgo there\nspam\tfree entry\n", "a.txt") == [
        ("ham", "go there"),
        ("spam", "free entry"),
    ]
    table = read_table("id\tdocument\tlabel\n1\t재밌다\t1\n2\t\t0\n".encode(), "ratings_train.txt")
    assert table.columns == ("id", "document", "label") and len(table.rows) == 2
    assert read_table("글\t레이블\n좋다\t1\n".encode("utf-16"), "a.txt").columns == ("글", "레이블")
    assert len(rows("ham\tgo there\nspam\tfree entry\n", "SMSSpamCollection")[0]) == 2


@pytest.mark.parametrize(
    "prose",
    ["One, two.\nThree, four.\n", "a\tb\nplain\nplain too\nand more\n", "Well; yes.\nNo; no.\n"],
)
def test_prose_stays_one_column(prose: str) -> None:
    table = read_table(prose.encode(), "a.txt")
    assert table.columns == ("text",) and len(table.rows) == len(prose.splitlines())


def test_a_header_is_told_from_a_row() -> None:
    assert read_table(b"good,1\nbad,0\n", "a.csv").columns == ("1", "2")
    assert len(rows("fine,pos\n" + "good,pos\nbad,neg\n" * 5)) == 11
    table = read_table(b"good,1\nbad,0\n", "a.csv", header=True)
    assert table.columns == ("good", "1") and not read_table(b"a,b\nc,d\n", "a.csv").cut


def test_line_ends_of_other_systems() -> None:
    assert rows("text,label\r\ngood,pos\r\nbad,neg") == [("good", "pos"), ("bad", "neg")]
    assert rows("text,label\rgood,pos\rbad,neg\r") == [("good", "pos"), ("bad", "neg")]
    assert rows("text,label\ngo\rod,pos\nline\u2028sep,neg\n") == [
        ("go od", "pos"),
        ("line\u2028sep", "neg"),
    ]


CELL = st.text("ab, \n\"'가", max_size=12).map(str.strip).filter(bool)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, st.sampled_from(["pos", "neg"])), min_size=1, max_size=12))
def test_what_a_spreadsheet_writes_is_read_back(table: list[tuple[str, str]]) -> None:
    """Rows between plain ones, all cells quoted by the rules."""
    plain = [("good", "pos"), ("bad", "neg")] * 4
    written = [*plain, *table]
    text = "text,label\n" + "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in written
    )
    assert rows(text) == written


def test_public_tables_lose_no_row(public_data: Path) -> None:
    for name, header in (("nsmc/test.tsv", True), ("ko_en_tatoeba/kor-eng.tsv", False)):
        path = public_data / name
        text = path.read_text(encoding="utf-8").rstrip("\n")
        lines = [tuple(line.split("\t")) for line in text.split("\n")][header:]
        data = "\n".join(text.split("\n")[: 15_000 + header]).encode()
        found = read_table(data, path.name)
        kept = [tuple(cell for cell in row) for row in lines[:15_000]]
        assert found.reading.header == header and found.reading.unread == 0
        assert len(found.rows) == len(kept)
        differing = [(a, b) for a, b in zip(found.rows, kept, strict=True) if a != b]
        assert all(b[1].startswith('"') for _, b in differing)


def test_only_so_many_unruly_quotes_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(records, "MOST_UNRULY", 50)
    monkeypatch.setattr(records, "_over_lines", lambda *_: looked.append(1))
    found = list(records.read_records('a,"b\n' * 400, records.Shape(",", 2)))
    assert len(found) == 400 and len(looked) == 50
    assert all(record.cells[0] == "a" for record in found)
