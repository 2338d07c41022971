"""The first sheet of an Excel workbook (.xlsx) that holds something, its formulas as their values.

A workbook is an archive of XML, and a small one may unpack to gigabytes, or to two cells a billion
apart. So every part is unpacked and counted here first, and only what was counted is handed on.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from nlp_core.corpora.own_file.shapes import judge_header
from nlp_core.corpora.own_file.table import MOST_COLUMNS, Reading, Table
from nlp_core.corpora.own_file.tallied import Tally
from nlp_core.errors import LearnerError

_MOST_PLACES = 2_000_000  # rows times columns of a sheet, whether empty or not
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CHUNK = 1 << 16


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are an archive, as workbooks are."""
    return data.startswith(b"PK\x03\x04")


def read_workbook(data: bytes, *, header: bool | None = None, seed: int = 0) -> Table:
    """The table in the first sheet that holds something.

    LearnerErrors: "file-binary", "file-broken", "file-empty", "file-too-big", "file-columns".
    """
    rows = [(number, cells) for number, cells in _rows(_checked(data)) if any(cells)]
    if not rows:
        raise LearnerError("file-empty")
    width = max(
        len(cells) - cells[::-1].index(next(filter(None, cells[::-1]))) for _, cells in rows
    )
    if width > MOST_COLUMNS:
        raise LearnerError("file-columns", found=width, limit=MOST_COLUMNS)
    tally = Tally(width, seed)
    wide = sum(sum(map(bool, cells)) > 1 for _, cells in rows)
    while 2 * wide > len(rows) > 2 and sum(map(bool, rows[0][1])) == 1:  # a title above the table
        tally.leave_out(rows.pop(0)[0])
    first = rows[0][1][:width]
    named = judge_header(first, [cells for _, cells in rows[1:200]]) if header is None else header
    for number, cells in rows[1:] if named else rows:
        tally.add(cells[:width], line=number)
    return tally.table(tuple(first), Reading("xlsx", header=named), named=named)


def _rows(archive: io.BytesIO) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and cells of the first sheet with something in it, in text."""
    from python_calamine import load_workbook

    try:
        book = load_workbook(archive)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            top = sheet.start[0] + 1 if sheet.start else 1
            rows = [list(map(_as_text, row)) for row in sheet.to_python()]
            if any(map(any, rows)):
                return iter(list(enumerate(rows, top)))
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise LearnerError("file-broken") from error
        raise
    return iter(())


def _as_text(value: Any) -> str:
    """A cell as one sees it in the sheet, as far as its value tells."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return value.strip() if isinstance(value, str) else str(value)


def _checked(data: bytes) -> io.BytesIO:
    """The workbook's XML packed anew, each part counted while it was unpacked."""
    guard = _Guard(len(data))
    clean = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(clean, "w") as copy:
            parts = [one for one in book.infolist() if one.filename.endswith((".xml", ".rels"))]
            if "xl/workbook.xml" not in {one.filename for one in parts}:
                raise LearnerError("file-binary")
            for part in parts:
                copy.writestr(zipfile.ZipInfo(part.filename), guard.unpack(book, part))
    except LearnerError:
        raise
    except _BROKEN as error:
        raise LearnerError("file-broken") from error
    clean.seek(0)
    return clean


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class _Guard:
    """Counts what a workbook unpacks to, and stops where it is too much for its size."""

    def __init__(self, size: int) -> None:
        self._bytes_left = 30_000_000 + 3 * size
        self._elements_left = 300_000 + size // 6
        self._row = self._column = 0
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._row = self._column = 0
        self._corners = [1 << 30, 1 << 30, 0, 0]  # first row and column, last row and column

    def unpack(self, book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
        """A part's bytes. LearnerError "file-too-big"; BadZipFile or ExpatError where broken."""
        self._begin_sheet()
        chunks = []
        with book.open(part) as packed:
            while chunk := packed.read(_CHUNK):
                self._bytes_left -= len(chunk)
                if self._bytes_left < 0:
                    raise LearnerError("file-too-big", limit=2)
                chunks.append(chunk)
        whole = b"".join(chunks)
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(whole, True)  # at once: a long comment would be read anew with every chunk
        return whole

    def _doctype(self, *_: Any) -> None:
        raise LearnerError("file-broken")  # no workbook has one, and entities may grow

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._elements_left -= 1
        if self._elements_left < 0:
            raise LearnerError("file-too-big", limit=2)
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif kind == "c":
            self._go_to(attributes.get("r"))
        elif kind in ("v", "is"):
            self._fill()

    def _go_to(self, place: str | None) -> None:
        if place is None:
            self._column += 1
            return
        match = _PLACE.fullmatch(place)
        if match is None:
            raise LearnerError("file-broken")
        self._column = 0
        for letter in match[1]:
            self._column = 26 * self._column + ord(letter) - 64
        self._row = int(match[2])

    def _fill(self) -> None:
        top, left, bottom, right = self._corners
        top, bottom = min(top, self._row), max(bottom, self._row)
        left, right = min(left, self._column), max(right, self._column)
        self._corners = [top, left, bottom, right]
        if (bottom - top + 1) * (right - left + 1) > _MOST_PLACES:
            raise LearnerError("file-too-big", limit=2)
