"""Naive Bayes as a module: its parameters are counts.

Whole numbers survive every file format exactly, and smoothing and prior stay open to choice.
"""

import torch
from torch import Tensor, nn


class Tally(nn.Module):
    """Counts of each word in each class (C, V), and of the texts of each class (C,)."""

    words: Tensor
    texts: Tensor

    def __init__(self, classes: int, vocab_size: int) -> None:
        super().__init__()
        self.register_buffer("words", torch.zeros(classes, vocab_size, dtype=torch.int32))
        self.register_buffer("texts", torch.zeros(classes, dtype=torch.int32))

    def forward(self, counts: Tensor, alpha: float = 1.0) -> Tensor:
        """log P(c) + log P(d|c) of documents given as counts: (B, V) -> (B, C)."""
        smoothed = self.words.double() + alpha  # (C, V)
        likelihood = (smoothed / smoothed.sum(dim=1, keepdim=True)).log()
        prior = (self.texts.double() / self.texts.sum()).log()  # (C,)
        return prior + counts.double() @ likelihood.T
