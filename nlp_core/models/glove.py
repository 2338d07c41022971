"""GloVe: vectors whose dot products are the logarithms of counts (Pennington et al. 2014).

Two tables of vectors and two of biases. The model says of a pair of words how often they meet,
w·w~ + b + b~ for log X, and its loss is a least squares over the cells of the matrix that are above
zero, weighted by f so that neither rare nor frequent cells rule it (equations 7 to 9).
"""

from torch import Tensor, nn


class GloVe(nn.Module):
    """Vectors and biases of words, and of words in the role of context."""

    def __init__(self, vocab_size: int, d_model: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocab_size, d_model)
        self.context = nn.Embedding(vocab_size, d_model)
        self.word_bias = nn.Embedding(vocab_size, 1)
        self.context_bias = nn.Embedding(vocab_size, 1)
        for table in (self.word, self.context):
            nn.init.uniform_(table.weight, -0.5 / d_model, 0.5 / d_model)
        for bias in (self.word_bias, self.context_bias):
            nn.init.zeros_(bias.weight)

    def forward(self, words: Tensor, contexts: Tensor) -> Tensor:
        """What the model says log X is, (B,), for pairs of word ids (B,) and (B,)."""
        products = (self.word(words) * self.context(contexts)).sum(dim=1)  # (B, C) to (B,)
        biases = self.word_bias(words) + self.context_bias(contexts)  # (B, 1)
        return products + biases.squeeze(1)  # (B,)

    def vectors(self) -> Tensor:
        """The word vectors (V, C): w + w~, as section 4.2 of the paper takes them."""
        return self.word.weight + self.context.weight


def weight(counts: Tensor, x_max: float, alpha: float) -> Tensor:
    """f(x) = (x / x_max)^alpha below x_max, and 1 from there on.

    >>> import torch
    >>> weight(torch.tensor([0.0, 1.0, 16.0, 100.0]), x_max=16, alpha=0.75).tolist()
    [0.0, 0.125, 1.0, 1.0]
    """
    return (counts / x_max).clamp(max=1.0) ** alpha


def weighted_errors(said: Tensor, counts: Tensor, x_max: float, alpha: float) -> Tensor:
    """f(X) (w·w~ + b + b~ - log X)² of each cell (B,); ``counts`` are above zero."""
    return weight(counts, x_max, alpha) * (said - counts.log()) ** 2
