"""An n-gram model: what follows n - 1 tokens, by counting, mixed with what follows fewer.

Interpolation by Witten and Bell (1991): a context that was followed by many different tokens gives
much of its weight to the shorter one. It learns no weights, so it is the control of a language
model that does: what it writes and predicts is what counts alone give.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

UNSEEN = 0.01  # added to each token's count, so that none is impossible


class Ngram(nn.Module):
    """Counts of runs of 1 to ``len(sizes)`` tokens, as sorted buffers.

    ``grams_n`` (G, n) are the distinct runs of n tokens in order, ``counts_n`` (G,) how often each
    came; ``sizes`` are the G of each n. A run is looked up by the number that its tokens spell in
    base V.
    """

    def __init__(self, vocab_size: int, sizes: Sequence[int]) -> None:
        super().__init__()
        self.vocab_size, self.order = vocab_size, len(sizes)
        for n, size in enumerate(sizes, 1):
            self.register_buffer(f"grams_{n}", torch.zeros(size, n, dtype=torch.int16))
            self.register_buffer(f"counts_{n}", torch.zeros(size, dtype=torch.int32))

    def runs(self, n: int) -> tuple[Tensor, Tensor]:
        """The runs of n tokens (G, n), and how often each came (G,)."""
        return self.get_buffer(f"grams_{n}"), self.get_buffer(f"counts_{n}")

    def after(self, context: Sequence[int], order: int | None = None) -> Tensor:
        """The probability of each token after a context, (V,); only its last n - 1 tokens count.

        ``order`` of less than the model's own reads a shorter context.
        """
        longest = min(order or self.order, len(context) + 1)
        _, counts = self.runs(1)
        shares = torch.full((self.vocab_size,), UNSEEN)
        shares[self.runs(1)[0][:, 0].long()] += counts
        shares = shares / shares.sum()
        for n in range(2, longest + 1):
            follow, times = self._followers(list(context[len(context) - n + 1 :]))
            if not len(follow):
                break
            mixed = shares * len(follow)  # as many as there are different tokens
            mixed[follow] += times
            shares = mixed / (times.sum() + len(follow))
        return shares

    def _followers(self, context: list[int]) -> tuple[Tensor, Tensor]:
        """The tokens that followed a context, and how often: (F,) each."""
        grams, counts = self.runs(len(context) + 1)
        keys = spelled(grams[:, :-1], self.vocab_size)
        key = spelled(torch.tensor([context]), self.vocab_size)
        low = int(torch.searchsorted(keys, key))
        high = int(torch.searchsorted(keys, key, right=True))
        return grams[low:high, -1].long(), counts[low:high].float()


def spelled(runs: Tensor, vocab_size: int) -> Tensor:
    """The number that each run of tokens (G, n) spells in base V, (G,)."""
    key = torch.zeros(len(runs), dtype=torch.int64, device=runs.device)
    for column in runs.long().unbind(1):
        key = key * vocab_size + column
    return key


def count_runs(texts: Sequence[Sequence[int]], vocab_size: int, order: int) -> Ngram:
    """Count the runs of up to ``order`` tokens within each of some texts."""
    tokens = torch.tensor([token for text in texts for token in text])
    lengths = torch.tensor([len(text) for text in texts])
    ends = lengths.cumsum(0).repeat_interleave(lengths)  # of each token's text
    place = torch.arange(len(tokens))
    found = []
    for n in range(1, order + 1):
        starts = place[place + n <= ends]
        windows = tokens[starts[:, None] + torch.arange(n)]  # (N, n)
        keys, counts = spelled(windows, vocab_size).unique(return_counts=True)
        powers = vocab_size ** torch.arange(n - 1, -1, -1)
        found.append((keys[:, None] // powers % vocab_size, counts))
    model = Ngram(vocab_size, [len(counts) for _, counts in found])
    for n, (grams, counts) in enumerate(found, 1):
        model.get_buffer(f"grams_{n}").copy_(grams)
        model.get_buffer(f"counts_{n}").copy_(counts)
    return model


def surprises(model: Ngram, text: Sequence[int], order: int | None = None) -> Tensor:
    """Minus the natural log of the probability of each token of a text but the first, (T - 1,).

    The same as asking ``after`` at each place, all places at once.
    """
    tokens, size = torch.tensor(text), model.vocab_size
    shares = model.after([], 1)[tokens[1:]]  # (T - 1,)
    for n in range(2, min(order or model.order, len(text)) + 1):
        grams, counts = model.runs(n)
        windows = tokens.unfold(0, n, 1)  # (T - n + 1, n)
        keys, wanted = spelled(grams, size), spelled(windows, size)
        place = torch.searchsorted(keys, wanted).clamp(max=len(keys) - 1)
        times = torch.where(keys[place] == wanted, counts[place], 0)
        heads, head = spelled(grams[:, :-1], size), spelled(windows[:, :-1], size)
        low, high = (torch.searchsorted(heads, head, right=side) for side in (False, True))
        sums = torch.cat([counts.new_zeros(1, dtype=torch.int64), counts.cumsum(0)])
        kinds, total = high - low, sums[high] - sums[low]
        shorter = shares[n - 2 :]
        mixed = (times + kinds * shorter) / (total + kinds).clamp(min=1)
        shares = torch.cat([shares[: n - 2], torch.where(kinds > 0, mixed, shorter)])
    return -shares.log()
