"""Naive Bayes as a module: all that it has learned are counts, so counts are all that it keeps.

Whole numbers survive every file format exactly, and smoothing and prior stay open to choice.
"""

import torch
from torch import Tensor, nn


class Tally(nn.Module):
    """How often each word stood in each class's texts (C, V), and how many texts it had (C,)."""

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
