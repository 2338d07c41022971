"""A learner's own sentence read by a gated language model, with every gate and state kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.memory import per_model
from nlp_core.models.gated_lm import GatedLanguageModel
from nlp_core.models.gates import FREE, Hold
from nlp_core.recipes.gated_lm import SPECIALS, START, UNKNOWN, GatedLMSpec, index_of
from nlp_core.text.pieces import END_MARKS, cut
from nlp_core.trained import Trained

LONGEST = 20  # pieces that are read of a sentence: more would be too small on a projector
NEXT = 4  # candidates for a piece
Reader = Trained[GatedLMSpec, GatedLanguageModel]
EXAMPLES = {
    "ko": (
        ("지훈은 베이징이라는 도시의 식당에서 만두를 먹었다.", 2, 9),
        ("지훈은 비행기를 타고 독일의 수도 베를린으로 갔다.", 6, 9),
        ("피터는 하노이에서 온 친구와 베트남어로 말한다.", 2, 7),
    ),
    "en": (
        ("Yuna ate pho at a restaurant in the city of Hanoi.", 2, 10),
        ("The word is German, so Tom from Germany can read it.", 3, 8),
        ("Jihun went to Warsaw, the capital of Poland, by plane.", 3, 8),
    ),
}
"""Sentences of the little world that no training reads, and the places of two pieces: who has kept
the one knows the other."""


@dataclass(frozen=True)
class Read:
    """A sentence as the model reads it: a label and an id a piece, and what was left out."""

    labels: tuple[str, ...]
    ids: tuple[int, ...]
    unknown: tuple[str, ...]
    left_out: int


@dataclass(frozen=True)
class Trace:
    """What happened along a sentence of T pieces; ``parts`` maps a gate's or state's name to
    (T, C), ``surprise`` (T,) is each piece's -log2 P in bits (NaN where it is unknown), and
    ``expected`` the likeliest pieces at each place, before it was read, with their chances."""

    parts: dict[str, NDArray[np.float32]]
    surprise: NDArray[np.float32]
    expected: tuple[tuple[tuple[str, float], ...], ...]


@dataclass(frozen=True)
class Held:
    """A gate held from piece ``first`` to ``last``, both included; free where ``gate`` is ""."""

    gate: str = ""
    value: float = 0.0
    first: int = 0
    last: int = 0

    @property
    def hold(self) -> Hold:
        """What the model is told."""
        return {self.gate: self.value} if self.gate else FREE

    @property
    def during(self) -> range:
        """The steps of the model, whose first reads the start mark."""
        return range(self.first + 1, self.last + 2)


NOTHING = Held()


def read(text: str, vocabulary: Sequence[str]) -> Read:
    """A typed sentence as pieces that the model knows; a word it does not know stays whole.

    LearnerError "empty-text" where there is nothing to read.
    """
    words = text.split()
    if not words:
        raise LearnerError("empty-text")
    index, known = index_of(list(vocabulary)), tuple(vocabulary)
    labels: list[str] = []
    ids: list[int] = []
    unknown: list[str] = []
    for word in words:
        found = cut(word, known)
        if found.unknown or not found.pieces:
            unknown.append(word)
            labels, ids = [*labels, word], [*ids, UNKNOWN]
            continue
        added = found.pieces[-1] in END_MARKS and word[-1] not in END_MARKS
        pieces = found.pieces[:-1] if added else found.pieces
        labels += [_label(piece) for piece in pieces]
        ids += [index[piece] for piece in pieces]
    left_out = max(0, len(ids) - LONGEST)
    return Read(tuple(labels[:LONGEST]), tuple(ids[:LONGEST]), tuple(unknown), left_out)


def _label(piece: str) -> str:
    """A piece that continues a word shows a hyphen."""
    return piece.strip() if piece[0] == " " or not piece[0].isalpha() else f"-{piece}"


@per_model(1)
def _ready(run: Reader) -> frozenset[tuple[int, ...]]:
    """The site's own sentences as the model reads them."""
    texts = EXAMPLES[run.spec.language]
    return frozenset(read(text, run.vocabulary).ids for text, _, _ in texts)


def is_ready(run: Reader, ids: tuple[int, ...], *_: object) -> bool:
    """Whether a sentence is one of the site's own."""
    return ids in _ready(run)


@per_model(16, shared=is_ready)
@torch.inference_mode()
def trace(run: Reader, ids: tuple[int, ...], held: Held = NOTHING) -> Trace:
    """Read a sentence, a gate held as told; the weights stay as they are."""
    tokens = torch.tensor([[START, *ids]])  # (1, T + 1)
    states = run.model.states(tokens, held.hold, held.during)
    logs = run.model.scores(states["hidden"])[0].log_softmax(dim=-1)  # (T + 1, V)
    asked = tokens[0, 1:]
    bits = -logs[:-1].gather(1, asked[:, None])[:, 0] / np.log(2)
    bits[asked == UNKNOWN] = torch.nan
    chances = logs[:-1].exp()  # (T, V)
    chances[:, : len(SPECIALS)] = 0
    best = chances.topk(NEXT, dim=-1)
    expected = tuple(
        tuple((_label(run.vocabulary[i - len(SPECIALS)]), p) for i, p in zip(row, ps, strict=True))
        for row, ps in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    )
    parts = {name: part[0, 1:].numpy() for name, part in states.items()}
    return Trace(parts, bits.numpy(), expected)


def hardest_hit(free: Trace, held: Trace) -> int:
    """The place whose piece surprises the most more when the gate is held."""
    return int(np.nan_to_num(held.surprise - free.surprise, nan=-np.inf).argmax())


def liveliest(part: NDArray[np.float32], count: int) -> list[int]:
    """The units (columns of (T, C)) that move most along the sentence, in order of their number."""
    spread = part.std(axis=0)
    return sorted(np.argsort(-spread)[:count].tolist())
