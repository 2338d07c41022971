"""What fits what: the lexicon indexed once, so that a random sensible choice is a list pick."""

import random
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cache
from typing import TypeVar

from nlp_core.corpora.little_world.lexicon import (
    Adjective,
    Noun,
    Spot,
    Verb,
    adjectives,
    load,
    nouns,
    spots,
    verbs,
)

T = TypeVar("T")
Reason = tuple[list[Noun], "Verb | Adjective", list[Noun], Verb, str]


class Choice:
    """The core or the full lexicon with a generator that picks from it; see ``seeded``."""

    def __init__(self, *, core: bool) -> None:
        self.random = random.Random()
        self.core = core
        self.nouns = [n for n in nouns().values() if not core or "core" in n.tags]
        self.spots = [s for s in spots().values() if not core or "core" in s.tags]
        self.verbs = {k: v for k, v in verbs().items() if not core or "core" in v.flags}
        self.adjectives = {k: a for k, a in adjectives().items() if not core or a.core}
        closed = load("closed")
        self.numbers = [int(number) for number in closed["numbers"]][: 3 if core else None]
        self.grounds = list(closed["grounds"])
        self.by_tag = {tag: self.tagged([tag]) for noun in self.nouns for tag in noun.tags}
        self.people = self.tagged(["human", "name"])
        self.receivers = self.tagged(["to"])
        self.goals = [s for s in self.spots if "stay" not in s.tags]
        self._index_verbs()
        self._index_adjectives()
        self._index_reasons(closed["weather"])

    def _index_verbs(self) -> None:
        every = self.verbs.values()
        self.who = {v.name: self.tagged(v.who) for v in every}
        self.what = {v.name: self.tagged(v.what) for v in every}
        self.where = {v.name: self.placed(v.where) for v in every}
        self.tools = {v.name: self.tagged([v.tool]) for v in every}
        self.does = {n.name: [v for v in every if n in self.who[v.name]] for n in self.nouns}
        self.askable = [v for v in every if "human" in v.who]
        self.shared = [v for v in every if len(self.who[v.name]) > 1]

    def _index_adjectives(self) -> None:
        every = self.adjectives.values()
        self.before = {n.name: [a for a in every if n.tags.intersection(a.of)] for n in self.nouns}
        self.feels = {n.name: [a for a in every if n.tags.intersection(a.be)] for n in self.nouns}
        self.causes = {name: [a for a in every if name in a.causes] for name in self.verbs}
        self.prevents = {name: [a for a in every if name in a.prevents] for name in self.verbs}
        self.caused = [self.verbs[name] for name, found in self.causes.items() if found]
        self.prevented = [self.verbs[name] for name, found in self.prevents.items() if found]
        known = {n.name: n for n in self.nouns}
        self.orders = [
            (a, [known[name] for name in a.order if name in known])
            for a in every
            if a.more and sum(name in known for name in a.order) > 1
        ]
        self.graded = [
            (a, found)
            for a in every
            if a.more
            for t in a.than
            if len(found := self.tagged([t])) > 1
        ]

    def _index_reasons(self, weather: dict[str, dict[str, list[str]]]) -> None:
        self.weather = [
            (name, self.verbs[verb], role == "causes")
            for name, row in weather.items()
            for role in ("causes", "prevents")
            for verb in row[role]
            if verb in self.verbs
        ]
        words: dict[str, Verb | Adjective] = {**self.verbs, **self.adjectives}
        self.reasons: list[Reason] = [
            (self.tagged(whose.split()), words[state], actors, self.verbs[verb], polarity)
            for whose, state, who, verb, polarity in load("reasons")["rows"]
            if state in words and verb in self.verbs and (actors := self.tagged(who.split()))
        ]

    @staticmethod
    def seeded(seed: int, *, core: bool) -> "Choice":
        """A choice with a generator of its own; what fits what is indexed once for all."""
        found = copy(_indexed(core))
        found.random = random.Random(seed)
        return found

    def tagged(self, tags: Iterable[str]) -> list[Noun]:
        """The nouns that bear one of the tags."""
        wanted = frozenset(tags)
        return [noun for noun in self.nouns if noun.tags & wanted]

    def placed(self, tags: Iterable[str]) -> list[Spot]:
        """The places that bear one of the tags."""
        wanted = frozenset(tags)
        return [spot for spot in self.spots if spot.tags & wanted]

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self.random.random() * len(options))]

    def other(self, options: Sequence[T], taken: T | None) -> T:
        """One of the options that is not ``taken``."""
        option = self.pick(options)
        while option is taken:
            option = self.pick(options)
        return option

    def chance(self, share: float) -> bool:
        """True in that share of draws."""
        return self.random.random() < share


@cache
def _indexed(core: bool) -> Choice:
    return Choice(core=core)
