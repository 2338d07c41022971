"""A text continued by a published GPT-2 in the lessons' own class: surprise, next token, and more.

It is read once, its keys and values stay, and each new token is read alone.
"""

import math
import time
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from nlp_core.errors import LearnerError
from nlp_core.models.gpt import Gpt, next_scores
from nlp_core.published.asking import checkpoint, said, taken
from nlp_core.published.loading import Checkpoint
from nlp_core.training.sampling import Sampling, chances, dice, picked, warmed

SHOWN = 8
WRITTEN = 16  # tokens
MOST_READ = 128
ENDS = ("<|endoftext|>", "</s>")


@dataclass(frozen=True)
class Candidate:
    """A token that may come next: its text, and its probability at temperature 1, at the chosen
    one, and after the cuts (0 where it is cut).
    """

    text: str
    plain: float
    warmed: float
    drawn: float


@dataclass(frozen=True)
class Continued:
    """A text's ``tokens`` and the bits of surprise of all but the first, what may come next, how
    many tokens stay after the cuts of how many, and what was written.
    """

    tokens: tuple[str, ...]
    bits: tuple[float, ...]
    candidates: tuple[Candidate, ...]
    stays: int
    of: int
    written: str
    ended: bool
    left_out: int
    unknown: int
    seconds: float

    @property
    def perplexity(self) -> float:
        """Of a token, on average; NaN where one token is all there is."""
        return float(2 ** (sum(self.bits) / len(self.bits))) if self.bits else math.nan


@torch.inference_mode()
def go_on(folder: str, text: str, how: Sampling, draw: int = 1) -> Continued:
    """Read a text, its last ``MOST_READ`` tokens, and write on.

    LearnerError as ``asking.checkpoint``, "model-architecture" for another model than a GPT,
    "empty-text".
    """
    one = checkpoint(folder)
    began = time.perf_counter()
    model = one.published.model
    if not isinstance(model, Gpt):
        raise LearnerError("model-architecture", why=one.published.kind)
    text = text.strip()
    read = taken(one, text, at=max(0, len(text) - 1), room=MOST_READ)
    ids = torch.tensor([read.ids])
    cache = model.empty_cache(len(read.ids) + WRITTEN)
    scores = model.token_scores(model(ids, cache=cache)[0]).float()  # (T, V)
    scores[:, one.tokenizer.get_vocab_size() :] = -math.inf  # rows that no token has
    logs = scores[:-1].log_softmax(-1).gather(1, ids[0, 1:, None])[:, 0]
    written, ended = _write(one, model, cache, scores[-1], how, draw)
    before = said(one, read.ids)
    return Continued(
        tuple(said(one, read.ids[i : i + 1]) for i in range(len(read.ids))),
        tuple((-logs / math.log(2)).tolist()),
        _candidates(one, scores[-1], how),
        int((chances(scores[-1], how) > 0).sum()),
        one.tokenizer.get_vocab_size(),
        said(one, [*read.ids, *written])[len(before) :],
        ended,
        read.left_out,
        read.unknown,
        time.perf_counter() - began,
    )


def _candidates(one: Checkpoint, scores: Tensor, how: Sampling) -> tuple[Candidate, ...]:
    """The likeliest tokens."""
    plain, warm, shares = scores.softmax(-1), warmed(scores, how.temperature), chances(scores, how)
    order = scores.argsort(descending=True, stable=True)[:SHOWN].tolist()
    return tuple(
        Candidate(said(one, [i]), *(float(part[i]) for part in (plain, warm, shares)))
        for i in order
    )


def _write(
    one: Checkpoint, model: Gpt, cache: Any, scores: Tensor, how: Sampling, draw: int
) -> tuple[list[int], bool]:
    """Tokens that follow, and whether the text ended with them."""
    ends = {one.tokenizer.token_to_id(name) for name in ENDS}
    written: list[int] = []
    limit = min(WRITTEN, model.config.n_position - cache.length)
    for at in dice(draw, limit):
        token = picked(chances(scores, how), at)
        if token in ends:
            return written, True
        written.append(token)
        if len(written) < limit:
            scores = next_scores(model, torch.tensor([[token]]), cache)[0].float()
            scores[one.tokenizer.get_vocab_size() :] = -math.inf
    return written, False
