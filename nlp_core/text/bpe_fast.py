"""The merges of ``bpe_plain``, a thousand times as fast (a megabyte of Korean, 8,000 merges).

A merge changes only the chunks that hold its pair, so counts are kept and corrected instead of
taken anew, and the most frequent pair comes from a heap whose stale entries are put right when they
reach its top. A token is one character here (the one whose code point is its id) and a chunk a
string of them, so that finding and replacing a pair is the string's own ``split`` and ``join``.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from nlp_core.text.bpe_plain import Merge


def learn_merges(chunks: Mapping[str, int], limit: int, *, min_frequency: int = 2) -> list[Merge]:
    """Up to ``limit`` merges from chunks and their frequencies; equal to ``learn_merges_plainly``.

    >>> learn_merges({"low": 5, "lower": 2}, 2)
    [Merge(left='l', right='o', frequency=7), Merge(left='lo', right='w', frequency=7)]
    """
    tokens = sorted(set("".join(chunks)))
    ids = {ord(symbol): i for i, symbol in enumerate(tokens)}
    words = [chunk.translate(ids) for chunk in chunks]
    learner = _Learner(words, list(chunks.values()), min_frequency)
    merges: list[Merge] = []
    while len(merges) < limit and (best := learner.most_frequent()):
        pair, count = best
        left, right = (tokens[ord(token)] for token in pair)
        learner.merge(pair, new=chr(len(tokens)))
        merges.append(Merge(left, right, count))
        tokens.append(left + right)
    return merges


class _Learner:
    """Chunks as their current tokens, with the count and the positions of each pair."""

    def __init__(self, words: list[str], frequencies: list[int], min_frequency: int) -> None:
        self.words, self.frequencies = words, frequencies
        self.min_frequency = max(1, min_frequency)
        self.counts: dict[str, int] = defaultdict(int)
        self.places: dict[str, list[int]] = defaultdict(list)  # may hold places long merged away
        for place, (word, frequency) in enumerate(zip(words, frequencies, strict=True)):
            for left, right in pairwise(word):
                self.counts[left + right] += frequency
                self.places[left + right].append(place)
        self.heap: list[tuple[int, str]] = []
        self._queue(self.counts)

    def most_frequent(self) -> tuple[str, int] | None:
        """Remove the most frequent pair (of equals the smaller); return it with its count, or None.

        Counts of pairs on the heap only ever fall, so a top entry that is still true is the best.
        """
        while self.heap:
            negative, pair = heapq.heappop(self.heap)
            count = self.counts[pair]
            if count == -negative:
                return pair, count
            self._queue({pair: count})
        return None

    def merge(self, pair: str, new: str) -> None:
        """Replace ``pair`` by the token ``new`` and update the counts of the pairs around it."""
        counts, places = self.counts, self.places
        left, right = pair[0], pair[1]
        made: dict[str, int] = defaultdict(int)
        for place in places.pop(pair):
            first, *rest = self.words[place].split(pair)
            if not rest:
                continue
            self.words[place] = new.join((first, *rest))
            frequency = self.frequencies[place]
            was = now = first[-1:]  # the token before the pair, before this merge and after it
            for after in rest:
                if now:
                    counts[was + left] -= frequency
                    made[now + new] += frequency
                    places[now + new].append(place)
                if after:
                    counts[right + after[0]] -= frequency
                    made[new + after[0]] += frequency
                    places[new + after[0]].append(place)
                was, now = (after[-1], after[-1]) if after else (right, new)
        counts.update(made)
        self._queue(made)

    def _queue(self, pairs: Mapping[str, int]) -> None:
        """Add pairs to the heap, except rare ones: their counts can only fall."""
        for pair, count in pairs.items():
            if count >= self.min_frequency:
                heapq.heappush(self.heap, (-count, pair))
