"""How fast a Transformer's block and its translator are: ``python -m nlp_core bench transformer``.

``tests/bench/bench_transformer.py`` sets the block beside torch's own. Models take turns, step by
step, so that a busy machine slows none of them alone; of each the median is told.
"""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Any

import torch
from torch import Tensor, nn

from nlp_core.bench_timing import Timing
from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import EncoderBlock
from nlp_core.models.seq2seq import PAD
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import LONGEST_WRITTEN, Ids, TranslationSpec
from nlp_core.training.decoding import beam_search, greedy
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import one_thread
from nlp_core.training.translation import Batch, train

SHAPES = ((32, 16, 128), (32, 64, 128), (8, 128, 512))  # sentences, tokens, features
HEADS = 4
ROUNDS = 15
SENTENCES = 60  # that are translated
WIDTH = 4


def transformer(rounds: int = ROUNDS) -> Iterator[Timing]:
    """One block, then the translator beside the GRU: learning, writing, and with a beam."""
    with one_thread():
        for shape in SHAPES:
            yield from blocks(shape, rounds)
        yield from translators(rounds)


def blocks(shape: tuple[int, int, int], rounds: int) -> Iterator[Timing]:
    """A block forward, and forward and backward, on B sentences of T tokens with C features."""
    runs = passes(made_block(shape[2]), torch.randn(shape))
    tokens = shape[0] * shape[1]
    for name, seconds in in_turns(runs, rounds).items():
        size = "×".join(map(str, shape))
        yield Timing(f"block {size}, {name}", seconds, f"{tokens / seconds:,.0f} tokens/s")


def made_block(d_model: int) -> EncoderBlock:
    """A block with the proportions of Vaswani et al. 2017."""
    return EncoderBlock(BlockConfig(d_model, HEADS, 4 * d_model, norm_first=True)).eval()


def passes(block: Callable[[Tensor], Tensor], x: Tensor) -> dict[str, Callable[[], Any]]:
    """What is timed of a block: forward alone, and forward and backward."""
    with_gradient = x.clone().requires_grad_()

    def forward() -> None:
        with torch.inference_mode():
            block(x)

    return {"forward": forward, "and backward": lambda: block(with_gradient).sum().backward()}


def in_turns(runs: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median seconds of each run, one of each in turn; the first round warms up."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            began = time.process_time()
            run()
            if number:
                times[name].append(time.process_time() - began)
    return {name: max(median(found), 1e-9) for name, found in times.items()}


def translators(rounds: int) -> Iterator[Timing]:
    """The Transformer and the GRU on the same batches: target tokens a second."""
    specs: dict[str, Any] = {"Transformer": TransformerSpec(), "GRU": TranslationSpec()}
    models = {name: spec.build().model for name, spec in specs.items()}
    ids = Ids(specs["GRU"].build().vocabulary)
    batches = list(itertools.islice(specs["GRU"].batches(ids), rounds + 1))
    told = sum(int((batch.target[:, 1:] != PAD).sum()) for batch in batches[1:]) / rounds
    learning = {name: _steps(model, batches) for name, model in models.items()}
    runs = {name: lambda steps=steps: next(steps) for name, steps in learning.items()}
    for name, seconds in in_turns(runs, rounds).items():
        yield Timing(f"{name}, a training step", seconds, f"{told / seconds:,.0f} target tokens/s")
    source = batches[-1].source[:SENTENCES]
    writing = {
        name: lambda model=model: greedy(model, source, LONGEST_WRITTEN)
        for name, model in models.items()
    }
    for name, seconds in in_turns(writing, 3).items():
        steps = max(len(row) for row in writing[name]()) + 1  # models that hardly learned stop soon
        outcome = f"{steps} steps, {1000 * seconds / steps:.1f} ms each"
        yield Timing(f"{name}, greedy, {SENTENCES} sentences", seconds, outcome)
    one = source[:1][source[:1] != PAD].unsqueeze(0)
    searching = {
        name: lambda model=model: beam_search(model, one, WIDTH, LONGEST_WRITTEN)
        for name, model in models.items()
    }
    for name, seconds in in_turns(searching, 3).items():
        yield Timing(f"{name}, a beam of {WIDTH}, one sentence", seconds)


def _steps(model: nn.Module, batches: list[Batch]) -> Iterator[Any]:
    """A training step at each ``next``."""
    adam = [torch.optim.Adam(model.parameters(), lr=1e-3)]
    optimizers = muon_and_adam(model) if hasattr(model, "transformer") else adam
    how: dict[str, Any] = {"steps": 10_000, "learning_rate": 1e-3}
    made: Any = model
    for batch in batches:
        yield from train(made, [batch], check=lambda: ({}, None), optimizers=optimizers, **how)
