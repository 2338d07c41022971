"""Unigram: every piece has a probability, and a word is cut the way that is most probable.

Kudo 2018 ("Subword Regularization", ACL, section 3.2), the default of SentencePiece. It goes the
other way round: begin with many pieces, learn their probabilities by EM over all ways of cutting,
drop the pieces that are missed least, and repeat until few enough are left.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.text.bpe_base import chunks

LONGEST = 10  # characters in a piece
KEPT = 0.75  # of the pieces, at each pruning
UNKNOWN_PENALTY = 10.0  # a character without a piece costs this much more than the rarest piece

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def viterbi(
    word: str, scores: Mapping[str, float], *, unknown: float = -100.0, longest: int = LONGEST
) -> list[str]:
    """The most probable way to cut a word: best[i] is the best score of its first i characters.

    ``scores`` are the log-probabilities of pieces of up to ``longest`` characters; a character that
    is no piece scores ``unknown``, and a run of those is given back in one.

    >>> viterbi("영화가", {"영": -3, "화": -3, "가": -2, "영화": -4})
    ['영화', '가']
    """
    best = [0.0] + [-math.inf] * len(word)
    cut = [0] * (len(word) + 1)  # where the last piece of the best way begins
    for start in range(len(word)):
        for end in range(start + 1, min(start + longest, len(word)) + 1):
            score = scores.get(word[start:end], unknown if end == start + 1 else -math.inf)
            if best[start] + score > best[end]:
                best[end], cut[end] = best[start] + score, start
    pieces: list[str] = []
    end, known_before = len(word), True
    while end > 0:
        piece = word[cut[end] : end]
        known = piece in scores
        if known or known_before:
            pieces.append(piece)
        else:
            pieces[-1] = piece + pieces[-1]
        end, known_before = cut[end], known
    return pieces[::-1]


@dataclass(frozen=True)
class Lattice:
    """All ways to cut all words: an arc (E,) is a piece between two positions of a word.

    Places are numbered through all words, a word of n characters having n + 1 of them.
    """

    start: Ints
    end: Ints
    piece: Ints
    word: Ints
    depth: Ints  # characters of the word before the arc
    first: Ints  # (W,) the first place of each word
    last: Ints  # (W,) its last place

    def only(self, pieces: NDArray[np.bool_]) -> "Lattice":
        """The lattice without the arcs of pieces that are not marked, the others renumbered."""
        kept = pieces[self.piece]
        return replace(
            self,
            start=self.start[kept],
            end=self.end[kept],
            piece=(np.cumsum(pieces) - 1)[self.piece[kept]],
            word=self.word[kept],
            depth=self.depth[kept],
        )


def expected_counts(
    lattice: Lattice, frequency: Floats, scores: Floats
) -> tuple[Floats, float]:  # (V,), log-likelihood of the words
    """Expected count of each piece, over all ways to cut, weighted by probability (the E step).

    forward[i] sums the ways to reach place i, backward[i] the ways on from there, in logs.
    """
    arc_score = scores[lattice.piece]  # (E,)
    forward = np.full(lattice.last[-1] + 1, -np.inf)
    backward = np.full_like(forward, -np.inf)
    forward[lattice.first] = backward[lattice.last] = 0.0
    levels = [np.nonzero(lattice.depth == d)[0] for d in range(int(lattice.depth.max()) + 1)]
    for arcs in levels:
        start, end = lattice.start[arcs], lattice.end[arcs]
        np.logaddexp.at(forward, end, forward[start] + arc_score[arcs])
    for arcs in reversed(levels):
        start, end = lattice.start[arcs], lattice.end[arcs]
        np.logaddexp.at(backward, start, arc_score[arcs] + backward[end])
    word_score = forward[lattice.last]  # (W,) log P(word)
    log_share = forward[lattice.start] + arc_score + backward[lattice.end]
    share = np.exp(log_share - word_score[lattice.word]) * frequency[lattice.word]
    counts = np.zeros(len(scores))
    np.add.at(counts, lattice.piece, share)
    return counts, float(frequency @ word_score)


def learn_pieces(
    words: Mapping[str, int], vocab_size: int, *, rounds: int = 2, seeds: int = 4
) -> dict[str, float]:
    """About ``vocab_size`` pieces with their log-probabilities, from words and their frequencies.

    Single characters are never dropped. Begins with the ``seeds`` times ``vocab_size`` substrings
    that cover most text and runs EM for ``rounds`` steps before each pruning.
    """
    weight = seed_pieces(words, seeds * vocab_size)
    pieces = list(weight)
    counts = np.array(list(weight.values()))
    lattice = build_lattice(words, pieces)
    frequency = np.array(list(words.values()), float)
    while True:
        for _ in range(rounds):
            scores = _log_shares(counts)
            counts, _ = expected_counts(lattice, frequency, scores)
        scores = _log_shares(counts)
        if len(pieces) <= max(vocab_size, sum(len(piece) == 1 for piece in pieces)):
            return dict(zip(pieces, scores.tolist(), strict=True))
        kept = _missed_most(pieces, scores, counts, max(vocab_size, int(KEPT * len(pieces))))
        lattice = lattice.only(kept)
        counts = counts[kept]
        pieces = [piece for piece, keep in zip(pieces, kept, strict=True) if keep]


def seed_pieces(words: Mapping[str, int], most: int) -> dict[str, float]:
    """All characters, and the substrings seen twice or more that cover most text."""
    counts: Counter[str] = Counter()
    for word, frequency in words.items():
        for start in range(len(word)):
            for end in range(start + 1, min(start + LONGEST, len(word)) + 1):
                counts[word[start:end]] += frequency
    characters = {piece: float(n) for piece, n in sorted(counts.items()) if len(piece) == 1}
    longer = [piece for piece, n in counts.items() if len(piece) > 1 and n > 1]
    longer.sort(key=lambda piece: (-counts[piece] * len(piece), piece))
    return characters | {piece: float(counts[piece]) for piece in longer[:most]}


def build_lattice(words: Mapping[str, int], pieces: Iterable[str]) -> Lattice:
    """All ways to cut the words into the pieces."""
    number = {piece: i for i, piece in enumerate(pieces)}
    longest = max(map(len, number))
    arcs: list[tuple[int, int, int, int, int]] = []
    first = 0
    places: list[tuple[int, int]] = []
    for w, word in enumerate(words):
        for start in range(len(word)):
            for end in range(start + 1, min(start + longest, len(word)) + 1):
                piece = number.get(word[start:end])
                if piece is not None:
                    arcs.append((first + start, first + end, piece, w, start))
        places.append((first, first + len(word)))
        first += len(word) + 1
    return Lattice(*np.array(arcs).T, *np.array(places).T)


class Unigram:
    """A trained Unigram tokenizer: its pieces, each with its log-probability and its id."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self.scores = dict(scores)
        self.vocabulary = {piece: i for i, piece in enumerate(self.scores)}
        self._unknown = min(self.scores.values()) - UNKNOWN_PENALTY
        self._longest = max(map(len, self.scores))

    def cut(self, chunk: str) -> list[str]:
        """The most probable pieces of one chunk."""
        return viterbi(chunk, self.scores, unknown=self._unknown, longest=self._longest)

    def split(self, text: str) -> list[str]:
        """The pieces of a text, chunk by chunk (a word with the space before it)."""
        return [piece for chunk in chunks(text) for piece in self.cut(chunk)]


def train(texts: Iterable[str], *, vocab_size: int) -> Unigram:
    """Learn about ``vocab_size`` pieces. Raises LearnerError "empty-text"."""
    words = Counter(chunk for text in texts for chunk in chunks(text))
    if not words:
        raise LearnerError("empty-text")
    return Unigram(learn_pieces(words, vocab_size))


def _log_shares(counts: Floats) -> Floats:
    """Counts as log-probabilities (the M step); one never used keeps a trace."""
    return np.log(np.maximum(counts, 1e-6) / counts.sum())


def _missed_most(pieces: list[str], scores: Floats, counts: Floats, keep: int) -> NDArray[np.bool_]:
    """Mark the ``keep`` pieces whose loss would cost most likelihood, and every character.

    A piece is missed as often as it is used, each time by the difference between its own score and
    that of the best way to spell it with other pieces.
    """
    table = dict(zip(pieces, scores.tolist(), strict=True))
    missed = np.full(len(pieces), np.inf)
    for i, piece in enumerate(pieces):
        if len(piece) > 1:
            own = table.pop(piece)
            other = sum(table[part] for part in viterbi(piece, table))
            table[piece] = own
            missed[i] = counts[i] * (own - other)
    kept = np.zeros(len(pieces), bool)
    kept[np.argsort(-missed, kind="stable")[:keep]] = True
    return kept | np.isinf(missed)
