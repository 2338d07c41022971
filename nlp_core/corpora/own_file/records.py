"""Records out of text: cells between separators, quotes where they are quotes, faults by line.

Quoting follows RFC 4180 as far as a file does. A quote that begins a cell and is never closed, or
closed in the middle of one, is a character like others; so is one whose cell would swallow lines
that are whole records themselves.
"""

import csv
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nlp_core.corpora.own_file.table import MOST_LABELS, is_number

LONGEST_LINE = 20_000  # characters; more on one line is no list of documents
_MOST_LINES = 100  # of one quoted cell
MOST_QUOTED = 150_000  # lines whose quotes are read as such; from there on they are characters,
MOST_UNRULY = 20_000  # as they are after so many lines that did not keep to the rules
Cells = list[str]


class Fault(NamedTuple):
    """Why a record could not be read: an error's code and its values."""

    code: str
    values: dict[str, int]


class Record(NamedTuple):
    """The cells of a record, or its fault, and the lines that it stands on."""

    line: int
    cells: Cells
    fault: Fault | None = None
    lines: int = 1


@dataclass(frozen=True)
class Shape:
    """What records look like: their separator, their width, and what their columns hold.

    ``kinds`` has for each column the values it takes (of labels), "number", or None for any text.
    ``quotes`` is whether quotes were seen to be used by the rules.
    """

    separator: str
    width: int
    kinds: tuple[frozenset[str] | str | None, ...] = ()
    quotes: bool = False

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether a line that was split at its separators looks like a whole record."""
        return len(cells) == self.width and all(
            kind is None or (is_number(cell) if kind == "number" else cell.strip() in kind)
            for kind, cell in zip(self.kinds, cells, strict=False)
        )

    @property
    def tells(self) -> bool:
        """Whether some column's values tell a record from a piece of text."""
        return any(kind is not None for kind in self.kinds)

    def trimmed(self, cells: Cells) -> Cells:
        """``cells`` without the empty ones beyond the width."""
        if len(cells) > self.width and not any(map(str.strip, cells[self.width :])):
            return cells[: self.width]
        return cells

    @cached_property
    def quoted(self) -> re.Pattern[str]:
        """Where a cell begins with a quote; others are characters like any."""
        return re.compile(rf'(?:^|{re.escape(self.separator)})\s*"')

    @cached_property
    def cell(self) -> re.Pattern[str]:
        """A quoted cell, closed before a separator or at the end; else all up to one."""
        mark = re.escape(self.separator)
        return re.compile(rf'\s*"((?:[^"]|"")*+)"[ ]*(?={mark}|$)|([^{mark}]*)')


def profile(
    records: Sequence[Sequence[str]], width: int
) -> tuple[frozenset[str] | str | None, ...]:
    """What each column holds, judged by records that have no doubt about them."""
    kinds: list[frozenset[str] | str | None] = []
    for place in range(width):
        cells = [cells[place].strip() for cells in records if len(cells) == width]
        seen = Counter(cell for cell in cells if cell)
        total = seen.total()
        if total >= 2 and all(map(is_number, seen)):
            kinds.append("number")
        elif (
            len(seen) <= MOST_LABELS and total >= 3 * len(seen) and all(len(c) <= 40 for c in seen)
        ):
            blank = {""} if len(cells) - total >= 3 else set()
            kinds.append(frozenset(seen) | blank)
        else:
            kinds.append(None)
    return tuple(kinds)


def read_records(text: str, shape: Shape, *, line: int = 1, start: int = 0) -> Iterator[Record]:
    """The records of ``text`` from character ``start``, which begins line number ``line``."""
    at, size, mark, width = start, len(text), shape.separator, shape.width
    quoted = unruly = 0
    while at < size:
        end = text.find("\n", at)
        end = size if end < 0 else end
        now = text[at:end]
        found = None
        if end - at > LONGEST_LINE:
            found = Record(line, [], Fault("file-one-line", {"characters": end - at}))
        elif '"' in now and shape.quoted.search(now):
            quoted += 1
            if quoted > MOST_QUOTED or unruly >= MOST_UNRULY:
                found = _checked(now.split(mark), line, shape)
            elif (found := _by_the_rules(now, line, shape)) is None:
                unruly += 1
                found = _unruly(text, at, now, line, shape)
        elif len(cells := now.split(mark)) == width:
            found = Record(line, cells) if now and not now.isspace() else None
        elif now.strip(mark).strip():
            found = _checked(cells, line, shape)
        if found is None or found.lines == 1:
            at, line = end + 1, line + 1
        else:
            for _ in range(found.lines):
                at = text.find("\n", at) + 1 or size
            line += found.lines
        if found is not None and (found.fault or any(map(str.strip, found.cells))):
            yield found


def _checked(cells: Cells, line: int, shape: Shape) -> Record:
    cells = shape.trimmed(cells)
    if len(cells) <= shape.width:
        return Record(line, cells)
    values = {"line": line, "found": len(cells), "wanted": shape.width}
    return Record(line, cells, Fault("csv-columns", values))


def _by_the_rules(now: str, line: int, shape: Shape) -> Record | None:
    """The record of a line with quotes, if it keeps to the rules and has its width."""
    cells = by_the_rules([now], shape)
    return None if cells is None or len(cells) != shape.width else Record(line, cells)


def _unruly(text: str, at: int, now: str, line: int, shape: Shape) -> Record | None:
    """The record that begins at ``at``, whose first line ``now`` holds a quote."""
    pieces = now.split(shape.separator)
    if any(map(_OPEN.match, pieces)):
        longer = _over_lines(text, at, line, shape)
        if longer is not None:
            return longer
    readings = [split_cells(shape.cell, now), _generous(pieces, shape.separator), pieces]
    fitting = (cells for cells in readings if len(shape.trimmed(cells)) == shape.width)
    cells = next(fitting, readings[0])
    return _checked(cells, line, shape) if any(map(str.strip, cells)) else None


_DOUBLED = re.compile(r'(?<=[^"\s,;|])""(?!["\s,;|])|\s""\w[^"]*""')
_OPEN = re.compile(r'\s*"(?!(?:[^"]|"")*+"\s*$)')


def by_the_rules(lines: Iterable[str], shape: Shape) -> Cells | None:
    """The cells of one record as RFC 4180 has them; None where the lines do not keep to it."""
    mark = shape.separator
    try:
        cells = next(csv.reader(lines, delimiter=mark, strict=True, skipinitialspace=True), None)
    except csv.Error:
        return None
    return None if cells is None else shape.trimmed(cells)


def split_cells(cell: re.Pattern[str], now: str) -> Cells:
    """The cells of one line, each as ``cell`` matches it."""
    found: Cells = []
    at = 0
    while at <= len(now):
        match = cell.match(now, at)
        if match is None:
            break
        quoted, plain = match.groups()
        found.append(plain if quoted is None else quoted.replace('""', '"'))
        at = match.end() + 1
    return found


def _generous(pieces: Sequence[str], separator: str) -> Cells:
    """Pieces between separators put together where quotes inside a quoted cell were not doubled."""
    closing = [i for i, piece in enumerate(pieces) if piece.rstrip().endswith('"')]
    found: Cells = []
    at = 0
    while at < len(pieces):
        last = at
        if pieces[at].lstrip().startswith('"'):
            places = closing[bisect_left(closing, at + (len(pieces[at].strip()) < 2)) :][:1]
            last = places[0] if places else at
        whole = separator.join(pieces[at : last + 1])
        found.append(whole.strip()[1:-1] if last > at else whole)
        at = last + 1
    return found


def _over_lines(text: str, at: int, line: int, shape: Shape) -> Record | None:
    """The record at ``at`` if its quoted cells truly run over several lines."""
    spanned: list[str] = []

    def lines() -> Iterator[str]:
        begin = at
        while begin < min(len(text), at + LONGEST_LINE) and len(spanned) < _MOST_LINES:
            end = text.find("\n", begin)
            end = len(text) if end < 0 else end
            spanned.append(text[begin:end])
            yield spanned[-1] + "\n"
            begin = end + 1

    cells = by_the_rules(lines(), shape)
    if cells is None or len(cells) != shape.width or _swallows(spanned, shape):
        return None
    return Record(line, cells, lines=len(spanned))


def _swallows(spanned: Sequence[str], shape: Shape) -> bool:
    """Whether the lines of one quoted cell look like records of their own."""
    if _DOUBLED.search("\n".join(spanned)):
        return False  # nobody doubles a quote but by the rules
    if shape.width == 1:  # every line would
        return not shape.quotes and len(spanned) > _MOST_LINES // 5
    if shape.quotes:
        return False
    split = [split_cells(shape.cell, one) for one in spanned if one.strip()]
    whole = [shape.fits(shape.trimmed(cells)) for cells in split]
    if shape.tells:
        return (whole[0] and whole[-1]) or any(whole[1:-1])
    if not (whole[0] and whole[-1]):
        return False
    inside = whole[1:-1]
    return 2 * sum(inside) > len(inside) if inside else shape.separator in "\t|"
