"""The bigram baselines: what the neighbouring tokens alone say, from counts.

A language model that reads from the left is measured against the token before; one that reads both
sides against the product of what the token before and the token after say.
"""

import torch
from torch import Tensor

SMOOTHING = 20.0  # tokens' worth of the unigram that is added to each neighbour's counts


class Bigram:
    """How often each token stands after another, and before another, in a text."""

    def __init__(self, left: Tensor, right: Tensor, vocab_size: int) -> None:
        """Pairs of neighbours, (N,) each."""
        self._after = Neighbours(left, right, vocab_size)
        self._before = Neighbours(right, left, vocab_size)
        counts = torch.bincount(right.long(), minlength=vocab_size) + 0.01  # (V,)
        self.share = counts / counts.sum()

    def after(self, left: Tensor) -> Tensor:
        """The probability of each token after the tokens ``left`` (N,): (N, V)."""
        return self._smoothed(self._after.of(left))

    def chance(self, left: Tensor, token: Tensor) -> Tensor:
        """The probability of each ``token`` (N,) after ``left`` (N,): (N,)."""
        count, total = self._after.count(left, token), self._after.total[left]
        return (count + SMOOTHING * self.share[token]) / (total + SMOOTHING)

    def between(self, left: Tensor, right: Tensor, *, unknown: int = -1) -> Tensor:
        """How likely each token is between two, (N, V), up to a factor a row.

        P(w | left) P(w | right) / P(w): the two sides as if independent given w. A neighbour that
        is ``unknown`` says nothing.
        """
        before, after = self.after(left), self._smoothed(self._before.of(right))
        before = torch.where((left == unknown)[:, None], self.share, before)
        after = torch.where((right == unknown)[:, None], self.share, after)
        return before * after / self.share

    def _smoothed(self, counts: Tensor) -> Tensor:
        total = counts.sum(1, keepdim=True)
        return (counts + SMOOTHING * self.share) / (total + SMOOTHING)


class Neighbours:
    """Counts of pairs, few of which are not 0: sorted, with the place where each token's begin."""

    def __init__(self, first: Tensor, second: Tensor, vocab_size: int) -> None:
        pairs = first.long() * vocab_size + second.long()
        self.pairs, self.times = pairs.unique(return_counts=True)
        self.second = self.pairs % vocab_size
        every = torch.arange(vocab_size + 1, device=first.device) * vocab_size
        self.begin = torch.searchsorted(self.pairs, every)  # (V + 1,)
        self.total = torch.bincount(first.long(), minlength=vocab_size)
        self.vocab_size = vocab_size

    def count(self, first: Tensor, second: Tensor) -> Tensor:
        """How often each pair of tokens, (N,) each, was seen: (N,)."""
        pair = first * self.vocab_size + second
        place = torch.searchsorted(self.pairs, pair).clamp(max=len(self.pairs) - 1)
        return torch.where(self.pairs[place] == pair, self.times[place], 0)

    def of(self, tokens: Tensor) -> Tensor:
        """The counts (N, V) of what goes with each of the tokens (N,)."""
        begin, end = self.begin[tokens], self.begin[tokens + 1]
        length = end - begin
        row = torch.arange(len(tokens), device=tokens.device).repeat_interleave(length)
        step = torch.arange(len(row), device=tokens.device) - (length.cumsum(0) - length)[row]
        place = begin[row] + step
        counts = torch.zeros(len(tokens), self.vocab_size, device=tokens.device)
        counts[row, self.second[place]] = self.times[place].float()
        return counts
