"""JSON and workbooks as tables, their bombs refused; labels merged; samples even."""

import datetime
import io
import json
import zipfile
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.corpora.own_file import MOST_ROWS, read_table
from nlp_core.corpora.own_file.labels import merged_labels
from nlp_core.corpora.own_file.sample import sampled
from nlp_core.errors import LearnerError

OBJECTS = [{"text": "좋다", "label": 1}, {"text": "나쁘다", "label": 0, "note": None}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", "\n".join(json.dumps(one) for one in OBJECTS)),
        ("a.json", json.dumps(OBJECTS)),
        ("a.json", json.dumps(OBJECTS, indent=2, ensure_ascii=False)),
        ("a.json", json.dumps({"data": OBJECTS}, indent=2)),
        ("a", json.dumps(OBJECTS)),
        ("a", "\n".join(json.dumps(one) for one in OBJECTS)),
    ],
)
def test_objects_are_rows(name: str, text: str) -> None:
    table = read_table(text.encode(), name)
    assert table.columns == ("text", "label", "note")
    assert table.rows == (("좋다", "1", ""), ("나쁘다", "0", ""))
    assert (table.guess("text"), table.guess("label")) == ("text", "label")


def test_other_json() -> None:
    assert read_table(b'["one", "two"]', "a.json").rows == (("one",), ("two",))
    assert read_table(b'{"t": ["a", "b"], "l": [1, 2]}', "a.json").rows == (("a", "1"), ("b", "2"))
    assert read_table(b'[{"a": [1, 2.50], "b": true}]', "a.json").rows == (
        ('["1", "2.50"]', "true"),
    )
    number = b'{"n": ' + b"9" * 5000 + b"}"
    assert len(read_table(number, "a.jsonl").rows[0][0]) == 5000


def test_half_a_character_in_an_escape_is_shown_as_one_that_is_missing() -> None:
    text = r'{"te\ud800xt": "a \udc00 film", "nested": ["\ud83d\ude00", "\ud83d"]}'
    table = read_table(f"{text}\n{text}".encode(), "a.jsonl")
    assert table.columns == ("te\ufffdxt", "nested")
    assert table.rows[0] == ("a \ufffd film", '["\U0001f600", "\ufffd"]')


def test_json_faults() -> None:
    lines = [json.dumps({"text": f"film {i}"}) for i in range(200)]
    lines[56] = '{"text": broken}'
    table = read_table("\n".join(lines).encode(), "a.jsonl")
    assert (len(table.rows), table.reading.unread_lines) == (199, (57,))
    cut = json.dumps([{"text": f"film {i}"} for i in range(9)], indent=1)[:-12]
    assert len(read_table(cut.encode(), "a.json").rows) == 8
    for data in (b'[{"a": 1}, {"a": oops}, {"a": 2}]', b"no json\nat all\n", b"[" * 5000):
        with pytest.raises(LearnerError, match="json-broken"):
            read_table(data, "a.json")


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def workbook(*sheets: str, **parts: str) -> bytes:
    """A workbook of sheets given as their rows in XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in numbers)
    links = "".join(
        f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in numbers
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="a" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}">{links}</Relationships>',
        )
        for i, sheet in enumerate(sheets, 1):
            book.writestr(f"xl/worksheets/sheet{i}.xml", sheet)
        for name, content in parts.items():
            book.writestr(f"xl/{name}.xml", content)
    return out.getvalue()


def cell(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, *values: str) -> str:
    cells = "".join(cell(f"{chr(65 + i)}{number}", value) for i, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def test_the_first_sheet_that_holds_something() -> None:
    formula = (
        '<row r="3"><c r="A3" t="str"><f>A2&amp;B2</f><v>합쳐서</v></c>'
        '<c r="B3"><f>1+1</f><v>2</v></c></row>'
    )
    full = SHEET.format(row(1, "text", "label") + row(2, "좋다", "pos") + formula)
    table = read_table(workbook(SHEET.format(""), full), "a.xlsx")
    assert table.columns == ("text", "label") and table.reading.header
    assert table.rows == (("좋다", "pos"), ("합쳐서", "2"))
    assert read_table(workbook(full), "a.csv").rows == table.rows, "by its content"
    titled = (
        row(1, "설문") + row(3, "text", "label") + row(4, "좋다", "pos") + row(5, "싫다", "neg")
    )
    table = read_table(workbook(SHEET.format(titled)), "a.xlsx")
    assert table.columns == ("text", "label") and table.reading.unread == 1


def refused(data: bytes) -> str:
    with pytest.raises(LearnerError) as caught:
        read_table(data, "a.xlsx")
    return caught.value.code


def test_workbooks_that_are_bombs() -> None:
    assert refused(workbook(SHEET.format("<row>" + " " * 200_000_000 + "</row>"))) == "file-too-big"
    far = SHEET.format(row(1, "a") + '<row r="1048576">' + cell("XFD1048576", "b") + "</row>")
    assert refused(workbook(far)) == "file-too-big"
    assert refused(workbook(SHEET.format("<row><c/></row>" * 1_000_000))) == "file-too-big"
    assert refused(workbook(SHEET.format(""), strings="<a/>" * 10)) == "file-broken"
    grow = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' + SHEET.format("")
    assert refused(workbook(grow)) == "file-broken"
    long = "<!--" + "0" * 5_000_000 + "-->" + row(1, "a", "b") + row(2, "c", "d")
    assert ("c", "d") in [
        row[:2] for row in read_table(workbook(SHEET.format(long)), "a.xlsx").rows
    ]
    wide = "".join(cell(f"{a}{b}1", "x") for a in "ABCDE" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert refused(workbook(SHEET.format(f'<row r="1">{wide}</row>'))) == "file-columns"


def test_archives_that_are_no_workbooks() -> None:
    assert refused(workbook()[:100]) == "file-broken"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("word/document.xml", "<a/>")
    assert refused(out.getvalue()) == "file-binary"
    assert refused(workbook(SHEET.format(""))) == "file-empty"
    book_of_one = workbook(SHEET.format(row(1, "a", "b") + row(2, "c", "d")))
    for place in range(0, len(book_of_one), 97):
        damaged = bytearray(book_of_one)
        damaged[place] ^= 0xFF
        try:
            read_table(bytes(damaged), "a.xlsx")
        except LearnerError as error:
            assert error.code in {"file-broken", "file-binary", "file-empty", "file-too-big"}


def test_cells_read_as_they_look() -> None:
    from nlp_core.corpora.own_file.workbook import _as_text

    values = [1.0, 2.5, True, "", " a ", datetime.datetime(2024, 5, 1), 1e20]
    assert [_as_text(one) for one in values] == ["1", "2.5", "TRUE", "", "a", "2024-05-01", "1e+20"]


def test_labels_that_differ_in_case_or_spaces_are_one() -> None:
    assert merged_labels(["Spam", "spam ", "spam", "ham"]) == ["spam", "spam", "spam", "ham"]
    assert merged_labels(["긍정", " 긍정", "", " "]) == ["긍정", "긍정", "", ""]


def test_samples_are_even() -> None:
    drawn: Counter[int] = Counter()
    for seed in range(400):
        found = list(sampled(range(40), 10, seed))
        assert len(found) == 10 and found == sorted(found)
        drawn.update(found)
    assert all(50 < drawn[one] < 150 for one in range(40))  # 100 on average, 5 deviations
    assert list(sampled(range(5), 10)) == [0, 1, 2, 3, 4]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_subnormal=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from(["a.json", "a.jsonl", "a"]))
def test_any_json_is_read_or_refused(value: object, name: str) -> None:
    try:
        table = read_table(json.dumps(value).encode(), name)
    except LearnerError:
        return
    assert len(table.rows) <= MOST_ROWS
    assert all(len(one) == len(table.columns) for one in table.rows)
