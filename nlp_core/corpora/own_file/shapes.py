"""What shape a text has: its separator, judged on parsed records, its width, and its header."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath

from nlp_core.corpora.own_file.records import (
    LONGEST_LINE,
    Cells,
    Record,
    Shape,
    by_the_rules,
    profile,
    read_records,
)
from nlp_core.corpora.own_file.table import (
    LABEL_NAMES,
    MOST_COLUMNS,
    OTHER_NAMES,
    TEXT_NAMES,
    is_number,
    known,
)
from nlp_core.errors import LearnerError

SEPARATORS = ("\t", ",", ";", "|")
_TABLES = (".csv", ".tsv", ".tab")
LINES = "\x1f"  # the separator where there is none: no text holds it
_HEAD = 100_000  # characters that are judged
_RECORDS = 200
_LINES = 1000  # blank ones count
_NEARLY_ALL = 0.9
_ENDS = (".", "!", "?", "…")
_TITLES = 5  # lines that may stand above a table
_INSTRUCTION = re.compile(r"\"?sep=([,;|:^~\t])\"?[,;\t|]*\n", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """Where the first record of a text stands, what it holds, and the shape of all of them."""

    shape: Shape
    first: Cells
    at: int  # the character that the first record begins with
    line: int  # its line
    rest: int  # the character after it
    next_line: int
    header: bool
    skipped: int = 0  # lines above the table, such as a title
    fills: bool = False  # whether short rows are the file's way


def lay_out(text: str, name: str, *, header: bool | None, separator: str | None) -> Layout:
    """The layout of a text; ``header`` and ``separator`` are judged where they are None.

    LearnerErrors: "file-columns" (with ``found``, ``limit``), "file-one-line".
    """
    kind = PurePath(name).suffix.casefold()
    at = line = 0
    told = _INSTRUCTION.match(text)
    if told is not None:
        at, line, separator = told.end(), 1, separator or told[1]
    while at < len(text) and not text[at : text.find("\n", at) + 1 or None].strip():
        at, line = text.find("\n", at) + 1 or len(text), line + 1
    if separator is not None:
        marks: tuple[str, ...] = (separator,)
    else:
        marks = ("\t",) if kind in _TABLES[1:] else SEPARATORS
    found = [_try(text, at, line + 1, mark) for mark in marks]
    found = [one for one in found if one.layout.shape.width > 1]
    if kind not in _TABLES and separator is None:
        found = [one for one in found if one.is_table(kind)]
    wide = [one for one in found if one.layout.shape.width > MOST_COLUMNS]
    best = max(found, key=lambda one: one.agree, default=None)
    if wide and (best is None or not best.agree):
        best = wide[0]
    if best is None:
        best = _try(text, at, line + 1, LINES)
        if kind in _TABLES and separator is None:
            below = _below_a_title(text, best.layout, header, marks)
            if below is not None:
                return below
    width = best.layout.shape.width
    if width > MOST_COLUMNS:
        raise LearnerError("file-columns", found=width, limit=MOST_COLUMNS)
    named = best.has_header(kind) if header is None else header
    if named and sum(map(len, best.layout.first)) > LONGEST_LINE:
        raise LearnerError("file-one-line", characters=sum(map(len, best.layout.first)))
    return replace(best.layout, header=named)


@dataclass(frozen=True)
class _Trial:
    """A separator tried on the first records."""

    layout: Layout
    head: tuple[Cells, ...]
    agree: float  # the share of records that are as wide as the first

    def is_table(self, kind: str) -> bool:
        """Whether a file that does not call itself a table is one."""
        if not self.head or self.agree < _NEARLY_ALL:
            return False
        return self.layout.shape.separator == "\t" or any(map(_is_name, self.layout.first))

    def has_header(self, kind: str) -> bool:
        """Whether the first record names the columns: by what it says, else by what is below."""
        first = self.layout.first
        if self.layout.shape.separator == LINES and kind not in _TABLES:
            return False
        if any(map(_is_name, first)):
            return True
        if any(map(is_number, first)) or any(map(self._recurs, range(len(first)))):
            return False
        if sum(map(self._is_sentence, range(len(first)))) > 1:
            return False
        return kind in (*_TABLES, ".xlsx") or "number" in self.layout.shape.kinds

    def _is_sentence(self, place: int) -> bool:
        """Whether the first cell ends as a sentence does, in a column of sentences."""
        ends = [cells[place].rstrip().endswith(_ENDS) for cells in self.head]
        return self.layout.first[place].rstrip().endswith(_ENDS) and 2 * sum(ends) > len(ends)

    def _recurs(self, place: int) -> bool:
        kinds = self.layout.shape.kinds
        kind = kinds[place] if place < len(kinds) else None
        return isinstance(kind, frozenset) and self.layout.first[place].strip() in kind - {""}


def judge_header(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether ``first`` names the columns of a sheet's ``rows``."""
    shape = Shape(",", len(first), profile(rows, len(first)))
    layout = Layout(shape, list(first), 0, 0, 0, 0, True)
    return _Trial(layout, (), 1.0).has_header(".xlsx")


def _is_name(cell: str) -> bool:
    return any(known(cell, names) for names in (TEXT_NAMES, LABEL_NAMES, OTHER_NAMES))


def _try(text: str, at: int, line: int, mark: str) -> _Trial:
    first, lines = _first_record(text, at, mark)
    rest = at
    for _ in range(lines):
        rest = text.find("\n", rest) + 1 or len(text)
    shape = Shape(mark, len(first))
    if shape.width > MOST_COLUMNS:
        bare = len(first) - next(i for i, c in enumerate([*first[::-1], "x"]) if c.strip())
        first = first[:bare]
        shape = Shape(mark, max(bare, 1))
    layout = Layout(shape, first, at, line, rest, line + lines, header=True)
    if shape.width > MOST_COLUMNS:
        return _Trial(layout, (), 0.0)
    end = rest + _HEAD if rest + _HEAD >= len(text) else text.rfind("\n", rest, rest + _HEAD) + 1
    below = "\n".join(text[rest : max(end, rest)].split("\n", _LINES)[:_LINES]) + "\n"
    plain = [one.cells for one in _head(below, shape) if not any('"' in c for c in one.cells)]
    kinds = profile(plain, shape.width)
    shape = replace(shape, kinds=kinds, quotes=_keeps_rules(below, shape))
    head = _head(below, shape)
    good = [one.cells for one in head if one.fault is None and len(one.cells) == shape.width]
    short = sum(one.fault is None and len(one.cells) < shape.width for one in head)
    layout = replace(layout, shape=shape, fills=10 * short > len(head))
    return _Trial(layout, tuple(good), len(good) / max(len(head), 1))


def _head(text: str, shape: Shape) -> list[Record]:
    return list(islice(read_records(text, shape), _RECORDS))


def _keeps_rules(head: str, shape: Shape) -> bool:
    """Whether quotes are common, and every record is whole when they are read by the rules."""
    first = head.split("\n", _RECORDS)[:_RECORDS]
    quoted = (by_the_rules([one], shape) for one in first if shape.quoted.search(one))
    proper = sum(cells is not None and len(cells) == shape.width for cells in quoted)
    if proper < 3 or 10 * proper < len(first):
        return False
    reader = csv.reader(
        (one + "\n" for one in first),
        delimiter=shape.separator,
        strict=True,
        skipinitialspace=True,
    )
    try:
        return all(len(shape.trimmed(cells)) in (0, shape.width) for cells in reader)
    except csv.Error:  # what is cut off at the end of the head is not at fault
        return reader.line_num >= _RECORDS


def _first_record(text: str, at: int, mark: str) -> tuple[Cells, int]:
    """The first record and how many lines it stands on; one too wide or long is not read on."""
    end = text.find("\n", at)
    now = text[at : end if end >= 0 else len(text)]
    wide = now.count(mark)
    if len(now) > LONGEST_LINE or wide > MOST_COLUMNS:
        return (now.split(mark) if wide > MOST_COLUMNS else [now]), 1
    if '"' in now:
        near = (one + "\n" for one in text[at : at + LONGEST_LINE].split("\n")[:10])
        reader = csv.reader(near, delimiter=mark, strict=True, skipinitialspace=True)
        try:
            return next(reader), reader.line_num
        except (csv.Error, StopIteration):
            pass
    only = list(read_records(now, Shape(mark, wide + 1)))
    return (only[0].cells if only else [""]), 1


def _below_a_title(
    text: str, layout: Layout, header: bool | None, marks: Sequence[str]
) -> Layout | None:
    """The layout of a table that stands below a title of a few lines, each of one cell."""
    if any(map(_is_name, layout.first)):
        return None
    at, line = layout.rest, layout.next_line
    for skipped in range(1, _TITLES + 1):
        if at >= len(text):
            return None
        found = [_try(text, at, line, mark) for mark in marks]
        best = max(filter(_is_clear, found), key=lambda one: one.agree, default=None)
        if best is not None:
            named = best.has_header(".csv") if header is None else header
            return replace(best.layout, header=named, skipped=skipped)
        at, line = text.find("\n", at) + 1 or len(text), line + 1
    return None


def _is_clear(trial: _Trial) -> bool:
    shape = trial.layout.shape
    return (
        trial.agree >= _NEARLY_ALL
        and len(trial.head) >= 3
        and 1 < shape.width <= MOST_COLUMNS
        and shape.tells
    )
