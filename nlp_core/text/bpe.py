"""Byte pair encoding: train a tokenizer, encode and decode with it, and save it.

``bpe_plain`` says how it works, ``bpe_base`` what it starts from. It is stored as the tokenizers
library (Hugging Face) stores its own, so that production encodes with the library, and its own
encoding, which lessons show, gives the same ids.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from nlp_core.errors import LearnerError
from nlp_core.text.bpe_base import (
    BYTE_ALPHABET,
    Base,
    chunks,
    decoder,
    pre_tokenizer,
    spell,
    to_bytes,
    unspell,
)
from nlp_core.text.bpe_fast import learn_merges
from nlp_core.text.bpe_plain import Merge, apply_merges
from nlp_core.text.tokenizers import Token

UNKNOWN = "[UNK]"


@dataclass(frozen=True)
class Bpe:
    """A trained tokenizer. Ids: special tokens, then the alphabet, then each merge as learned.

    ``alphabet`` is sorted. Over characters the first special token is ``[UNK]``, which stands for a
    character that is not in the alphabet; over bytes there is no such thing.
    """

    base: Base
    alphabet: tuple[str, ...]
    merges: tuple[Merge, ...]
    special: tuple[str, ...] = ()

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Each token with its id; bytes are written as in ``bpe_base``."""
        made = (merge.left + merge.right for merge in self.merges)
        return {token: i for i, token in enumerate((*self.special, *self.alphabet, *made))}

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Token of each id."""
        return tuple(self.vocabulary)

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], int]:
        return {(merge.left, merge.right): rank for rank, merge in enumerate(self.merges)}

    def first(self, count: int) -> "Bpe":
        """The tokenizer as it was after its first ``count`` merges."""
        return replace(self, merges=self.merges[:count])

    def encode(self, text: str) -> list[int]:
        """Ids of the text, by the merges in the order they were learned. The text holds no special
        token, whatever it says: ``"[MASK]"`` is six characters."""
        return [self.vocabulary[token.text] for token in self.split(text)]

    def split(self, text: str) -> list[Token]:
        """The tokens of the text and where they stand; bytes of one character share its place."""
        found: list[Token] = []
        known: dict[str, list[str]] = {}
        end = 0
        for chunk in chunks(text):
            if chunk not in known:
                known[chunk] = apply_merges(self._symbols(chunk), self._ranks)
            spans = _spans(chunk, known[chunk], self.base)
            found += (
                Token(token, end + a, end + b)
                for token, (a, b) in zip(known[chunk], spans, strict=True)
            )
            end += len(chunk)
        return found

    def decode(self, ids: Iterable[int]) -> str:
        """The text of some ids, without special tokens."""
        text = "".join(self.tokens[i] for i in ids if i >= len(self.special))
        return unspell(text, self.base)

    def readable(self, token: str) -> str:
        """A token in readable form; incomplete characters are shown as hexadecimal bytes.

        >>> bpe = train(["한"], vocab_size=256)
        >>> [bpe.readable(token.text) for token in bpe.split("a 한")]
        ['a', ' ', 'ED', '95', '9C']
        """
        if self.base == "characters" or token in self.special:
            return token
        try:
            return to_bytes(token).decode("utf-8")
        except UnicodeDecodeError:
            return to_bytes(token).hex(" ").upper()

    def to_json(self) -> str:
        """The tokenizer.json of the tokenizers library."""
        return json.dumps(_file(self), ensure_ascii=False)

    @cached_property
    def fast(self) -> Any:
        """The same tokenizer as a ``tokenizers.Tokenizer``: equal ids, much faster."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self.to_json())
        tokenizer.encode_special_tokens = True  # a learner's text never turns into one
        return tokenizer

    def _symbols(self, chunk: str) -> list[str]:
        symbols = spell(chunk, self.base)
        return [symbol if symbol in self.vocabulary else UNKNOWN for symbol in symbols]


def train(
    texts: Iterable[str],
    *,
    vocab_size: int,
    base: Base = "bytes",
    min_frequency: int = 2,
    special: Sequence[str] = (),
) -> Bpe:
    """Learn a tokenizer with at most ``vocab_size`` tokens, including special tokens and alphabet.

    It has fewer where no pair occurs ``min_frequency`` times any more, and more where the alphabet
    alone is larger. Raises LearnerError "empty-text"; ValueError for a special token that
    merges could spell.
    """
    counts = Counter(chunk for text in texts for chunk in chunks(text))
    if not counts:
        raise LearnerError("empty-text")
    if base == "characters":
        special = (UNKNOWN, *(token for token in special if token != UNKNOWN))
    for token in special:
        if len(chunks(token)) < 2 or not token.isascii():
            raise ValueError(f"{token!r} could be read in a text; write it like [MASK]")
    spelled = {spell(chunk, base): count for chunk, count in counts.items()}
    alphabet = BYTE_ALPHABET if base == "bytes" else tuple(sorted(set("".join(spelled))))
    limit = vocab_size - len(special) - len(alphabet)
    merges = learn_merges(spelled, limit, min_frequency=min_frequency)
    return Bpe(base, alphabet, tuple(merges), tuple(special))


def _spans(chunk: str, tokens: list[str], base: Base) -> list[tuple[int, int]]:
    """Where each token begins and ends in its chunk, in characters that it touches."""
    if base == "characters":
        owner = list(range(len(chunk)))
        lengths = [1 if token == UNKNOWN else len(token) for token in tokens]
    else:
        owner = [i for i, character in enumerate(chunk) for _ in character.encode("utf-8")]
        lengths = [len(token) for token in tokens]
    spans, start = [], 0
    for length in lengths:
        spans.append((owner[start], owner[start + length - 1] + 1))
        start += length
    return spans


def _file(bpe: Bpe) -> dict[str, Any]:
    """The fields of a tokenizer.json."""
    shape = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    model = {
        "type": "BPE",
        "dropout": None,
        "unk_token": UNKNOWN if bpe.base == "characters" else None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
        "vocab": bpe.vocabulary,
        "merges": [[merge.left, merge.right] for merge in bpe.merges],
    }
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": i, "content": token, **shape, "special": True}
            for i, token in enumerate(bpe.special)
        ],
        "normalizer": None,
        "pre_tokenizer": pre_tokenizer(bpe.base),
        "post_processor": None,
        "decoder": decoder(bpe.base),
        "model": model,
    }
