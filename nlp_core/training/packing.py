"""Short passages packed into rows of one length, so that little of a batch is padding.

Each passage becomes an example: [CLS] A [SEP], or [CLS] A [SEP] B [SEP] where it has two parts, or
[BOS] A [EOS] for a model that reads from left to right. Attention stays within an example
(``models.masks.same_document``), so that a row gives what its examples would give alone.
"""

from bisect import bisect_right
from dataclasses import dataclass

import torch
from torch import Tensor

PAD, CLS, SEP, MASK, BOS, EOS = range(6)
N_SPECIAL = 6
IGNORED = -100
OUTSIDE = 255  # the padding's document
PAIRINGS = ("none", "next", "order", "causal")


@dataclass(frozen=True, eq=False)
class Text:
    """P passages as tensors: ``tokens`` (N,), ``ends`` (P,), ``second`` (P,), the length of the
    first part of those that have two, else 0, and ``language`` (P,), a number.
    """

    tokens: Tensor
    ends: Tensor
    second: Tensor
    language: Tensor


@dataclass(frozen=True, eq=False)
class Rows:
    """R rows of T tokens: ``tokens``, the ``document`` each belongs to (padding has its own), its
    ``segment`` (0 or 1), and at each [CLS] the answer to the question about its pair (1: not the
    next sentence, or swapped), elsewhere ``IGNORED``.
    """

    tokens: Tensor
    document: Tensor
    segment: Tensor
    answer: Tensor

    def batch(self, start: int, size: int) -> "Rows":
        """``size`` rows from ``start`` on, as numbers that modules take."""
        parts = (self.tokens, self.document, self.segment, self.answer)
        return Rows(*(part[start : start + size].long() for part in parts))


def pack(text: Text, *, width: int, pairing: str, dice: torch.Generator) -> Rows:
    """All passages in random order in rows of ``width``; longer ones lose their end.

    ``pairing``: of the examples with two parts half get another's second part ("next": next
    sentence prediction), or their parts swapped ("order": sentence order prediction), or stay
    ("none"); "causal" joins the parts.
    """
    if pairing not in PAIRINGS:
        raise ValueError(f"pairing is one of {', '.join(PAIRINGS)}, not {pairing!r}")
    device = text.tokens.device
    first, second, answer = _parts(text, width, pairing, dice)
    joined = pairing == "causal"
    one = torch.ones_like(first.length)
    has_two = (second.length > 0).long()
    pieces = [  # in the order in which they stand in an example
        Spans(one * (BOS if joined else CLS), one),
        first.moved(N_SPECIAL),
        Spans(one * (EOS if joined else SEP), one),
        second.moved(N_SPECIAL),
        Spans(one * SEP, has_two),
    ]
    lengths = torch.stack([piece.length for piece in pieces], dim=1)  # (P, 5)
    starts = torch.stack([piece.start for piece in pieces], dim=1)
    places, n_row, number = _places(lengths.sum(1), width)
    source = _run(starts.flatten(), lengths.flatten())
    target = _run(places, lengths.sum(1))
    empty = ((PAD, torch.int16), (OUTSIDE, torch.uint8), (0, torch.uint8), (IGNORED, torch.int16))
    rows = [torch.full((n_row * width,), value, dtype=kind, device=device) for value, kind in empty]
    shelf = torch.cat([torch.arange(N_SPECIAL, device=device), text.tokens])
    rows[0][target] = shelf[source].to(torch.int16)
    rows[1][target] = number.repeat_interleave(lengths.sum(1)).to(torch.uint8)
    of_piece = torch.tensor([0, 0, 0, 1, 1], device=device).repeat(len(lengths))
    rows[2][target] = of_piece.repeat_interleave(lengths.flatten()).to(torch.uint8)
    rows[3][places] = answer.to(torch.int16)
    return Rows(*(part.view(n_row, width) for part in rows))


@dataclass(frozen=True, eq=False)
class Spans:
    """Where parts of passages begin in the text, and how long they are, (P,) each."""

    start: Tensor
    length: Tensor

    def moved(self, by: int) -> "Spans":
        """The same spans in a text that has ``by`` tokens more in front."""
        return Spans(self.start + by, self.length)

    def unless(self, swapped: Tensor, other: "Spans") -> "Spans":
        """These spans, and those of ``other`` where ``swapped`` (P,) is on."""
        return Spans(
            torch.where(swapped, other.start, self.start),
            torch.where(swapped, other.length, self.length),
        )


def _parts(
    text: Text, width: int, pairing: str, dice: torch.Generator
) -> tuple[Spans, Spans, Tensor]:
    """First and second part of each passage, in random order, and the answers (P,)."""
    device = text.tokens.device
    order = torch.randperm(len(text.ends), generator=dice, device=device)
    begins = torch.cat([text.ends.new_zeros(1), text.ends[:-1]])
    begin, end, second = begins[order], text.ends[order], text.second[order].long()
    if pairing == "causal":
        length = (end - begin).clamp(max=width - 2)
        none = torch.zeros_like(length)
        return Spans(begin, length), Spans(begin, none), none + IGNORED
    whole = (end - begin).clamp(max=width - 3)
    first = torch.where(second > 0, torch.minimum(second, whole - 1), whole)
    rest = torch.where(second > 0, whole - first, 0)
    start = begin + first
    paired = rest > 0
    drawn = torch.rand(len(order), generator=dice, device=device) < 0.5
    wrong = paired & drawn & (pairing in ("next", "order"))
    wrong = wrong & ((wrong.sum() > 1) | (pairing == "order"))  # one alone has no other's part
    answer = torch.where(paired, wrong.long(), IGNORED)
    if pairing == "none":
        answer = torch.full_like(answer, IGNORED)
    if pairing == "order":
        one, two = Spans(begin, first), Spans(start, rest)
        return one.unless(wrong, two), two.unless(wrong, one), answer
    if pairing == "next":  # another's second part, of the same language: else that would tell
        places = wrong.nonzero().squeeze(1)
        places = places[text.language[order][places].argsort(stable=True)]
        start[places], rest[places] = start[places.roll(1)], rest[places.roll(1)]
        rest = torch.minimum(rest, width - 3 - first)
    return Spans(begin, first), Spans(start, rest), answer


def _places(lengths: Tensor, width: int) -> tuple[Tensor, int, Tensor]:
    """Where each example begins in the rows laid end to end (P,), how many rows that takes, and
    each example's number within its row (P,). A row ends where the next example does not fit.
    """
    ends = lengths.cumsum(0)
    before, until = (ends - lengths).tolist(), ends.tolist()
    opens = [0]  # the first example of each row
    while True:
        found = bisect_right(until, before[opens[-1]] + width, lo=opens[-1])
        if found == len(until):
            break
        opens.append(found)
    opened = torch.tensor(opens, device=lengths.device)
    number = torch.arange(len(lengths), device=lengths.device)
    row = torch.searchsorted(opened, number, right=True) - 1  # (P,)
    start = ends - lengths
    return row * width + start - start[opened[row]], len(opens), number - opened[row]


def _run(start: Tensor, length: Tensor) -> Tensor:
    """The numbers start, start + 1, ... of each span, one span after another.

    >>> _run(torch.tensor([5, 9]), torch.tensor([2, 3])).tolist()
    [5, 6, 9, 10, 11]
    """
    before = length.cumsum(0) - length
    return (start - before).repeat_interleave(length) + torch.arange(
        int(length.sum()), device=start.device
    )
