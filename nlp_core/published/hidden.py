"""A hidden word, guessed by a published BERT or ALBERT, in the lessons' own classes.

The word is hidden whole, each of its tokens behind a [MASK]; a [MASK] that was typed hides one
token. The places are filled from left to right, and a candidate's probability is the product of its
tokens' among all that the model knows.
"""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from nlp_core.errors import LearnerError
from nlp_core.models.albert import Albert
from nlp_core.models.bert import Bert
from nlp_core.published.asking import Taken, checkpoint, said, taken
from nlp_core.published.loading import Checkpoint

MASK = "[MASK]"
SHOWN = 5
WIDTH = 5  # ways that are kept while a word of several tokens is filled
MOST_HIDDEN = 6  # tokens of a word
_TYPED = re.compile(r"\[mask\]", re.IGNORECASE)


@dataclass(frozen=True)
class Filled:
    """The likeliest words and their probabilities; that of the word which stood there and its place
    among them (None: not among them, or there was none, and ``own`` is NaN).

    ``tokens`` were hidden together; of ``masks`` that were typed the first was asked about;
    ``read`` tokens were read, ``left_out`` not, and ``unknown`` of those read are none of its own.
    """

    words: tuple[str, ...]
    chances: tuple[float, ...]
    own: float
    rank: int | None
    tokens: int
    masks: int
    read: int
    left_out: int
    unknown: int
    seconds: float


def fill(folder: str, text: str, place: tuple[int, int] | None = None) -> Filled:
    """What a model makes of the word at ``place`` (its letters' start and end) of a text, or of the
    first [MASK] that was typed.

    LearnerError as ``asking.checkpoint``, and "model-architecture" for a model that fills no
    masks, "model-no-head" where the checkpoint lacks what scores tokens, "empty-text", "no-mask",
    "all-masks", "real-long-word" (``limit``).
    """
    one = checkpoint(folder)
    began = time.perf_counter()
    model = _model(one)
    if not text.strip():
        raise LearnerError("empty-text")
    text = _TYPED.sub(MASK, text) if place is None else text
    masks = [match.start() for match in _TYPED.finditer(text)] if place is None else []
    start, end = place or _typed(text, masks)
    read = taken(one, text, at=start)
    ids, hidden = list(read.ids), _hidden(one, read, start, end)
    own = tuple(ids[i] for i in hidden)
    for i in hidden:
        ids[i] = one.tokenizer.token_to_id(MASK) or 0
    if place is None:
        own = ()
        _glue(one, text, read, ids, hidden[0])
    ways, logs, own_log = _beam(one, model, ids, hidden, own)
    return Filled(
        tuple(said(one, way).strip() or "·" for way in ways[:SHOWN]),
        tuple(math.exp(log) for log in logs[:SHOWN]),
        math.exp(own_log) if own else math.nan,
        next((i for i, way in enumerate(ways[:SHOWN]) if way == own), None),
        len(hidden),
        len(masks),
        len(ids),
        read.left_out,
        read.unknown,
        time.perf_counter() - began,
    )


def _model(one: Checkpoint) -> Bert | Albert:
    model = one.published.model
    if not isinstance(model, Bert | Albert) or one.tokenizer.token_to_id(MASK) is None:
        raise LearnerError("model-architecture", why=one.published.kind)
    if "head" in one.published.absent:
        raise LearnerError("model-no-head")
    return model


def _typed(text: str, masks: Sequence[int]) -> tuple[int, int]:
    """Where the first typed mask stands."""
    if not masks:
        raise LearnerError("no-mask")
    if not any(letter.isalnum() for letter in text.replace(MASK, "")):
        raise LearnerError("all-masks")
    return masks[0], masks[0] + len(MASK)


def _hidden(one: Checkpoint, read: Taken, start: int, end: int) -> list[int]:
    """The tokens that spell the letters from ``start`` to ``end``."""
    mask = one.tokenizer.token_to_id(MASK)
    found = [
        i
        for i, (begin, stop) in enumerate(read.spans)
        if begin < end and stop > start and (not read.special[i] or read.ids[i] == mask)
    ]
    if not found:
        raise LearnerError("no-mask")
    if len(found) > MOST_HIDDEN:
        raise LearnerError("real-long-word", limit=MOST_HIDDEN)
    return found


def _glue(one: Checkpoint, text: str, read: Taken, ids: list[int], mask: int) -> None:
    """Join what follows a mask without a space, as WordPiece joins the rest of a word."""
    if mask + 1 < len(ids) and read.spans[mask + 1][0] == read.spans[mask][1]:
        start, end = read.spans[mask + 1]
        joined = one.tokenizer.token_to_id(f"##{text[start:end]}")
        if joined is not None:
            ids[mask + 1] = joined


@torch.inference_mode()
def _beam(
    one: Checkpoint,
    model: Bert | Albert,
    ids: list[int],
    hidden: Sequence[int],
    own: tuple[int, ...],
) -> tuple[list[tuple[int, ...]], list[float], float]:
    """The likeliest ways to fill the places, their logs, and the log of the word that was there."""
    kept: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    no_words = _no_words(one)
    own_log = 0.0
    for n, place in enumerate(hidden):
        ways = [way for _, way in kept] + ([own[:n]] if own else [])
        rows = torch.tensor([_with(ids, hidden, way) for way in ways])
        logs = model.token_scores(model(rows)[:, place]).log_softmax(-1)  # (W, V)
        if own:
            own_log += float(logs[-1, own[n]])
        logs[:, no_words] = -math.inf
        best = logs[: len(kept)].topk(min(2 * WIDTH, logs.shape[-1]))
        longer = [
            (log + more, (*way, token))
            for (log, way), row, tokens in zip(
                kept, best.values.tolist(), best.indices.tolist(), strict=True
            )
            for more, token in zip(row, tokens, strict=True)
            if more > -math.inf
        ]
        kept = sorted(longer, key=lambda way: (-way[0], way[1]))[:WIDTH]
    return [way for _, way in kept], [log for log, _ in kept], own_log


def _with(ids: list[int], hidden: Sequence[int], way: tuple[int, ...]) -> list[int]:
    row = list(ids)
    for place, token in zip(hidden, way, strict=False):
        row[place] = token
    return row


def _no_words(one: Checkpoint) -> list[int]:
    """The special tokens, which are no candidates, and rows of the table that no token has."""
    special = [i for i, token in one.tokenizer.get_added_tokens_decoder().items() if token.special]
    size = one.tokenizer.get_vocab_size()
    return [*special, *range(size, one.published.vocab_size)]
