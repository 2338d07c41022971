"""The measured numbers of the prompting lesson, as lines with bands over the seeds.

``prompting`` measured them; GPT-3's are from Brown et al. 2020, Table 3.10 (175 billion
parameters, "random insertion in word"), few-shot with the 100 examples that Figure 3.11 names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Published, Shipped
from nlp_core.text.prompts import Prompt

LARGEST = "0.8M"
GPT3_RANDOM_INSERTION = {"zero": 0.0826, "one": 0.454, "few": 0.672}
GPT3_SOURCE = Published(
    "Brown et al. 2020, Table 3.10 and Figure 3.11", "https://arxiv.org/abs/2005.14165"
)


def results() -> dict[str, Any]:
    """What ``prompting`` measured, with how it was measured."""
    return read("prompting").found


def parameters() -> dict[str, int]:
    """How many parameters each size of the GPT has, by its name, the smallest first."""
    return {size: entry["parameters"] for size, entry in results()["sizes"].items()}


def over_seeds(name: str, x: Sequence[float], curves: Sequence[Sequence[float]]) -> Line:
    """The mean line of several seeds, and its band from the lowest to the highest seed."""
    table = np.array(curves)
    return Line(name, x, *(part.tolist() for part in (table.mean(0), table.min(0), table.max(0))))


def lines(view: str) -> list[Line]:
    """The lines of one view: sizes, families, narrow, description, controls or operations.

    A view may be named with "view-" before it, as the page names its words. "narrow" holds all
    sizes on the rules of the first test: twelve symbols or more, affixes of three at most. The
    views alphabet, affix and word have the ``limits`` that their names say, by size.
    """
    if (dimension := view.removeprefix("view-")) in results()["ideal-limits"]:
        later = ("ideal-2", "ideal-4", "ideal-8")
        return [line for line in limits(dimension) if line.name not in later]
    found = results()
    shots = found["shots"]
    largest = found["sizes"][LARGEST]["runs"]
    match view.removeprefix("view-"):
        case "sizes":
            curves = {size: _exact(entry["runs"]) for size, entry in found["sizes"].items()}
            curves["ideal"] = [found["ideal"]["macro"]]
        case "narrow":
            sizes = found["sizes"].items()
            curves = {size: _exact(entry["runs"], test="narrow") for size, entry in sizes}
        case "families":
            curves = {family: _exact(largest, family) for family in FAMILIES}
        case "description":
            curves = {
                "described-known": [run["described-known"] for run in largest],
                "described-new": [run["described"] for run in largest],
                "known": [run["known"] for run in largest],
                "new": _exact(largest),
            }
        case "controls":
            curves = {"gpt": _exact(largest), "lstm": _exact(found["lstm"]["runs"])}
            curves["copying"] = [found["copying"]["macro"]]
        case "operations":
            kinds = ("operation", "unseen")
            curves = {kind: [run["operations"][kind] for run in largest] for kind in kinds}
        case _:
            raise ValueError(f"no view {view!r}")
    drawn = [over_seeds(name, shots, runs) for name, runs in curves.items()]
    return drawn + (_misled() if view.endswith("controls") else [])


def _exact(
    runs: Sequence[dict[str, Any]], family: str = "macro", test: str = "exact"
) -> list[list[float]]:
    return [run[test][family] for run in runs]


def _misled() -> list[Line]:
    """The controls' lines, measured at fewer numbers of examples."""
    found = results()
    largest = found["sizes"][LARGEST]["runs"]
    shots = found["control-shots"]
    return [
        over_seeds(name, shots, [run["controls"][name] for run in largest])
        for name in largest[0]["controls"]
    ]


def at(line: str, x: int, view: str = "sizes") -> float:
    """One mean: a line of a view at ``x`` examples, or at a size of ``x``."""
    found = next(one for one in lines(view) if one.name == line)
    return float(found.mean[list(found.x).index(x)])


def numbers() -> dict[str, float]:
    """The numbers that the page's words name, of the largest model unless they say otherwise."""
    return {
        "zero": at(LARGEST, 0),
        "one": at(LARGEST, 1),
        "eight": at(LARGEST, 8),
        "narrow_one": at(LARGEST, 1, "narrow"),
        "narrow_eight": at(LARGEST, 8, "narrow"),
        "small": at("8k", 8),
        "small_n": parameters()["8k"],
        "ideal": at("ideal", 1),
        "lstm": at("lstm", 8, "controls"),
        "lstm_seeds": len(results()["lstm"]["runs"]),
        "shuffled": at("other-answers", 8, "controls"),
        "wrong": at("wrong-family", 8, "controls"),
        "described": at("described-new", 0, "description"),
        "described_known": at("described-known", 0, "description"),
        "known": at("known", 8, "description"),
        "operation": at("operation", 8, "operations"),
        "operation_one": at("operation", 1, "operations"),
        "unseen": at("unseen", 8, "operations"),
        "unseen_one": at("unseen", 1, "operations"),
        "insert": at("insert", 1, "families"),
        "substitute": at("substitute", 1, "families"),
        "two_one": at("shots-1", 2, "alphabet"),
        "two_eight": at("shots-8", 2, "alphabet"),
        "two_ideal": at("ideal-1", 2, "alphabet"),
        "many_one": at("shots-1", 26, "alphabet"),
        "affix_one": at("shots-1", 5, "affix"),
        "affix_eight": at("shots-8", 5, "affix"),
        "short_one": at("shots-1", 1, "affix"),
        "word_one": at("shots-1", 12, "word"),
        "word_eight": at("shots-8", 12, "word"),
        "letter_one": at("shots-1", 1, "word"),
        "letter_ideal": at("ideal-1", 1, "word"),
        "letter_eight": at("shots-8", 1, "word"),
        "million": results()["tokens"] / 1e6,
        "episodes": results()["episodes"],
        "seeds": len(results()["sizes"][LARGEST]["runs"]),
    }


def limits(dimension: str, size: str = LARGEST) -> list[Line]:
    """Exact match by the alphabet's, affix's or word's size: a line for each number of examples.

    The lines are named "shots-1" and so on, after them the ideal learner's "ideal-1" and so on.
    """
    found = results()
    runs = [run["limits"][dimension] for run in found["sizes"][size]["runs"]]
    x = [int(one) for one in runs[0]]
    return [
        over_seeds(
            f"{name}-{shots}",
            x,
            [[slice_["macro"][place] for slice_ in run.values()] for run in table],
        )
        for name, table in (("shots", runs), ("ideal", [found["ideal-limits"][dimension]]))
        for place, shots in enumerate(found["limit-shots"])
    ]


@dataclass(frozen=True)
class Limit:
    """What was measured on prompts like one that was typed.

    ``dimension`` (alphabet, affix or word) has its nearest measured ``size``; ``reached`` is the
    model's exact match after ``shots`` examples, ``ideal`` the ideal learner's.
    """

    dimension: str
    size: int
    shots: int
    reached: float
    ideal: float

    def numbers(self) -> dict[str, float]:
        """The numbers that a sentence about it names."""
        found = {"size": self.size, "shots": self.shots}
        return found | {"reached": self.reached, "ideal": self.ideal}


def limits_met(prompt: Prompt, size: str = LARGEST) -> list[Limit]:
    """What a model of ``size`` reached on prompts like this one, the lowest first.

    The longest word and the longest addition of the prompt count; without examples nothing is
    known of its rule, and without an addition nothing of an affix.
    """
    if not prompt.examples:
        return []
    shots = max(n for n in results()["limit-shots"] if n <= len(prompt.examples))
    words = [word for word, _ in prompt.examples] + [prompt.question]
    sizes = {
        "alphabet": len(prompt.characters),
        "affix": max(len(answer) - len(word) for word, answer in prompt.examples),
        "word": max(map(len, words)),
    }
    found = []
    for dimension, wanted in sizes.items():
        if wanted < 1:
            continue
        lines_ = {one.name: one for one in limits(dimension, size)}
        reached, ideal = lines_[f"shots-{shots}"], lines_[f"ideal-{shots}"]
        place = int(np.abs(np.array(reached.x) - wanted).argmin())
        nearest = int(reached.x[place])
        found.append(Limit(dimension, nearest, shots, reached.mean[place], ideal.mean[place]))
    return sorted(found, key=lambda limit: limit.reached)


def fate(control: str) -> str:
    """What a control leaves of the accuracy at 8 examples: "kept", "halved" or "lost"."""
    share = at(control, 8, "controls") / at("gpt", 8, "controls")
    return "kept" if share > 0.75 else "halved" if share > 0.25 else "lost"


def provenance() -> Shipped:
    """Where the numbers come from."""
    return read("prompting").provenance


def history(points: Sequence[dict[str, Any]], metric: str) -> tuple[list[float], list[float]]:
    """A training's steps and one of its metrics, for a line."""
    return [one["step"] for one in points], [one["metrics"][metric] for one in points]


def last(points: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Where a training ended: exact match with 0, 1 and 8 examples."""
    names = {"shots-0": "zero", "shots-1": "one", "shots-8": "eight"}
    return {name: points[-1]["metrics"][metric] for metric, name in names.items()}
