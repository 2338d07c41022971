"""The prompting lesson's measured figures: ``python -m nlp_core.measurements.prompting``.

Every model of the curve (four sizes and an LSTM, equal tokens, three seeds) answers the same
held-out rules. Models that are neither shipped nor in the cache are trained first, about an hour of
two CPU cores; the numbers go to ``assets/results/prompting.json``.
"""

import datetime
import json
import os
import sys
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.engine.artifact import Packed, unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.engine.train import device_name, train
from nlp_core.experiments.prompting.few_shot import (
    MOST_SHOTS,
    after_misleading,
    by_shots,
    copying_by_shots,
    family_episodes,
    ideal_by_shots,
    macro,
)
from nlp_core.places import MODELS, default_cache
from nlp_core.places import RESULTS as FOLDER
from nlp_core.recipes.prompting import CURVE_SEEDS, LSTM, SIZES, PromptingSpec

COMMAND = "python -m nlp_core.measurements.prompting"
RESULTS = FOLDER / "prompting.json"
EPISODES, CONTROL_EPISODES, TEST_SEED = 300, 150, 2026
CONTROL_SHOTS = (1, 2, 4, 8)
CONTROLS = ("other-answers", "wrong-family")

Curve = list[float]


def by_family(
    model: nn.Module, *, unseen: bool = True, described: bool = False
) -> dict[str, Curve]:
    """Exact match for 0 to 8 examples in every family, and their plain mean as "macro"."""
    result = {}
    for family in FAMILIES:
        data = family_episodes(family, EPISODES, TEST_SEED, unseen=unseen, described=described)
        result[family] = by_shots(model, data)
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
    packed = obtain(spec)
    model = unpack(packed, spec, shipped=False).model
    card = packed.card
    facts = {key: card[key] for key in ("run_id", "seed", "steps", "seconds", "device", "date")}
    numbers: dict[str, Any] = facts | {"exact": by_family(model)}
    if spec == replace(PromptingSpec(), seed=spec.seed):
        numbers["described"] = by_family(model, described=True)["macro"]
        numbers["described-known"] = by_family(model, unseen=False, described=True)["macro"]
        numbers["known"] = by_family(model, unseen=False)["macro"]
        numbers["controls"] = controls(model)
        numbers["operations"] = fixed_operations(model)
    return numbers


def obtain(spec: PromptingSpec) -> Packed:
    """The model of ``spec``: shipped, from the cache, or trained now and kept there."""
    shipped = Store(open_folder(MODELS), writable=False)
    cache = Store(open_folder(os.environ.get("NLP_REVISITED_CACHE") or default_cache()))
    packed = shipped.read(run_id_of(spec)) or cache.read(run_id_of(spec))
    if packed is None:
        packed = train(spec, half=True)
        cache.write(packed)
    return packed


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
        "runs": [run(LSTM)],
    }
    return {
        "command": COMMAND,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "device": device_name(),
        "torch": torch.__version__,
        "data": PromptingSpec.DATA,
        "tokens": PromptingSpec().tokens,
        "episodes": EPISODES,
        "control-episodes": CONTROL_EPISODES,
        "control-shots": list(CONTROL_SHOTS),
        "shots": list(range(MOST_SHOTS + 1)),
        "sizes": sizes,
        "lstm": lstm,
    } | reference_curves()


def main() -> int:
    """Measure and write the results."""
    torch.set_flush_denormal(True)
    RESULTS.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
