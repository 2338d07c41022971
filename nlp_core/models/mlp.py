"""A multilayer perceptron: linear layers with activations between them (Rumelhart et al. 1986).

Without the bend (the activation function), any number of linear layers is one linear layer.
"""

from collections.abc import Sequence
from itertools import pairwise

from torch import Tensor, nn

ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
    "none": nn.Identity,
}


class MLP(nn.Module):
    """``sizes`` (in, hidden ..., out); dropout after each activation; returns logits (B, out)."""

    def __init__(
        self, sizes: Sequence[int], activation: str = "relu", dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.linears = nn.ModuleList(
            nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)
        )
        self.activation = ACTIVATIONS[activation]()
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:  # (B, in) -> (B, out)
        return self.layer_by_layer(x)[-1]

    def layer_by_layer(self, x: Tensor) -> list[Tensor]:
        """The output of each layer: (B, hidden) after its activation, ..., logits (B, out)."""
        outputs = []
        for linear in self.linears[:-1]:
            x = self.dropout(self.activation(linear(x)))  # (B, hidden)
            outputs.append(x)
        outputs.append(self.linears[-1](x))  # (B, out): the last layer has no bend
        return outputs
