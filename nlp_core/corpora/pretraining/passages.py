"""The pre-training text as numbers: passages of at most 125 tokens, whole sentences where they fit.

Made once from the documents (some minutes) and kept beside the public data, as
``pretraining/passages-....npz``, so that a machine without the texts can train from the numbers.
"""

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp_core.corpora.pretraining.documents import LANGUAGES, VERSION, Document, documents
from nlp_core.corpora.pretraining.tokenizer import tokenizer
from nlp_core.corpora.public import folders
from nlp_core.text.bpe_file import as_text

LONGEST = 125  # with [CLS] and two [SEP] 128
SHORT = {"stories": 24}  # corpora whose passages are hardly more than a pair of sentences
_READ_AT_ONCE = 4096  # documents


@dataclass(frozen=True, eq=False)
class Passages:
    """P passages: their ``tokens`` (N,) one after another, and where each ends in them (P,).

    ``second`` (P,) is how many tokens its first part has where it has two (a sentence's end, near
    the middle), else 0; ``language`` (P,) an index into ``LANGUAGES``; ``held_out`` (P,) whether
    its document is for measuring.
    """

    tokens: NDArray[np.uint16]
    ends: NDArray[np.int64]
    second: NDArray[np.uint8]
    language: NDArray[np.uint8]
    held_out: NDArray[np.bool_]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each passage (P,)."""
        return np.diff(self.ends, prepend=0)

    def chosen(self, which: NDArray[np.bool_]) -> "Passages":
        """The passages where ``which`` (P,) is on."""
        return Passages(
            self.tokens[np.repeat(which, self.lengths)],
            np.cumsum(self.lengths[which]),
            self.second[which],
            self.language[which],
            self.held_out[which],
        )


def passages() -> Passages:
    """All passages, learned from and held out; made first where they are not here yet.

    Raises LearnerError "no-corpus" where that needs a public set that is not to be had.
    """
    for folder in folders():
        path = folder / "pretraining" / file_name()
        if path.is_file():
            return load(path)
    path = folders()[-1] / "pretraining" / file_name()
    made = gathered(one for language in LANGUAGES for one in documents(language))
    save(made, path)
    return made


@cache
def file_name() -> str:
    """The file of this version of the documents and of the tokenizer."""
    pieces = hashlib.sha256(as_text(tokenizer()).encode()).hexdigest()
    return f"passages-{VERSION}-{pieces[:8]}.npz"


def load(path: Path) -> Passages:
    """The passages of a file."""
    with np.load(path, allow_pickle=False) as stored:
        ends = np.cumsum(stored["lengths"], dtype=np.int64)
        rest = (stored[name] for name in ("second", "language", "held_out"))
        return Passages(stored["tokens"], ends, *rest)


def save(made: Passages, path: Path) -> None:
    """Write the passages, packed, aside and then into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".aside.npz")
    np.savez_compressed(
        aside,
        tokens=made.tokens,
        lengths=made.lengths.astype(np.uint8),
        second=made.second,
        language=made.language,
        held_out=made.held_out,
    )
    aside.replace(path)


def gathered(texts: Iterator[Document], corpus: str = "public") -> Passages:
    """The passages of documents, in their order, in the pieces of a corpus."""
    longest = SHORT.get(corpus, LONGEST)
    tokens: list[NDArray[np.uint16]] = []
    facts: list[tuple[int, int, int, bool]] = []
    for batch in _batched(texts):
        for one, encoded in zip(batch, _encoded(batch, corpus), strict=True):
            for passage, second in cut(encoded, longest):
                tokens.append(np.array(passage, dtype=np.uint16))
                language = LANGUAGES.index(one.language)
                facts.append((len(passage), second, language, one.held_out))
    lengths, second_, language_, held_out = (np.array(part) for part in zip(*facts, strict=True))
    return Passages(
        np.concatenate(tokens),
        np.cumsum(lengths),
        second_.astype(np.uint8),
        language_.astype(np.uint8),
        held_out,
    )


def cut(
    sentences: Sequence[Sequence[int]], longest: int = LONGEST
) -> Iterator[tuple[list[int], int]]:
    """Sentences as token ids to passages, each with the length of its first part (0: one part).

    >>> list(cut([[1, 2], [3], [4, 5, 6]], longest=4))
    [([1, 2, 3], 2), ([4, 5, 6], 0)]
    """
    passage: list[int] = []
    starts: list[int] = []
    for sentence in sentences:
        for start in range(0, len(sentence), longest):
            piece = sentence[start : start + longest]
            if passage and len(passage) + len(piece) > longest:
                yield passage, _middle(starts, len(passage))
                passage, starts = [], []
            starts.append(len(passage))
            passage = passage + list(piece)
    if passage:
        yield passage, _middle(starts, len(passage))


def _middle(starts: Sequence[int], length: int) -> int:
    """The start of a sentence that is nearest the middle; 0 where there is one sentence."""
    return min(starts[1:], key=lambda start: abs(2 * start - length), default=0)


def _batched(texts: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(itertools.islice(texts, _READ_AT_ONCE)):
        yield batch


def encode(texts: Sequence[str], corpus: str = "public") -> list[list[int]]:
    """Token ids of texts in the models' spelling (``text.plain``), each with a space in front.

    So a word is the same token wherever it stands, and no sentence shows that it was the first.
    """
    spaced = [f" {text}" for text in texts]
    found = tokenizer(corpus).fast.encode_batch_fast(spaced, add_special_tokens=False)
    return [one.ids for one in found]


def _encoded(batch: Sequence[Document], corpus: str) -> Iterator[list[list[int]]]:
    """Token ids of each sentence of each document."""
    found = iter(encode([sentence for one in batch for sentence in one.sentences], corpus))
    for one in batch:
        yield [next(found) for _ in one.sentences]
