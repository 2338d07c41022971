"""The measured numbers of the BERT lesson, over seeds; ``bert`` measured them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.senses import CONTROL, WORDS
from nlp_core.experiments.bert.sentence import CORPUS
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped

MODELS = ("both", "both-blind", "left", "left-fewer")
COUNTS = ("bigram", "unigram")
VIEWS = ("token", "one", "two", "more")
JUDGES = ("model", "taught", "counting")
FIELDS = {"model": "pairs", "taught": "pairs_taught"}
Spread = tuple[float, float, float]
"""Mean, lowest and highest over the seeds."""


def results() -> dict[str, Any]:
    """What ``bert`` measured, with how it was measured."""
    return read("bert").found


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("bert").provenance


@cache
def lexicon(language: str = "", corpus: str = CORPUS) -> Lexicon:
    """The words of a language that stood in the little world's text, or of both, as pieces of a
    corpus.
    """
    texts = [words for spoken, words in results()["words"].items() if language in ("", spoken)]
    return Lexicon((word for words in texts for word in words.split()), corpus)


def runs(language: str) -> list[dict[str, Any]]:
    """The seeds of a language."""
    return [one for one in results()["runs"] if one["language"] == language]


def guessed(language: str, way: str, view: str = "token", top: str = "top1") -> Spread:
    """How often a hidden word is guessed; counting has no seeds."""
    if way in COUNTS:
        tables = [results()["counted"][language]["guessed"]]
    else:
        tables = [one["guessed"] + one["guessed_fewer"] for one in runs(language)]
    return _over(
        [row[top] for table in tables for row in table if (row["way"], row["view"]) == (way, view)]
    )


def places(language: str, view: str) -> int:
    """How many places a view has."""
    table = runs(language)[0]["guessed"]
    return next(row["places"] for row in table if row["view"] == view)


def by_share(language: str) -> Line:
    """How often a hidden token is the likeliest, by the share that is hidden."""
    table = np.array([one["by_share"] for one in runs(language)])
    return _line(language, results()["shares"], table)


def pairs(language: str, judge: str, kind: str) -> Spread:
    """The share of the pairs of a kind that are taken for right."""
    if judge == "counting":
        return _over([results()["counted"][language]["pairs"][kind]])
    return _over([one[FIELDS[judge]][kind] for one in runs(language)])


def pair_accuracy(language: str, judge: str, wrong: str) -> Spread:
    """How many pairs are judged rightly, half of them right and half of the ``wrong`` kind."""
    tables = [results()["counted"][language]["pairs"]]
    if judge != "counting":
        tables = [one[FIELDS[judge]] for one in runs(language)]
    return _over([(one["next"] + 1 - one[wrong]) / 2 for one in tables])


def senses(language: str, word: str) -> dict[str, Line]:
    """How well a word's meanings part at each layer, and when they are dealt out at random."""
    found = [one["senses"][word] for one in runs(language)]
    layers = list(range(len(found[0]["meaning"])))
    return {
        name: _line(name, layers, np.array([one[name] for one in found]))
        for name in ("meaning", "dealt")
    }


def words_measured(language: str) -> list[str]:
    """The words of two meanings with enough sentences, the control last."""
    words = [*(one.word for one in WORDS[language]), CONTROL[language].word]
    return [word for word in words if word in runs(language)[0]["senses"]]


def sentences_of(language: str, word: str) -> int:
    """How many sentences a word was measured on."""
    return int(results()["counted"][language]["sentences_of"][word])


def numbers(language: str) -> dict[str, Any]:
    """The numbers that the page's words name."""
    found: dict[str, Any] = {
        "seeds": len(results()["seeds"]),
        "places": places(language, "token"),
        "stories": results()["stories"],
        "taught_steps": results()["taught_steps"],
    }
    for way in (*MODELS, *COUNTS):
        name = way.replace("-", "_")
        found[f"{name}_top1"] = guessed(language, way)[0]
        found[f"{name}_top5"] = guessed(language, way, top="top5")[0]
    for view in VIEWS[1:]:
        found[f"places_{view}"] = places(language, view)
        for way in ("both", "left", "left-fewer", "bigram"):
            found[f"{way.replace('-', '_')}_{view}"] = guessed(language, way, view)[0]
    for judge in JUDGES:
        for wrong in ("elsewhere", "alike"):
            found[f"{judge}_{wrong}"] = pair_accuracy(language, judge, wrong)[0]
        found[f"{judge}_swapped"] = pairs(language, judge, "swapped")[0]
        found[f"{judge}_next"] = pairs(language, judge, "next")[0]
    return found


def _over(values: list[float]) -> Spread:
    return float(np.mean(values)), min(values), max(values)


def _line(name: str, x: Sequence[float], table: Any) -> Line:
    ends = table.min(axis=0).tolist(), table.max(axis=0).tolist()
    return Line(name, x, table.mean(axis=0).tolist(), *ends)
