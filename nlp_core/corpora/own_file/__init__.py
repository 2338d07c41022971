"""A learner's own file as a table of text, of whatever kind it is; its size is bounded.

Nothing is written anywhere: bytes in, rows out. What could not be read is left out and counted.
"""

from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from nlp_core.corpora.own_file.characters import ENCODINGS, MOST_BYTES, Decoded, decode
from nlp_core.corpora.own_file.objects import holds_objects, read_objects
from nlp_core.corpora.own_file.records import read_records
from nlp_core.corpora.own_file.shapes import LINES, SEPARATORS, Layout, lay_out
from nlp_core.corpora.own_file.table import MOST_COLUMNS, Reading, Table
from nlp_core.corpora.own_file.tallied import MOST_ROWS, Tally
from nlp_core.corpora.own_file.workbook import is_workbook, read_workbook

MOST_READ = 300_000  # records; of a file with more, the rest is not looked at
__all__ = [
    "ENCODINGS",
    "LINES",
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "SEPARATORS",
    "Reading",
    "Table",
    "decode",
    "read_table",
]


def read_table(
    data: bytes,
    name: str,
    *,
    header: bool | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    seed: int = 0,
) -> Table:
    """The table in a file: .csv, .tsv, .txt, .xlsx, .json, .jsonl, or by its content.

    Whether the first record is a ``header``, the ``encoding`` and the ``separator`` are judged
    where they are not given; ``LINES`` as a separator makes each line a row. Of more than
    ``MOST_ROWS`` rows, that many are drawn with ``seed`` from the whole file (from its first
    ``MOST_READ``).

    LearnerErrors: "file-empty", "file-too-big", "file-binary", "file-one-line", "file-columns",
    "file-broken", "csv-columns" (with ``line``, ``found``, ``wanted``), "json-broken" (``line``).
    """
    if is_workbook(data):
        return read_workbook(data, header=header, seed=seed)
    decoded = decode(data, encoding)
    text = _one_line_end(decoded.text)
    decoded = replace(decoded, text=text)
    kind = PurePath(name).suffix.casefold()
    if separator is None and holds_objects(text, kind):
        return read_objects(decoded, seed=seed)
    return _read_text(decoded, lay_out(text, name, header=header, separator=separator), seed)


def _one_line_end(text: str) -> str:
    """``text`` with ``\\n`` alone between lines; a lone ``\\r`` in a line is a space."""
    if "\r" not in text:
        return text.replace(LINES, " ")
    text = text.replace("\r\n", "\n").replace(LINES, " ")
    old_mac = text.count("\r") > text.count("\n")
    return text.replace("\n", " ").replace("\r", "\n") if old_mac else text.replace("\r", " ")


def _read_text(decoded: Decoded, layout: Layout, seed: int) -> Table:
    tally = Tally(layout.shape.width, seed, fills=layout.fills)
    for line in range(1, layout.skipped + 1):
        tally.leave_out(line)
    line, start = (layout.next_line, layout.rest) if layout.header else (layout.line, layout.at)
    records = read_records(decoded.text, layout.shape, line=line, start=start)
    for record in islice(records, MOST_READ):
        if record.fault is not None:
            tally.fail(record.line, record.fault.code, record.fault.values)
        else:
            tally.add(record.cells, line=record.line, lines=record.lines)
    mark = layout.shape.separator
    reading = Reading(
        decoded.encoding,
        bad=decoded.bad,
        separator="" if mark == LINES else mark,
        header=layout.header,
        stopped=next(records, None) is not None,
    )
    if not layout.header and mark == LINES:
        return tally.table(("text",), reading, named=True)
    return tally.table(tuple(layout.first), reading, named=layout.header)
