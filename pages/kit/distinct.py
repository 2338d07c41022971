"""Labels that a browser can tell apart: a sentence may hold the same word twice.

Streamlit knows an option by its label, so that of two options alike the wrong one would be chosen.
"""

from collections import Counter
from collections.abc import Iterable

JOINER = "\u2060"  # a word joiner: drawn as nothing


def distinct(labels: Iterable[str]) -> list[str]:
    """The labels, each that came before with as many invisible letters as it came before.

    >>> [len(label) for label in distinct(["the", "cat", "the", "the"])]
    [3, 3, 4, 5]
    """
    seen: Counter[str] = Counter()
    found = []
    for label in labels:
        found.append(label + JOINER * seen[label])
        seen[label] += 1
    return found
