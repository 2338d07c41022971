"""A translator made of a Transformer: embeddings and positions below, scores of words above.

Vaswani et al. 2017, sections 3.1 to 3.5. It reads and writes as ``seq2seq.Seq2Seq`` does, so that
both are trained, decoded and judged by the same code.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp_core.models.attention import Attended
from nlp_core.models.block_config import BlockConfig
from nlp_core.models.decoder_block import DecoderSteps
from nlp_core.models.encoder_block import BlockSteps
from nlp_core.models.key_value_cache import Cache
from nlp_core.models.masks import padding_mask
from nlp_core.models.positions import sinusoidal
from nlp_core.models.seq2seq import PAD
from nlp_core.models.transformer import Transformer

LONGEST = 512  # positions that are ready; more are computed when they are asked for


@dataclass(frozen=True)
class Read:
    """A source that was read: states (B, S, C), and mask (B, S) of real words."""

    states: Tensor
    mask: Tensor

    def repeat(self, times: int) -> "Read":
        """One source, the same for each of ``times`` sentences being written."""
        return Read(self.states.expand(times, -1, -1), self.mask.expand(times, -1))


@dataclass
class Written:
    """How far sentences are written: the keys and values of their words, and how many there are."""

    cache: Cache
    length: int = 0

    def __getitem__(self, rows: list[int]) -> "Written":
        """The beginnings that a beam goes on from."""
        return Written(self.cache.chosen(torch.tensor(rows)), self.length)


class TransformerTranslator(nn.Module):
    """Encoder and decoder over two vocabularies, ``reader`` and ``writer`` the choices of their
    blocks; ``positions`` of False leaves the order of the words out.

    The embedding that reads a target word also scores it as the next one (Press & Wolf 2017).
    """

    waves: Tensor

    def __init__(
        self,
        source_size: int,
        target_size: int,
        reader: BlockConfig,
        writer: BlockConfig,
        n_layer: int,
        positions: bool = True,
    ) -> None:
        super().__init__()
        self.writer, self.n_layer, self.positions = writer, n_layer, positions
        self.d_model = reader.d_model
        self.source = nn.Embedding(source_size, self.d_model)
        self.target = nn.Embedding(target_size, self.d_model)
        self.bias = nn.Parameter(torch.zeros(target_size))
        self.transformer = Transformer(reader, n_layer, writer)
        for table in (self.source, self.target):
            nn.init.normal_(table.weight, std=self.d_model**-0.5)
        self.register_buffer("waves", sinusoidal(LONGEST, self.d_model), persistent=False)

    def embed(self, table: nn.Embedding, ids: Tensor, start: int = 0) -> Tensor:
        """Ids (B, T) to vectors (B, T, C): √C times the embedding, plus the position's waves."""
        x = table(ids) * self.d_model**0.5  # (B, T, C)
        if not self.positions:
            return x
        end = start + ids.shape[1]
        if end > len(self.waves):
            self.waves = sinusoidal(2 * end, self.d_model).to(x.device)
        return x + self.waves[start:end]

    def encode(self, source: Tensor) -> Read:
        """Read source ids (B, S), padded at the end."""
        mask = source != PAD  # (B, S)
        states = self.transformer.encoder(self.embed(self.source, source), padding_mask(mask))
        return Read(states, mask)

    def forward(self, source: Tensor, target: Tensor) -> tuple[Tensor, Attended]:
        """Teacher forcing: source (B, S) and target (B, T) from START on to logits (B, T, V)."""
        read = self.encode(source)
        x = self.embed(self.target, target)
        states = self.transformer.decoder(x, read.states, padding_mask(read.mask))  # (B, T, C)
        return self.score(states), Attended(states)

    def score(self, states: Tensor) -> Tensor:
        """States (..., C) to logits (..., V)."""
        return functional.linear(states, self.target.weight, self.bias)

    def begin(self, source: Tensor, limit: int) -> tuple[Read, Written]:
        """Read the source, with room for at most ``limit`` words to be written."""
        heads, like = self.writer.n_head, self.target.weight.detach()
        size = self.d_model // heads
        cache = Cache(self.n_layer, heads, size, limit, rows=len(source), like=like)
        return self.encode(source), Written(cache)

    def step(self, word: Tensor, state: Written, memory: Read) -> tuple[Tensor, Written]:
        """From the last word (B,) to the logits (B, V) of the next, and the state after it."""
        x = self.embed(self.target, word.unsqueeze(1), state.length)  # (B, 1, C)
        mask = padding_mask(memory.mask)
        states = self.transformer.decoder(x, memory.states, mask, cache=state.cache)
        return self.score(states[:, 0]), Written(state.cache, state.length + 1)

    def explain(
        self, source: Tensor, target: Tensor
    ) -> tuple[list[BlockSteps], list[DecoderSteps]]:
        """Every step of each encoder block and of each decoder block, under teacher forcing."""
        mask = padding_mask(source != PAD)
        read, below = self.transformer.encoder.explain(self.embed(self.source, source), mask)
        x = self.embed(self.target, target)
        return below, self.transformer.decoder.explain(x, read, mask)[1]

    def align(self, source: Tensor, target: Tensor) -> Tensor | None:
        """Where each next word looks in the source, (B, T, S): the last layer's heads, averaged;
        None where no layer looks at it."""
        if not self.writer.cross:
            return None
        return self.explain(source, target)[1][-1].cross.weights.mean(dim=1)
