"""The measured numbers of the ELECTRA lesson, over seeds; ``electra`` measured them, and
``electra_game`` chose the game's sentences."""

from typing import Any

import numpy as np

from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped

QUESTIONS = ("rtd", "all-mlm", "rtd-15", "mlm-15")
PROBES = ("kind", "referent")
PUBLISHED = {"rtd": 85.0, "all-mlm": 84.3, "rtd-15": 82.4, "mlm-15": 82.2}
"""GLUE scores of the paper's ablations (Clark et al. 2020, section 3.4)."""
Spread = tuple[float, float, float]
"""Mean, lowest and highest over the seeds."""


def results() -> dict[str, Any]:
    """What ``electra`` measured, with how it was measured."""
    return read("electra").found


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("electra").provenance


def boards(language: str) -> list[str]:
    """The sentences of the game, a round each, which ``electra_game`` chose."""
    sentences: list[str] = read("electra_game").found["sentences"][language]
    return sentences


def lines(language: str, probe: str) -> dict[str, Line]:
    """The accuracy of a probe against compute, a line a question, the untrained left out."""
    found = {}
    for question in QUESTIONS:
        runs = _runs(question)
        table = np.array([[_value(m, probe, language) for m in one["moments"][1:]] for one in runs])
        flops = [moment["flops"] for moment in runs[0]["moments"][1:]]
        ends = table.min(axis=0).tolist(), table.max(axis=0).tolist()
        found[question] = Line(question, flops, table.mean(axis=0).tolist(), *ends)
    return found


def final(language: str, probe: str, question: str) -> Spread:
    """A question's accuracy at the end of its runs."""
    values = [_value(one["moments"][-1], probe, language) for one in _runs(question)]
    return float(np.mean(values)), min(values), max(values)


def untrained(language: str, probe: str) -> float:
    """What the untrained encoders reach, on average."""
    firsts = [one["moments"][0] for one in results()["runs"]]
    return float(np.mean([_value(one, probe, language) for one in firsts]))


def counted(language: str, probe: str) -> float:
    """What counting reaches."""
    return float(results()["counted"][probe][language])


def leaders(language: str, probe: str) -> list[str]:
    """The questions whose range over the seeds reaches that of the best: where they are several,
    it is a tie."""
    spreads = {one: final(language, probe, one) for one in QUESTIONS}
    best = max(spreads.values())
    return [one for one, (_, _, high) in spreads.items() if high >= best[1]]


def at_equal_compute(language: str, probe: str) -> dict[str, float]:
    """Each question's mean accuracy where it has cost what the cheapest costs in all."""
    found = lines(language, probe)
    cost = min(one.x[-1] for one in found.values())
    return {
        name: float(np.interp(np.log(cost), np.log(one.x), one.mean)) for name, one in found.items()
    }


def cost(question: str) -> float:
    """The compute of a whole run, that of masked tokens being 1."""
    ends = {one: _runs(one)[0]["moments"][-1]["flops"] for one in (question, "mlm-15")}
    return float(ends[question] / ends["mlm-15"])


def numbers(language: str, probe: str) -> dict[str, Any]:
    """The numbers that the page's words name."""
    found: dict[str, Any] = {
        "seeds": len(results()["seeds"]),
        "items": results()["items"][probe][language],
        "tokens": results()["tokens"] / 1e6,
        "untrained": untrained(language, probe),
        "counted": counted(language, probe),
    }
    equal = at_equal_compute(language, probe)
    for question in QUESTIONS:
        name = question.replace("-", "_")
        mean, low, high = final(language, probe, question)
        found |= {name: mean, f"{name}_low": low, f"{name}_high": high}
        found |= {f"{name}_cost": cost(question), f"{name}_equal": equal[question]}
        found[f"{name}_paper"] = PUBLISHED[question]
    return found


def _runs(question: str) -> list[dict[str, Any]]:
    return [one for one in results()["runs"] if one["question"] == question]


def _value(moment: dict[str, Any], probe: str, language: str) -> float:
    return float(moment["probes"][f"{probe}_{language}"])
