"""What a sentence means, before any language says it: phrases, clauses and how clauses join.

A meaning is realised twice, by ``english`` and by ``korean``; units that carry the same tag are
linked, so the word alignment is known and not guessed.
"""

from dataclasses import dataclass, field

from nlp_core.corpora.little_world.lexicon import Adjective, Noun, Spot, Verb

# Offsets from a phrase's or clause's base tag.
HEAD, ADPOSITION, NUMBER, MODIFIER, NEGATION, TIME = range(6)
TAGS = 6


@dataclass(slots=True)
class Phrase:
    """A noun with its number (1, or more with a numeral, 0 for an unnumbered plural)."""

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
        """Whether Korean marks the subject with 은/는 instead of 이/가."""
        return bool(
            self.polarity
            or self.tool
            or self.goal
            or self.than
            or (self.adjective and not self.relation)
            or (self.verb and "state" in self.verb.flags)
        )


@dataclass(slots=True)
class Meaning:
    """A main clause, perhaps joined to a second one.

    ``join``: "" alone, "ask" (who?), "and", "because" (second: the reason, with a subject of its
    own), "own" (second: the subject's own state), "too" (a state in excess), "so" (weather).
    """

    main: Clause
    join: str = ""
    second: Clause | None = None
    weather: str = ""
    tag: int = field(default=0)
