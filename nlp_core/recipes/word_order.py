"""Five small encoders learn who does what, each told the order of words in its own way.

None at all, learned (Gehring et al. 2017; BERT, GPT), sinusoidal (Vaswani et al. 2017), rotary (Su
et al. 2021), and none under a causal mask (Haviv et al. 2022). The control is asked of the same
nets: where it happens, which needs no order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn

from nlp_core.corpora.word_order import LANGUAGES, PAD, draw, lexicon
from nlp_core.models.order_encoder import WAYS, OrderEncoder
from nlp_core.training.run import (
    SEED,
    Bundle,
    Point,
    allowed,
    best_device,
    check,
    one_thread,
    seeded,
)
from nlp_core.training.word_order import Batch, Plan, as_batch, train

HELD_OUT, HELD_OUT_SEED = 200, 20_170_612
REPORTS = 20
N_POSITION = 96  # of the learned table: room for the longest sentence that is measured
MOST_CLAUSES = 12


@dataclass(frozen=True)
class WordOrderSpec:
    """A language, how long sentences are in training, and how large the encoders are."""

    NAME: ClassVar[str] = "word_order"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = "sentences of the little world (generated, no licence needed)"

    language: str = field(default="ko", metadata=allowed("language of sentences", LANGUAGES))
    clauses: int = field(
        default=2, metadata=allowed("clauses of the longest sentence", low=1, high=MOST_CLAUSES)
    )
    d_model: int = field(default=32, metadata=allowed("features of a token", low=8, high=256))
    n_layer: int = field(default=2, metadata=allowed("blocks of an encoder", low=1, high=6))
    n_head: int = field(default=4, metadata=allowed("heads a block", low=1, high=16))
    base: float = field(
        default=10_000.0,
        metadata=allowed("base of sinusoidal and rotary angles", low=1.0, high=1e6),
    )
    steps: int = field(default=450, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=64, metadata=allowed("sentences a step", low=1, high=1024))
    learning_rate: float = field(
        default=6e-3, metadata=allowed("learning rate at first", low=1e-5, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.d_model % self.n_head or (self.d_model // self.n_head) % 2:
            raise ValueError(f"{self.d_model} features are not pairs shared by {self.n_head} heads")

    def build(self) -> Bundle[nn.ModuleDict]:
        """The untrained encoders by the way they are told; all begin with the same weights."""
        vocabulary = lexicon(self.language).texts
        nets = {}
        for way in WAYS:
            with seeded(self.seed):
                nets[way] = OrderEncoder(
                    way,
                    len(vocabulary),
                    d_model=self.d_model,
                    n_layer=self.n_layer,
                    n_head=self.n_head,
                    n_position=N_POSITION,
                    base=self.base,
                )
        return Bundle(nn.ModuleDict(nets), list(vocabulary))

    def fit(self, bundle: Bundle[nn.ModuleDict]) -> Iterator[Point]:
        """Train all on the same sentences; the first point is before any step.

        Metrics as in ``training.word_order``. A snapshot's ``asked`` (ways, 2) is the probability
        of the first noun at the verb of two sentences that differ by a swap of their nouns.
        """
        device = best_device()
        nets = as_nets(bundle.model.to(device))
        plan = Plan(self.steps, max(1, self.steps // REPORTS), self.learning_rate)
        pair = swapped_pair(self.language)
        with one_thread():
            yield from train(
                nets,
                self.batches(device),
                held_out(self.language, 1, self.clauses, device),
                plan,
                lambda nets: {"asked": torch.stack([noun_chance(n, *pair) for n in nets.values()])},
            )

    def batches(self, device: torch.device | None = None) -> Iterator[Batch]:
        """Endless batches of fresh sentences, none of whose clauses are kept from training."""
        rng = np.random.default_rng((self.seed, LANGUAGES.index(self.language)))
        while True:
            lengths = rng.integers(1, self.clauses + 1, size=self.batch).tolist()
            yield sentences(self.language, lengths, rng, held_out=False, device=device)


def sentences(
    language: str,
    lengths: list[int],
    rng: np.random.Generator,
    *,
    held_out: bool,
    device: torch.device | None = None,
) -> Batch:
    """A sentence of each length in clauses, with all its questions."""
    rows = []
    for n_clause in lengths:
        one = draw(language, n_clause, rng, held_out=held_out)
        who = [(place, agent, True) for place, agent in one.agents]
        rows.append((one.ids, [*who, (len(one.ids) - 1, one.where, False)]))
    return Batch(*(part.to(device) for part in as_batch(rows, PAD)))


def held_out(
    language: str, low: int, high: int, device: torch.device | None = None, count: int = HELD_OUT
) -> Batch:
    """Sentences of ``low`` to ``high`` clauses that no training draws, the same at each call."""
    rng = np.random.default_rng((HELD_OUT_SEED, low, high))
    lengths = rng.integers(low, high + 1, size=count).tolist()
    return sentences(language, lengths, rng, held_out=True, device=device)


@lru_cache(maxsize=2)
def swapped_pair(language: str) -> tuple[Tensor, int, int]:
    """Two held-out sentences (2, T) whose nouns are swapped; their verb's place, the first noun."""
    rng = np.random.default_rng(HELD_OUT_SEED)
    one = draw(language, 1, rng, held_out=True)
    lex = lexicon(language)
    first, second = (i for i, unit in enumerate(one.ids) if unit in lex.nouns)
    other = list(one.ids)
    other[first], other[second] = other[second], other[first]
    return torch.tensor([one.ids, other]), one.agents[0][0], one.ids[first]


@torch.no_grad()
def noun_chance(net: OrderEncoder, tokens: Tensor, place: int, noun: int) -> Tensor:
    """The probability of a noun at a place of each row of tokens (B, T): (B,)."""
    device = net.bias.device
    chances = net.scores(net(tokens.to(device))[:, place]).softmax(dim=-1)
    return chances[:, noun].cpu()


def as_nets(model: nn.ModuleDict) -> Mapping[str, OrderEncoder]:
    """The encoders of a trained model by the way they are told."""
    return {way: net for way, net in model.items() if isinstance(net, OrderEncoder)}


SEEDS = (0, 1, 2)
SHIPPED = tuple(WordOrderSpec(language=language) for language in LANGUAGES)
DEFAULTS = SHIPPED
