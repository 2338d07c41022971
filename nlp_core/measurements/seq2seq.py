"""The seq2seq lesson's measured numbers: vector size, teacher-forcing ratio, beam width, length.

All without attention, over the seeds, on the held-out pairs. The control of the ratio is the same
ratio trained four times as long: at few steps, less help may only be slower.
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from typing import Any

import torch

from nlp_core.experiments.attention.accuracy import by_length
from nlp_core.experiments.seq2seq.free_running import by_width, free_running
from nlp_core.measurements.kept_runs import kept
from nlp_core.measurements.results import obtain
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec, held_out

SEEDS = (0, 1, 2)
SIZES = (32, 64, 128, 256)
RATIOS = (0.0, 0.25, 0.5, 0.75, 1.0)
LONGER = 4  # how many times the steps that the control of the ratio gets
LONGER_RATIOS = (0.5, 1.0)


def specs() -> list[TranslationSpec]:
    """Every run, those of the shown sizes and ratios first."""
    found: dict[TranslationSpec, None] = {}
    for direction in DIRECTIONS:
        for seed in SEEDS:
            plain = TranslationSpec(direction=direction, score="none", seed=seed)
            longer = replace(plain, steps=LONGER * plain.steps)
            runs = [replace(plain, teacher_forcing=ratio) for ratio in RATIOS]
            runs += [replace(plain, d_model=size) for size in SIZES]
            runs += [replace(longer, teacher_forcing=ratio) for ratio in LONGER_RATIOS]
            found |= dict.fromkeys(runs)
    return list(found)


def measure() -> dict[str, Any]:
    """Every run on the held-out pairs, as many at once as there are cores to spare."""
    cores = max((os.cpu_count() or 1) - 1, 1)
    ways = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, ways, torch.set_num_threads, (1,)) as pool:
        runs = list(pool.map(judge, specs()))
    return {
        "data": TranslationSpec.DATA,
        "seeds": list(SEEDS),
        "held_out": len(held_out()),
        "runs": runs,
    }


def judge(spec: TranslationSpec) -> dict[str, Any]:
    """One translator on the held-out pairs; beams for the usual size, ratio and steps."""
    return kept("seq2seq", spec, lambda: _judge(spec))


def _judge(spec: TranslationSpec) -> dict[str, Any]:
    found = obtain(spec)
    model, direction = found.model, spec.direction
    vocabulary = (tuple(found.vocabulary["source"]), tuple(found.vocabulary["target"]))
    usual = TranslationSpec(direction=direction, score=spec.score, seed=spec.seed)
    return {
        **asdict(spec),
        **asdict(free_running(model, vocabulary, direction)),
        "by_length": [asdict(one) for one in by_length(model, found.vocabulary, direction)],
        "by_width": by_width(model, vocabulary, direction) if spec == usual else None,
    }
