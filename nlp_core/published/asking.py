"""Questions to a published model: it is loaded at the first and stays for the next.

These functions run on the worker for short tasks, so that neither loading nor answering holds up a
page. What stays in its memory is one model, or as many as ``NLP_REVISITED_REAL_MODELS`` says.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from tokenizers.decoders import ByteLevel

from nlp_core.errors import LearnerError
from nlp_core.models.albert import Albert, AlbertConfig
from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.electra import Electra
from nlp_core.published.loading import Checkpoint, load
from nlp_core.text.bpe_base import to_bytes

SETTING = "NLP_REVISITED_REAL_MODELS"
MOST_READ = 256  # tokens of a text that are read at once, if the model has as many positions
UNKNOWN = ("[UNK]", "<unk>")  # how tokenizers name what they do not know
_kept: OrderedDict[str, Checkpoint] = OrderedDict()
_lock = threading.Lock()


def checkpoint(folder: str, read: Callable[[Path], Checkpoint] = load) -> Checkpoint:
    """The checkpoint of a folder, from memory or read now; those asked longest ago go first.

    Raises LearnerError as ``load`` does, and "model-elsewhere" where this machine has no such
    folder.
    """
    with _lock:
        if folder not in _kept:
            if not Path(folder).is_dir():
                raise LearnerError("model-elsewhere")
            while len(_kept) >= most():
                _kept.popitem(last=False)
            found = read(Path(folder))
            found.tokenizer.no_truncation()
            found.tokenizer.no_padding()
            _kept[folder] = found
        _kept.move_to_end(folder)
        return _kept[folder]


def most() -> int:
    """How many models stay in memory."""
    setting = os.environ.get(SETTING, "")
    return max(1, int(setting)) if setting.isascii() and setting.isdigit() else 1


def forget() -> None:
    """Let go of every model."""
    with _lock:
        _kept.clear()


@dataclass(frozen=True)
class Taken:
    """What is read of a text: token ids with where each stands in the text, how many were left out,
    and how many of them the model knows no whole letter or word of.
    """

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    special: tuple[bool, ...]
    left_out: int
    unknown: int


def taken(one: Checkpoint, text: str, *, at: int = 0, room: int = MOST_READ) -> Taken:
    """A text as token ids, at most ``room``, that at place ``at`` of the text among them.

    The special tokens that the tokenizer puts at either end stay. LearnerError "empty-text" where
    there is nothing else.
    """
    found = one.tokenizer.encode(text)
    special = [bool(mark) for mark in found.special_tokens_mask]
    inside = [i for i, mark in enumerate(special) if not mark]
    if not inside:
        raise LearnerError("empty-text")
    ends = inside[0], len(special) - 1 - inside[-1]
    keep = max(1, min(room, positions(one)) - sum(ends))
    middle = list(range(ends[0], len(special) - ends[1]))
    hit = next((n for n, i in enumerate(middle) if found.offsets[i][1] > at), 0)
    start = max(0, min(hit - keep // 2, len(middle) - keep)) if hit >= keep else 0
    order = [
        *range(ends[0]),
        *middle[start : start + keep],
        *range(len(special) - ends[1], len(special)),
    ]
    return Taken(
        tuple(found.ids[i] for i in order),
        tuple(found.offsets[i] for i in order),
        tuple(special[i] for i in order),
        max(0, len(middle) - keep),
        _unknown(one.tokenizer, found, order),
    )


def _unknown(tokenizer: Tokenizer, found: Encoding, order: Sequence[int]) -> int:
    """How many tokens are the unknown one, or a part of a letter."""
    names = {tokenizer.token_to_id(name) for name in UNKNOWN}
    in_bytes = isinstance(tokenizer.decoder, ByteLevel)
    return sum(
        found.ids[i] in names or (in_bytes and not is_whole(found.tokens[i]))
        for i in order
        if not found.special_tokens_mask[i]
    )


def is_whole(token: str) -> bool:
    """Whether a token that is spelled in bytes is text by itself, and no part of a letter.

    >>> is_whole("Ġcat"), is_whole("ê")
    (True, False)
    """
    try:
        to_bytes(token).decode("utf-8")
    except UnicodeDecodeError:
        return False
    except UnicodeEncodeError:
        return True  # a token of its own, in letters
    return True


def positions(one: Checkpoint) -> int:
    """How many tokens the model has positions for."""
    table = one.published.model.get_submodule("embeddings.positions.table").weight
    assert isinstance(table, torch.Tensor)
    return len(table)


def said(one: Checkpoint, ids: Sequence[int]) -> str:
    """Tokens as text, what is no whole letter as a dot.

    A space in front is kept where the tokenizer keeps it.
    """
    text = one.tokenizer.decode(list(ids), skip_special_tokens=False)
    return "".join(letter if letter.isprintable() and letter != "�" else "·" for letter in text)


@dataclass(frozen=True)
class About:
    """A model's sizes, how many parameters its module holds, and which parts of it the checkpoint
    does not: those are untrained.
    """

    config: BertConfig | AlbertConfig
    parameters: int
    absent: tuple[str, ...]


def about(folder: str) -> About:
    """The sizes of a BERT or an ALBERT. LearnerError as ``checkpoint``, "model-architecture"."""
    one = checkpoint(folder)
    model = one.published.model
    if not isinstance(model, Bert | Albert):
        raise LearnerError("model-architecture", why=one.published.kind)
    count = sum(p.numel() for p in model.parameters())
    return About(model.config, count, one.published.absent)


@dataclass(frozen=True)
class Verdicts:
    """The tokens of a text, and how likely each was replaced, in a discriminator's eyes."""

    tokens: tuple[str, ...]
    replaced: tuple[float, ...]
    left_out: int
    unknown: int


@torch.inference_mode()
def replaced(folder: str, text: str) -> Verdicts:
    """What an ELECTRA says of each token. LearnerError as ``about``, and "empty-text"."""
    one = checkpoint(folder)
    model = one.published.model
    if not isinstance(model, Electra):
        raise LearnerError("model-architecture", why=one.published.kind)
    read = taken(one, text)
    chances = model.replaced(model(torch.tensor([read.ids]))).sigmoid()[0].tolist()
    own = [i for i, special in enumerate(read.special) if not special]
    tokens = tuple(said(one, read.ids[i : i + 1]).strip() for i in own)
    return Verdicts(tokens, tuple(chances[i] for i in own), read.left_out, read.unknown)
