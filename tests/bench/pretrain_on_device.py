"""Pre-train the shipped models on a machine with a GPU, in a given time.

    NLP_REVISITED_DATA=<data> python -m tests.bench.pretrain_on_device --out <folder>

The folder of data holds ``pretraining/passages-....npz`` (``nlp_core.corpora.pretraining``), so
that the texts themselves need not be there. Each model's speed is taken first, and its tokens cut
to what the time allows. A checkpoint is written when it is done: copied into ``assets/models`` it
ships, once ``SHIPPED`` in the recipe names its tokens.
"""

import argparse
import dataclasses
import time
from pathlib import Path
from typing import Any

import torch

from nlp_core.engine.folder import open_folder
from nlp_core.engine.store import Store
from nlp_core.engine.train import device_name, train, warm
from nlp_core.recipes.pretraining import OBJECTIVES, WIDTH, PretrainingSpec, as_tensors, corpus
from nlp_core.training.language_model import fast_bfloat16
from nlp_core.training.pretraining import Plan, learn, optimisers
from nlp_core.training.run import best_device

ORDER = ("mlm+nsp", "causal", "mlm+sop")
COST = {"mlm+nsp": 1.0, "causal": 1.1, "rtd": 1.8, "mlm+sop": 1.0}  # of a step, about
PROBED, STEADY_FROM = 40, 10  # steps
OVERHEAD_S = 8.0  # a model's: packing, counting, measuring
ROUND = 5_000_000  # tokens


def seconds_a_step(spec: PretrainingSpec) -> float:
    """How long a step of this spec takes here, once it runs steadily."""
    device = best_device()
    text = corpus(spec.corpus)
    learned = as_tensors(text.chosen(~text.held_out), device)
    model = spec.build().model.to(device)
    optimising = optimisers(model, matrices=spec.matrix_rate, rest=spec.learning_rate)
    plan = Plan(spec.objective, spec.hidden, PROBED, 1, spec.seed, fast_bfloat16(device))
    start = 0.0
    for point in learn(model, optimising, spec.batches(learned), plan, lambda model, last: {}):
        now = time.perf_counter()
        if point.step == STEADY_FROM:
            start = now
    return (now - start) / (PROBED - STEADY_FROM)


def affordable(spec: PretrainingSpec, seconds: float, most: int) -> tuple[int, float]:
    """The tokens that fit into the seconds, and the seconds of a step."""
    step = seconds_a_step(spec)
    tokens = int(max(seconds - OVERHEAD_S, 1.0) / step * spec.rows * WIDTH)
    if tokens >= most:
        return most, step
    return max(tokens // ROUND * ROUND, min(most, ROUND)), step


def run(spec: PretrainingSpec, out: Path, begun: float) -> None:
    """Train one model and write it."""

    def show(point: dict[str, Any]) -> None:
        shown = {k: v for k, v in point["metrics"].items() if not k.startswith("bigram")}
        metrics = " ".join(f"{name} {value:.3f}" for name, value in shown.items())
        at = f"{time.perf_counter() - begun:6.1f} s {point['step']:6}/{point['total']}"
        print(f"{spec.objective:8} {at} loss {point['loss']:.3f} {metrics}", flush=True)

    packed = train(spec, observe=show, half=True)
    Store(open_folder(out)).write(packed)
    card = packed.card
    size = len(packed.tensors) / 1e6
    print(
        f"== {card['run_id']} {card['parameters']:,} parameters, {size:.1f} MB, "
        f"{card['steps']} steps in {card['seconds']} s on {card['device']}\n"
        f"== {dataclasses.asdict(spec)}\n== {card['metrics']}",
        flush=True,
    )


def main() -> None:
    """Train the models, one after another."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=5.5, help="for all models together")
    parser.add_argument("--objectives", nargs="+", choices=OBJECTIVES, default=ORDER)
    for name in ("tokens", "rows", "d_model", "n_layer", "seed"):
        default = getattr(PretrainingSpec(), name)
        parser.add_argument(f"--{name}", type=int, default=default)
    for name in ("hidden", "matrix_rate", "learning_rate"):
        parser.add_argument(f"--{name}", type=float, default=getattr(PretrainingSpec(), name))
    options = vars(parser.parse_args())
    out, minutes, objectives = (options.pop(name) for name in ("out", "minutes", "objectives"))
    begun = time.perf_counter()
    torch.set_flush_denormal(True)
    warm()
    print(f"torch {torch.__version__}, {device_name()}", flush=True)
    for i, objective in enumerate(objectives):
        spec = PretrainingSpec(objective=objective, **options)
        left = minutes * 60 - (time.perf_counter() - begun)
        share = left * COST[objective] / sum(COST[other] for other in objectives[i:])
        tokens, step = affordable(spec, share, spec.tokens)
        print(
            f"{objective}: {step * 1e3:.1f} ms a step, {share:.0f} s, {tokens:,} tokens", flush=True
        )
        run(dataclasses.replace(spec, tokens=tokens), out, begun)
    print(f"all in {time.perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
