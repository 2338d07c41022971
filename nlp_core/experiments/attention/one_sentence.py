"""Translation of one sentence, with everything that attention computes.

Attention may be forced onto another source word, or a source word hidden from it, to test whether
the picture says what the model does (Jain & Wallace 2019; Wiegreffe & Pinter 2019).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import Tensor

from nlp_core.experiments.attention.sentences import (
    LONGEST,
    Links,
    known_pairs,
    known_texts,
    nouns,
    read,
    truth,
)
from nlp_core.memory import per_model
from nlp_core.models.seq2seq import END, SPECIALS, START, Seq2Seq, decode_step
from nlp_core.text.pieces import join
from nlp_core.trained import Trained
from nlp_core.training.translation import AlignmentCount, count_links

Translator = Trained[Any, Seq2Seq]  # of any recipe with a direction and two lists of pieces


@dataclass(frozen=True, eq=False)
class Translation:
    """Source (S) and target (T) pieces, and per target word: scores, attention, context.

    ``scores`` and ``attention`` (T, S) are None without attention; ``queries`` and ``contexts``
    (T, C), ``memory`` (S, C); ``gold`` holds the sure links (row, column) where the reference is
    known and met.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    scores: np.ndarray | None
    attention: np.ndarray | None
    queries: np.ndarray
    contexts: np.ndarray
    memory: np.ndarray
    reference: str | None
    gold: Links

    @property
    def text(self) -> str:
        """The translation as written."""
        return join(self.target)

    @property
    def source_text(self) -> str:
        """The source as read."""
        return join(self.source)

    @property
    def weights(self) -> np.ndarray:
        """The attention (T, S); ValueError for a translator without attention."""
        if self.attention is None:
            raise ValueError("a translator without attention has no weights")
        return self.attention

    @cached_property
    def links(self) -> AlignmentCount | None:
        """The attention counted against the gold links, None where there are none."""
        if self.attention is None or not self.gold:
            return None
        gold = torch.zeros(1, len(self.target), len(self.source), dtype=torch.bool)
        for row, column in self.gold:
            gold[0, row, column] = True
        return count_links(torch.from_numpy(self.attention).unsqueeze(0), gold)


def _is_ready(trained: Translator, text: str, **_: Any) -> bool:
    return text in known_texts(trained.spec.direction)


@per_model(64, shared=_is_ready)
def translate(
    trained: Translator, text: str, *, forced: Links = (), hidden: tuple[int, ...] = ()
) -> Translation:
    """Translate ``text`` greedily, one word at a time.

    ``forced`` puts all attention of a target row on one source column; no target word may attend
    to the ``hidden`` source columns. Raises LearnerError ``empty-text``, ``unknown-words`` (words,
    known) or ``too-long`` (limit).
    """
    vocabulary, direction = trained.vocabulary, trained.spec.direction
    pieces = read(text, tuple(vocabulary["source"]))
    ids = {piece: index for index, piece in enumerate((*SPECIALS, *vocabulary["source"]))}
    steps = write(trained.model, [ids[piece] for piece in pieces], forced, hidden)
    names = (*SPECIALS, *vocabulary["target"])
    target = tuple(names[word] for word in steps.words)
    pair = known_pairs(direction).get(pieces)
    reference, gold = truth(pair, direction, target)
    return Translation(
        pieces,
        target,
        steps.scores,
        steps.attention,
        steps.queries,
        steps.contexts,
        steps.memory,
        reference,
        gold,
    )


@dataclass(frozen=True, eq=False)
class Steps:
    """The steps of decoding one sentence, a row for each word except END."""

    words: list[int]
    scores: np.ndarray | None
    attention: np.ndarray | None
    queries: np.ndarray
    contexts: np.ndarray
    memory: np.ndarray


@torch.inference_mode()
def write(model: Seq2Seq, source: list[int], forced: Links, hidden: tuple[int, ...]) -> Steps:
    """Greedy decoding of one sentence, keeping every step."""
    device = next(model.parameters()).device
    memory = model.encoder(torch.tensor([source], device=device))
    memory.mask[0, list(hidden)] = False
    state, word = model.decoder.start(memory), torch.tensor([START], device=device)
    chosen = dict(forced)
    words, states, read_out = [], [], []
    for row in range(2 * LONGEST):
        aim = _one_hot(chosen.get(row), memory.mask)
        logits, state, attended = decode_step(model.decoder, word, state, memory, aim)
        word = logits.argmax(dim=-1)
        if int(word) == END:
            break
        words.append(int(word))
        states.append(state)
        read_out.append(attended)
    with_attention = model.decoder.attention is not None
    return Steps(
        words,
        _stack([one.scores[0] for one in read_out if one.scores is not None], with_attention),
        _stack([one.weights[0] for one in read_out if one.weights is not None], with_attention),
        _rows(states, memory.summary),
        _rows([one.context[0] for one in read_out], memory.summary),
        memory.states[0].cpu().numpy(),
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


@dataclass(frozen=True, eq=False)
class Reading:
    """How one target word reads the source: scores, exponentials and weights (S,), and the mixture.

    ``mixture`` (S + 1, N) holds weight × memory in its first S rows, the context in the last, for
    the N numbers that vary most.
    """

    scores: np.ndarray
    exponentials: np.ndarray
    weights: np.ndarray
    mixture: np.ndarray
    numbers: list[int]


def reading(result: Translation, row: int, count: int = 8) -> Reading:
    """The steps from scores to the context vector of one target word; ValueError without attention.

    The exponentials are those of score - largest score, whose share of their sum is the weight.
    """
    if result.scores is None or result.attention is None:
        raise ValueError("a translation without attention has no scores")
    scores, weights = result.scores[row], result.attention[row]
    parts = weights[:, None] * result.memory  # (S, C)
    numbers = np.sort(np.argsort(-np.abs(result.contexts[row]), kind="stable")[:count])
    mixture = np.vstack([parts, result.contexts[row]])[:, numbers]  # (S + 1, N)
    return Reading(scores, np.exp(scores - scores.max()), weights, mixture, numbers.tolist())


def crossing_row(result: Translation) -> int:
    """The row of the noun whose attention is farthest off the diagonal."""
    rows = nouns(result.target) or list(range(len(result.target)))
    return max(rows, key=lambda row: abs(row - _strongest(result, row)), default=0)


def other_column(result: Translation, row: int) -> int:
    """The word of the source, a noun if there is another, that is farthest from the one which
    ``row`` attends to.
    """
    mine = _strongest(result, row)
    for among in (nouns(result.source), range(len(result.source))):
        if columns := [column for column in among if column != mine]:
            return max(columns, key=lambda column: abs(column - mine))
    return mine


def other_row(result: Translation, row: int) -> int:
    """Another word of the translation, the last noun or else the last word; ``row`` itself if there
    is none.
    """
    for among in (nouns(result.target), range(len(result.target))):
        if rows := [other for other in among if other != row]:
            return max(rows)
    return row


def word_at(result: Translation, row: int) -> str | None:
    """The piece written at a row, None if the sentence ended before it."""
    return result.target[row].strip() if row < len(result.target) else None


def _strongest(result: Translation, row: int) -> int:
    return 0 if result.attention is None else int(result.attention[row].argmax())
