"""What a sentence means, before any language says it: phrases, clauses and how clauses join.

A meaning is realised twice, by ``english`` and by ``korean``; units that carry the same tag are
linked, so the word alignment is known and not guessed.
"""

from dataclasses import dataclass

from nlp_core.corpora.little_world.lexicon import Adjective, Noun, Spot, Verb

# A phrase, clause or join owns TAGS numbers from its ``tag`` on; these are the offsets.
HEAD, ADPOSITION, NUMBER, MODIFIER, NEGATION, TIME, HELPER = range(7)
TAGS = 7
MANY = 0  # Phrase.count of an unnumbered plural


@dataclass(slots=True)
class Phrase:
    """A noun with its number: 1, a numeral, or MANY; ``det`` is "the", "a", "plural" or ""."""

    noun: Noun
    tag: int
    count: int = 1
    det: str = "the"
    adjective: Adjective | None = None
    relative: "Clause | None" = None


@dataclass(slots=True)
class Clause:
    """One predicate and what goes with it; ``subject`` None asks who, or is a relative's gap."""

    tag: int
    subject: Phrase | None
    past: bool
    verb: Verb | None = None
    adjective: Adjective | None = None
    than: Phrase | None = None
    relation: str = ""  # where the subject is: on, in, under
    polarity: str = ""  # "", "not", "cannot"
    aspect: str = ""  # "", "progressive", "future", "want"
    object: Phrase | None = None
    receiver: Phrase | None = None
    ground: Phrase | None = None  # what it fits in, or is on
    tool: Phrase | None = None
    vehicle: Phrase | None = None
    place: Spot | None = None
    goal: Spot | None = None
    time: str = ""

    @property
    def topic(self) -> bool:
        """Whether Korean marks the subject with 은/는: states, negations, habits, tools, goals."""
        return bool(
            self.polarity
            or self.tool
            or self.goal
            or self.adjective
            or self.time == "daily"
            or self.aspect in ("future", "want")
            or (self.verb and "state" in self.verb.flags)
        )

    @property
    def is_bare(self) -> bool:
        """Whether a verb in the past stands all alone."""
        return self.past and self.verb is not None and not (self.object or self.place or self.goal)


@dataclass(slots=True)
class Meaning:
    """A main clause, perhaps joined to a second one.

    ``join``: "" alone; "ask" who did it; "and", "but" (second: another's deed); "then" (second: the
    same subject's next deed); "because" (second: another's state or deed); "own" (second: the
    subject's own state); "too" (the same, in excess); "so" (the weather).
    """

    main: Clause
    join: str = ""
    second: Clause | None = None
    weather: str = ""
    tag: int = 0
