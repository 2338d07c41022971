"""The prompting lesson's measured figures.

Every model of the curve (four sizes and an LSTM, equal tokens) answers the same
held-out rules. Models that are neither shipped nor in the cache are trained first, about forty
minutes of a CPU core; the numbers go to ``assets/results/prompting.json``.
"""

from dataclasses import replace
from typing import Any

from torch import nn

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.corpora.letter_rules.scope import NARROW
from nlp_core.experiments.prompting.few_shot import (
    MOST_SHOTS,
    after_misleading,
    by_shots,
    copying_by_shots,
    family_episodes,
    ideal_by_shots,
    macro,
)
from nlp_core.measurements.prompting_limits import LIMIT_EPISODES, LIMIT_SHOTS, limits
from nlp_core.measurements.results import obtain
from nlp_core.recipes.prompting import CURVE_SEEDS, LSTM, SIZES, PromptingSpec

EPISODES, CONTROL_EPISODES, TEST_SEED = 300, 150, 2026
CONTROL_SHOTS = (1, 2, 4, 8)
CONTROLS = ("other-answers", "wrong-family")

Curve = list[float]


def by_family(model: nn.Module, **options: Any) -> dict[str, Curve]:
    """Exact match for 0 to 8 examples in every family, and their plain mean as "macro".

    ``options`` are those of ``family_episodes``.
    """
    result = {
        family: by_shots(model, family_episodes(family, EPISODES, TEST_SEED, **options))
        for family in FAMILIES
    }
    return result | {"macro": macro(list(result.values()))}


def controls(model: nn.Module) -> dict[str, Curve]:
    """What is left when the examples mislead: the mean over families at ``CONTROL_SHOTS``."""
    return {
        control: macro(
            [
                [
                    after_misleading(model, family, CONTROL_EPISODES, TEST_SEED, shots, control)
                    for shots in CONTROL_SHOTS
                ]
                for family in FAMILIES
            ]
        )
        for control in CONTROLS
    }


def fixed_operations(model: nn.Module) -> dict[str, Curve]:
    """Letter operations: those that training used, and those it never did."""
    return {
        name: by_shots(model, family_episodes("operation", EPISODES, TEST_SEED, unseen=unseen))
        for name, unseen in (("operation", False), ("unseen", True))
    }


def reference_curves() -> dict[str, dict[str, Curve]]:
    """The ideal learner and the copying baseline, by family and on the mean."""
    data = {family: family_episodes(family, EPISODES, TEST_SEED) for family in FAMILIES}
    ideal = {family: ideal_by_shots(one) for family, one in data.items()}
    copying = {family: copying_by_shots(one) for family, one in data.items()}
    return {
        "ideal": ideal | {"macro": macro(list(ideal.values()))},
        "copying": copying | {"macro": macro(list(copying.values()))},
    }


def run(spec: PromptingSpec) -> dict[str, Any]:
    """One model's numbers; the largest GPT also meets descriptions, controls and operations."""
    found = obtain(spec)
    model, card = found.model, found.card
    facts = {key: card[key] for key in ("run_id", "seed", "steps", "seconds", "device", "date")}
    numbers: dict[str, Any] = facts | {"exact": by_family(model)}
    if spec.architecture == "gpt":
        numbers["narrow"] = by_family(model, scope=NARROW)
        numbers["limits"] = limits(model)
    if spec == replace(PromptingSpec(), seed=spec.seed):
        numbers["described"] = by_family(model, described=True)["macro"]
        numbers["described-known"] = by_family(model, unseen=False, described=True)["macro"]
        numbers["known"] = by_family(model, unseen=False)["macro"]
        numbers["controls"] = controls(model)
        numbers["operations"] = fixed_operations(model)
    return numbers


def measure() -> dict[str, Any]:
    """Everything that the lesson's figures show, ready for JSON."""
    sizes = {
        size: {
            "parameters": sum(
                p.numel() for p in PromptingSpec(size=size).build().model.parameters()
            ),
            "runs": [run(PromptingSpec(size=size, seed=seed)) for seed in CURVE_SEEDS],
        }
        for size in SIZES
    }
    lstm = {
        "parameters": sum(p.numel() for p in LSTM.build().model.parameters()),
        "runs": [run(replace(LSTM, seed=seed)) for seed in CURVE_SEEDS],
    }
    return {
        "data": PromptingSpec.DATA,
        "seeds": list(CURVE_SEEDS),
        "tokens": PromptingSpec().tokens,
        "episodes": EPISODES,
        "control-episodes": CONTROL_EPISODES,
        "control-shots": list(CONTROL_SHOTS),
        "shots": list(range(MOST_SHOTS + 1)),
        "limit-episodes": LIMIT_EPISODES,
        "limit-shots": list(LIMIT_SHOTS),
        "ideal-limits": limits(None),
        "sizes": sizes,
        "lstm": lstm,
    } | reference_curves()
