"""A beam over a GPT's continuations, by the same search as a translator's.

Each kept text goes on from keys and values that were kept of it, so that nothing is read twice.
"""

from dataclasses import dataclass

from torch import Tensor

from nlp_core.models.gpt import Gpt, next_scores
from nlp_core.models.key_value_cache import Cache
from nlp_core.training.decoding import BeamSearch, beam_search
from nlp_core.training.packing import EOS


@dataclass(frozen=True)
class Begun:
    """The beginning (1, T) that all texts share."""

    tokens: Tensor

    def repeat(self, times: int) -> "Begun":
        """The same for several texts."""
        return self


@dataclass(frozen=True)
class State:
    """Keys and values of the texts so far; empty before the beginning was read."""

    cache: Cache

    def __getitem__(self, rows: list[int]) -> "State":
        return State(self.cache.chosen(rows))


class Continuing:
    """A GPT that a beam can search: its source is the beginning of the text."""

    def __init__(self, model: Gpt) -> None:
        self.model = model

    def eval(self) -> None:
        """Go out of training."""
        self.model.eval()

    def begin(self, source: Tensor, limit: int) -> tuple[Begun, State]:
        """The beginning (1, T), and room for what follows; nothing is read yet."""
        return Begun(source), State(self.model.empty_cache(source.shape[1] + limit))

    def step(self, word: Tensor, state: State, memory: Begun) -> tuple[Tensor, State]:
        """Scores (B, V) after the last word (B,), or after the beginning where none was read."""
        unread = state.cache.length == 0
        return next_scores(
            self.model, memory.tokens if unread else word[:, None], state.cache
        ), state


def beam_over(model: Gpt, beginning: Tensor, width: int, limit: int) -> BeamSearch:
    """The likeliest continuations of a beginning (1, T), of at most ``limit`` tokens."""
    return beam_search(Continuing(model), beginning, width, limit, end=EOS)
