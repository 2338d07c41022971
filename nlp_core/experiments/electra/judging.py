"""Which tokens of a sentence the discriminator calls replaced, and how a word is judged by them."""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from nlp_core.experiments.bert.sentence import Read, piece_texts
from nlp_core.memory import never, per_model
from nlp_core.models.electra import Electra
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.trained import Trained
from nlp_core.training.packing import CLS, SEP
from nlp_core.training.pretraining import hide

ELECTRA = Trained[PretrainingSpec, Electra]
CALLED = 0.5  # a chance from which a token is called replaced
SHARE = 0.15  # of the tokens that masked language models are asked about


class Token(NamedTuple):
    """A piece as it is written, with its space in front, and the chance that it was replaced."""

    text: str
    chance: float


@dataclass(frozen=True)
class Judged:
    """The words of a sentence, the tokens of each with their chances, and which of these (first,
    last) are not its signs; none of what has no letter.
    """

    words: tuple[str, ...]
    tokens: tuple[tuple[Token, ...], ...]
    cores: tuple[tuple[int, int], ...]

    @property
    def chances(self) -> tuple[float, ...]:
        """The chance of each word: that of its likeliest token. The signs behind a word do not
        count with it, unless there is nothing else.
        """
        pairs = zip(self.tokens, self.cores, strict=True)
        counted = (tokens[first:last] or tokens for tokens, (first, last) in pairs)
        return tuple(max(one.chance for one in tokens) for tokens in counted)

    @property
    def called(self) -> tuple[int, ...]:
        """The places of the words that are called replaced: one of their tokens is."""
        return tuple(i for i, chance in enumerate(self.chances) if chance > CALLED)


@per_model(24, shared=never)
@torch.inference_mode()
def judge(run: ELECTRA, found: Read) -> Judged:
    """What the discriminator makes of each token of a sentence."""
    rest = chances(run.model, found.pieces).tolist()
    texts = piece_texts(run.spec.corpus)
    tokens = []
    for word in found.words:
        own, rest = rest[: len(word.pieces)], rest[len(word.pieces) :]
        said = zip(word.pieces, own, strict=True)
        tokens.append(tuple(Token(texts[piece], chance) for piece, chance in said))
    words = tuple(word.text for word in found.words)
    cores = tuple((word.lead, word.lead + word.core) for word in found.words)
    return Judged(words, tuple(tokens), cores)


def chances(model: Electra, pieces: tuple[int, ...]) -> Tensor:
    """The discriminator's chance (T,) that each of some pieces (T,) was replaced."""
    states = model(torch.tensor([[CLS, *pieces, SEP]]))  # (1, T + 2, C)
    return model.replaced(states)[0, 1:-1].sigmoid()


def asked(found: Read, draw: int, share: float = SHARE) -> tuple[bool, ...]:
    """Which pieces of a sentence a masked language model would be asked about in one draw."""
    row = torch.tensor([[CLS, *found.pieces, SEP]])
    hidden = hide(row, share, torch.Generator().manual_seed(draw))
    places = set(hidden.places[hidden.targets >= 0].tolist())
    return tuple(i + 1 in places for i in range(len(found.pieces)))
