"""What the little world is made of: units that join to text, sentences, pairs, stories, facts.

A unit is the smallest piece a lesson counts or embeds: an English word, a Korean stem, particle or
ending. Korean is cut between syllables only, so that no piece ever shows a lone jamo.
"""

from dataclasses import dataclass
from typing import NamedTuple

OMITTED = "[생략]"


class Unit(NamedTuple):
    """One piece of a sentence.

    ``text`` is what is written (empty for a subject that Korean leaves out), ``lemma`` its
    dictionary form, ``kind`` its part of speech, and ``space`` says whether whitespace precedes it.
    """

    text: str
    lemma: str
    kind: str
    space: bool


class Sentence(NamedTuple):
    """Units in order; their pieces join to ``text``, whose first letter is a capital.

    Units keep small letters, so that "the" is one token wherever it stands.
    """

    units: tuple[Unit, ...]

    @property
    def text(self) -> str:
        """The sentence as written."""
        joined = "".join(" " + u.text if u.space else u.text for u in self.units).lstrip()
        return joined[:1].upper() + joined[1:]

    @property
    def tokens(self) -> list[str]:
        """One string a unit; an omitted subject reads ``[생략]``."""
        return [unit.text or OMITTED for unit in self.units]

    @property
    def words(self) -> list[str]:
        """English words or Korean eojeol, punctuation attached as it is written."""
        return self.text.split()


class Pair(NamedTuple):
    """A sentence in both languages with its sure links (English unit index, Korean unit index)."""

    en: Sentence
    ko: Sentence
    links: tuple[tuple[int, int], ...]


class Place(NamedTuple):
    """Where a unit stands in a story: sentence index, unit index."""

    sentence: int
    unit: int


class Referent(NamedTuple):
    """A pronoun or omitted subject at ``at``, what it means and what it could have meant.

    ``to`` lists the earlier mentions of its referent, ``others`` those of every other candidate.
    """

    at: Place
    to: tuple[Place, ...]
    others: tuple[Place, ...]


class End(NamedTuple):
    """A word that may stand at a story's ``later`` place, and what the pronoun then means."""

    unit: Unit
    referent: Referent


class Story(NamedTuple):
    """Sentences in which the same characters recur, with every pronoun's gold referent.

    A story whose one pronoun is settled by one later word says where that word stands (``later``)
    and which words it allows there (``ends``).
    """

    sentences: tuple[Sentence, ...]
    referents: tuple[Referent, ...]
    later: Place | None = None
    ends: tuple[End, ...] = ()

    @property
    def text(self) -> str:
        """The story as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def tokens(self) -> list[str]:
        """All sentences' tokens in a row."""
        return [token for sentence in self.sentences for token in sentence.tokens]

    def position(self, place: Place) -> int:
        """The index in ``tokens`` of the unit at ``place``."""
        return sum(len(s.units) for s in self.sentences[: place.sentence]) + place.unit

    def ending(self, end: End) -> "Story":
        """The same story but for its later word, which is ``end``; ValueError for another's end."""
        if self.later is None or end not in self.ends:
            raise ValueError(f"this story cannot end in {end.unit.text!r}")
        sentence, index = self.later
        units = list(self.sentences[sentence].units)
        units[index] = end.unit
        sentences = list(self.sentences)
        sentences[sentence] = Sentence(tuple(units))
        return self._replace(sentences=tuple(sentences), referents=(end.referent,))

    @property
    def twins(self) -> list["Story"]:
        """The story by every other end that turns its pronoun to another referent."""
        turned = [end for end in self.ends if (end.referent,) != self.referents]
        return [self.ending(end) for end in turned]


@dataclass(frozen=True)
class Fact:
    """A true sentence about the world with a question, its one-unit answer and what it relates."""

    relation: str
    subject: str
    answer: str
    sentence: Sentence
    question: Sentence


class Analogy(NamedTuple):
    """``a`` is to ``b`` as ``c`` is to ``d``; each a single unit of the text."""

    a: str
    b: str
    c: str
    d: str
    relation: str
