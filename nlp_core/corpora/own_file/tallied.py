"""The rows of a file as they come: a sample of them is kept, what is left out is counted."""

from collections.abc import Sequence
from dataclasses import replace

from nlp_core.corpora.own_file.sample import Sample
from nlp_core.corpora.own_file.table import Reading, Table, unique
from nlp_core.errors import LearnerError

MOST_ROWS = 20_000
_FEW = 3  # rows that may fail in any file
_LINES_TOLD = 5


class Tally:
    """Rows of a known width. ``fills`` is whether short ones are filled up or left out."""

    def __init__(self, width: int, seed: int = 0, *, fills: bool = True) -> None:
        self._width = width
        self._fills = fills
        self._rows: Sample[tuple[str, ...]] = Sample(MOST_ROWS, seed)
        self._unread: list[int] = []
        self._failed = self._skipped = self._filled = self._spanning = 0
        self._why: LearnerError | None = None

    def add(self, cells: Sequence[str], *, line: int = 0, lines: int = 1) -> None:
        """Take a row of at most the width, unless it is empty."""
        if not any(cells) or not any(map(str.strip, cells)):
            return
        if lines > 1:
            self._spanning += 1
        missing = self._width - len(cells)
        if not missing:
            self._rows.add(tuple(cells))
        elif self._fills:
            self._filled += 1
            self._rows.add((*cells, *("",) * missing))
        else:
            values = {"line": line, "found": len(cells), "wanted": self._width}
            self.fail(line, "csv-columns", values)

    def fail(self, line: int, code: str, values: dict[str, int]) -> None:
        """Note a row that could not be read, and why."""
        self._failed += 1
        if self._why is None:
            self._why = LearnerError(code, **values)
        self._note(line)

    def leave_out(self, line: int) -> None:
        """Note a line that is no row."""
        self._skipped += 1
        self._note(line)

    def _note(self, line: int) -> None:
        if len(self._unread) < _LINES_TOLD:
            self._unread.append(line)

    def table(self, names: tuple[str, ...], reading: Reading, *, named: bool) -> Table:
        """All that was kept, under ``names``; numbers are names where they are not ``named``.

        Raises the first fault where nearly nothing could be read, or more than a tenth failed.
        """
        rows, seen = tuple(self._rows), self._rows.seen
        many = self._failed > _FEW and 10 * self._failed > self._failed + seen
        if self._why is not None and (many or not seen):
            raise self._why
        if not rows:
            raise LearnerError("file-empty")
        names = names if named else ("",) * self._width
        used = [
            i for i, name in enumerate(names) if name.strip() or any(r[i].strip() for r in rows)
        ]
        if len(used) < len(names):
            rows = tuple(tuple(row[i] for i in used) for row in rows)
        reading = replace(
            reading,
            rows=seen,
            unread=self._failed + self._skipped,
            unread_lines=tuple(self._unread),
            filled=self._filled,
            spanning=self._spanning,
        )
        columns = unique(names)
        return Table(
            tuple(columns[i] for i in used), rows, reading.encoding, seen > len(rows), reading
        )
