"""How surprised a GPT is by a learner's text, token by token, and what the causal mask does."""

import random
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from nlp_core.corpora.pretraining.tokenizer import SPECIALS, tokenizer
from nlp_core.experiments.gpt.reading import Reading, TrainedGpt, is_whole, piece, read
from nlp_core.memory import never, per_model
from nlp_core.models.gpt import Gpt


@dataclass(frozen=True)
class Surprise:
    """A text's tokens (T,), the bits of surprise of each, and the perplexity of a token."""

    reading: Reading
    tokens: tuple[str, ...]
    bits: tuple[float, ...]

    @property
    def perplexity(self) -> float:
        """2 to the mean of the bits."""
        return float(2 ** (sum(self.bits) / len(self.bits)))


@per_model(8, shared=never)
def surprise(trained: TrainedGpt, text: str) -> Surprise:
    """Minus the binary log of the probability of each token. LearnerError "empty-text"."""
    found = read(trained.spec.corpus, text)
    ids = torch.tensor([found.ids])
    with torch.inference_mode():
        scores = trained.model.token_scores(trained.model(ids))[0, :-1]  # (T, V)
        logs = scores.float().log_softmax(-1).gather(1, ids[0, 1:, None])[:, 0]
    bits = (-logs / np.log(2)).tolist()
    return Surprise(found, _pieces(trained, found), tuple(bits))


def reordered(text: str, draw: int) -> str:
    """The words of a text in another order, the mark at its end left there.

    >>> reordered("a b", 1)
    'b a'
    """
    words = text.split()
    end = words[-1][-1] if words and not words[-1][-1].isalnum() else ""
    if end and len(words[-1]) > 1:
        words[-1] = words[-1][:-1]
    else:
        end = ""
    order = list(words)
    dice = random.Random(draw)
    for _ in range(20):
        dice.shuffle(order)
        if order != words:
            break
    return " ".join(order) + end


@dataclass(frozen=True)
class Change:
    """A later token replaced: the largest change of the prediction after each token (T,), with the
    causal mask and, in the same weights, without; ``place`` (from 0) is the token replaced.
    """

    tokens: tuple[str, ...]
    other: str
    place: int
    masked: NDArray[np.float32]
    unmasked: NDArray[np.float32]


@per_model(8, shared=never)
def change(trained: TrainedGpt, text: str) -> Change:
    """Replace the last word's first token and compare what is predicted after every token before.

    LearnerError "empty-text".
    """
    found = read(trained.spec.corpus, text)
    ids = torch.tensor([found.ids])
    place = _last_word(trained.spec.corpus, found)
    model, other = trained.model, ids.clone()
    with torch.inference_mode():
        other[0, place] = _another(trained, ids, place)
        gaps = [
            (_predicted(model, ids, sees_all) - _predicted(model, other, sees_all))
            .abs()
            .amax(-1)[0]
            for sees_all in (False, True)
        ]
    corpus = trained.spec.corpus
    tokens = tuple(piece(corpus, token) for token in found.ids)
    masked, unmasked = (gap.numpy() for gap in gaps)
    return Change(tokens, piece(corpus, int(other[0, place])), place, masked, unmasked)


def _predicted(model: Gpt, ids: Tensor, sees_all: bool) -> Tensor:
    """Probabilities (1, T, V) after each token; ``sees_all`` leaves the mask out."""
    states = model.encoder(model.embeddings(ids)) if sees_all else model(ids)
    return model.token_scores(states).softmax(-1)


def _last_word(corpus: str, found: Reading) -> int:
    """The place of the last token that begins a word, or of the last token."""
    tokens = tokenizer(corpus).tokens
    starts = [i for i, one in enumerate(found.ids) if i and tokens[one].startswith("Ġ")]
    return starts[-1] if len(starts) > 1 else len(found.ids) - 1


def _another(trained: TrainedGpt, ids: Tensor, place: int) -> int:
    """The likeliest other token at a place of ids (1, T): text by itself, and no mark."""
    states = trained.model(ids[:, :place])
    likely = trained.model.token_scores(states[0, -1]).argsort(descending=True).tolist()
    corpus = trained.spec.corpus
    fits = (
        token
        for token in likely
        if token >= len(SPECIALS)
        and token != int(ids[0, place])
        and is_whole(corpus, token)
        and any(letter.isalnum() for letter in piece(corpus, token))
    )
    return next(fits)


@per_model(4, shared=never)
def attention(trained: TrainedGpt, text: str) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """The tokens of a text, BOS first, and the weights of all layers and heads, (L, H, T, T)."""
    found = read(trained.spec.corpus, text, longest=11)
    with torch.inference_mode():
        _, layers = trained.model.explain(torch.tensor([found.ids]))
    corpus = trained.spec.corpus
    tokens = tuple(piece(corpus, token) for token in found.ids)
    return tokens, np.stack([layer.heads.weights[0].numpy() for layer in layers])


def _pieces(trained: TrainedGpt, found: Reading) -> tuple[str, ...]:
    return tuple(piece(trained.spec.corpus, token) for token in found.ids[1:])
