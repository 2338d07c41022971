"""A learner's own text as a corpus for word vectors: sentences of units, bounded and checked.

It travels as one string, a sentence a line and a space between units, so that whoever trains needs
no tokenizer, and no name of a run or of a file has to hold any of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from nlp_core.errors import LearnerError
from nlp_core.text.morphemes import morphemes_of
from nlp_core.text.reader import Reader
from nlp_core.text.stop_words import ALL
from nlp_core.text.tidying import tidy

LEAST_UNITS = 500  # with fewer, neighbours are chance
LEAST_WORDS = 20
LEAST_SEEN = 2  # a word seen once has no company to learn from
MOST_UNITS = 200_000
MOST_WORDS = 5_000
SHOWN = 24
_END = re.compile(r"(?<=[.!?。！？…।])[\"'”’)\]]*\s+|\n+")


@dataclass(frozen=True)
class OwnCorpus:
    """``written`` is the corpus as a string; ``units`` were kept, ``left_out`` were too many."""

    written: str
    units: int
    left_out: int
    words: tuple[str, ...]
    seen: tuple[int, ...]


def sentences(texts: Iterable[str]) -> list[str]:
    """Texts cut where a line or a sentence ends.

    >>> sentences(["비가 온다. 우산이 없다!\\nThe end"])
    ['비가 온다.', '우산이 없다!', 'The end']
    """
    parts = chain.from_iterable(_END.split(text) for text in texts)
    return [part.strip() for part in parts if part.strip()]


def first(texts: Iterable[str], most: int) -> list[str]:
    """The first ``most`` characters of some texts, taken together.

    >>> first(["abc", "def", "g"], 4)
    ['abc', 'd']
    """
    kept: list[str] = []
    for text in texts:
        if most <= 0:
            break
        kept.append(text[:most])
        most -= len(text)
    return kept


def cut(texts: Sequence[str], unit: str, language: str) -> OwnCorpus:
    """The corpus of a learner's texts, tidied and cut into one of the units of ``text.reader``.

    Raises as ``check``, and LearnerError "no-morphemes" where they cannot be had.
    """
    lines = sentences(tidy(texts).texts)
    if unit != "morphemes":
        return gather(lines, Reader(language, unit).units)
    found = dict(zip(lines, morphemes_of(lines), strict=True))
    return gather(lines, Reader(language, unit, found.__getitem__).units)


def gather(texts: Iterable[str], units: Callable[[str], Sequence[str]]) -> OwnCorpus:
    """The corpus of some sentences. Raises as ``check``."""
    lines: list[str] = []
    kept = left_out = 0
    for text in texts:
        found = ["".join(unit.split()) for unit in units(text)]
        room = found[: MOST_UNITS - kept]
        left_out += len(found) - len(room)
        kept += len(room)
        if room:
            lines.append(" ".join(room))
    written = "\n".join(lines)
    words, seen = check(written)
    return OwnCorpus(written, kept, left_out, words, seen)


def parse(written: str) -> list[list[str]]:
    """The sentences of a corpus as lists of units."""
    return [line.split(" ") for line in written.split("\n")]


def check(written: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words that get a vector and how often each was seen, the most frequent first.

    Raises LearnerError "corpus-short" (found, wanted) with too few units, "corpus-long" with too
    many, and "corpus-few-words" (found, wanted, seen) where too few words come again.
    """
    found = parse(written) if written else []
    total = sum(map(len, found))
    if total < LEAST_UNITS:
        raise LearnerError("corpus-short", found=total, wanted=LEAST_UNITS)
    if total > MOST_UNITS:
        raise LearnerError("corpus-long", found=total, wanted=MOST_UNITS)
    counts = Counter(chain.from_iterable(found)).most_common(MOST_WORDS)
    again = [(word, seen) for word, seen in counts if seen >= LEAST_SEEN]
    if len(again) < LEAST_WORDS:
        raise LearnerError(
            "corpus-few-words", found=len(again), wanted=LEAST_WORDS, seen=LEAST_SEEN
        )
    words, seen = zip(*again, strict=True)
    return words, seen


def telling(words: Sequence[str], most: int = SHOWN) -> list[str]:
    """The most frequent words that are worth a look: stop words and single letters come last."""
    dull = [word for word in words if word in ALL or len(word) == 1 or word.isdecimal()]
    return [*(word for word in words if word not in set(dull)), *dull][:most]
