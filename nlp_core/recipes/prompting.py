"""A language model that learns to learn: trained on episodes, then asked about rules it never met.

Small models learn in context when the tasks they are trained on are many and fresh (Garg et al.
2022; Raventós et al. 2023), and the larger ones do it better (Brown et al. 2020, figure 1.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from nlp_core.corpora.letter_rules.episodes import (
    ARROW,
    CHARACTERS,
    GAP,
    MIXTURES,
    NEWLINE,
    VOCAB_SIZE,
    Episodes,
    curriculum,
    episodes,
)
from nlp_core.corpora.letter_rules.scope import LONGEST
from nlp_core.models.lstm_lm import LSTMLanguageModel
from nlp_core.models.rotary_gpt import RotaryGPT, RotaryGPTConfig
from nlp_core.training.language_model import Batch, Schedule, fast_bfloat16, train
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded

BREAKS = (NEWLINE, ARROW)
N_PLACE = 2 * LONGEST + 2  # an arrow, the longest answer and its end
SIZES = {  # name: width, heads, layers; the name says how many parameters
    "8k": (16, 2, 2),
    "28k": (32, 2, 2),
    "154k": (64, 4, 3),
    "0.8M": (128, 4, 4),
}
MOST_SHOTS = 8
ARCHITECTURES = ("gpt", "lstm")
QUESTION_WEIGHT = 0.1  # of the loss on what cannot be known: the questions' words
TEST_SEED, TEST_ROWS, REPORTS = 12345, 100, 30
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PromptingSpec:
    """What decides a prompting model: its size, what it is trained on, and for how long.

    The LSTM comes in one size, that of the largest GPT.
    """

    NAME: ClassVar[str] = "prompting"
    VERSION: ClassVar[int] = 2
    STORED_BITS: ClassVar[int] = 8
    DATA: ClassVar[str] = "endless generated episodes of letter rules (own, Apache-2.0)"

    size: str = field(default="0.8M", metadata=allowed("parameters of the model", SIZES))
    task: str = field(default="all", metadata=allowed("rules it is trained on", MIXTURES))
    tokens: int = field(
        default=8_000_000, metadata=allowed("tokens to train on", low=16, high=1_000_000_000)
    )
    described: float = field(
        default=0.15, metadata=allowed("share of episodes that describe their rule", low=0, high=1)
    )
    architecture: str = field(default="gpt", metadata=allowed("kind of model", ARCHITECTURES))
    context: int = field(default=192, metadata=allowed("tokens an episode", low=16, high=1024))
    rows: int = field(default=26, metadata=allowed("episodes a step", low=1, high=1024))
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.steps < 1:
            least = self.rows * self.context
            raise ValueError(f"tokens must be at least {least:,}, one step, not {self.tokens}")

    @property
    def steps(self) -> int:
        """How many batches the tokens make."""
        return self.tokens // (self.rows * self.context)

    def build(self) -> Bundle:
        """The seeded, untrained model; its vocabulary is the list of characters."""
        width, heads, layers = SIZES[self.size]
        model: nn.Module
        with seeded(self.seed):
            if self.architecture == "lstm":
                model = LSTMLanguageModel(VOCAB_SIZE, 128, 232, 2, BREAKS, N_PLACE)
            else:
                model = RotaryGPT(
                    RotaryGPTConfig(VOCAB_SIZE, width, heads, layers, BREAKS, N_PLACE)
                )
        return Bundle(model, CHARACTERS)

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """Train on fresh episodes; measure on rules that no training episode uses."""
        device = best_device()
        model = bundle.model.to(device)
        mixture = MIXTURES[self.task]
        data = curriculum(
            self.seed,
            steps=self.steps,
            rows=self.rows,
            context=self.context,
            mixture=mixture,
            described=self.described,
        )
        test = held_out_episodes(mixture, self.context)

        def measure(trained: nn.Module) -> dict[str, float]:
            right = np.nanmean(exact_match(trained, test), axis=0)
            return {f"shots-{n}": float(right[n]) for n in (0, 1, 8)}

        optimisers: list[torch.optim.Optimizer] = (
            [torch.optim.AdamW(model.parameters(), 3e-3, (0.9, 0.98), weight_decay=0.0)]
            if self.architecture == "lstm"
            else muon_and_adam(model)
        )
        schedule = Schedule(self.steps, max(25, self.steps // REPORTS), fast_bfloat16(device))
        yield from train(model, optimisers, map(as_batch, data), schedule, measure)


def held_out_episodes(mixture: dict[str, float], context: int) -> Episodes:
    """The episodes that the curve of a training is measured on: held-out rules, always the same."""
    rng = np.random.default_rng(TEST_SEED)
    with_parameters = mixture | {"operation": 0.0}
    return episodes(rng, rows=TEST_ROWS, context=context, mixture=with_parameters, unseen=True)


def as_batch(data: Episodes) -> Batch:
    """Episodes as tensors: the loss counts fully on answers, a tenth on the rest, never on gaps."""
    weights = np.where(data.answer, 1.0, QUESTION_WEIGHT).astype(np.float32) * (data.tokens > 0)
    return torch.from_numpy(data.tokens), torch.from_numpy(weights)


LIVE = PromptingSpec(size="154k", task="affixes", tokens=6_000_000)
CURVE_SEEDS = (0, 1, 2)
LSTM = PromptingSpec(architecture="lstm")
SHIPPED = (*(PromptingSpec(size=size) for size in reversed(SIZES)), LSTM, LIVE)
DEFAULTS = (PromptingSpec(), LIVE)


def exact_match(model: nn.Module, data: Episodes, *, rows: int = 64) -> Floats:
    """Whether each line's whole answer would be written: (B, 9) of 1, 0, or NaN where unfinished.

    Column n is the line with n examples above it. Greedy writing gives the answer exactly when
    every one of its characters is the likeliest after the right ones before it, so that one forward
    pass answers every line.
    """
    device = next(model.parameters()).device
    parts = []
    for start in range(0, len(data.tokens), rows):
        batch = data.tokens[start : start + rows]  # (B, T)
        width = int((batch != GAP).sum(1).max())  # no need to read the gaps behind the last line
        tokens = torch.from_numpy(batch[:, :width]).to(device)
        with torch.inference_mode():
            likeliest = model(tokens[:, :-1]).argmax(-1)  # (B, width - 1)
        right = (likeliest == tokens[:, 1:]).numpy(force=True)
        parts.append(np.pad(right, ((0, 0), (0, batch.shape[1] - width))))
    right = np.concatenate(parts)  # (N, T - 1)
    answer, line, tokens_after = data.answer[:, 1:], data.line[:, 1:], data.tokens[:, 1:]
    result = np.full((len(right), MOST_SHOTS + 1), np.nan)
    for shots in range(MOST_SHOTS + 1):
        here = answer & (line == shots)
        finished = (here & (tokens_after == NEWLINE)).any(1)
        result[finished, shots] = (right | ~here).all(1)[finished]
    return result
