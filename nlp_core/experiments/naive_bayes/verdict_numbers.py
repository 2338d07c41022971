"""The numbers behind a verdict, as a page says them: shares, steps of the rule, strongest words."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.corpora.rude import is_rude
from nlp_core.experiments.naive_bayes.verdict import Verdict
from nlp_core.text.naive_bayes import NaiveBayes

SMALLEST_LOG = -1074 * math.log(2)  # of the smallest 64-bit float above 0, 5e-324


def terms(verdict: Verdict, unit: str) -> list[tuple[str, float, str]]:
    """Each known word with what it adds, and the two probabilities behind it in words."""
    return [
        (
            visible(one.word, unit) + (f" × {one.count}" if one.count > 1 else ""),
            one.total,
            f"{math.exp(one.log_a):.2g} : {math.exp(one.log_b):.2g}",
        )
        for one in verdict.shares
    ]


def visible(word: str, unit: str) -> str:
    """A counted unit as shown: spaces inside runs of characters are made visible."""
    return word.replace(" ", "␣") if unit == "runs" else word


def numbers(verdict: Verdict) -> dict[str, float]:
    """The steps of Bayes' rule: "prior_a" and so on ``towards``, "prior_b" ``against``."""
    sides = (("a", verdict.towards), ("b", verdict.against))
    steps = {
        "prior": {c: math.exp(log) for c, log in verdict.log_prior.items()},
        "likelihood": verdict.log_likelihood,
        "joint": verdict.log_joint,
        "posterior": verdict.posterior,
    }
    named = {f"{name}_{side}": v[c] for name, v in steps.items() for side, c in sides}
    return named | {
        "evidence": verdict.evidence,
        "evidence_size": -verdict.evidence,
        "odds": verdict.odds,
    }


def listed(words: Sequence[str], unit: str, most: int = 12) -> str:
    """Some words in a row, and how many more there are."""
    shown = ", ".join(visible(word, unit) for word in words[:most])
    return shown if len(words) <= most else f"{shown} … (+{len(words) - most})"


def strongest(
    model: NaiveBayes, unit: str, each: int, towards: str, against: str
) -> list[tuple[str, float]]:
    """The words that speak most for one class, then most for the other; none that is rude."""
    plus, minus = (model.classes.index(c) for c in (towards, against))
    ratio = model.log_likelihood[plus] - model.log_likelihood[minus]  # (V,)
    ranked = np.argsort(-ratio, kind="stable").tolist()
    order = [i for i in ranked if not is_rude(model.vocabulary.words[i])]
    chosen = [*order[:each], *order[-each:]] if len(order) > 2 * each else order
    return [(visible(model.vocabulary.words[i], unit), float(ratio[i])) for i in chosen]


def change(before: float, after: float) -> str:
    """ "up", "down" or "same"."""
    if abs(after - before) < 1e-9:
        return "same"
    return "up" if after > before else "down"


def copies_to_zero(log: float) -> str:
    """How many factors exp(log) make a product that 64 bits round to 0."""
    return str(math.ceil(SMALLEST_LOG / log)) if log < 0 else "∞"


def product(verdict: Verdict) -> dict[str, Any]:
    """The product behind the winner's likelihood, and how soon it is too small for a float."""
    log = verdict.log_likelihood[verdict.winner]
    return {
        "tokens": sum(one.count for one in verdict.shares),
        "product": power_of_ten(log),
        "copies": copies_to_zero(log),
    }


def power_of_ten(log: float) -> str:
    """exp(log) in words of ten, even where it is far too small for a float.

    >>> power_of_ten(-1000.0)
    '5.1 × 10⁻⁴³⁵'
    """
    exponent = math.floor(log / math.log(10))
    digits = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{math.exp(log - exponent * math.log(10)):.1f} × 10{digits}"
