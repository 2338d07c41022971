"""SciFact: 5,183 abstracts of papers and scientific claims, each judged to rest on some of them.

Wadden et al. (2020), "Fact or Fiction: Verifying Scientific Claims", in the form that BEIR gave it
(Thakur et al. 2021). It is read from a folder ``scifact`` where public sets are looked for (see
``nlp_core.corpora.public``); claims CC BY 4.0, abstracts ODC-By. It does not ship with the site.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp_core.corpora.public import folders
from nlp_core.errors import LearnerError

NAME = "scifact"
FILES = ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv")


@dataclass(frozen=True)
class SciFact:
    """Abstracts (title and text), the test claims, and the places of the abstracts of each."""

    texts: tuple[str, ...]
    queries: tuple[str, ...]
    relevant: tuple[dict[int, int], ...]


def find() -> Path | None:
    """The folder with all files, None where there is none."""
    for folder in folders():
        if all((folder / NAME / name).is_file() for name in FILES):
            return folder / NAME
    return None


def load() -> SciFact:
    """The abstracts and the judged claims. Raises LearnerError "no-corpus" (name)."""
    folder = find()
    if folder is None:
        raise LearnerError("no-corpus", name=NAME)
    rows = _rows(folder / FILES[0])
    place = {str(row["_id"]): i for i, row in enumerate(rows)}
    said = {str(row["_id"]): row["text"] for row in _rows(folder / FILES[1])}
    judged: dict[str, dict[int, int]] = {}
    with (folder / FILES[2]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            judged.setdefault(row["query-id"], {})[place[row["corpus-id"]]] = int(row["score"])
    texts = tuple(f"{row['title']}\n{row['text']}" for row in rows)
    return SciFact(texts, tuple(said[name] for name in judged), tuple(judged.values()))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
