"""Positions: how a model that sees all tokens at once learns where each one stands.

Sinusoidal vectors (Vaswani et al. 2017, section 3.5) and learned ones (Gehring et al. 2017; BERT,
GPT) are added to the embeddings; rotary positions (Su et al. 2021) turn queries and keys instead,
so that their product knows only how far apart they are.
"""

import torch
from torch import Tensor, nn

KINDS = ("none", "learned", "sinusoidal", "rotary")


def frequencies(d: int, base: float) -> Tensor:
    """The angle each pair of features turns by per position, (d / 2,): from 1 down to about 1/base.

    Raises ValueError for an odd ``d``.
    """
    if d % 2:
        raise ValueError(f"positions turn pairs of features, so their number is even, not {d}")
    return base ** (-torch.arange(0, d, 2) / d)


def angles(n_time: int, frequency: Tensor, start: int = 0) -> Tensor:
    """The angle of each position from ``start`` on, for every frequency: (T, d / 2)."""
    time = torch.arange(start, start + n_time, device=frequency.device)
    return time[:, None] * frequency


def sinusoidal(n_time: int, d_model: int, base: float = 10_000.0) -> Tensor:
    """A fixed vector for each position, (T, C): sines at even features, cosines at odd ones.

    >>> sinusoidal(2, 4)[0]
    tensor([0., 1., 0., 1.])
    """
    angle = angles(n_time, frequencies(d_model, base))  # (T, C/2)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)  # (T, C)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn each pair of features of x (B, H, T, D) by its position's angle, given as (T, D / 2).

    Feature i is paired with feature i + D/2.
    """
    a, b = x.chunk(2, dim=-1)  # (B, H, T, D/2) each
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)  # (B, H, T, D)


class RotaryPositions(nn.Module):
    """The turns of positions up to ``limit``, computed once; beyond it the table grows."""

    cos: Tensor
    sin: Tensor

    def __init__(self, d_head: int, base: float, limit: int = 1024) -> None:
        super().__init__()
        self.d_head, self.base = d_head, base
        self._fill(limit)

    def _fill(self, limit: int, device: torch.device | None = None) -> None:
        angle = angles(limit, frequencies(self.d_head, self.base).to(device))
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)

    def forward(self, x: Tensor, start: int = 0) -> Tensor:
        """x (B, H, T, D), whose tokens stand at ``start`` and after, turned."""
        end = start + x.shape[2]
        if end > len(self.cos):
            self._fill(2 * end, self.cos.device)
        return rotate(x, self.cos[start:end].to(x.dtype), self.sin[start:end].to(x.dtype))


class LearnedPositions(nn.Module):
    """A vector for each of ``n_position`` positions, learned like those of words."""

    def __init__(self, n_position: int, d_model: int) -> None:
        super().__init__()
        self.table = nn.Embedding(n_position, d_model)

    def forward(self, n_time: int, start: int = 0) -> Tensor:
        """The vectors (T, C) of positions from ``start`` on; ValueError beyond the last one."""
        if start + n_time > self.table.num_embeddings:
            last = self.table.num_embeddings
            raise ValueError(f"positions end at {last}, and {start + n_time} are asked for")
        return self.table.weight[start : start + n_time]


class SinusoidalPositions(nn.Module):
    """The fixed vectors of ``sinusoidal``, for any length."""

    table: Tensor

    def __init__(self, d_model: int, base: float = 10_000.0) -> None:
        super().__init__()
        self.d_model, self.base = d_model, base
        self.register_buffer("table", sinusoidal(512, d_model, base), persistent=False)

    def forward(self, n_time: int, start: int = 0) -> Tensor:
        """The vectors (T, C) of positions from ``start`` on."""
        if start + n_time > len(self.table):
            longer = sinusoidal(start + n_time, self.d_model, self.base)
            self.table = longer.to(self.table.device)
        return self.table[start : start + n_time]
