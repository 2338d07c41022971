"""Public text to learn word vectors from, as numbers: which word stands where, in which sentence.

Korean: the film reviews of NSMC, all of them, as content words (``text.content_words``). English:
presidents' speeches, film reviews, sentences about films and text messages. A text or a sentence
that comes again is dropped. The vocabulary holds the most frequent words that may be shown to a
class: rude ones have no vector, and the text moves together where they stood.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nlp_core.corpora.public import CORPORA, load
from nlp_core.corpora.rude import is_rude_word
from nlp_core.text.content_words import cut

SETS = {
    "ko": ("nsmc_all",),
    "en": ("presidents", "movie_reviews", "sentence_polarity", "subjectivity", "sms_spam"),
}
LEAST_SEEN = 5  # with less company than that a vector is chance
POLAR_SEEN = 200  # reviews that hold a word before its ratings are believed
POLAR_WORDS = 300  # of each sign
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n+")


@dataclass(frozen=True, eq=False)
class RunningText:
    """Words and their ``counts`` (V,), the most frequent first; the text as ``ids`` (N,) of words
    and the number of the ``sentence`` (N,) that each stands in.

    ``read`` is how many words there were with the rare and the rude ones; ``signs`` are words that
    praise (+1) or blame (-1), by the ratings of the reviews that hold them.
    """

    words: tuple[str, ...]
    counts: tuple[int, ...]
    ids: NDArray[np.int32]
    sentence: NDArray[np.int32]
    read: int
    signs: dict[str, int]


def credit(language: str) -> str:
    """The sets and their licences, as a card names them."""
    return "; ".join(f"{name}, {CORPORA[name].licence}" for name in SETS[language])


@lru_cache(maxsize=2)
def running_text(language: str, vocab_size: int) -> RunningText:
    """The text of a language, its ``vocab_size`` most frequent words numbered; minutes in Korean.

    Raises LearnerError "no-corpus" where a set is neither here nor to be had, and "no-morphemes".
    """
    texts = dict.fromkeys(row for name in SETS[language] for row in _distinct(language, name))
    found = cut([text for text, _ in texts], language)
    counts = Counter(word for text in found for word in text)
    known = [
        (word, seen)
        for word, seen in counts.most_common()
        if seen >= LEAST_SEEN and not is_rude_word(word)
    ][:vocab_size]
    words, seen = zip(*known, strict=True)
    ids, sentence = numbered(found, words)
    signs = _signs(found, [label for _, label in texts], words) if language == "ko" else {}
    return RunningText(words, seen, ids, sentence, counts.total(), signs)


def numbered(
    texts: Iterable[Iterable[str]], words: Sequence[str]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Word ids and text numbers, (N,) each; words that are not among ``words`` are left out.

    >>> [part.tolist() for part in numbered([["a", "x"], ["b", "a"]], ["a", "b"])]
    [[0, 1, 0], [0, 1, 1]]
    """
    index = {word: i for i, word in enumerate(words)}
    ids: list[NDArray[np.int32]] = []
    for text in texts:
        ids.append(np.array([index[word] for word in text if word in index], dtype=np.int32))
    lengths = [len(some) for some in ids]
    return np.concatenate(ids), np.repeat(np.arange(len(ids), dtype=np.int32), lengths)


def _distinct(language: str, name: str) -> Iterator[tuple[str, str]]:
    """The texts of a set, in English cut into sentences, with their labels; each text once."""
    rows: dict[str, str] = {}
    for text, label in itertools.chain.from_iterable(load(name).values()):
        rows.setdefault(text, label)
    for text, label in rows.items():
        if language == "ko":
            yield text, label
        else:
            for part in _END.split(text):
                if part.strip():
                    yield part.strip(), ""


def _signs(
    texts: Sequence[Sequence[str]], labels: Sequence[str], words: Sequence[str]
) -> dict[str, int]:
    """The words whose reviews are rated highest and lowest, as many of either."""
    ids, text = numbered((dict.fromkeys(text) for text in texts), words)  # each word once a review
    ratings = np.array([float(label) for label in labels])[text]
    times = np.bincount(ids, minlength=len(words))
    means = np.bincount(ids, ratings, minlength=len(words)) / np.maximum(times, 1)
    common = np.flatnonzero(times >= POLAR_SEEN)
    order = common[np.argsort(means[common], kind="stable")]
    half = min(POLAR_WORDS, len(order) // 2)
    low, high = order[:half], order[len(order) - half :]
    return {words[i]: -1 for i in low} | {words[i]: 1 for i in high}
