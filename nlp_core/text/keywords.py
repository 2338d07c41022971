"""Keywords of a text: the words that are frequent in it and rare elsewhere (TF-IDF).

Source: Spärck Jones (1972), "A Statistical Interpretation of Term Specificity"; Manning, Raghavan,
Schütze (2008), section 6.2.
"""

from collections.abc import Collection
from dataclasses import dataclass

from nlp_core.text.inverted_index import InvertedIndex
from nlp_core.text.ranking import plain_rarity


@dataclass(frozen=True)
class Keyword:
    """A word of a text: how often the text has it, how many texts have it, and tf times idf."""

    word: str
    count: int
    holding: int
    weight: float


def keywords(
    index: InvertedIndex, document: int, most: int, without: Collection[str] = ()
) -> list[Keyword]:
    """The ``most`` words of a document with the highest tf times idf, those of ``without`` apart.

    >>> from nlp_core.text.inverted_index import build_index
    >>> [k.word for k in keywords(build_index([["a", "b", "b"], ["a"]]), 0, 2)]
    ['b', 'a']
    """
    found = []
    for word in index.words_in(document):
        if word not in without:
            count, holding = index.count(word, document), index.holding(word)
            weight = count * float(plain_rarity(holding, len(index)))
            found.append(Keyword(word, count, holding, weight))
    return sorted(found, key=lambda one: -one.weight)[:most]
