"""WordPiece: merge the pair that makes the text most likely, and encode by the longest match.

Schuster and Nakajima 2012 ("Japanese and Korean Voice Search", ICASSP) made it for scripts with
thousands of characters; BERT took it up. Where BPE asks how often two pieces meet, WordPiece asks
how much a unigram model of the text gains, so a pair of frequent strangers is left apart. A piece
that continues a word is written with ``##``, and words are cut without their spaces.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.text.bpe_base import chunks

CONTINUES = "##"
UNKNOWN = "[UNK]"

Floats = NDArray[np.float64]


class Join(NamedTuple):
    """Two pieces that became one, and by how much the text's log-likelihood rose (in nats)."""

    left: str
    right: str
    gain: float


def words_of(text: str) -> list[str]:
    """The chunks of ``bpe_base`` without their spaces.

    >>> words_of("영화가 좋다!")
    ['영화가', '좋다', '!']
    """
    return [chunk.strip() for chunk in chunks(text) if chunk.strip()]


def spell(word: str) -> list[str]:
    """The smallest pieces of a word.

    >>> spell("영화가")
    ['영', '##화', '##가']
    """
    return [word[:1], *(CONTINUES + character for character in word[1:])]


def joined(left: str, right: str) -> str:
    """The piece that two neighbouring pieces make."""
    return left + right.removeprefix(CONTINUES)


def gain(pair: Floats, left: Floats, right: Floats, same: NDArray[np.bool_], total: int) -> Floats:
    """How much the log-likelihood rises if a pair is merged, from counts (P,) of it and its parts.

    Under a unigram model log P(text) is the sum of n log n over pieces, less N log N: merging moves
    ``pair`` pieces from each part to the new one and leaves N smaller by as many. ``same`` marks
    pairs of a piece with itself.
    """
    parts = _n_log_n(left - pair) - _n_log_n(left) + _n_log_n(right - pair) - _n_log_n(right)
    twice = _n_log_n(left - 2 * pair) - _n_log_n(left)
    whole = _n_log_n(np.array(total)) - _n_log_n(total - pair)
    return _n_log_n(pair) + np.where(same, twice, parts) + whole


def learn_word_pieces(
    words: Mapping[str, int], limit: int, *, min_frequency: int = 2
) -> tuple[list[str], list[Join]]:
    """The smallest pieces of words (with their frequencies), and up to ``limit`` joins.

    Of equal gains the pair that comes first in the dictionary is joined. Learning stops early when
    no pair that occurs ``min_frequency`` times raises the likelihood.
    """
    learner = _Learner(words)
    alphabet = list(learner.pieces)
    joins: list[Join] = []
    while len(joins) < limit and (best := learner.best(min_frequency)):
        joins.append(best)
        learner.join(best.left, best.right)
    return alphabet, joins


def longest_match(word: str, vocabulary: Mapping[str, int]) -> list[str]:
    """Cut a word from its start, each time the longest piece; if none fits, the word is unknown.

    >>> longest_match("영화가", {"영화": 0, "영": 1, "##가": 2})
    ['영화', '##가']
    """
    pieces: list[str] = []
    start = 0
    while start < len(word):
        mark = CONTINUES if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if mark + word[start:end] in vocabulary), None)
        if end is None:
            return [UNKNOWN]
        pieces.append(mark + word[start:end])
        start = end
    return pieces


class WordPiece:
    """A trained WordPiece tokenizer; ids: [UNK], the smallest pieces, then each join."""

    def __init__(self, alphabet: Iterable[str], joins: Iterable[Join]) -> None:
        pieces = [UNKNOWN, *alphabet, *(joined(one.left, one.right) for one in joins)]
        self.vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}

    def split(self, text: str) -> list[str]:
        """The pieces of the text, word by word."""
        return [piece for word in words_of(text) for piece in longest_match(word, self.vocabulary)]


def train(texts: Iterable[str], *, vocab_size: int, min_frequency: int = 2) -> WordPiece:
    """Learn at most ``vocab_size`` pieces (more if the smallest ones are more).

    Raises LearnerError "empty-text".
    """
    words = Counter(word for text in texts for word in words_of(text))
    if not words:
        raise LearnerError("empty-text")
    letters = {piece for word in words for piece in spell(word)}
    limit = max(0, vocab_size - len(letters) - 1)
    return WordPiece(*learn_word_pieces(words, limit, min_frequency=min_frequency))


class _Learner:
    """Words as their current pieces, with counts of pieces and of neighbouring pairs.

    A pair and a piece are numbers here (their places in ``pairs`` and ``pieces``), so that all
    gains are computed at once.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        self.frequencies = list(words.values())
        letters = sorted({piece for word in words for piece in spell(word)})
        self.pieces = {piece: i for i, piece in enumerate(letters)}
        self.words = [[self.pieces[piece] for piece in spell(word)] for word in words]
        self.pairs: dict[tuple[int, int], int] = {}
        self.sides = np.zeros((1024, 2), int)  # the two pieces of each pair
        self.pair_counts = np.zeros(1024)
        self.piece_counts = np.zeros(len(letters))
        self.places: dict[tuple[int, int], set[int]] = defaultdict(set)
        for place in range(len(self.words)):
            self._count(place, +1)

    def best(self, min_frequency: int) -> Join | None:
        """The pair whose merging gains most; None if none gains."""
        (often,) = np.nonzero(self.pair_counts >= min_frequency)
        if not len(often):
            return None
        left, right = self.sides[often].T
        counts, total = self.piece_counts, int(self.piece_counts.sum())
        gains = gain(self.pair_counts[often], counts[left], counts[right], left == right, total)
        top = gains.max()
        if top <= 0:
            return None
        names = list(self.pieces)
        ties = [(names[left[i]], names[right[i]]) for i in np.nonzero(gains >= top - 1e-9)[0]]
        return Join(*min(ties), float(top))

    def join(self, left: str, right: str) -> None:
        """Replace the pair by its new piece everywhere."""
        pair = self.pieces[left], self.pieces[right]
        new = self.pieces.setdefault(joined(left, right), len(self.pieces))
        if new == len(self.piece_counts):
            self.piece_counts = np.append(self.piece_counts, 0.0)
        for place in sorted(self.places.pop(pair)):
            self._count(place, -1)
            self.words[place] = _replace(self.words[place], pair, new)
            self._count(place, +1)

    def _count(self, place: int, sign: int) -> None:
        """Add (or subtract) the counts of one word."""
        word, frequency = self.words[place], sign * self.frequencies[place]
        for piece in word:
            self.piece_counts[piece] += frequency
        for pair in pairwise(word):
            number = self._number(pair)  # first: it may lengthen the counts
            self.pair_counts[number] += frequency
            if sign > 0:
                self.places[pair].add(place)

    def _number(self, pair: tuple[int, int]) -> int:
        number = self.pairs.setdefault(pair, len(self.pairs))
        if number == len(self.pair_counts):
            self.pair_counts = np.concatenate([self.pair_counts, np.zeros(number)])
            self.sides = np.concatenate([self.sides, np.zeros((number, 2), int)])
        self.sides[number] = pair
        return number


def _replace(word: list[int], pair: tuple[int, int], new: int) -> list[int]:
    merged: list[int] = []
    for piece in word:
        if merged and (merged[-1], piece) == pair:
            merged[-1] = new
        else:
            merged.append(piece)
    return merged


def _n_log_n(n: Floats) -> Floats:
    """n log n, and 0 where a run such as aaa counts more pairs than can be merged."""
    n = np.maximum(n, 0.0)
    return n * np.log(np.maximum(n, 1.0))
