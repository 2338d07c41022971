"""One sentence and another order of it, read by encoders that know positions, and by one without.

Self-attention without positions treats its input as a set: what comes out for a word is the same
wherever the word stands. f(Px) = P f(x) for every order P.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from nlp_core.corpora.word_order import lexicon
from nlp_core.errors import LearnerError
from nlp_core.experiments.positions import own_sentence
from nlp_core.experiments.positions.orders import Order, two_nouns
from nlp_core.memory import per_model
from nlp_core.models.order_encoder import OrderEncoder
from nlp_core.recipes.word_order import WordOrderSpec, as_nets
from nlp_core.trained import Trained

Run = Trained[WordOrderSpec, nn.ModuleDict]


@dataclass(frozen=True)
class Answers:
    """What one encoder says of *who*, before and after; ``chance`` is that of the sentence's first
    noun, ``place`` that of the likeliest noun in the sentence, ``difference`` the largest change
    of any number in any word's vector."""

    way: str
    chance: tuple[float, float]
    place: tuple[int, int]
    difference: float


@dataclass(frozen=True)
class Asked:
    """A sentence's question: the places of its verb, of its first noun and of another one."""

    verb: int
    first: int
    second: int


def is_ready(run: Run, ids: tuple[int, ...], *_: object) -> bool:
    """Whether a sentence is one of the site's own."""
    return ids in _ready(run.spec.language)


@lru_cache(maxsize=2)
def _ready(language: str) -> frozenset[tuple[int, ...]]:
    texts = own_sentence.EXAMPLES[language]
    return frozenset(own_sentence.read(text, language).ids for text in texts)


def question(ids: tuple[int, ...], language: str) -> Asked:
    """What can be asked of a sentence. LearnerError "no-verb" or "two-nouns" where nothing can."""
    lex = lexicon(language)
    first, second = two_nouns(ids, lex)
    verb = next((i for i, unit in enumerate(ids) if unit in lex.verbs), None)
    if verb is None:
        raise LearnerError("no-verb")
    return Asked(verb, first, second)


@per_model(32, shared=is_ready)
@torch.inference_mode()
def answers(run: Run, ids: tuple[int, ...], order: Order) -> tuple[Answers, ...]:
    """Every encoder's answer for a sentence and for another order of it."""
    language = run.spec.language
    asked, lex = question(ids, language), lexicon(language)
    nouns = sorted({unit for unit in ids if unit in lex.nouns})
    nets = as_nets(run.model)
    return tuple(_answers(way, net, ids, order, asked, nouns) for way, net in nets.items())


def _answers(
    way: str,
    net: OrderEncoder,
    ids: tuple[int, ...],
    order: Order,
    asked: Asked,
    nouns: list[int],
) -> Answers:
    before, after = both(net, ids, order)
    chances, places = [], []
    for states, verb in ((before, asked.verb), (after, order.index(asked.verb))):
        said = net.scores(states[verb]).softmax(dim=-1)  # (V,)
        chances.append(float(said[ids[asked.first]]))
        places.append(ids.index(nouns[int(said[nouns].argmax())]))
    moved = float((before[list(order)] - after).abs().max())
    return Answers(way, (chances[0], chances[1]), (places[0], places[1]), moved)


def both(net: OrderEncoder, ids: tuple[int, ...], order: Order) -> tuple[Tensor, Tensor]:
    """The words' vectors (T, C) in a sentence and in another order of it."""
    tokens = torch.tensor([list(ids), [ids[place] for place in order]])
    before, after = net(tokens)
    return before, after


@per_model(64, shared=is_ready)
@torch.inference_mode()
def distances(run: Run, ids: tuple[int, ...], order: Order, way: str) -> NDArray[np.float32]:
    """How far each word's vector after the shuffle (rows) is from each before (columns): (T, T)."""
    before, after = both(as_nets(run.model)[way], ids, order)
    apart = after[:, None] - before[None, :]  # (T, T, C)
    return apart.norm(dim=-1).numpy()
