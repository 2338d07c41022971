"""Text as single characters or jamo, for a model that writes them one by one, and back to text."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp_core.errors import LearnerError
from nlp_core.text.characters import graphemes
from nlp_core.text.hangul import join_jamo, split_jamo

UNITS = ("characters", "jamo")
END = "\n"  # a line's end, and what every text begins after
OTHER = "□"  # stands for a character outside the vocabulary
LEAST_CHARACTERS, LEAST_KINDS = 500, 8  # with fewer there is nothing to learn
MOST_CHARACTERS, MOST_KINDS = 300_000, 1_500
EDGES = ".,!?…;:\"'“”‘’()[]"  # what is no part of a word


def cut(text: str, unit: str) -> list[str]:
    """The characters of a text as a reader sees them, Hangul composed; or its jamo.

    >>> cut("닭 👍🏽", "characters"), cut("닭이", "jamo")
    (['닭', ' ', '👍🏽'], ['ㄷ', 'ㅏ', 'ㄺ', 'ㅇ', 'ㅣ'])
    """
    composed = unicodedata.normalize("NFC", text)
    if unit == "jamo":
        composed = split_jamo(composed)
    return [composed[start:end] for start, end in graphemes(composed)]


def joined(units: Iterable[str], unit: str) -> str:
    """The text that units spell; jamo come together to syllables.

    A lone consonant after a syllable (까ㅋ) joins it, as nothing in its jamo tells it apart.

    >>> joined(["ㄷ", "ㅏ", "ㄺ", "ㅇ", "ㅣ"], "jamo")
    '닭이'
    """
    text = "".join(units)
    return join_jamo(text) if unit == "jamo" else text


def words_of(text: str) -> list[str]:
    """The words between spaces, without the marks around them.

    >>> words_of("비가 온다. (정말?)\\n…")
    ['비가', '온다', '정말']
    """
    stripped = (word.strip(EDGES) for word in text.split())
    return [word for word in stripped if word]


def whole_words(text: str) -> list[str]:
    """The words of a text that breaks off: all but the last one, which may not be finished.

    >>> whole_words("비가 온"), whole_words("비가 온다. ")
    (['비가'], ['비가', '온다'])
    """
    return words_of(text if text[-1:].isspace() else text[: -len((text.split() or [""])[-1]) or 0])


def share_known(texts: Iterable[str], words: Iterable[str]) -> float:
    """The share of the finished words of ``texts`` that are among ``words``; 0 with no words.

    >>> share_known(["비가 갠다 온"], ["비가", "온다"])
    0.5
    """
    known = set(words)
    found = [word for text in texts for word in whole_words(text)]
    return sum(word in known for word in found) / len(found) if found else 0.0


@dataclass(frozen=True)
class Corpus:
    """What a character model reads: ``text`` as units, the kinds among them, and its words."""

    units: tuple[str, ...]
    kinds: tuple[str, ...]
    words: tuple[str, ...]


def corpus(text: str, unit: str) -> Corpus:
    """Cut a text; the most frequent MOST_KINDS units are kept, others count as OTHER."""
    units = [END, *cut(text, unit), END]
    counts = Counter(units)
    if len(counts) > MOST_KINDS:
        kept = {kind for kind, _ in counts.most_common(MOST_KINDS - 1)} | {END}
        units = [one if one in kept else OTHER for one in units]
    kinds = tuple(sorted({*units, END, OTHER}))
    return Corpus(tuple(units), kinds, tuple(sorted(set(words_of(text)))))


def check(text: str) -> None:
    """Whether a learner's own text is enough to learn from.

    Raises LearnerError "characters-short" or "characters-few-kinds" (found, wanted), and
    "characters-long" (found, most).
    """
    if len(text) > MOST_CHARACTERS:
        raise LearnerError("characters-long", found=len(text), most=MOST_CHARACTERS)
    units = cut(text, "characters")
    if len(units) < LEAST_CHARACTERS:
        raise LearnerError("characters-short", found=len(units), wanted=LEAST_CHARACTERS)
    kinds = len({one for one in units if not one.isspace()})
    if kinds < LEAST_KINDS:
        raise LearnerError("characters-few-kinds", found=kinds, wanted=LEAST_KINDS)


def tidied(text: str) -> str:
    """A learner's text with one kind of space and no empty lines.

    >>> tidied("a  b\\r\\n\\n\\tc ")
    'a b\\nc'
    """
    lines: Sequence[str] = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)
