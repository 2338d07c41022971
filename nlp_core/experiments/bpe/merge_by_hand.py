"""Byte pair encoding on a very small text, with every stage visible."""

from collections import Counter
from dataclasses import dataclass

from nlp_core.errors import LearnerError
from nlp_core.memory import per_visitor
from nlp_core.text.bpe_base import chunks
from nlp_core.text.bpe_plain import Merge, count_pairs, learn_merges_plainly, merge_pair

MERGES = 12


@dataclass(frozen=True)
class Stage:
    """A tiny text after some merges: its words in tokens with their frequencies, the pairs there
    are with their counts (most frequent first), the merges so far, and all tokens together.
    """

    words: tuple[tuple[tuple[str, ...], int], ...]
    pairs: tuple[tuple[str, str, int], ...]
    merges: tuple[Merge, ...]
    tokens: int


@per_visitor(4)
def by_hand(text: str) -> tuple[Stage, ...]:
    """Train the plain trainer on a tiny text over characters, and return every stage.

    Raises LearnerError "empty-text".
    """
    counted = Counter(chunk.strip() for chunk in chunks(text) if chunk.strip())
    if not counted:
        raise LearnerError("empty-text")
    merges = learn_merges_plainly(counted, MERGES, min_frequency=2)
    tokens = sorted(set("".join(counted)))
    words = {tuple(map(tokens.index, chunk)): n for chunk, n in counted.items()}
    stages = [_stage(words, tokens, ())]
    for i, merge in enumerate(merges, start=1):
        pair = tokens.index(merge.left), tokens.index(merge.right)
        tokens.append(merge.left + merge.right)
        words = {merge_pair(word, pair, len(tokens) - 1): n for word, n in words.items()}
        stages.append(_stage(words, tokens, tuple(merges[:i])))
    return tuple(stages)


def _stage(
    words: dict[tuple[int, ...], int], tokens: list[str], merges: tuple[Merge, ...]
) -> Stage:
    pairs = count_pairs(words)
    ranked = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    return Stage(
        tuple((tuple(tokens[i] for i in word), n) for word, n in words.items()),
        tuple((tokens[a], tokens[b], pairs[a, b]) for a, b in ranked),
        merges,
        sum(len(word) * n for word, n in words.items()),
    )
