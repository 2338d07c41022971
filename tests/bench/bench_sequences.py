"""The lesson's translator beside torch's own nn.Transformer of as many parameters.

    python -m tests.bench.bench_sequences [--seeds 3] [--direction en-ko] [--steps 500]

Both see the same batches in the same order, with Adam, linear decay, clipping and the same judge.
The Transformer's learning rate is chosen among RATES with a seed that is not used again, by the
exact match at the end; ours keeps the recipe's. A line a run: seconds and steps to each of WANTED,
exact match at the end, and target tokens a second. Time a machine that does nothing else.
"""

import argparse
import itertools
import math
import time
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from nlp_core.bench_sequences import judged
from nlp_core.models.attention import Attended
from nlp_core.models.seq2seq import PAD, Seq2Seq
from nlp_core.recipes.translation import DIRECTIONS, Ids, TranslationSpec
from nlp_core.training.run import one_thread, seeded
from nlp_core.training.translation import Batch, train

RATES = (1e-3, 2e-3, 3e-3)
TUNED_WITH = 100  # a seed
WANTED = (0.5, 0.9)
LAYERS, HEADS, LONGEST = 2, 4, 80


class TorchTransformer(nn.Module):
    """nn.Transformer with sinusoidal positions and tied output, called as a ``Seq2Seq`` is."""

    def __init__(self, source_size: int, target_size: int, d_model: int, d_hidden: int) -> None:
        super().__init__()
        self.source = nn.Embedding(source_size, d_model)
        self.target = nn.Embedding(target_size, d_model)
        self.bias = nn.Parameter(torch.zeros(target_size))
        self.transformer = nn.Transformer(
            d_model, HEADS, LAYERS, LAYERS, d_hidden, dropout=0.0, batch_first=True
        )
        for table in (self.source, self.target):
            nn.init.normal_(table.weight, std=d_model**-0.5)
        place = torch.arange(LONGEST).unsqueeze(1)
        rate = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10_000) / d_model))
        waves = torch.stack([torch.sin(place * rate), torch.cos(place * rate)], dim=-1)
        self.register_buffer("positions", waves.flatten(1), persistent=False)  # (LONGEST, C)

    def forward(self, source: Tensor, target: Tensor) -> tuple[Tensor, Attended]:
        """From source (B, S) and target (B, T) with START to logits (B, T, V)."""
        read, written = (
            table(ids) * table.embedding_dim**0.5 + self.positions[: ids.size(1)]
            for table, ids in ((self.source, source), (self.target, target))
        )
        hidden = source == PAD
        ahead = nn.Transformer.generate_square_subsequent_mask(target.size(1))
        states = self.transformer(
            read,
            written,
            tgt_mask=ahead,
            src_key_padding_mask=hidden,
            memory_key_padding_mask=hidden,
            tgt_is_causal=True,
        )  # (B, T, C)
        return nn.functional.linear(states, self.target.weight, self.bias), Attended(states)


def parameters(model: nn.Module) -> int:
    """How many numbers a model learns."""
    return sum(p.numel() for p in model.parameters())


def equal(spec: TranslationSpec) -> TorchTransformer:
    """A Transformer with as many parameters as the translator of ``spec``, within 2 %."""
    ours = spec.build()
    wanted = parameters(ours.model)
    sizes = [
        table.num_embeddings
        for table in (ours.model.encoder.embedding, ours.model.decoder.embedding)
    ]
    best: tuple[float, int, int] | None = None
    for d_model, d_hidden in itertools.product((64, 72, 80, 88, 96), range(64, 400, 16)):
        off = abs(parameters(TorchTransformer(*sizes, d_model, d_hidden)) - wanted) / wanted
        if off < 0.02 and (best is None or abs(d_hidden - 2 * d_model) < best[0]):
            best = (abs(d_hidden - 2 * d_model), d_model, d_hidden)
    assert best is not None
    with seeded(spec.seed):
        return TorchTransformer(*sizes, *best[1:])


def run(name: str, model: nn.Module, spec: TranslationSpec, batches: Sequence[Batch]) -> float:
    """Train and print a line; the exact match at the end."""
    judge = judged(spec)
    reached: dict[float, str] = {}
    began, checking = time.perf_counter(), 0.0

    def check() -> tuple[dict[str, float], None]:
        nonlocal checking
        started = time.perf_counter()
        found = judge(model)  # type: ignore[arg-type]
        checking += time.perf_counter() - started
        return {"exact_match": found}, None

    points = train(
        model,  # type: ignore[arg-type]
        batches,
        steps=len(batches),
        learning_rate=spec.learning_rate,
        check=check,
    )
    for point in points:
        seconds = time.perf_counter() - began - checking
        for wanted in WANTED:
            if point.metrics["exact_match"] >= wanted and wanted not in reached:
                reached[wanted] = f"{wanted}: {seconds:.1f} s, step {point.step}"
    tokens = sum(int((batch.target[:, 1:] != PAD).sum()) for batch in batches)
    times = "; ".join(reached.get(wanted, f"{wanted}: never") for wanted in WANTED)
    share = point.metrics["exact_match"]
    print(
        f"{name:34} {share:.3f} at the end; {times}; {tokens / seconds:,.0f} tokens/s", flush=True
    )
    return share


def main() -> None:
    """Compare both with each seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--direction", choices=DIRECTIONS, default="en-ko")
    asked = parser.parse_args()
    spec = TranslationSpec(asked.direction, steps=asked.steps)
    ours, theirs = parameters(spec.build().model), parameters(equal(spec))
    print(f"parameters: {ours:,} (ours), {theirs:,} (nn.Transformer)")
    with one_thread():
        tuning = replace(spec, seed=TUNED_WITH)
        data = drawn(tuning)
        rates = [replace(tuning, learning_rate=rate) for rate in RATES]
        tried = {
            one.learning_rate: run(
                f"nn.Transformer, rate {one.learning_rate}", equal(one), one, data
            )
            for one in rates
        }
        best = max(tried, key=lambda rate: tried[rate])
        for seed in range(asked.seeds):
            one = replace(spec, seed=seed)
            data = drawn(one)
            bundle: Seq2Seq = one.build().model
            run(f"ours, seed {seed}", bundle, one, data)
            run(f"nn.Transformer, seed {seed}", equal(one), replace(one, learning_rate=best), data)


def drawn(spec: TranslationSpec) -> list[Batch]:
    """All batches of a training, made before the clock runs."""
    return list(itertools.islice(spec.batches(Ids(spec.build().vocabulary)), spec.steps))


if __name__ == "__main__":
    main()
