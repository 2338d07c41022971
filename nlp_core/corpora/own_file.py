"""A learner's own file as a table of text: encoding guessed, quotes checked, size bounded.

Nothing is written anywhere: bytes in, rows out.
"""

import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass

from nlp_core.errors import LearnerError

MOST_BYTES = 2_000_000
MOST_ROWS = 20_000
LONGEST_LINE = 20_000  # characters; more on one line is no list of documents
_TRIED = ["utf_8", "cp949", "utf_16", "cp1252", "latin_1"]
_SAMPLE = 200_000  # bytes that the guess looks at
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TEXT_NAMES = {"text", "document", "review", "sentence", "content", "message", "글", "문장", "리뷰"}
_LABEL_NAMES = {"label", "class", "sentiment", "category", "target", "레이블", "분류", "감정"}


@dataclass(frozen=True)
class Table:
    """Columns by name, rows of equally many cells, and the encoding that was read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    cut: bool = False  # whether rows were left out

    def column(self, name: str) -> list[str]:
        """The cells of one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def guess(self, kind: str) -> str:
        """The column that looks like the "text" (long) or the "label" (few different values)."""
        known = _TEXT_NAMES if kind == "text" else _LABEL_NAMES
        for name in self.columns:
            if name.strip().casefold() in known:
                return name
        length = {name: sum(map(len, self.column(name))) for name in self.columns}
        different = {name: len(set(self.column(name))) for name in self.columns}
        by = length.__getitem__ if kind == "text" else lambda name: -different[name]
        return max(self.columns, key=by)


def read_table(data: bytes, name: str, *, header: bool = True) -> Table:
    """The table in a .csv or .tsv file; any other file has one column, "text", a row a line.

    LearnerErrors: "file-empty", "file-too-big", "file-binary", "file-one-line", "csv-broken" (with
    ``line``), "csv-columns" (with ``line``, ``found``, ``wanted``).
    """
    text, encoding = decode(data)
    longest = max(map(len, text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        raise LearnerError("file-one-line", characters=longest)
    if name.casefold().endswith((".csv", ".tsv")):
        cells = _records(text)
        first = cells[0]
        columns = _unique(first) if header else tuple(str(i + 1) for i in range(len(first)))
        rows = cells[1:] if header else cells
    else:
        columns, rows = ("text",), [(line,) for line in text.splitlines() if line.strip()]
    if not rows:
        raise LearnerError("file-empty")
    return Table(columns, tuple(rows[:MOST_ROWS]), encoding, cut=len(rows) > MOST_ROWS)


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding of a file: by its mark, UTF-8 if it is that, else the likeliest guess."""
    if len(data) > MOST_BYTES * 1.05:  # 2 MB is read as 2 MiB by some
        raise LearnerError("file-too-big", limit=MOST_BYTES // 1_000_000)
    if not data.strip():
        raise LearnerError("file-empty")
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if marked is None and b"\x00" in data:
        raise LearnerError("file-binary")
    for encoding in (marked or "utf-8", _guess(data)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        control = sum(unicodedata.category(c) == "Cc" and not c.isspace() for c in text[:_SAMPLE])
        if control > 0.05 * len(text[:_SAMPLE]):
            raise LearnerError("file-binary")
        return text, encoding.removesuffix("-sig")
    raise LearnerError("file-binary")


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes, is_binary

    sample = data[:_SAMPLE]
    end = sample.rfind(b"\n")
    sample = sample[:end] if end > 0 and len(data) > _SAMPLE else sample
    best = None if is_binary(sample) else from_bytes(sample, cp_isolation=_TRIED).best()
    return best.encoding if best is not None else "none"


def _records(text: str) -> list[tuple[str, ...]]:
    """The records of a table, all as wide as the first; short ones are filled up."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[tuple[str, ...]] = []
    while True:
        began = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise LearnerError("csv-broken", line=began) from error
        if record is None:
            break
        if any(cell.strip() for cell in record):
            records.append(tuple(record))
            width = len(records[0])
            if len(record) > width:
                raise LearnerError("csv-columns", line=began, found=len(record), wanted=width)
    if not records:
        raise LearnerError("file-empty")
    width = len(records[0])
    return [record + ("",) * (width - len(record)) for record in records]


def _delimiter(text: str) -> str:
    """Of comma, tab, semicolon and bar, the one that most of the first lines agree on."""
    lines = text.splitlines()[:50]
    counts = {mark: Counter(line.count(mark) for line in lines) for mark in ",\t;|"}
    agree = {
        mark: max((n for k, n in seen.items() if k > 0), default=0) for mark, seen in counts.items()
    }
    return max(agree, key=agree.__getitem__) if any(agree.values()) else ","


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Column names, none empty, none twice."""
    found: list[str] = []
    for i, name in enumerate(names, 1):
        plain = name.strip() or str(i)
        found.append(plain if plain not in found else f"{plain} ({i})")
    return tuple(found)
