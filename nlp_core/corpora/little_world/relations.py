"""What is true in the little world: rows of related words, with the facts and analogies of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from nlp_core.corpora.little_world.lexicon import load
from nlp_core.corpora.little_world.patterns import fill
from nlp_core.corpora.little_world.units import Analogy, Fact

TABLES = (
    "countries",
    "animals",
    "people",
    "jobs",
    "tenses",
    "measures",
    "water",
    "seasons",
    "lists",
)
PER_RELATION = 24  # analogies kept of one relation


@dataclass(frozen=True)
class Table:
    """Rows of words in one language and the patterns that speak of them."""

    name: str
    rows: tuple[dict[str, str], ...]
    patterns: tuple[str, ...]
    facts: tuple[dict[str, Any], ...]
    analogies: tuple[tuple[str, str], ...]
    crossed: tuple[tuple[str, str, str, str], ...]
    asked: tuple[dict[str, str], ...]  # the rows that analogies are made of


@cache
def tables(language: str) -> tuple[Table, ...]:
    """All relations in "en" or "ko"; ValueError for another language."""
    if language not in ("en", "ko"):
        raise ValueError(f"language is 'en' or 'ko', not {language!r}")
    found = []
    for name in TABLES:
        data = load(name)
        columns = data["columns"]
        side = language == "ko"
        rows = tuple(
            {column: cell.split()[side] for column, cell in zip(columns, row, strict=True)}
            for row in data["rows"]
        )
        found.append(
            Table(
                name=name,
                rows=rows,
                patterns=tuple(data[language]),
                asked=tuple(
                    row
                    for row, cells in zip(rows, data["rows"], strict=True)
                    if cells[0].split()[0] not in data.get("unasked", ())
                ),
                facts=tuple(data.get("facts", ())),
                analogies=tuple(
                    (a, b)
                    for key in ("analogies", f"{language}_analogies")
                    for a, b in data.get(key, ())
                ),
                crossed=tuple(
                    (a, b, c, d)
                    for key in ("crossed", f"{language}_crossed")
                    for a, b, c, d in data.get(key, ())
                ),
            )
        )
    return tuple(found)


def facts(language: str) -> list[Fact]:
    """Every fact of the relations as a sentence with its question and one-unit answer."""
    found = []
    for table in tables(language):
        for row in table.rows:
            for fact in table.facts:
                sentence, question = (fill(text, row, language) for text in fact[language])
                subject, answer = row[fact["subject"]], row[fact["answer"]]
                found.append(Fact(fact["relation"], subject, answer, sentence, question))
    return found


def _spread(rows: list[tuple[str, str]], count: int) -> Iterator[tuple[int, int]]:
    """Up to ``count`` ordered pairs of different rows, each row about equally often."""
    pairs = sorted(permutations(range(len(rows)), 2), key=lambda p: ((p[1] - p[0]) % len(rows), p))
    yield from pairs[:count]


def analogies(language: str) -> list[Analogy]:
    """Gold analogies a : b = c : d, each word one unit that ``sentences`` uses often."""
    found = []
    for table in tables(language):
        for first, second in table.analogies:
            rows = [(row[first], row[second]) for row in table.asked]
            name = f"{first}-{second}"
            found += [
                Analogy(*rows[i], *rows[j], relation=name) for i, j in _spread(rows, PER_RELATION)
            ]
    return found


def crossed(language: str) -> list[Analogy]:
    """Gold analogies whose pairs differ in one more thing than their row, unlike ``analogies``.

    big : bigger = short : shorter. "bigger" and "short" name both rows and both ends of a scale,
    and their sum is as near to "smaller" as to "shorter"; taking "big" away says which is meant.
    """
    found = []
    for table in tables(language):
        for a, b, c, d in table.crossed:
            for i, j in _spread([(row[a], row[b]) for row in table.asked], PER_RELATION):
                one, other = table.asked[i], table.asked[j]
                name = f"{a}-{b}/{c}-{d}"
                found.append(Analogy(one[a], one[b], other[c], other[d], relation=name))
    return found
