"""The attention lesson's measured figures: accuracy by length, alignment, moved attention."""

import argparse
import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from nlp_core.corpora.little_world import VERSION as WORLD
from nlp_core.engine.train import device_name
from nlp_core.experiments.attention.accuracy import alignment_error, by_length, forcing
from nlp_core.places import RESULTS as FOLDER
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec, held_out
from nlp_core.training.run import Bundle

RESULTS = FOLDER / "attention.json"
SEEDS = (0, 1, 2)
LONGER = 4  # how many times the steps the translator without attention also gets


def measure(specs: Sequence[TranslationSpec]) -> list[dict[str, Any]]:
    """Train every spec and judge it on the held-out pairs."""
    runs = []
    for spec in specs:
        bundle: Bundle = spec.build()
        for _ in spec.fit(bundle):
            pass
        model, vocabulary = bundle.model.cpu().eval(), bundle.vocabulary
        lengths = by_length(model, vocabulary, spec.direction)
        total = sum(one.count for one in lengths)
        runs.append(
            {
                **asdict(spec),
                "exact_match": sum(one.exact_match * one.count for one in lengths) / total,
                "by_length": [asdict(one) for one in lengths],
                "alignment_error": alignment_error(model, vocabulary, spec.direction),
                "forcing": None
                if spec.score == "none"
                else forcing(model, vocabulary, spec.direction),
            }
        )
    return runs


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure with attention and without, in both directions, and store the numbers."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--into", type=Path, default=RESULTS)
    into = parser.parse_args(arguments).into
    plain = [
        TranslationSpec(direction=direction, score=score, seed=seed)
        for direction in DIRECTIONS
        for score in ("general", "none")
        for seed in SEEDS
    ]
    others = [TranslationSpec(score=score, seed=s) for score in ("dot", "additive") for s in SEEDS]
    default = TranslationSpec()
    longer = [
        replace(default, direction=direction, score="none", steps=LONGER * default.steps)
        for direction in DIRECTIONS
    ]
    found = {
        "command": "python -m nlp_core.measurements.attention",
        "device": device_name(),
        "torch": torch.__version__,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data": TranslationSpec.DATA,
        "world": WORLD,
        "held_out": len(held_out()),
        "runs": measure([*plain, *others, *longer]),
    }
    into.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
