"""Other orders of a sentence's units: two nouns change places, two phrases do, or all are drawn.

An order lists, for each place, where its unit stood before.
"""

from collections.abc import Sequence

import numpy as np

from nlp_core.corpora.word_order import MARK, Lexicon
from nlp_core.errors import LearnerError

KINDS = ("nouns", "phrases", "drawn")
DRAWS = 20
Order = tuple[int, ...]


def two_nouns(ids: Sequence[int], lex: Lexicon) -> tuple[int, int]:
    """Where the first two different nouns stand. LearnerError "two-nouns" where there are fewer."""
    places = [i for i, unit in enumerate(ids) if unit in lex.nouns]
    other = next((i for i in places if ids[i] != ids[places[0]]), None)
    if other is None:
        raise LearnerError("two-nouns")
    return places[0], other


def swap_nouns(ids: Sequence[int], lex: Lexicon) -> Order:
    """The first two nouns change places; their particles or articles stay.

    >>> from nlp_core.corpora.word_order import lexicon
    >>> ko = lexicon("ko")
    >>> swap_nouns([ko.noun, ko.of("가"), ko.noun + 1, ko.of("를"), ko.verb, MARK], ko)
    (2, 1, 0, 3, 4, 5)
    """
    first, second = two_nouns(ids, lex)
    order = list(range(len(ids)))
    order[first], order[second] = second, first
    return tuple(order)


def swap_phrases(ids: Sequence[int], lex: Lexicon) -> Order:
    """The first two nouns change places together with their particles or articles.

    >>> from nlp_core.corpora.word_order import lexicon
    >>> ko = lexicon("ko")
    >>> swap_phrases([ko.noun, ko.of("가"), ko.noun + 1, ko.of("를"), ko.verb, MARK], ko)
    (2, 3, 0, 1, 4, 5)
    """
    (a, b), (c, d) = (_phrase(ids, place, lex) for place in two_nouns(ids, lex))
    every = list(range(len(ids)))
    return tuple(every[:a] + every[c:d] + every[b:c] + every[a:b] + every[d:])


def _phrase(ids: Sequence[int], noun: int, lex: Lexicon) -> tuple[int, int]:
    """Where the phrase around a noun begins and ends: Korean particles follow, articles precede."""
    words = range(lex.word, lex.place)
    if lex.language == "ko":
        return noun, noun + 1 + (noun + 1 < len(ids) and ids[noun + 1] in words)
    return noun - (noun > 0 and ids[noun - 1] == lex.of("the")), noun + 1


def drawn(ids: Sequence[int], number: int) -> Order:
    """Order ``number`` of those drawn at random; the final mark stays. It is another order than
    the sentence's own wherever there is one. LearnerError "one-unit" where there is none."""
    last = len(ids) - (bool(ids) and ids[-1] == MARK)
    if len(set(ids[:last])) < 2:
        raise LearnerError("one-unit")
    rng = np.random.default_rng((number, last))
    while True:
        order = rng.permutation(last).tolist()
        if any(ids[place] != ids[source] for place, source in enumerate(order)):
            return (*order, *range(last, len(ids)))


def reordered(kind: str, ids: Sequence[int], lex: Lexicon, number: int = 1) -> Order:
    """The order of a kind. ValueError for another kind."""
    if kind not in KINDS:
        raise ValueError(f"orders are {', '.join(KINDS)}; there is no {kind!r}")
    if kind == "drawn":
        return drawn(ids, number)
    return (swap_nouns if kind == "nouns" else swap_phrases)(ids, lex)
