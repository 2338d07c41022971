"""Adagrad for tables of vectors: a row that is seen often learns ever more carefully.

Duchi, Hazan & Singer 2011. Only the rows that a batch names are read or written, so that a step
costs the same however many words there are.
"""

import torch
from torch import Tensor


class RowAdagrad:
    """Adagrad on the rows that a chunk touches: each coordinate's step shrinks as it is used."""

    def __init__(self, table: Tensor) -> None:
        self.table = table  # (V, C)
        self.squares = torch.zeros_like(table)

    def step(self, ids: Tensor, gradients: Tensor, rate: float) -> None:
        """Sum ``gradients`` (N, C) by their row ``ids`` (N,), then move each row once."""
        if len(self.table) <= len(ids):  # nearly every row is touched: spare the sorting
            summed = torch.zeros_like(self.table).index_add_(0, ids, gradients)  # (V, C)
            self.squares.addcmul_(summed, summed)
            self.table.addcdiv_(summed, self.squares.sqrt().add_(1e-8), value=-rate)
            return
        touched, place = ids.unique(return_inverse=True)  # (U,), (N,)
        summed = torch.zeros_like(gradients[: len(touched)]).index_add_(0, place, gradients)
        squares = self.squares[touched].addcmul_(summed, summed)  # (U, C)
        self.squares[touched] = squares
        self.table.index_add_(0, touched, summed / squares.sqrt_().add_(1e-8), alpha=-rate)
