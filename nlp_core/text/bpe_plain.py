"""Byte pair encoding, plainly: count neighbouring pairs, merge the most frequent one, repeat.

Gage 1994 (The C Users Journal 12:2) did it to compress files; Sennrich, Haddow and Birch 2016
(ACL, algorithm 1) did it to words, for translation. Pairs never reach across a chunk (a word with
its space), so a chunk is counted once with its frequency. ``bpe`` learns the same merges faster.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Pair = tuple[int, int]


class Merge(NamedTuple):
    """Two tokens that are merged, and how often they were neighbours at that time."""

    left: str
    right: str
    frequency: int


def count_pairs(words: Mapping[tuple[int, ...], int]) -> Counter[Pair]:
    """Count each pair of neighbouring token ids over words, weighted by word frequency."""
    pairs: Counter[Pair] = Counter()
    for word, frequency in words.items():
        for pair in pairwise(word):
            pairs[pair] += frequency
    return pairs


def merge_pair(word: tuple[int, ...], pair: Pair, new: int) -> tuple[int, ...]:
    """Replace ``pair`` by the token ``new``, from left to right.

    >>> merge_pair((1, 1, 1, 2), (1, 1), 9)
    (9, 1, 2)
    """
    merged: list[int] = []
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged.append(new)
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


def learn_merges_plainly(
    chunks: Mapping[str, int], limit: int, *, min_frequency: int = 2
) -> list[Merge]:
    """Learn up to ``limit`` merges from chunks of text and their frequencies.

    Ids: single characters in code-point order, then each merge as it comes. Of pairs that are
    equally frequent, the one with the smaller ids is merged. Learning stops early when no pair
    occurs ``min_frequency`` times.

    >>> learn_merges_plainly({"low": 5, "lower": 2}, 2)
    [Merge(left='l', right='o', frequency=7), Merge(left='lo', right='w', frequency=7)]
    """
    tokens = sorted(set("".join(chunks)))
    words = {tuple(map(tokens.index, chunk)): frequency for chunk, frequency in chunks.items()}
    merges: list[Merge] = []
    while len(merges) < limit:
        pairs = count_pairs(words)
        best = min(pairs, key=lambda pair: (-pairs[pair], pair), default=None)
        if best is None or pairs[best] < min_frequency:
            break
        left, right = (tokens[i] for i in best)
        merges.append(Merge(left, right, pairs[best]))
        tokens.append(left + right)
        words = {merge_pair(word, best, len(tokens) - 1): n for word, n in words.items()}
    return merges


def apply_merges(symbols: Sequence[str], ranks: Mapping[tuple[str, str], int]) -> list[str]:
    """Cut one chunk: repeat the earliest learned merge that applies, until none applies.

    >>> apply_merges("lower", {("l", "o"): 0, ("lo", "w"): 1})
    ['low', 'e', 'r']
    """
    tokens = list(symbols)
    never = len(ranks)
    while len(tokens) > 1:
        pairs = list(pairwise(tokens))
        rank, i = min((ranks.get(pair, never), i) for i, pair in enumerate(pairs))
        if rank == never:
            break
        tokens[i : i + 2] = ["".join(pairs[i])]
    return tokens
