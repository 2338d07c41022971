"""One sentence through a translator, with everything that attention computed on the way.

Attention may be forced onto another source word, or a source word hidden from it, to test whether
the picture says what the model does (Jain & Wallace 2019; Wiegreffe & Pinter 2019).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from nlp_core.corpora.little_world import Pair
from nlp_core.errors import LearnerError
from nlp_core.models.seq2seq import END, SPECIALS, START, Seq2Seq, decode_step
from nlp_core.recipes.attention import held_out, sentence_pieces
from nlp_core.text.pieces import cut, join
from nlp_core.training.translation import AlignmentCount, count_links

LONGEST = 32  # pieces of a source sentence; twice as many may be written
CANDIDATES = 5
Forced = tuple[tuple[int, int], ...]  # (row of the target, column of the source) pairs


class TrainedTranslator(Protocol):
    """What is needed of an engine's ``Trained``."""

    @property
    def model(self) -> nn.Module: ...
    @property
    def vocabulary(self) -> Any: ...
    @property
    def spec(self) -> Any: ...


@dataclass(frozen=True, eq=False)
class Translation:
    """Source (S) and target (T) pieces, and per target word: scores, attention, context.

    ``scores`` and ``attention`` (T, S) are None without attention; ``queries`` and ``contexts``
    (T, C), ``memory`` (S, C); ``candidates`` holds each step's likeliest pieces with their
    probabilities; ``gold`` the sure links (row, column) where the reference is known and met.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    scores: np.ndarray | None
    attention: np.ndarray | None
    queries: np.ndarray
    contexts: np.ndarray
    memory: np.ndarray
    candidates: tuple[tuple[tuple[str, float], ...], ...]
    reference: str | None
    gold: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The translation as written."""
        return join(self.target)

    @cached_property
    def links(self) -> AlignmentCount | None:
        """The attention counted against the gold links, None where there are none."""
        if self.attention is None or not self.gold:
            return None
        gold = torch.zeros(1, len(self.target), len(self.source), dtype=torch.bool)
        for row, column in self.gold:
            gold[0, row, column] = True
        return count_links(torch.from_numpy(self.attention).unsqueeze(0), gold)


def translate(
    trained: TrainedTranslator, text: str, *, forced: Forced = (), hidden: tuple[int, ...] = ()
) -> Translation:
    """Translate ``text`` greedily, one word at a time.

    ``forced`` puts all attention of a target row on one source column; no target word may attend
    to the ``hidden`` source columns. Raises LearnerError ``empty-text``, ``unknown-words`` (words)
    or ``too-long`` (limit).
    """
    vocabulary = trained.vocabulary
    return _translate(
        trained.model,
        (tuple(vocabulary["source"]), tuple(vocabulary["target"])),
        trained.spec.direction,
        text,
        forced,
        hidden,
    )


@lru_cache(maxsize=1024)
def _translate(
    model: nn.Module,
    vocabulary: tuple[tuple[str, ...], tuple[str, ...]],
    direction: str,
    text: str,
    forced: Forced,
    hidden: tuple[int, ...],
) -> Translation:
    assert isinstance(model, Seq2Seq)
    pieces = read(text, vocabulary[0])
    ids = {piece: index for index, piece in enumerate((*SPECIALS, *vocabulary[0]))}
    steps = write(model, [ids[piece] for piece in pieces], forced, hidden)
    names = (*SPECIALS, *vocabulary[1])
    target = tuple(names[word] for word in steps.words)
    pair = known_pairs(direction).get(join(pieces))
    reference, gold = _truth(pair, direction, target)
    candidates = tuple(
        tuple((names[int(i)], float(p)) for p, i in zip(*row, strict=True)) for row in steps.best
    )
    return Translation(
        pieces,
        target,
        steps.scores,
        steps.attention,
        steps.queries,
        steps.contexts,
        steps.memory,
        candidates,
        reference,
        gold,
    )


def read(text: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """A typed sentence as pieces of the vocabulary; LearnerError where it cannot be."""
    if not text.strip():
        raise LearnerError("empty-text")
    found = cut(text, vocabulary)
    if found.unknown:
        raise LearnerError("unknown-words", words=", ".join(found.unknown[:8]))
    if len(found.pieces) > LONGEST:
        raise LearnerError("too-long", limit=LONGEST)
    return found.pieces


@dataclass(frozen=True, eq=False)
class Steps:
    """What writing one sentence left behind, a row for each word but the end."""

    words: list[int]
    scores: np.ndarray | None
    attention: np.ndarray | None
    queries: np.ndarray
    contexts: np.ndarray
    memory: np.ndarray
    best: list[tuple[list[float], list[int]]]


@torch.inference_mode()
def write(model: Seq2Seq, source: list[int], forced: Forced, hidden: tuple[int, ...]) -> Steps:
    """Greedy decoding of one sentence, keeping every step."""
    device = next(model.parameters()).device
    memory = model.encoder(torch.tensor([source], device=device))
    memory.mask[0, list(hidden)] = False
    state, word = model.decoder.start(memory), torch.tensor([START], device=device)
    chosen = dict(forced)
    words, states, read_out, best = [], [], [], []
    for row in range(2 * LONGEST):
        aim = _one_hot(chosen.get(row), memory.mask)
        logits, state, attended = decode_step(model.decoder, word, state, memory, aim)
        probabilities, indices = logits[0].softmax(dim=-1).topk(CANDIDATES)
        word = indices[:1]
        if int(word) == END:
            break
        words.append(int(word))
        states.append(state)
        read_out.append(attended)
        best.append((probabilities.tolist(), indices.tolist()))
    with_attention = model.decoder.attention is not None
    return Steps(
        words,
        _stack([one.scores[0] for one in read_out if one.scores is not None], with_attention),
        _stack([one.weights[0] for one in read_out if one.weights is not None], with_attention),
        _rows(states, memory.summary),
        _rows([one.context[0] for one in read_out], memory.summary),
        memory.states[0].cpu().numpy(),
        best,
    )


def _one_hot(column: int | None, mask: Tensor) -> Tensor | None:
    if column is None or column >= mask.size(1):
        return None
    aim = torch.zeros(mask.shape, device=mask.device)
    aim[0, column] = 1
    return aim


def _stack(rows: list[Tensor], wanted: bool) -> np.ndarray | None:
    return torch.cat(rows).cpu().numpy() if wanted and rows else None


def _rows(rows: list[Tensor], like: Tensor) -> np.ndarray:
    return torch.cat(rows).cpu().numpy() if rows else np.zeros((0, like.size(-1)), np.float32)


def _truth(
    pair: Pair | None, direction: str, target: tuple[str, ...]
) -> tuple[str | None, tuple[tuple[int, int], ...]]:
    """The reference's text, and its links as (row, column) if the target is the reference."""
    if pair is None:
        return None, ()
    wanted = pair.ko if direction == "en-ko" else pair.en
    if tuple(sentence_pieces(wanted)) != target:
        return wanted.text, ()
    links = ((ko, en) if direction == "en-ko" else (en, ko) for en, ko in pair.links)
    return wanted.text, tuple(sorted(links))


@lru_cache(maxsize=4)
def known_pairs(direction: str) -> dict[str, Pair]:
    """Held-out pairs by the text of their source."""
    side = direction.split("-")[0]
    return {getattr(pair, side).text: pair for pair in held_out()}


@lru_cache(maxsize=4)
def examples(direction: str, count: int = 8) -> tuple[str, ...]:
    """Held-out source sentences to show: those whose links cross most, one for each length."""
    side = direction.split("-")[0]
    found: dict[int, tuple[int, str]] = {}
    for pair in held_out():
        length = max(len(pair.en.units), len(pair.ko.units))
        if length <= 14:
            found[length] = max(
                found.get(length, (-1, "")), (crossings(pair), getattr(pair, side).text)
            )
    lengths = sorted(found, reverse=True)
    return tuple(found[length][1] for length in lengths[:count])


def crossings(pair: Pair) -> int:
    """Pairs of links that cross: how far the two languages' orders differ."""
    links = pair.links
    return sum(
        (en - other_en) * (ko - other_ko) < 0
        for index, (en, ko) in enumerate(links)
        for other_en, other_ko in links[:index]
    )
