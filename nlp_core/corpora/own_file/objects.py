"""JSON objects as rows: one a line (.jsonl), or a list of them (.json). Each key is a column."""

import json
from collections.abc import Iterator
from typing import Any

from nlp_core.corpora.own_file.characters import Decoded
from nlp_core.corpora.own_file.table import MOST_COLUMNS, Reading, Table
from nlp_core.corpora.own_file.tallied import Tally
from nlp_core.errors import LearnerError

_MOST_BRACKETS = 1_000_000  # each takes memory that its one character does not
_DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=str, strict=False
)  # numbers stay as they are written, and huge ones cost nothing
_MANY = 1000
_SPACE = " \t\n\r"


def holds_objects(text: str, kind: str) -> bool:
    """Whether a file is JSON: by its name, or by its beginning where the name says nothing."""
    if kind in (".json", ".jsonl", ".ndjson"):
        return True
    start = text[:200].lstrip()
    if kind in (".csv", ".tsv", ".tab", ".txt") or not start.startswith(("{", "[{", "[\n")):
        return False
    _, first = next(_values(text), (0, None))
    return isinstance(first, dict)


def read_objects(decoded: Decoded, seed: int = 0) -> Table:
    """The objects of a text as rows; a text or a number alone is a row of one column, "text".

    LearnerErrors: "json-broken" (with ``line``), "file-columns", "file-empty", "file-too-big".
    """
    text = decoded.text
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise LearnerError("file-too-big", limit=2)
    columns = _columns(text)
    tally = Tally(len(columns), seed)
    for line, value in _values(text):
        if isinstance(value, _Broken):
            tally.fail(line, "json-broken", {"line": line})
        else:
            row = _as_row(value)
            tally.add([_as_text(row.get(name)) for name in columns], line=line)
    return tally.table(tuple(columns), Reading(decoded.encoding, bad=decoded.bad), named=True)


class _Broken:
    """Where no value could be read."""


def _columns(text: str) -> dict[str, None]:
    found: dict[str, None] = {}
    broken = 0
    for seen, (line, value) in enumerate(_values(text)):
        if not isinstance(value, _Broken):
            found.update(dict.fromkeys(_as_row(value)))
            if len(found) > MOST_COLUMNS:
                raise LearnerError("file-columns", found=len(found), limit=MOST_COLUMNS)
            continue
        broken += 1
        if broken > _MANY and 2 * broken > seen:  # no use in going on
            raise LearnerError("json-broken", line=line)
    return found


def _as_row(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {_whole(name): one for name, one in value.items()}
    if isinstance(value, list):
        return {str(i): one for i, one in enumerate(value[: MOST_COLUMNS + 1], 1)}
    return {"text": value}


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:100_000]
    return _whole(text)


def _whole(text: str) -> str:
    """With � for each half of a character, which an escape such as ``\\ud800`` may write."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Each value of a list, or of a line, with its line number, one at a time."""
    start = len(text) - len(text.lstrip(_SPACE))
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    first, used = _decode(text, start)
    if isinstance(first, _Broken) or used > end or not text[used:].strip(_SPACE):
        if text.startswith("[", start):
            yield from _of_list(text, start + 1)
            return
        if isinstance(first, dict):
            yield from _of_object(text, start, first)
            return
    number = 1
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            value, used = _decode(bare, 0)
            yield number, value if used == len(bare) else _Broken()
        number += 1


def _of_object(text: str, start: int, whole: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    """The rows in one object: a list of objects in it, lists by column, or itself."""
    lists = [value for value in whole.values() if isinstance(value, list) and value]
    objects = [value for value in lists if all(isinstance(one, dict) for one in value)]
    number = text.count("\n", 0, start) + 1
    if len(objects) == 1:
        yield from ((number, one) for one in objects[0])
    elif len(lists) == len(whole) > 0 and len({len(one) for one in lists}) == 1:
        yield from (
            (number, dict(zip(whole, row, strict=True))) for row in zip(*lists, strict=True)
        )
    else:
        yield number, whole


def _of_list(text: str, at: int) -> Iterator[tuple[int, Any]]:
    """The items of a list that begins before ``at``; where it is cut off, the last one is broken.

    LearnerError "json-broken" where more follows that cannot be read.
    """
    number, counted = 1, 0
    while True:
        while at < len(text) and text[at] in _SPACE + ",":
            at += 1
        number, counted = number + text.count("\n", counted, at), at
        if text.startswith("]", at):
            return
        value, at = _decode(text, at)
        if isinstance(value, _Broken) and "}" in text[at:]:
            raise LearnerError("json-broken", line=number)
        yield number, value
        if isinstance(value, _Broken):
            return


def _decode(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return _Broken(), at
