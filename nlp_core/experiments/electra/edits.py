"""A sentence with one word replaced: which of its tokens are still the original's.

A word put back as it was is the original again, whoever wrote it; of a replaced word those tokens
count as original that begin or end it as they did before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.sentence import Read, as_word
from nlp_core.text.plain import plain


@dataclass(frozen=True)
class Edited:
    """A sentence as it was and as it is read now, word by word."""

    before: Read
    now: Read

    @property
    def fake(self) -> tuple[bool, ...]:
        """For each piece that is read now, whether it is not the original."""
        pairs = zip(self.before.words, self.now.words, strict=True)
        return tuple(new for one, other in pairs for new in changed(one.pieces, other.pieces))

    @property
    def changed(self) -> tuple[int, ...]:
        """The places of the words that are not the original."""
        pairs = zip(self.before.words, self.now.words, strict=True)
        return tuple(i for i, (one, other) in enumerate(pairs) if one.pieces != other.pieces)


def edit(found: Read, place: int, typed: str) -> Edited:
    """The sentence with the word at ``place`` replaced by a typed one; its signs stay.

    Nothing typed changes nothing. LearnerError "one-word" for several words, "no-mask" where no
    word can be replaced, "long-word" where the sentence would become too long.
    """
    words = plain(typed).split()
    if not words:
        return Edited(found, found)
    if len(words) > 1:
        raise LearnerError("one-word", typed=" ".join(words))
    if place not in found.hideable:
        raise LearnerError("no-mask")
    old = found.words[place]
    text = words[0] if _has_signs(words[0], old.corpus) else words[0] + old.signs
    word = as_word(text, tuple(encode([text], old.corpus)[0]), old.corpus)
    now = replace(found, words=(*found.words[:place], word, *found.words[place + 1 :]))
    if len(now.pieces) > LONGEST:
        raise LearnerError("long-word", limit=LONGEST)
    return Edited(found, now)


def _has_signs(text: str, corpus: str) -> bool:
    """Whether signs were typed behind the word."""
    return bool(as_word(text, tuple(encode([text], corpus)[0]), corpus).signs)


def changed(before: Sequence[int], now: Sequence[int]) -> tuple[bool, ...]:
    """Which pieces of ``now`` are not those that began or ended ``before``.

    >>> changed([7, 1, 2], [7, 5, 6, 2])
    (False, True, True, False)
    """
    most = min(len(before), len(now))
    first = next((i for i in range(most) if before[i] != now[i]), most)
    last = 0
    while last < most - first and before[-1 - last] == now[-1 - last]:
        last += 1
    return tuple(first <= i < len(now) - last for i in range(len(now)))
