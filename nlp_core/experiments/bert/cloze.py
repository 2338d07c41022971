"""A hidden word, guessed by a model that sees what is left of it and by one that sees both sides.

The word is hidden whole: each of its pieces becomes a [MASK]. Both models choose among the words of
the training text that have as many pieces. They fill the places from left to right, each piece
among those that some word goes on with, so that the chances of all such words add up to one. In a
long text fewer ways to fill them are followed, so that an answer takes no longer.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import torch
from torch import Tensor

from nlp_core.experiments.bert.lexicon import Candidates
from nlp_core.experiments.bert.sentence import ROOM, Pieces, Read, Word, hidden_at, text_of
from nlp_core.memory import never, per_model
from nlp_core.models.bert import Bert
from nlp_core.models.gpt import Gpt
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.trained import Trained
from nlp_core.training.packing import BOS, CLS, MASK, SEP

BERT = Trained[PretrainingSpec, Bert]
GPT = Trained[PretrainingSpec, Gpt]
SHOWN = 5
WIDTH, NARROWEST = 16, 2  # ways that are kept at most and at least while a word is filled
Scores = Callable[[list[Pieces]], Tensor]
"""The scores (W, V) of the next piece, of W ways to begin the hidden word."""


@dataclass(frozen=True)
class Guess:
    """The likeliest words and their chances, the chance of the word that stood there, and its
    place among the words shown (0: the first; None: not among them).

    Where a [MASK] was typed no word stood there: ``own`` is NaN. ``best`` spells the first word.
    """

    words: tuple[str, ...]
    chances: tuple[float, ...]
    own: float
    rank: int | None
    best: Pieces = ()


@per_model(16, shared=never)
@torch.inference_mode()
def guess(
    run: BERT | GPT, found: Read, place: int, lexicon: Candidates, right: bool = True
) -> Guess:
    """What a model makes of the word at ``place``.

    ``right=False`` hides from a model of both sides what stands right of the word. LearnerError
    "no-mask" where no word can be hidden.
    """
    word = hidden_at(found, place)
    before, own, after = found.around(place)
    model = run.model
    if isinstance(model, Gpt):
        scores = left_only(model, before)
    else:
        after = after if right else (MASK,) * len(after)
        scores = both_sides(model, before, len(own), after)
    if word.typed:
        return _one_piece(scores, word, lexicon)
    ways, logs, own_log = beam(scores, own, lexicon, width(len(own), len(found.pieces)))
    shown = to_show(ways, logs, lexicon, word.corpus)
    words, chances = tuple(one[0] for one in shown), tuple(one[1] for one in shown)
    rank = next((i for i, (_, _, way) in enumerate(shown) if way == own), None)
    return Guess(words, chances, math.exp(own_log), rank, shown[0][2] if shown else ())


def to_show(
    ways: list[Pieces], logs: list[float], lexicon: Candidates, corpus: str
) -> list[tuple[str, float, Pieces]]:
    """The first words that a class may see, each with its chance and its pieces."""
    told = ((text_of(way, corpus), math.exp(log), way) for way, log in zip(ways, logs, strict=True))
    return list(islice((one for one in told if lexicon.shows(one[0])), SHOWN))


def _one_piece(scores: Scores, word: Word, lexicon: Candidates) -> Guess:
    """What stands in the place of a typed [MASK]: one piece."""
    front, _, back = word.parts
    letters = takewhile(lambda piece: text_of((piece,), word.corpus).isalnum(), back)
    best = _next(scores([()])[0], lexicon.standing(front, tuple(letters)))[:SHOWN]
    words = tuple(text_of((piece,), word.corpus) for _, piece in best)
    return Guess(words, tuple(math.exp(log) for log, _ in best), math.nan, None, (best[0][1],))


def both_sides(model: Bert, before: Pieces, count: int, after: Pieces) -> Scores:
    """The scores of a model that sees ``before`` and ``after`` of ``count`` hidden places."""

    def scores(ways: list[Pieces]) -> Tensor:
        rows = [[CLS, *before, *way, *[MASK] * (count - len(way)), *after, SEP] for way in ways]
        place = 1 + len(before) + len(ways[0])
        states = model.at(torch.tensor(rows), slice(place, place + 1))[:, 0]  # (W, C)
        return model.token_scores(states)

    return scores


def left_only(model: Gpt, before: Pieces) -> Scores:
    """The scores of a model that sees ``before`` alone."""

    def scores(ways: list[Pieces]) -> Tensor:
        rows = torch.tensor([[BOS, *before, *way] for way in ways])
        return model.token_scores(model(rows)[:, -1])

    return scores


def width(count: int, read: int) -> int:
    """How many ways are kept while ``count`` pieces are filled in a text of ``read``.

    >>> width(1, 14), width(4, 40), width(5, 125)
    (16, 6, 2)
    """
    return max(NARROWEST, min(WIDTH, ROOM // (count * read)))


def beam(
    scores: Scores, own: Pieces, lexicon: Candidates, kept_ways: int = WIDTH
) -> tuple[list[Pieces], list[float], float]:
    """The likeliest words as long as ``own``, their log chances, from the likeliest down, and the
    log chance of ``own``, which is read beside them.
    """
    kept: list[tuple[float, Pieces]] = [(0.0, ())]
    own_log = 0.0
    for place, piece in enumerate(own):
        begun = own[:place]
        ways = list(dict.fromkeys([begun, *(way for _, way in kept)]))
        found = dict(zip(ways, scores(ways), strict=True))
        own_log += log_chance(found[begun], piece, lexicon.following(begun, own))
        longer = [
            (log + more, (*way, piece))
            for log, way in kept
            for more, piece in _next(found[way], lexicon.following(way, own))
        ]
        most = kept_ways if place + 1 < len(own) else max(kept_ways, SHOWN)
        kept = sorted(longer, key=lambda one: (-one[0], one[1]))[:most]
    return [way for _, way in kept], [log for log, _ in kept], own_log


def _next(row: Tensor, pieces: Tensor) -> list[tuple[float, int]]:
    """The likeliest of some pieces, with their log chances among these."""
    logs = row[pieces].log_softmax(-1)
    best = logs.topk(min(WIDTH, len(pieces)))
    return list(zip(best.values.tolist(), pieces[best.indices].tolist(), strict=True))


def log_chance(row: Tensor, piece: int, pieces: Tensor) -> float:
    """The log chance of a piece among ``pieces`` (N,), by scores (V,) of all."""
    return float(row[piece] - row[pieces].logsumexp(-1))


def among(guesses: Sequence[Guess]) -> tuple[float, float]:
    """How often the word is the first guess, and among those shown."""
    ranks = [one.rank for one in guesses]
    count = max(len(ranks), 1)
    return sum(rank == 0 for rank in ranks) / count, sum(r is not None for r in ranks) / count
