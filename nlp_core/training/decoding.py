"""Decoding: the likeliest word at each step, or a beam of several sentences at once.

Sutskever et al. 2014, section 3.2: a beam keeps the best unfinished sentences and extends each by
every word; one that ends leaves the beam. Dividing by a power of the length (Wu et al. 2016,
section 7) keeps longer sentences from losing only because they hold more factors below 1.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from nlp_core.models.seq2seq import END, PAD, START
from nlp_core.models.translator import Translator

WIDEST = 8  # sentences kept at once


@dataclass(frozen=True)
class Branch:
    """One sentence that the beam kept at a step: its last word, the sum of its words' log
    probabilities, that word's own, and the place of its beginning in the step before."""

    word: int
    log_probability: float
    last: float
    parent: int


@dataclass(frozen=True)
class Finished:
    """A sentence that ended: where (step, place), its log probability, and what it is ranked by."""

    step: int
    place: int
    log_probability: float
    score: float


@dataclass(frozen=True)
class BeamSearch:
    """Everything that a beam kept, likeliest first at each step; finished ones, best first.

    ``width`` is how many were asked for; ``end`` is the word that ends a sentence. A sentence that
    had not ended when the search stopped is among the finished only where none had.
    """

    width: int
    steps: tuple[tuple[Branch, ...], ...]
    finished: tuple[Finished, ...]
    end: int = END

    def words(self, one: Finished) -> list[int]:
        """The words of a sentence, the one that ends it left out."""
        path = [self.steps[step][place].word for step, place in self.path(one)]
        return path[:-1] if path and path[-1] == self.end else path

    def path(self, one: Finished) -> list[tuple[int, int]]:
        """Where a sentence's words stand: (step, place), the first word first."""
        places, place = [], one.place
        for step in range(one.step, -1, -1):
            places.append((step, place))
            place = self.steps[step][place].parent
        return places[::-1]


class Steps(Protocol):
    """What a beam needs of a model: to begin, and to go a step; see ``models.translator``."""

    def begin(self, source: Tensor, limit: int) -> tuple[Any, Any]:
        """What is kept of the source, and the state before the first word."""

    def step(self, word: Tensor, state: Any, memory: Any) -> tuple[Tensor, Any]:
        """From the last word (B,) to the logits (B, V) of the next, and the state after it."""

    def eval(self) -> Any:
        """Go out of training."""


@torch.inference_mode()
def beam_search(
    model: "Steps",
    source: Tensor,
    width: int,
    limit: int,
    *,
    length_power: float = 0.0,
    end: int = END,
) -> BeamSearch:
    """Translate source ids (1, S) into at most ``limit`` words, ``end`` counted.

    A sentence's score is its log probability divided by (words + 1) to the ``length_power``. It
    ends when ``width`` sentences have ended, or when none that goes on can become the best. Raises
    ValueError for a width below 1 or above ``WIDEST``.
    """
    if not 1 <= width <= WIDEST:
        raise ValueError(f"a beam keeps 1 to {WIDEST} sentences, not {width}")
    model.eval()
    memory, state = model.begin(source, limit)
    word = torch.tensor([START], device=source.device)
    sums = torch.zeros(1, device=source.device)  # log probabilities of the sentences that go on
    alive = [0]  # their places in the step before
    steps: list[tuple[Branch, ...]] = []
    done: list[Finished] = []
    for step in range(limit):
        logits, state = model.step(word, state, memory.repeat(len(word)))
        last = _words_only(logits.log_softmax(dim=-1))  # (K, V)
        kept, rows = _best(sums, last, width, alive)
        steps.append(kept)
        done += _ended(kept, step, length_power, end)
        going = [place for place, one in enumerate(kept) if one.word != end]
        if not going or _settled(kept, going, done, width, length_power):
            break
        alive, chosen = going, [rows[place] for place in going]
        state = state[chosen]
        word = torch.tensor([kept[place].word for place in going], device=source.device)
        sums = torch.tensor([kept[place].log_probability for place in going]).to(source.device)
    found = done or [_as_finished(steps[-1], len(steps) - 1, 0, length_power)]
    ranked = tuple(sorted(found, key=lambda one: -one.score))
    return BeamSearch(width, tuple(steps), ranked, end)


def _best(
    sums: Tensor, last: Tensor, width: int, alive: list[int]
) -> tuple[tuple[Branch, ...], list[int]]:
    """The ``width`` likeliest sentences one word longer, and the rows that they grew from."""
    total = (sums.unsqueeze(1) + last).flatten()  # (K · V,)
    values, places = total.topk(min(width, int(total.isfinite().sum())))
    rows = (places // last.size(1)).tolist()
    words = (places % last.size(1)).tolist()
    found = zip(words, values.tolist(), rows, strict=True)
    return tuple(Branch(w, v, float(last[row, w]), alive[row]) for w, v, row in found), rows


def _ended(kept: tuple[Branch, ...], step: int, power: float, end: int) -> list[Finished]:
    places = (place for place, one in enumerate(kept) if one.word == end)
    return [_as_finished(kept, step, place, power) for place in places]


def _as_finished(kept: tuple[Branch, ...], step: int, place: int, power: float) -> Finished:
    total = kept[place].log_probability
    return Finished(step, place, total, total / (step + 1) ** power)


def _settled(
    kept: tuple[Branch, ...], going: list[int], done: list[Finished], width: int, power: float
) -> bool:
    """Whether enough sentences ended. Undivided sums only fall, so that one may be sure earlier."""
    if len(done) >= width:
        return True
    best = max((one.log_probability for one in done), default=float("-inf"))
    return power == 0 and best >= max(kept[place].log_probability for place in going)


def _words_only(scores: Tensor) -> Tensor:
    """Scores (B, V) by which neither PAD nor START is ever written."""
    return scores.index_fill(-1, torch.tensor([PAD, START], device=scores.device), float("-inf"))


@torch.inference_mode()
def greedy(model: Translator, source: Tensor, limit: int) -> list[list[int]]:
    """The likeliest word at each step, for a whole batch: source ids (B, S) to B lists of words."""
    model.eval()
    memory, state = model.begin(source, limit)
    word = torch.full((len(source),), START, device=source.device)
    running = torch.ones_like(word, dtype=torch.bool)
    written = []
    for _ in range(limit):
        logits, state = model.step(word, state, memory)
        word = torch.where(running, _words_only(logits).argmax(dim=-1), PAD)  # (B,)
        running &= word != END
        written.append(word)
        if not running.any():
            break
    rows = torch.stack(written, dim=1).tolist()  # (B, T)
    return [[word for word in row if word not in (PAD, END)] for row in rows]
