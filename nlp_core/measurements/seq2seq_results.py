"""The measured numbers of the seq2seq lesson, over seeds.

``attention`` measured sentence length with and without attention; ``seq2seq`` measures the size of
the vector, the teacher-forcing ratio and the beam.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nlp_core.measurements import attention_results
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.measurements.seq2seq import LONGER, LONGER_RATIOS, RATIOS, SIZES
from nlp_core.provenance import Shipped
from nlp_core.recipes.translation import TranslationSpec

Run = dict[str, Any]
USUAL = TranslationSpec()


def runs(
    direction: str, *, d_model: int = USUAL.d_model, ratio: float = 1.0, longer: bool = False
) -> list[Run]:
    """The runs of one setting, a run a seed; ValueError where none was measured."""
    steps = USUAL.steps * (LONGER if longer else 1)
    wanted = (direction, d_model, ratio, steps)
    found = [
        run
        for run in read("seq2seq").found["runs"]
        if (run["direction"], run["d_model"], run["teacher_forcing"], run["steps"]) == wanted
    ]
    if not found:
        raise ValueError(f"nothing measured for {wanted}")
    return found


def lengths(direction: str) -> list[Line]:
    """Exact match by length of the source: a line a vector size, then attention's."""
    lines = attention_results.lines(direction)
    attended = next(one for one in lines if one.name == "general")
    return [*(_lengths(str(size), runs(direction, d_model=size)) for size in SIZES), attended]


def length_numbers(direction: str) -> dict[str, Any]:
    """The numbers that the page's words name of short and long sentences."""
    named = attention_results.numbers(direction)
    kept = ("long", "held_out", "seeds", "long_with", "short_without", "long_without")
    return {name: named[name] for name in kept} | {"usual": USUAL.d_model}


def length_provenance() -> tuple[Shipped, ...]:
    """Where the lines of ``lengths`` come from."""
    return provenance(), attention_results.provenance()


def _lengths(name: str, found: Sequence[Run]) -> Line:
    rows = [[one["exact_match"] for one in run["by_length"]] for run in found]
    return _line(name, [one["middle"] for one in found[0]["by_length"]], rows)


def ratios(direction: str) -> list[Line]:
    """Against the teacher-forcing ratio: words right with the reference's help, and whole
    sentences right without it, at the usual steps and at four times as many."""
    usual = [runs(direction, ratio=ratio) for ratio in RATIOS]
    longer = [runs(direction, ratio=ratio, longer=True) for ratio in LONGER_RATIOS]
    return [
        _over("helped", RATIOS, usual, lambda run: run["next_word"]),
        _over("alone", RATIOS, usual, lambda run: run["exact_match"]),
        _over("alone-longer", LONGER_RATIOS, longer, lambda run: run["exact_match"]),
    ]


def widths(direction: str) -> Line:
    """Exact match against the width of the beam."""
    found = runs(direction)
    rows = [[one["exact_match"] for one in run["by_width"]] for run in found]
    return _line("beam", [one["width"] for one in found[0]["by_width"]], rows)


def _over(
    name: str, x: Sequence[float], found: Sequence[Sequence[Run]], value: Callable[[Run], float]
) -> Line:
    return _line(
        name,
        list(x),
        [list(row) for row in zip(*[[value(r) for r in s] for s in found], strict=True)],
    )


def _line(name: str, x: Sequence[float], rows: list[list[float]]) -> Line:
    table = np.array(rows)  # (seeds, N)
    return Line(name, list(x), table.mean(0).tolist(), table.min(0).tolist(), table.max(0).tolist())


def levers(direction: str) -> dict[str, float]:
    """What raises the longest sentences' exact match: four times the steps, a vector of twice the
    size, or attention; each the gain over the usual model."""
    usual = lengths(direction)
    by_name = {line.name: line.mean[-1] for line in usual}
    base = by_name[str(USUAL.d_model)]
    longer = _lengths("longer", runs(direction, longer=True)).mean[-1]
    return {
        "steps": longer - base,
        "size": by_name[str(2 * USUAL.d_model)] - base,
        "attention": by_name["general"] - base,
    }


def numbers(direction: str) -> dict[str, Any]:
    """The numbers that the page's words name."""
    lines = {line.name: line for line in lengths(direction)}
    usual, widest = lines[str(USUAL.d_model)], lines[str(SIZES[-1])]
    helped, alone, longer = ratios(direction)
    beam = widths(direction)
    everything = runs(direction)
    return {
        "held_out": read("seq2seq").found["held_out"],
        "seeds": len(everything),
        "long": everything[0]["by_length"][-1]["low"],
        "long_usual": usual.mean[-1],
        "long_narrow": lines[str(SIZES[0])].mean[-1],
        "long_wide": widest.mean[-1],
        "narrow": SIZES[0],
        "usual": USUAL.d_model,
        "wide": SIZES[-1],
        "helped_full": helped.mean[-1],
        "own_word": float(np.mean([run["own_word"] for run in everything])),
        "alone_none": alone.mean[0],
        "alone_half": alone.mean[RATIOS.index(0.5)],
        "alone_full": alone.mean[-1],
        "longer_half": longer.mean[LONGER_RATIOS.index(0.5)],
        "longer_full": longer.mean[-1],
        "greedy": beam.mean[0],
        "beam": beam.mean[-1],
        "bleu": float(np.mean([run["bleu"] for run in everything])),
        "chrf": float(np.mean([run["chrf"] for run in everything])),
    }


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("seq2seq").provenance
