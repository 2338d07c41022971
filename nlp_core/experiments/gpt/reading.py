"""A learner's text as the small GPT reads it: its pieces, what is cut, what it never saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.corpora.pretraining.tokenizer import BOS, EOS, SPECIALS, tokenizer
from nlp_core.errors import LearnerError
from nlp_core.models.gpt import Gpt
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.text.bpe_base import to_bytes
from nlp_core.text.plain import plain
from nlp_core.trained import Trained

TrainedGpt = Trained[PretrainingSpec, Gpt]
END_MARK = "■"


@dataclass(frozen=True)
class Reading:
    """A text as ``ids``, BOS first; how many tokens were ``left_out`` after them; the ``unseen``
    letters, which the training text does not hold and which are spelled byte by byte.
    """

    text: str
    ids: tuple[int, ...]
    left_out: int
    unseen: tuple[str, ...]


def read(corpus: str, text: str, *, longest: int = LONGEST, goes_on: bool = False) -> Reading:
    """A text in the model's spelling: lower case, at most ``longest`` tokens of it.

    A space at the end stays where the text ``goes_on``. Raises LearnerError "empty-text" where
    nothing is left to read.
    """
    spelled = plain(text)
    if not spelled:
        raise LearnerError("empty-text")
    if goes_on and text[-1].isspace():
        spelled += " "
    bpe = tokenizer(corpus)
    found = bpe.split(f" {spelled}")
    ids = [bpe.vocabulary[token.text] for token in found]
    broken = [token for token in found if not is_whole(corpus, bpe.vocabulary[token.text])]
    letters = "".join(f" {spelled}"[token.start : token.end] for token in broken)
    unseen = tuple(dict.fromkeys(letters.replace(" ", "")))
    return Reading(spelled, (BOS, *ids[:longest]), max(0, len(ids) - longest), unseen)


def is_whole(corpus: str, token: int) -> bool:
    """Whether a token is text by itself, and no part of a letter."""
    try:
        to_bytes(tokenizer(corpus).tokens[token]).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def letters(corpus: str, tokens: Sequence[int]) -> str | None:
    """The text of some tokens; "" where a letter is still incomplete, None where it cannot be."""
    spelt = b"".join(to_bytes(tokenizer(corpus).tokens[token]) for token in tokens)
    try:
        return spelt.decode("utf-8")
    except UnicodeDecodeError as error:
        return "" if error.reason == "unexpected end of data" else None


def piece(corpus: str, token: int) -> str:
    """A token in readable form: its text, bytes of an incomplete letter in hexadecimal and in
    brackets, a mark for EOS.
    """
    if token == EOS:
        return END_MARK
    if token < len(SPECIALS):
        return SPECIALS[token]
    if is_whole(corpus, token):
        bpe = tokenizer(corpus)
        return bpe.readable(bpe.tokens[token])
    return _spelled(to_bytes(tokenizer(corpus).tokens[token]))


def shown(corpus: str, ids: Sequence[int]) -> str:
    """The text of some tokens for a figure: what is no letter yet in hexadecimal, in brackets.

    >>> shown("little_world", [EOS])
    ''
    """
    bpe, text = tokenizer(corpus), []
    waiting = b""
    for token in ids:
        if token < len(SPECIALS):
            text.append("" if token == EOS else SPECIALS[token])
            continue
        waiting += to_bytes(bpe.tokens[token])
        try:
            text.append(waiting.decode("utf-8"))
            waiting = b""
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                text.append(_spelled(waiting))
                waiting = b""
    text.append(_spelled(waiting) if waiting else "")
    return "".join(one if one.isprintable() else _hex(one.encode()) for one in "".join(text))


def _hex(data: bytes) -> str:
    return f"‹{data.hex().upper()}›"


def _spelled(data: bytes) -> str:
    """Bytes as text where they are, in hexadecimal where they are not."""
    text, rest = "", data
    while rest:
        try:
            return text + rest.decode("utf-8")
        except UnicodeDecodeError as error:
            good, bad = rest[: error.start], rest[error.start : error.start + 1]
            text += good.decode("utf-8") + _hex(bad)
            rest = rest[error.start + 1 :]
    return text
