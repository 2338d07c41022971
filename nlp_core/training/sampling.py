"""Drawing the next token: temperature, top-k (Fan et al. 2018) and top-p (Holtzman et al. 2020).

The temperature divides the scores; of the probabilities that result only the ``top_k`` largest
stay, and of these as many as it takes for ``top_p`` of the whole. What stays is drawn from.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.models.gpt import Gpt
from nlp_core.models.gpt_writing import Writer

HOTTEST, COLDEST = 100.0, 1e-3


@dataclass(frozen=True)
class Sampling:
    """How to draw; temperature 0 takes the likeliest, ``top_k`` 0 and ``top_p`` 1 cut nothing.

    ValueError for a temperature outside 0 to 100, a negative ``top_k`` or a ``top_p`` outside 0 to
    1; a ``top_p`` of 0 keeps one token.
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.temperature <= HOTTEST:
            raise ValueError(f"a temperature is from 0 to {HOTTEST:g}, not {self.temperature}")
        if self.top_k < 0 or not 0 <= self.top_p <= 1:
            raise ValueError("top_k is 0 or more, top_p from 0 to 1")


def warmed(scores: Tensor, temperature: float) -> Tensor:
    """Scores (V,) to probabilities (V,) at a temperature; at 0, or nearly, the likeliest has all.

    >>> warmed(torch.tensor([2.0, 1.0, 1.0]), 0).tolist()
    [1.0, 0.0, 0.0]
    """
    if temperature < COLDEST:
        return torch.zeros_like(scores).scatter(0, scores.argmax(keepdim=True), 1.0)
    return (scores / temperature).softmax(-1)


def kept(chances: Tensor, how: Sampling) -> Tensor:
    """Which of the probabilities (V,) stay, (V,): top-k, then top-p; at least the largest."""
    order = chances.argsort(descending=True, stable=True)
    rank = order.argsort()
    stays = rank < (how.top_k or len(chances))
    sorted_chances = torch.where(stays, chances, 0.0)[order]
    share = sorted_chances / sorted_chances.sum()
    before = share.cumsum(0) - share  # of the likelier ones together
    enough = (before < how.top_p) | (how.top_p >= 1)
    enough[0] = True
    return stays & enough[rank]


def chances(scores: Tensor, how: Sampling) -> Tensor:
    """The probabilities (V,) that are drawn from: what is cut has 0, the rest sums to 1.

    >>> chances(torch.tensor([2.0, 1.0, 0.0]).log(), Sampling(top_k=2)).tolist()
    [0.6666666865348816, 0.3333333432674408, 0.0]
    """
    warm = warmed(scores.float(), how.temperature)
    left = torch.where(kept(warm, how), warm, 0.0)
    return left / left.sum()


def picked(shares: Tensor, at: float) -> int:
    """The token at the place ``at`` (0 to 1) of the probabilities (V,) laid end to end."""
    ends = shares.double().cumsum(0)
    place = torch.searchsorted(ends, torch.tensor(at * float(ends[-1])), right=True)
    return int(place.clamp(max=int(shares.nonzero()[-1])))


def dice(draw: int, count: int) -> list[float]:
    """``count`` numbers from 0 to 1, always the same for a ``draw``."""
    return torch.rand(count, generator=torch.Generator().manual_seed(draw)).tolist()


def continued(
    scores_after: Callable[[list[int]], Tensor],
    beginning: list[int],
    count: int,
    how: Sampling,
    *,
    draw: int,
    end: int,
) -> list[int]:
    """At most ``count`` tokens after a beginning, up to and with ``end``.

    ``scores_after`` is asked once a token, for the whole text so far. The same ``draw`` throws the
    same dice for every model, so that what they write can be compared.
    """
    text = list(beginning)
    for at in dice(draw, count):
        text.append(picked(chances(scores_after(text), how), at))
        if text[-1] == end:
            break
    return text[len(beginning) :]


def reading_once(model: Gpt, limit: int) -> Callable[[list[int]], Tensor]:
    """``scores_after`` of a GPT for one text of up to ``limit`` tokens that grows: each token is
    read once.
    """
    writer = Writer(model, limit)

    def scores_after(text: list[int]) -> Tensor:
        if writer.length == 0:
            return writer.read(torch.tensor(text))
        return writer.step(torch.tensor(text[-1]))

    return scores_after
