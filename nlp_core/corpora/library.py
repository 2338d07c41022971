"""The library: short encyclopaedic texts written for this project, and queries with judgements.

Each text stands in Korean and in English under one name, alike in what it says; it belongs to one
of twelve subjects. Each query is judged against all texts: 2 for one that answers it, 1 for one
that answers it in part or is about something beside it. Judged were all texts that a writer of the
query or any of the lesson's rankings would show (pooling: Spärck Jones & van Rijsbergen 1975).
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_core.places import CORPORA
from nlp_core.text.morphemes import Morpheme, analyse
from nlp_core.text.tokenizers import Token

VERSION = 1
LANGUAGES = ("ko", "en")
KINDS = ("exact", "synonym", "question", "name", "topic", "ambiguous")

_MORPHEMES = CORPORA / "library.ko.morphemes.json"


@dataclass(frozen=True)
class Text:
    """One text (NFC) under its title; ``id`` is its name in both languages."""

    id: str
    subject: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text, as a search reads them."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True)
class Query:
    """A query in both languages; ``relevant`` are the places of texts with their grades."""

    id: str
    kind: str
    words: dict[str, str]
    relevant: dict[int, int]


@cache
def texts(language: str) -> tuple[Text, ...]:
    """All texts in ``"ko"`` or ``"en"``, in the order of the file."""
    _check(language)
    return tuple(Text(**row) for row in _rows(f"library.{language}.jsonl"))


@cache
def queries() -> tuple[Query, ...]:
    """The judged queries."""
    place = {text.id: i for i, text in enumerate(texts("en"))}
    found = []
    for row in _rows("library.queries.jsonl"):
        relevant = {place[name]: grade for name, grade in row["relevant"].items()}
        words = {language: row[language] for language in LANGUAGES}
        found.append(Query(row["id"], row["kind"], words, relevant))
    return tuple(found)


@cache
def morphemes_by_text() -> dict[str, list[Token]]:
    """The morphemes of each Korean text (with its title), title and query; cut beforehand."""
    rows = json.loads(_MORPHEMES.read_text(encoding="utf-8"))
    return {
        text: [Morpheme(*unit).token for unit in row]
        for text, row in zip(_to_cut(), rows, strict=True)
    }


def build_morphemes() -> None:
    """Write the morphemes of what is Korean here; run it after each change to texts or queries.

    ``python -c "from nlp_core.corpora.library import build_morphemes; build_morphemes()"``
    """
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in analyse(_to_cut()))
    _MORPHEMES.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _to_cut() -> list[str]:
    wholes = [text.whole for text in texts("ko")]
    titles = [text.title for text in texts("ko")]
    return [*wholes, *titles, *(query.words["ko"] for query in queries())]


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (CORPORA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _check(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"the library is in {' and '.join(LANGUAGES)}, not {language!r}")
