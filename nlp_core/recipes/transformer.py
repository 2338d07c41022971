"""A Transformer on the translation task of ``translation``: same data, same pieces, same judge.

Vaswani et al. 2017, except that each part reads a normalised vector (pre-norm, Xiong et al. 2020),
there is no dropout (no pair comes twice), the sizes are small, and Muon (Jordan et al. 2024) trains
the matrices: at this size it needs less than half the steps that Adam does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

import torch

from nlp_core.corpora.little_world import PARALLEL_VERSION as WORLD
from nlp_core.models.block_config import BlockConfig
from nlp_core.models.seq2seq import SPECIALS
from nlp_core.models.transformer_translator import TransformerTranslator
from nlp_core.recipes.translation import DIRECTIONS, Ids, fresh_batches, learn, pieces
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded
from nlp_core.training.translation import Batch

PARTS = (
    "nothing",
    "encoder-attention",
    "decoder-attention",
    "cross-attention",
    "residual",
    "norm",
    "feed-forward",
    "positions",
)
NORMS = ("pre", "post")
OPTIMIZERS = ("muon", "adam")
CHECKS = 8


@dataclass(frozen=True)
class TransformerSpec:
    """An encoder-decoder Transformer that translates, whole or without one of its parts."""

    NAME: ClassVar[str] = "transformer"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8
    corpus_version: ClassVar[int] = WORLD
    DATA: ClassVar[str] = f"little world {WORLD}, parallel sentences (generated, Apache-2.0)"

    direction: str = field(
        default="en-ko", metadata=allowed("source and target language", DIRECTIONS)
    )
    without: str = field(default="nothing", metadata=allowed("the part that is left out", PARTS))
    norm: str = field(
        default="pre", metadata=allowed("layer norm before each part or after each sum", NORMS)
    )
    d_model: int = field(default=80, metadata=allowed("size of the states", low=4, high=1024))
    d_hidden: int = field(
        default=160, metadata=allowed("size of the feed-forward layer", low=1, high=4096)
    )
    n_head: int = field(default=4, metadata=allowed("heads of each attention", low=1, high=16))
    n_layer: int = field(
        default=2, metadata=allowed("blocks of the encoder, and of the decoder", low=1, high=12)
    )
    steps: int = field(default=350, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=128, metadata=allowed("sentence pairs a step", low=1, high=1024))
    optimizer: str = field(default="muon", metadata=allowed("what trains the matrices", OPTIMIZERS))
    matrix_rate: float = field(
        default=0.02, metadata=allowed("highest learning rate of Muon", low=0.0001, high=0.2)
    )
    learning_rate: float = field(
        default=4e-3, metadata=allowed("highest learning rate of the rest", low=0.0001, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        self.blocks()
        if self.d_model % 2:
            raise ValueError(f"d_model is even, since positions are pairs, not {self.d_model}")

    def blocks(self) -> tuple[BlockConfig, BlockConfig]:
        """The choices of the encoder's blocks and of the decoder's. ValueError where the heads
        cannot share the features out."""
        gone = self.without
        block = BlockConfig(
            self.d_model,
            self.n_head,
            0 if gone == "feed-forward" else self.d_hidden,
            norm="none" if gone == "norm" else "layer",
            norm_first=self.norm == "pre",
            residual=gone != "residual",
            cross=gone != "cross-attention",
        )
        return (
            replace(block, attention=gone != "encoder-attention"),
            replace(block, attention=gone != "decoder-attention"),
        )

    def build(self) -> Bundle[TransformerTranslator]:
        """The seeded, untrained translator and its two lists of pieces."""
        source, target = self.direction.split("-")
        return self.restore({"source": list(pieces(source)), "target": list(pieces(target))})

    def restore(self, vocabulary: dict[str, list[str]]) -> Bundle[TransformerTranslator]:
        """The translator for a vocabulary that was stored with its weights."""
        source, target = (len(SPECIALS) + len(vocabulary[side]) for side in ("source", "target"))
        with seeded(self.seed):
            model = TransformerTranslator(
                source, target, *self.blocks(), self.n_layer, self.without != "positions"
            )
        return Bundle(model, vocabulary)

    def fit(self, bundle: Bundle[TransformerTranslator]) -> Iterator[Point]:
        """Train on the pairs that ``translation`` would draw with this seed."""
        ids, model = Ids(bundle.vocabulary), bundle.model.to(best_device())
        muon = self.optimizer == "muon"
        rates = {"matrices": self.matrix_rate, "rest": self.learning_rate}
        points = learn(
            model,
            ids,
            self.direction,
            self.batches(ids, best_device()),
            steps=self.steps,
            learning_rate=self.learning_rate,
            checks=CHECKS,
            optimizers=muon_and_adam(model, **rates) if muon else (),
        )
        for point in points:
            reached = {"exact_match": torch.tensor(point.metrics["exact_match"])}
            yield replace(point, snapshot=reached | (point.snapshot or {}))

    def batches(self, ids: Ids, device: torch.device | None = None) -> Iterator[Batch]:
        """Endless batches of fresh pairs, none of them held out."""
        return fresh_batches(ids, self.direction, self.batch, self.seed, device)


SHIPPED = tuple(TransformerSpec(direction=direction) for direction in DIRECTIONS)
DEFAULTS = SHIPPED
