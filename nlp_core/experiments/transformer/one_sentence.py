"""One sentence through the Transformer: what each part adds, in numbers, and where it looks."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from nlp_core.experiments.attention.sentences import known_pairs, known_texts, read, truth
from nlp_core.memory import per_model
from nlp_core.models.encoder_block import BlockSteps, EncoderBlock
from nlp_core.models.seq2seq import START
from nlp_core.models.transformer_translator import TransformerTranslator
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import LONGEST_WRITTEN, Ids
from nlp_core.text.pieces import join
from nlp_core.trained import Trained
from nlp_core.training.decoding import greedy
from nlp_core.training.translation import count_links

Model = Trained[TransformerSpec, TransformerTranslator]
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Stage:
    """The sentence's vectors (S, C) at one place of its way; ``kind`` is language-neutral.

    "word", "position", "embedding"; then in each block "norm-attention", "attention" (what it
    adds), "sum-attention", "norm-feed", "feed", "sum-feed"; at last "norm-last".
    """

    kind: str
    layer: int
    vectors: Array

    @property
    def is_stream(self) -> bool:
        """Whether these are the states that go on, rather than something that is added."""
        return self.kind in ("embedding", "sum-attention", "sum-feed")


@dataclass(frozen=True, eq=False)
class Walk:
    """A translated sentence: pieces, the stages of the encoder, and where the decoder looked.

    ``cross`` (L, H, T, S) are the cross-attention weights, ``own`` (L, H, S, S) those of the
    encoder; ``links`` are gold (row, column) where the translation is the reference.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    stages: list[Stage]
    own: Array
    cross: Array
    reference: str | None
    links: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The translation as written."""
        return join(self.target)

    def alignment_error(self, layer: int, head: int | None) -> float | None:
        """The alignment error rate of one view of this sentence; None where no gold fits."""
        if not self.links:
            return None
        gold = torch.zeros(1, len(self.target), len(self.source), dtype=torch.bool)
        for row, column in self.links:
            gold[0, row, column] = True
        weights = torch.from_numpy(self.looks(layer, head))[None]
        return count_links(weights, gold).error_rate

    def looks(self, layer: int, head: int | None) -> Array:
        """Cross-attention (T, S) of a block: of one head, or of all heads' mean."""
        heads = self.cross[layer]
        return heads.mean(axis=0) if head is None else heads[head]


def _is_ready(trained: Model, text: str) -> bool:
    return text in known_texts(trained.spec.direction)


@per_model(16, shared=_is_ready)
@torch.inference_mode()
def walk(trained: Model, text: str) -> Walk:
    """Translate ``text`` and keep everything on the way; LearnerError as ``sentences.read``."""
    model, direction = trained.model.eval(), trained.spec.direction
    pieces = read(text, tuple(trained.vocabulary["source"]))
    ids = Ids(trained.vocabulary)
    source = torch.tensor([[ids.source_ids[piece] for piece in pieces]])
    written = greedy(model, source, LONGEST_WRITTEN)[0]
    target = tuple(ids.target[word] for word in written)
    below, above = model.explain(source, torch.tensor([[START, *written[:-1]]]))
    reference, links = truth(known_pairs(direction).get(pieces), direction, target)
    return Walk(
        pieces,
        target,
        stages(model, source, below),
        torch.stack([one.heads.weights[0] for one in below]).numpy(),
        torch.stack([one.cross.weights[0] for one in above]).numpy()[:, :, : len(target)],
        reference,
        links,
    )


def stages(model: TransformerTranslator, source: Tensor, below: list[BlockSteps]) -> list[Stage]:
    """Every vector of the encoder's way, in order; norms stand where the model has them."""
    word = model.source(source) * model.d_model**0.5
    entered = below[0].entered
    found = [("word", 0, word), ("position", 0, entered - word), ("embedding", 0, entered)]
    for layer, steps in enumerate(below, start=1):
        block = model.transformer.encoder.block(layer - 1)
        found += _block(block, layer, steps)
    last = model.transformer.encoder.norm(below[-1].output)
    if model.transformer.encoder.blocks[0].config.norm_first:  # type: ignore[union-attr]
        found.append(("norm-last", len(below), last))
    return [Stage(kind, layer, one[0].numpy()) for kind, layer, one in found]


def _block(block: EncoderBlock, layer: int, steps: BlockSteps) -> list[tuple[str, int, Tensor]]:
    """The stages of a block. Under post-norm a norm follows each sum, which is not kept itself."""
    first = [("attention", layer, steps.attended), ("sum-attention", layer, steps.between)]
    second = [("feed", layer, steps.fed), ("sum-feed", layer, steps.output)]
    if block.config.norm_first:
        first.insert(0, ("norm-attention", layer, block.attention_norm(steps.entered)))
        second.insert(0, ("norm-feed", layer, block.feed_forward_norm(steps.between)))
    return [*first, *second]


@dataclass(frozen=True)
class Number:
    """One token's vector at one stage: its norm, its mean and standard deviation, its cosine to the
    embedding it began as, and, where it is added to the stream, its size beside that stream's."""

    norm: float
    mean: float
    deviation: float
    cosine: float
    added: float | None


def numbers(found: Walk, token: int) -> list[Number]:
    """The numbers of one token, stage by stage. IndexError for a token that there is not."""
    begun = next(one for one in found.stages if one.kind == "embedding").vectors[token]
    rows, stream = [], begun
    for one in found.stages:
        vector = one.vectors[token]
        added = None
        if one.kind in ("attention", "feed"):
            added = _norm(vector) / max(_norm(stream), 1e-9)
        if one.is_stream:
            stream = vector
        cosine = float(vector @ begun) / max(_norm(vector) * _norm(begun), 1e-9)
        mean, deviation = float(vector.mean()), float(vector.std())
        rows.append(Number(_norm(vector), mean, deviation, cosine, added))
    return rows


def _norm(vector: Array) -> float:
    return float(np.linalg.norm(vector))
