"""The generator's proposals for a place: words in order of their chances, and draws of them.

A word is hidden whole, each of its tokens by a [MASK], and filled from left to right among the
candidates of the lesson on BERT.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.experiments.bert.cloze import Scores, beam, to_show, width
from nlp_core.experiments.bert.lexicon import Candidates
from nlp_core.experiments.bert.sentence import Pieces, Read, hidden_at, text_of
from nlp_core.experiments.electra.judging import ELECTRA
from nlp_core.memory import never, per_model
from nlp_core.models.electra import Electra
from nlp_core.training.packing import CLS, MASK, SEP


@dataclass(frozen=True)
class Proposals:
    """The likeliest words and their chances, and the chance of the word that stood there."""

    words: tuple[str, ...]
    chances: tuple[float, ...]
    own: float


@per_model(16, shared=never)
@torch.inference_mode()
def propose(run: ELECTRA, found: Read, place: int, words: Candidates) -> Proposals:
    """What the generator would put at ``place``; LearnerError "no-mask" where nothing can be."""
    hidden_at(found, place)
    before, own, after = found.around(place)
    scores = generated(run.model, before, len(own), after)
    ways, logs, own_log = beam(scores, own, words, width(len(own), len(found.pieces)))
    shown = to_show(ways, logs, words, run.spec.corpus)
    told = tuple(word for word, _, _ in shown)
    return Proposals(told, tuple(chance for _, chance, _ in shown), math.exp(own_log))


def generated(model: Electra, before: Pieces, count: int, after: Pieces) -> Scores:
    """The generator's scores for ``count`` hidden places, some of them filled already."""

    def scores(ways: list[Pieces]) -> Tensor:
        rows = [[CLS, *before, *way, *[MASK] * (count - len(way)), *after, SEP] for way in ways]
        states = model.guess_states(torch.tensor(rows))[:, 1 + len(before) + len(ways[0])]
        return model.guesses(states)  # (W, V)

    return scores


@torch.inference_mode()
def drawn(run: ELECTRA, found: Read, place: int, words: Candidates, dice: torch.Generator) -> str:
    """A word drawn by the generator's chances, which may be the one that stood there."""
    hidden_at(found, place)
    before, own, after = found.around(place)
    scores = generated(run.model, before, len(own), after)
    way: Pieces = ()
    for _ in own:
        choices = words.following(way, own)
        shares = scores([way])[0][choices].softmax(-1)
        picked = torch.multinomial(shares, 1, generator=dice)
        way = (*way, int(choices[picked]))
    return text_of(way, run.spec.corpus)
