"""How well the shipped translators do on sentences that people wrote, beside a named baseline.

The baseline knows no grammar: it takes the training pair whose source shares the most words with
the sentence (Jaccard index; the first of equals) and hands back that pair's translation.
"""

from collections.abc import Sequence
from typing import Any

from nlp_core.corpora import tatoeba
from nlp_core.experiments.attention.accuracy import by_length
from nlp_core.measurements.results import obtain, read
from nlp_core.provenance import Shipped
from nlp_core.recipes.tatoeba import SHIPPED, TatoebaSpec, scores, translations
from nlp_core.recipes.translation import Ids
from nlp_core.text.pieces import cut
from nlp_core.text.translation_scores import words_and_signs


def measure() -> dict[str, Any]:
    """Both directions on the held-out pairs. Needs the public corpus."""
    return {
        "data": TatoebaSpec.DATA,
        "seeds": sorted({spec.seed for spec in SHIPPED}),
        "trained_pairs": len(tatoeba.split()[0]),
        "held_out": len(tatoeba.split()[1]),
        "runs": [judge(spec) for spec in SHIPPED],
    }


def judge(spec: TatoebaSpec) -> dict[str, Any]:
    """One translator: its public scores and the baseline's, unknown words, the little world."""
    found = obtain(spec)
    learned, held = (spec.sides(some) for some in tatoeba.split())
    sources, references = ([pair[place] for pair in held] for place in (0, 1))
    known = tuple(found.vocabulary["source"])
    lengths = by_length(found.model, found.vocabulary, spec.direction)
    total = sum(one.count for one in lengths)
    return {
        "direction": spec.direction,
        "model": scores(translations(found.model, Ids(found.vocabulary), sources), references),
        "nearest": scores(nearest(learned, sources), references),
        "unknown": sum(bool(cut(source, known).unknown) for source in sources) / len(sources),
        "world_exact_match": sum(one.exact_match * one.count for one in lengths) / total,
        "parameters": sum(p.numel() for p in found.model.parameters()),
    }


def nearest(learned: Sequence[tuple[str, str]], sources: Sequence[str]) -> list[str]:
    """For each source the translation of the training source with the most words in common."""
    bags = [set(words_and_signs(source.casefold())) for source, _ in learned]

    def best(text: str) -> str:
        mine = set(words_and_signs(text.casefold()))
        shares = [len(mine & bag) / max(len(mine | bag), 1) for bag in bags]
        return learned[max(range(len(bags)), key=shares.__getitem__)][1]

    return [best(source) for source in sources]


def numbers(direction: str) -> dict[str, float]:
    """What the page's words name of one direction."""
    found = read("tatoeba").found
    run = next(one for one in found["runs"] if one["direction"] == direction)
    named = {
        f"{who}_{name.removeprefix('public_')}": value
        for who in ("model", "nearest")
        for name, value in run[who].items()
    }
    rest = {name: run[name] for name in ("unknown", "world_exact_match", "parameters")}
    return named | rest | {name: found[name] for name in ("trained_pairs", "held_out")}


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("tatoeba").provenance
