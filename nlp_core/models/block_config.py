"""The choices that a Transformer's block is made by; published models differ in little else."""

from collections.abc import Callable
from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor, nn

NORMS = ("layer", "rms", "none")


def squared_relu(x: Tensor) -> Tensor:
    """max(0, x)² (So et al. 2021)."""
    return F.relu(x).square()


def gelu_tanh(x: Tensor) -> Tensor:
    """GELU by the approximation of GPT-2 and ALBERT (Hendrycks & Gimpel 2016)."""
    return F.gelu(x, approximate="tanh")


ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": F.relu,
    "gelu": F.gelu,
    "gelu_tanh": gelu_tanh,
    "squared_relu": squared_relu,
}


@dataclass(frozen=True)
class BlockConfig:
    """A block's sizes and choices; the defaults are those of Vaswani et al. 2017.

    ``norm_first`` is pre-norm (Xiong et al. 2020), else post-norm. ``rotary`` is the base of rotary
    positions, 0 for none; ``unit_query`` scales queries and keys to a mean square of 1 (Henry et
    al. 2020). ``attention``, ``cross`` and ``residual`` of False and ``d_hidden=0`` leave a part
    out, to see what it is worth.
    """

    d_model: int
    n_head: int
    d_hidden: int
    norm: str = "layer"
    norm_first: bool = False
    activation: str = "relu"
    bias: bool = True
    rotary: float = 0.0
    unit_query: bool = False
    residual: bool = True
    attention: bool = True
    cross: bool = True
    dropout: float = 0.0
    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        """Refuse choices that no block has, with ValueError."""
        if self.n_head < 1 or self.d_model % self.n_head:
            raise ValueError(f"{self.d_model} features cannot be shared by {self.n_head} heads")
        if self.norm not in NORMS:
            raise ValueError(f"norm is one of {', '.join(NORMS)}, not {self.norm!r}")
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"activation is one of {', '.join(ACTIVATIONS)}")

    def make_norm(self, d: int = 0) -> nn.Module:
        """A fresh normalisation of vectors of ``d`` features (of ``d_model`` if 0)."""
        d = d or self.d_model
        if self.norm == "layer":
            return nn.LayerNorm(d, eps=self.epsilon)
        return nn.Identity() if self.norm == "none" else UnitNorm()


class UnitNorm(nn.Module):
    """RMSNorm without gain (Zhang & Sennrich 2019): each vector scaled to a mean square of 1."""

    def forward(self, x: Tensor) -> Tensor:
        """x (..., C) to (..., C)."""
        return F.rms_norm(x, (x.shape[-1],))
