"""An inverted index: from each word to the documents that hold it, instead of the other way round.

A search looks at the postings of the query's words alone, and at no other document. The postings of
all words stand one behind the other in two arrays, so that those of one word are a slice. Source:
Manning, Raghavan, Schütze (2008), "Introduction to Information Retrieval", sections 1.2 and 6.2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class InvertedIndex:
    """The postings of every word: N documents, V words, M pairs of a word and a document with it.

    ``starts`` (V + 1,) says where the postings of a word begin; ``documents`` (M,) holds their
    documents, ascending within a word, and ``counts`` (M,) how often each holds the word.
    ``lengths`` (N,) are the documents' lengths in words.
    """

    words: tuple[str, ...]
    starts: Ints
    documents: Ints
    counts: Floats
    lengths: Floats
    ids: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", {word: i for i, word in enumerate(self.words)})

    def __len__(self) -> int:
        return len(self.lengths)

    def __contains__(self, word: object) -> bool:
        return word in self.ids

    def place(self, word: str) -> slice:
        """Where a word's postings stand; an empty slice for a word that no document holds."""
        i = self.ids.get(word)
        return slice(0, 0) if i is None else slice(int(self.starts[i]), int(self.starts[i + 1]))

    def postings(self, word: str) -> list[tuple[int, int]]:
        """The documents with a word, each with how often it is in there.

        >>> build_index([["a", "b", "a"], ["b"]]).postings("a")
        [(0, 2)]
        """
        here = self.place(word)
        found = zip(self.documents[here], self.counts[here], strict=True)
        return [(int(document), int(count)) for document, count in found]

    def holding(self, word: str) -> int:
        """In how many documents a word is (its document frequency, df)."""
        here = self.place(word)
        return here.stop - here.start

    def count(self, word: str, document: int) -> int:
        """How often a document holds a word (its term frequency, tf)."""
        here = self.place(word)
        at = here.start + int(np.searchsorted(self.documents[here], document))
        found = at < here.stop and self.documents[at] == document
        return int(self.counts[at]) if found else 0

    @cached_property
    def word_of(self) -> Ints:
        """The word of each posting (M,)."""
        return np.repeat(np.arange(len(self.words)), np.diff(self.starts))

    @cached_property
    def mean_length(self) -> float:
        """The mean length of a document in words; 1 where all are empty."""
        return float(self.lengths.mean() or 1.0) if len(self) else 1.0

    def words_in(self, document: int) -> list[str]:
        """The different words of a document, in the order of the vocabulary."""
        held = self.word_of[self.documents == document]
        return [self.words[i] for i in held]


def build_index(documents: Iterable[Sequence[str]]) -> InvertedIndex:
    """Index documents that are lists of words; the vocabulary is in order of first appearance.

    >>> build_index([["a", "b", "a"], ["b"]]).starts.tolist()
    [0, 1, 3]
    """
    texts = list(documents)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    ids: dict[str, int] = {}
    # a word's number is the size of the dictionary when it comes for the first time
    read = (ids.setdefault(word, len(ids)) for word in chain.from_iterable(texts))
    words = np.fromiter(read, dtype=np.int64, count=int(lengths.sum()))
    holder = np.repeat(np.arange(len(texts)), lengths)
    pairs, counts = np.unique(words * max(len(texts), 1) + holder, return_counts=True)
    word_of, document = np.divmod(pairs, max(len(texts), 1))
    starts = np.searchsorted(word_of, np.arange(len(ids) + 1))
    return InvertedIndex(
        tuple(ids), starts, document, counts.astype(np.float64), lengths.astype(np.float64)
    )
