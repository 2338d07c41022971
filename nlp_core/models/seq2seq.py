"""Sequence to sequence: an encoder reads a sentence, and a decoder writes one word by word.

Sutskever et al. 2014 and Cho et al. 2014 hand the decoder one vector for the whole sentence; with
attention (Bahdanau et al. 2015; Luong et al. 2015, section 3.1, equations 5 and 6) it reads the
encoder's states anew for every word that it writes.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from nlp_core.models.attention import Attended, Attention
from nlp_core.models.gru import gru_cell, gru_weights

PAD, START, END = 0, 1, 2
SPECIALS = ("<pad>", "<s>", "</s>")
EMBEDDING_STD = 0.3  # torch's own 1.0 would drown the states that an embedding is added to


@dataclass(frozen=True)
class Memory:
    """The output of the encoder: states (B, S, C), mask (B, S) of real words, summary (B, C)."""

    states: Tensor
    mask: Tensor
    summary: Tensor

    def repeat(self, times: int) -> "Memory":
        """One source sentence, the same for each of ``times`` sentences being written."""
        parts = (self.states, self.mask, self.summary)
        return Memory(*(part.expand(times, *part.shape[1:]) for part in parts))


class Encoder(nn.Module):
    """A bidirectional GRU: each word's state covers the word and its context on both sides."""

    def __init__(self, vocab_size: int, d_model: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.dropout = dropout
        self.embedding = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.embedding.weight, std=EMBEDDING_STD)
        self.gru = nn.GRU(d_model, d_model // 2, batch_first=True, bidirectional=True)

    def forward(self, source: Tensor) -> Memory:
        """Encode source ids (B, S), padded at the end; each state includes its word's embedding."""
        mask = source != PAD  # (B, S)
        embedded = self.embedding(source)  # (B, S, C)
        if self.dropout:
            embedded = functional.dropout(embedded, self.dropout, self.training)
        packed = pack_padded_sequence(
            embedded, mask.sum(dim=1).cpu(), batch_first=True, enforce_sorted=False
        )
        states, last = self.gru(packed)
        states, _ = pad_packed_sequence(states, batch_first=True, total_length=source.size(1))
        summary = last.transpose(0, 1).flatten(start_dim=1)  # (2, B, C/2) -> (B, C)
        return Memory(states + embedded, mask, summary)


class Decoder(nn.Module):
    """A GRU that starts from the summary; with score ``"none"`` it reads nothing else.

    The embedding that reads a word also scores it as the next one (Press & Wolf 2017).
    """

    def __init__(self, vocab_size: int, d_model: int, score: str, dropout: float = 0.0) -> None:
        super().__init__()
        self.dropout = dropout
        self.embedding = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.embedding.weight, std=EMBEDDING_STD)
        self.bridge = nn.Linear(d_model, d_model)
        self.gru = nn.GRU(d_model, d_model, batch_first=True)
        self.attention = None if score == "none" else Attention(d_model, score)
        self.mix = nn.Linear(2 * d_model, d_model)
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def start(self, memory: Memory) -> Tensor:
        """The first hidden state (B, C)."""
        return torch.tanh(self.bridge(memory.summary))

    def forward(
        self, target: Tensor, memory: Memory, forced: Tensor | None = None
    ) -> tuple[Tensor, Attended]:
        """Teacher forcing: target ids (B, T) from START on, all steps at once, to (B, T, V)."""
        first = self.start(memory).unsqueeze(0)  # (1, B, C)
        embedded = self.embedding(target)  # (B, T, C)
        if self.dropout:
            embedded = functional.dropout(embedded, self.dropout, self.training)
        states, _ = self.gru(embedded, first)  # (B, T, C)
        return self.read(states, memory, forced)

    def read(
        self, states: Tensor, memory: Memory, forced: Tensor | None
    ) -> tuple[Tensor, Attended]:
        """Logits (B, T, V) from states (B, T, C), each combined with its context."""
        if self.attention is None:
            attended = Attended(memory.summary.unsqueeze(1).expand_as(states))  # (B, T, C)
        else:
            attended = self.attention(states, memory.states, memory.mask, forced)
        mixed = torch.tanh(self.mix(torch.cat([attended.context, states], dim=-1)))  # (B, T, C)
        if self.dropout:
            mixed = functional.dropout(mixed, self.dropout, self.training)
        logits = functional.linear(mixed, self.embedding.weight, self.bias)  # (B, T, V)
        return logits, attended


def decode_step(
    decoder: Decoder, word: Tensor, state: Tensor, memory: Memory, forced: Tensor | None = None
) -> tuple[Tensor, Tensor, Attended]:
    """One step of decoding: from the last word (B,) and state (B, C) to logits (B, V) and the next
    state.

    ``forced`` (B, S) takes the place of the attention distribution; an all-zero row leaves it be.
    """
    state = gru_cell(decoder.embedding(word), state, *gru_weights(decoder.gru))  # (B, C)
    row = None if forced is None else forced.unsqueeze(1)  # (B, 1, S)
    logits, attended = decoder.read(state.unsqueeze(1), memory, row)  # (B, 1, V)
    return logits[:, 0], state, attended


class Seq2Seq(nn.Module):
    """Encoder and decoder; ``score`` is one of ``nlp_core.models.attention.SCORES``.

    ``dropout`` leaves out a share of the embeddings' and of the last layer's numbers in training.
    """

    def __init__(
        self,
        source_size: int,
        target_size: int,
        d_model: int,
        score: str,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.encoder = Encoder(source_size, d_model, dropout)
        self.decoder = Decoder(target_size, d_model, score, dropout)

    def forward(
        self, source: Tensor, target: Tensor, forced: Tensor | None = None
    ) -> tuple[Tensor, Attended]:
        """From source (B, S) and target (B, T) with START to logits (B, T, V) and attention."""
        return self.decoder(target, self.encoder(source), forced)

    def begin(self, source: Tensor, limit: int) -> tuple[Memory, Tensor]:
        """Read the source (B, S): its memory and the decoder's first state; no limit is needed."""
        memory = self.encoder(source)
        return memory, self.decoder.start(memory)

    def step(self, word: Tensor, state: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        """From the last word (B,) to the logits (B, V) of the next, and the state after it."""
        logits, state, _ = decode_step(self.decoder, word, state, memory)
        return logits, state

    def align(self, source: Tensor, target: Tensor) -> Tensor | None:
        """Attention weights (B, T, S) under teacher forcing; None without attention."""
        return self(source, target)[1].weights
