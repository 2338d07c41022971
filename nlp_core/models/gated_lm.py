"""A language model of one gated layer: it reads pieces of text and foretells the next one.

The fused layer trains; our own cells read a sentence with every gate kept, or with one held.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp_core.models.gates import FREE, Hold
from nlp_core.models.gru import run_gru
from nlp_core.models.lstm import run_lstm

GATED = ("lstm", "gru")
GATES = {"lstm": ("forget", "input", "output"), "gru": ("update", "reset")}
"""A cell's gates by name, the one that keeps the past first."""
EMBEDDING_STD = 0.3


class GatedLanguageModel(nn.Module):
    """Embedding, an LSTM or GRU of the same width, and the embedding again as the output layer."""

    def __init__(self, cell: str, vocab_size: int, d_model: int) -> None:
        super().__init__()
        self.cell = cell
        self.embedding = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.embedding.weight, std=EMBEDDING_STD)
        layer: Any = nn.LSTM if cell == "lstm" else nn.GRU
        self.layer = layer(d_model, d_model, batch_first=True)
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to the scores of each next token, (B, T, V)."""
        hidden, _ = self.layer(self.embedding(tokens))  # (B, T, C)
        return self.scores(hidden)

    def scores(self, hidden: Tensor) -> Tensor:
        """Hidden states (B, T, C) to the scores of each next token, (B, T, V)."""
        return functional.linear(hidden, self.embedding.weight, self.bias)

    def states(
        self, tokens: Tensor, hold: Hold = FREE, during: range | None = None
    ) -> dict[str, Tensor]:
        """Every gate and state along tokens (B, T), by name, each (B, T, C); "hidden" among them.

        The same numbers as ``forward``, by our own cells. ``hold`` holds gates in the steps of
        ``during``, or in all; the weights stay as they are.
        """
        x = self.embedding(tokens)  # (B, T, C)
        zeros = torch.zeros_like(x[:, 0])
        if self.cell == "lstm":
            return run_lstm(self.layer, x, (zeros, zeros), hold, during)._asdict()
        return run_gru(self.layer, x, zeros, hold, during)._asdict()
