"""What a translator of any kind can do, so that one code trains, decodes and judges them all."""

from collections.abc import Iterator
from typing import Any, Protocol

from torch import Tensor, nn

from nlp_core.models.attention import Attended


class Translator(Protocol):
    """A module that reads source ids (B, S), padded at the end, and writes target ids.

    ``memory`` is what it keeps of the source, and can ``repeat(times)`` one sentence; ``state`` is
    how far it is, and ``state[rows]`` goes on from some of its rows.
    """

    def __call__(self, source: Tensor, target: Tensor) -> tuple[Tensor, Attended]:
        """Teacher forcing: target (B, T) with START to logits (B, T, V), all steps at once."""

    def begin(self, source: Tensor, limit: int) -> tuple[Any, Any]:
        """Read the source: its memory, and the state before at most ``limit`` words."""

    def step(self, word: Tensor, state: Any, memory: Any) -> tuple[Tensor, Any]:
        """From the last word (B,) to the logits (B, V) of the next, and the state after it."""

    def align(self, source: Tensor, target: Tensor) -> Tensor | None:
        """Where each next word looks in the source, (B, T, S); None if it does not look."""

    def train(self, mode: bool = True) -> Any:
        """Go into training, or out of it."""

    def eval(self) -> Any:
        """Go out of training."""

    def parameters(self) -> Iterator[nn.Parameter]:
        """What is learned."""
