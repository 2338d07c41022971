"""Which positions attention may see: masks are on (True) where a query may look at a key.

They broadcast to (B, H, T, S) and combine with ``&``. The causal mask is ``attention.causal_mask``.
"""

import torch
from torch import Tensor


def padding_mask(real: Tensor) -> Tensor:
    """Every query sees the real tokens alone: real (B, S) gives a mask (B, 1, 1, S)."""
    return real[:, None, None, :]


def same_document(document: Tensor) -> Tensor:
    """Tokens see those of their own document: numbers (B, T) give a mask (B, 1, T, T).

    Rows that hold several short documents then give what each would give alone, and the padding
    (a number of its own) sees padding, so that no row of the mask is empty.
    """
    return (document[:, :, None] == document[:, None, :])[:, None]


def everything(n_time: int, device: torch.device | None = None) -> Tensor:
    """No mask at all, as a mask (T, T)."""
    return torch.ones(n_time, n_time, dtype=torch.bool, device=device)
