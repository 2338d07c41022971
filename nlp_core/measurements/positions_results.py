"""The measured numbers of the positions lesson, over seeds; ``positions`` measured them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.corpora.word_order import PLACES
from nlp_core.experiments.positions.held_out import BY_CLAUSE
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.models.order_encoder import WAYS
from nlp_core.provenance import Shipped
from nlp_core.recipes.word_order import WordOrderSpec

VIEWS = ("who", "clause", "where")
"""What is drawn: *who* by length, *who* by the clause of a long sentence, *where* by length."""
CHANCE = "chance"


def results() -> dict[str, Any]:
    """What ``positions`` measured, with how it was measured."""
    return read("positions").found


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("positions").provenance


def runs(language: str) -> list[dict[str, Any]]:
    """The trainings of a language, one a seed."""
    return [one for one in results()["runs"] if one["language"] == language]


def lines(language: str, view: str) -> list[Line]:
    """A line for each way and, last, what guessing scores. ValueError for another view."""
    if view not in VIEWS:
        raise ValueError(f"views are {', '.join(VIEWS)}; there is no {view!r}")
    found = runs(language)
    if view == "clause":
        drawn = [_over_seeds(way, [one["by_clause"][way] for one in found]) for way in WAYS]
        return [*drawn, _chance(drawn[0].x, [len(drawn[0].x)] * len(drawn[0].x), "who")]
    asked = "where" if view == "where" else "who"
    lengths = sorted({row["clauses"] for row in found[0]["lengths"]})
    drawn = []
    for way in WAYS:
        rows = [[row[asked] for row in one["lengths"] if row["way"] == way] for one in found]
        drawn.append(_over_seeds(way, rows, lengths))
    return [*drawn, _chance(lengths, lengths, asked)]


def _over_seeds(
    name: str, rows: Sequence[Sequence[float]], x: Sequence[float] | None = None
) -> Line:
    table = np.array(rows)
    places = list(x) if x is not None else list(range(1, table.shape[1] + 1))
    ends = table.min(axis=0).tolist(), table.max(axis=0).tolist()
    return Line(name, places, table.mean(axis=0).tolist(), *ends)


def _chance(x: Sequence[float], clauses: Sequence[float], asked: str) -> Line:
    """One of the nouns of the sentence, or one of all places."""
    found = [1 / len(PLACES) if asked == "where" else 1 / (2 * n) for n in clauses]
    return Line(CHANCE, list(x), found, found, found)


def at(language: str, view: str, way: str, x: float) -> tuple[float, float, float]:
    """Mean, lowest and highest of a way at one length."""
    line = next(one for one in lines(language, view) if one.name == way)
    place = list(line.x).index(x)
    return line.mean[place], line.low[place], line.high[place]


def shuffled(language: str, kind: str) -> dict[str, dict[str, float]]:
    """By way: the share of held-out answers that turned, that were right afterwards (means over the
    seeds), and the largest difference of all seeds."""
    found = runs(language)
    told = {}
    for way in WAYS:
        rows = [
            row
            for one in found
            for row in one["shuffled"]
            if (row["way"], row["kind"]) == (way, kind)
        ]
        means = {name: float(np.mean([row[name] for row in rows])) for name in ("turned", "right")}
        told[way] = means | {"difference": max(row["difference"] for row in rows)}
    return told


def turned(language: str) -> dict[str, Any]:
    """How often the answers turned, in the numbers that the page's words name."""
    nouns, phrases = (shuffled(language, kind) for kind in ("nouns", "phrases"))
    return {
        "sentences": results()["sentences"],
        **{way: one["turned"] for way, one in nouns.items()},
        **{f"{way}_phrases": one["turned"] for way, one in phrases.items()},
        "difference": max(one["none"]["difference"] for one in (nouns, phrases)),
    }


def numbers(language: str) -> dict[str, Any]:
    """The numbers that the page's words name."""
    lengths = sorted({row["clauses"] for row in results()["runs"][0]["lengths"]})
    shortest = WordOrderSpec().clauses
    beyond = next(one for one in lengths if one > shortest)
    found: dict[str, Any] = {
        "seeds": len(results()["seeds"]),
        "sentences": results()["sentences"],
        "trained": shortest,
        "beyond": beyond,
        "longest": lengths[-1],
    }
    for way in WAYS:
        found[f"{way}_one"] = at(language, "who", way, 1)[0]
        found[f"{way}_trained"] = at(language, "who", way, shortest)[0]
        found[f"{way}_beyond"] = at(language, "who", way, beyond)[0]
        found[f"{way}_longest"] = at(language, "who", way, lengths[-1])[0]
        found[f"{way}_where"] = at(language, "where", way, shortest)[0]
        found[f"{way}_where_longest"] = at(language, "where", way, lengths[-1])[0]
    found["rotary_second"] = at(language, "clause", "rotary", 2)[0]
    found["rotary_last"] = at(language, "clause", "rotary", BY_CLAUSE)[0]
    return found


def best_at_longest(language: str) -> list[str]:
    """The ways whose mean on the longest sentences no other way's exceeds by more than a band."""
    drawn = [one for one in lines(language, "who") if one.name != CHANCE]
    first = max(drawn, key=lambda one: one.mean[-1])
    return [one.name for one in drawn if one.high[-1] >= first.low[-1]]
