"""Documents as bags of words: what is kept and what is lost with each unit.

Harris (1954), "Distributional Structure", is where the bag of words has its name from.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.text.counts import (
    Counts,
    Document,
    Vocabulary,
    build_vocabulary,
    count,
    inverse_document_frequency,
    tf_idf,
)
from nlp_core.text.similarity import cosine_similarities


@dataclass(frozen=True)
class Bag:
    """Documents as counts (N, V) over a vocabulary, and what was asked about it."""

    documents: tuple[Document, ...]
    vocabulary: Vocabulary
    counts: Counts
    asked: int | None = None  # words asked for; the documents may hold fewer

    @property
    def tokens(self) -> int:
        """How many units the documents hold, repetitions included."""
        return sum(len(document) for document in self.documents)

    @property
    def idf(self) -> NDArray[np.float64]:
        """The rarity of each word (V,)."""
        return inverse_document_frequency(self.counts)

    def weights(self, weighting: str) -> Counts:
        """The counts themselves ("counts"), or TF-IDF ("tf-idf"), (N, V)."""
        return self.counts if weighting == "counts" else tf_idf(self.counts, self.idf)

    def cells(self, weighting: str, rows: int, words: Sequence[str]) -> NDArray[np.float64]:
        """The weights of some words in the first documents (rows, words)."""
        columns = [self.vocabulary.index[word] for word in words]
        return self.weights(weighting).head(rows).dense()[:, columns]

    def frequent(self, most: int) -> list[tuple[str, int]]:
        """The most frequent words with their numbers."""
        total = np.bincount(self.counts.column, self.counts.value, minlength=len(self.vocabulary))
        pairs = zip(self.vocabulary.words, total.astype(int).tolist(), strict=True)
        return list(pairs)[:most]

    def rarity(self) -> dict[str, Any]:
        """The word with the smallest idf and one with the largest, with their documents."""
        documents = np.bincount(self.counts.column, minlength=len(self.vocabulary))  # (V,)
        ends = {"common": int(documents.argmax()), "rare": int(documents.argmin())}
        numbers: dict[str, Any] = {}
        for name, i in ends.items():
            numbers[name] = self.vocabulary.words[i]
            numbers[f"{name}_df"], numbers[f"{name}_idf"] = int(documents[i]), float(self.idf[i])
        return numbers

    def rarities(self, most: int) -> list[tuple[str, int, float]]:
        """The words in most documents and those in fewest, ``most`` in all: word, df, idf."""
        documents = np.bincount(self.counts.column, minlength=len(self.vocabulary))  # (V,)
        order = np.argsort(-documents, kind="stable").tolist()
        rare = len(order) - most // 2
        shown = [*order[: most - most // 2], *order[rare:]] if len(order) > most else order
        idf = self.idf
        return [(self.vocabulary.words[i], int(documents[i]), float(idf[i])) for i in shown]

    def in_reading_order(self, most: int, rows: int | None = None) -> list[str]:
        """The ``most`` frequent words of the first ``rows`` documents, in the order of reading."""
        read = [w for document in self.documents[:rows] for w in document if w in self.vocabulary]
        place = {word: i for i, word in enumerate(dict.fromkeys(read))}
        frequent = sorted(Counter(read).items(), key=lambda item: (-item[1], place[item[0]]))
        return sorted((word for word, _ in frequent[:most]), key=place.__getitem__)

    def problems(self, texts: Sequence[str]) -> list[LearnerError]:
        """Remarks about these documents that a learner should see; none is an error."""
        found = []
        first: dict[str, int] = {}
        again = [(i, first[text]) for i, text in enumerate(texts) if first.setdefault(text, i) < i]
        if again:
            later, earlier = again[0]
            found.append(
                LearnerError("repeated", first=earlier + 1, again=later + 1, count=len(again))
            )
        empty = sorted(set(range(len(self.documents))) - set(self.counts.row.tolist()))
        if empty:
            found.append(LearnerError("no-known-word", first=empty[0] + 1, count=len(empty)))
        if self.asked is not None and len(self.vocabulary) < self.asked:
            found.append(LearnerError("too-few", asked=self.asked, found=len(self.vocabulary)))
        return found

    def only(self, *, left_out: Collection[str], in_documents: int) -> "Bag":
        """The same documents over fewer words; as ``pack``, and itself if nothing is asked."""
        if not left_out and in_documents == 1:
            return self
        return pack(self.documents, left_out=left_out, in_documents=in_documents)

    def zeros(self) -> float:
        """The share of cells of the matrix that are 0."""
        return 1 - len(self.counts.value) / max(self.counts.shape[0] * self.counts.shape[1], 1)


def pack(
    documents: Sequence[Document],
    *,
    left_out: Collection[str] = (),
    in_documents: int = 1,
    at_most: int | None = None,
) -> Bag:
    """Build the vocabulary, of words that ``in_documents`` hold, and count.

    Raises LearnerError "no-words-left" where nothing is left.
    """
    vocabulary = build_vocabulary(
        documents, in_documents=in_documents, at_most=at_most, stop_words=left_out
    )
    if not len(vocabulary):
        raise LearnerError("no-words-left")
    return Bag(tuple(documents), vocabulary, count(documents, vocabulary), at_most)


@dataclass(frozen=True)
class Meeting:
    """The columns that contain the forms of a word, and how many documents each joins.

    ``holding`` documents contain the word in some form; the column ``best`` stands in ``joined`` of
    them, more than any other.
    """

    columns: tuple[str, ...]
    holding: int
    best: str
    joined: int

    def numbers(self) -> dict[str, Any]:
        """As the page says them."""
        some = ", ".join(self.columns[:6]) + (" …" if len(self.columns) > 6 else "")
        return {
            "columns": len(self.columns),
            "some": some,
            "holding": self.holding,
            "best": self.best,
            "joined": self.joined,
        }


def meeting(bag: Bag, texts: Sequence[str], sought: str) -> Meeting | None:
    """Do the documents with ``sought`` in them, or in a unit of theirs (a morpheme may be spelled
    otherwise than in the text), meet in one column? None if no column holds it.
    """
    wanted = sought.casefold()
    columns = tuple(word for word in bag.vocabulary.words if wanted and wanted in word)
    if not columns:
        return None
    documents = [set(document) for document in bag.documents]
    spelled = {i for i, text in enumerate(texts) if wanted in text.casefold()}
    holding = spelled | {i for i, words in enumerate(documents) if not words.isdisjoint(columns)}
    joined = {word: sum(word in documents[i] for i in holding) for word in columns}
    best = max(columns, key=joined.__getitem__)
    return Meeting(columns, len(holding), best, joined[best])


def cosine_of(first: Document, second: Document) -> float:
    """The cosine similarity of two documents' counts."""
    if not first or not second:
        return 0.0
    documents = (first, second)
    return float(cosine_similarities(count(documents, build_vocabulary(documents)))[0, 1])


def between(cosine: float) -> str:
    """ "zero", "one" or "between"."""
    if abs(cosine) < 1e-9:
        return "zero"
    return "one" if abs(cosine - 1) < 1e-9 else "between"
