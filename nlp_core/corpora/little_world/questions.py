"""The little world's gold analogies as questions (a, b, c, d), and the text they are asked of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp_core.corpora.little_world.relations import analogies, crossed
from nlp_core.corpora.little_world.text import sentences
from nlp_core.corpora.little_world.units import Analogy
from nlp_core.text.embeddings import Question

SLICE = 5_000  # sentences written at a time


@dataclass(frozen=True)
class Probed:
    """Two words, and probes that stand beside the first, the second, both, and neither of them."""

    pair: tuple[str, str]
    probes: tuple[str, str, str, str]


PROBED = {
    "ko": Probed(("얼음", "수증기"), ("고체", "기체", "물", "친구")),
    "en": Probed(("ice", "steam"), ("solid", "gas", "water", "friend")),
}


def written(language: str, number: int) -> list[list[str]]:
    """Slice ``number`` of the text: sentences as lists of tokens."""
    return [one.tokens for one in sentences(language, SLICE, seed=number)]


@cache
def gold_questions(language: str) -> tuple[Question, ...]:
    """The little world's analogies (a, b, c, d)."""
    return tuple((one.a, one.b, one.c, one.d) for one in analogies(language))


@cache
def gold_relations(language: str) -> dict[str, tuple[Question, ...]]:
    """The same analogies by relation."""
    return _by_relation(analogies(language))


@cache
def crossed_relations(language: str) -> dict[str, tuple[Question, ...]]:
    """The little world's analogies that b and c alone cannot tell, by relation."""
    return _by_relation(crossed(language))


def crossed_questions(language: str) -> tuple[Question, ...]:
    """All of them together."""
    return tuple(one for some in crossed_relations(language).values() for one in some)


def _by_relation(gold: Sequence[Analogy]) -> dict[str, tuple[Question, ...]]:
    found: dict[str, list[Question]] = {}
    for one in gold:
        found.setdefault(one.relation, []).append((one.a, one.b, one.c, one.d))
    return {name: tuple(questions) for name, questions in found.items()}


def gold_pairs(language: str, relation: str) -> list[list[str]]:
    """The different pairs of a relation, such as a country and its capital."""
    asked = gold_relations(language)[relation]
    pairs = [pair for a, b, c, d in asked for pair in ((a, b), (c, d))]
    return [list(pair) for pair in dict.fromkeys(pairs)]
