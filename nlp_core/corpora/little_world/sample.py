"""Sensible meanings at random: a farmer feeds a cow, and nobody eats a hat.

What fits what is said by tags in the data files; this module only draws from what fits.
"""

import random
from collections.abc import Iterable, Sequence
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
from nlp_core.corpora.little_world.meaning import TAGS, Clause, Meaning, Phrase

T = TypeVar("T")
LIVING = frozenset({"human", "name", "animal"})
WHO = ("human", "name")


class Sampler:
    """Draws meanings with ``clauses`` clauses from a lexicon, seeded.

    What fits a verb or adjective is looked up once, when the sampler is made; a draw then is a
    handful of list picks.
    """

    def __init__(self, seed: int, *, core: bool) -> None:
        self.random = random.Random(seed)
        self.core = core
        self.nouns = [n for n in nouns().values() if not core or "core" in n.tags]
        self.spots = [s for s in spots().values() if not core or "core" in s.tags]
        closed = load("closed")
        self.weather = closed["weather"]
        self.numbers = [int(n) for n in closed["numbers"]]
        self.grounds = list(closed["grounds"])
        self.past_times = ["yesterday", "morning", "night"]
        self.present_times = ["daily", "morning", "night"]
        self.tag = 0
        self.verbs = verbs()
        self.adjectives = adjectives()
        self._index()

    def _index(self) -> None:
        self.who = {v.name: self.tagged(v.who) for v in self.verbs.values()}
        self.what = {v.name: self.tagged(v.what) for v in self.verbs.values()}
        self.where = {v.name: self.placed(v.where) for v in self.verbs.values()}
        self.tools = {v.name: self._tools(v) for v in self.verbs.values()}
        self.before = {
            n.name: [a for a in self.adjectives.values() if n.tags.intersection(a.of)]
            for n in self.nouns
        }
        self.does = {
            n.name: [v for v in self.verbs.values() if n in self.who[v.name]] for n in self.nouns
        }
        self.feels = {
            n.name: [a for a in self.adjectives.values() if n.tags.intersection(a.be)]
            for n in self.nouns
        }
        self.fitting = {
            verb: [a for a in self.adjectives.values() if verb in a.causes] for verb in self.verbs
        }
        self.hindering = {
            verb: [a for a in self.adjectives.values() if verb in a.prevents] for verb in self.verbs
        }
        self.comparing = [(a, tag) for a in self.adjectives.values() for tag in a.than]
        self.by_tag = {tag: self.tagged([tag]) for n in self.nouns for tag in n.tags}
        self.people = self.tagged(WHO)
        self.receivers = self.tagged(["to"])
        self.verb_list = list(self.verbs.values())
        self.goals = [s for s in self.spots if s.name not in ("home", "river", "sea", "room")]

    def tagged(self, tags: Iterable[str]) -> list[Noun]:
        """The nouns that bear one of the tags."""
        wanted = frozenset(tags)
        return [n for n in self.nouns if n.tags & wanted]

    def placed(self, tags: Iterable[str]) -> list[Spot]:
        """The places that bear one of the tags."""
        wanted = frozenset(tags)
        return [s for s in self.spots if s.tags & wanted]

    def _tools(self, verb: Verb) -> list[Noun]:
        return [n for n in self.tagged(["tool"]) if verb.tool and verb.tool in n.tags]

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self.random.random() * len(options))]

    def chance(self, share: float) -> bool:
        """True in that share of draws."""
        return self.random.random() < share

    def new_tag(self) -> int:
        """Base tag of a new phrase or clause."""
        self.tag += TAGS
        return self.tag

    def phrase(
        self, noun: Noun, det: str = "the", *, many: float = 0.0, adjective: float = 0.15
    ) -> Phrase:
        """A phrase around a noun, perhaps plural, perhaps with an adjective."""
        phrase = Phrase(noun, self.new_tag(), 1, det)
        if noun.en.kind == "name":
            return phrase
        if noun.plural and noun.tags & LIVING and det == "the" and self.chance(many):
            phrase.count = 0
        if self.before[noun.name] and self.chance(adjective):
            phrase.adjective = self.pick(self.before[noun.name])
        return phrase

    def object(self, verb: Verb, subject: Noun | None) -> Phrase | None:
        """What the verb is done to, with the article or number it takes."""
        options = self.what[verb.name]
        if not options:
            return None
        noun = self.pick(options)
        while noun is subject:
            noun = self.pick(options)
        if noun.en.kind == "name":
            return self.phrase(noun)
        if "count" in noun.tags and verb.det == "a" and self.chance(0.5):
            return Phrase(noun, self.new_tag(), self.pick(self.numbers), verb.det)
        if verb.det == "plural" and noun.plural:
            return Phrase(noun, self.new_tag(), 0, "plural")
        if "mass" in noun.tags:
            return Phrase(noun, self.new_tag(), 1, "")
        return self.phrase(noun, verb.det, many=0.2)

    def action(
        self, subject: Phrase | None, verb: Verb, *, past: bool, full: bool = True
    ) -> Clause:
        """A clause of that verb; ``full`` allows tools, vehicles and places."""
        clause = Clause(self.new_tag(), subject, past, verb)
        clause.object = self.object(verb, subject.noun if subject else None)
        if "gift" in verb.flags:
            receiver = self.pick(self.receivers)
            while subject and receiver is subject.noun:
                receiver = self.pick(self.receivers)
            clause.receiver = self.phrase(receiver, many=0.2)
        if "goal" in verb.flags:
            clause.goal = self.pick(self.goals)
            if "city" in clause.goal.tags and self.chance(0.6):
                clause.vehicle = Phrase(self.pick(self.by_tag["vehicle"]), self.new_tag())
        elif "rest" in verb.flags or (full and self.where[verb.name] and self.chance(0.4)):
            clause.place = self.pick(self.where[verb.name])
        elif full and self.tools[verb.name] and self.chance(0.4):
            clause.tool = Phrase(self.pick(self.tools[verb.name]), self.new_tag(), 1, "a")
        return clause

    def tense(self, verb: Verb, subject: Phrase | None) -> bool:
        """Past or not; read and cut show their tense only in the third person."""
        if verb.base is verb.past and subject and subject.count != 1:
            return True
        return self.chance(0.5)

    def doing(self, subject: Phrase, *, full: bool = True, relative: bool = False) -> Clause:
        """Something the subject does or did, or could not."""
        verb = self.pick(self.does[subject.noun.name])
        while relative and "gift" in verb.flags:
            verb = self.pick(self.does[subject.noun.name])
        past = self.tense(verb, subject)
        if relative and "state" in verb.flags:
            past = False
        clause = self.action(subject, verb, past=past, full=full)
        if not relative and self.chance(0.2):
            clause.polarity = "cannot" if self.chance(0.4) and "state" not in verb.flags else "not"
        return clause

    def being(self, subject: Phrase) -> Clause:
        """How the subject is, or was."""
        clause = Clause(self.new_tag(), subject, self.chance(0.5))
        clause.adjective = self.pick(self.feels[subject.noun.name])
        if self.chance(0.2):
            clause.polarity = "not"
        return clause

    def comparing_clause(self) -> Clause:
        """One thing is more so than another of its kind."""
        adjective, tag = self.pick(self.comparing)
        options = self.by_tag.get(tag, [])
        while len(options) < 2 or adjective.more is None:
            adjective, tag = self.pick(self.comparing)
            options = self.by_tag.get(tag, [])
        first, second = self.random.sample(options, 2)
        clause = Clause(self.new_tag(), self.phrase(first), self.chance(0.3))
        clause.adjective, clause.than = adjective, self.phrase(second)
        return clause

    def locating(self) -> Clause:
        """Something is on, in or under something."""
        relation = self.pick(self.grounds)
        thing = self.pick(self.by_tag["pet" if relation == "under" else "handy"])
        ground = self.pick(self.by_tag["container" if relation == "in" else "furniture"])
        clause = Clause(self.new_tag(), self.phrase(thing), self.chance(0.5))
        clause.relation, clause.ground = relation, self.phrase(ground)
        return clause

    def subject(self, noun: Noun | None = None, *, many: float = 0.2) -> Phrase:
        """Somebody who does something."""
        return self.phrase(noun or self.pick(self.people), many=many)

    def clause(self) -> Clause:
        """Any simple clause."""
        draw = self.random.random()
        if draw < 0.10:
            return self.comparing_clause()
        if draw < 0.17:
            return self.locating()
        if draw < 0.26:
            return self.being(self.subject(self.pick(self.people + self.by_tag["animal"])))
        if draw < 0.42:
            return self.doing(self.subject(self.pick(self.by_tag["animal"])))
        return self.doing(self.subject())

    def relate(self, clause: Clause) -> bool:
        """Give the subject, else the object, a relative clause; False where neither can bear one."""
        for phrase in (clause.subject, clause.object):
            if phrase and phrase.det == "the" and phrase.noun.tags & LIVING:
                if phrase.noun.en.kind == "name" or phrase.relative:
                    continue
                relative = self.doing(phrase, full=False, relative=True)
                relative.subject = None
                phrase.relative, phrase.adjective = relative, None
                return True
        return False

    def timed(self, clause: Clause) -> Clause:
        """Perhaps with a time that fits its tense."""
        stative = clause.verb is None or "state" in clause.verb.flags
        if not stative and self.chance(0.35):
            clause.time = self.pick(self.past_times if clause.past else self.present_times)
        return clause

    def joined(self) -> Meaning:
        """Two clauses: and, because of another, because of the subject's own state, so."""
        draw = self.random.random()
        if draw < 0.3:
            first, second = self.doing(self.subject()), self.doing(self.subject())
            while second.subject.noun is first.subject.noun:  # type: ignore[union-attr]
                second = self.doing(self.subject())
            return Meaning(first, "and", second, tag=self.new_tag())
        if draw < 0.5:
            return self.weathered()
        if draw < 0.6:
            return self.fitting_in()
        return self.reasoned(own=draw < 0.85)

    def weathered(self) -> Meaning:
        """The weather and what it leads to or keeps from."""
        name = self.pick(list(self.weather))
        causing = self.chance(0.6)
        verb = self.verbs[self.pick(self.weather[name]["causes" if causing else "prevents"])]
        subject = self.subject(self.pick(self.who[verb.name]))
        clause = self.action(subject, verb, past=self.tense(verb, subject))
        clause.polarity = "" if causing else ("not" if self.chance(0.5) else "cannot")
        return Meaning(clause, "so", weather=name, tag=self.new_tag())

    def fitting_in(self) -> Meaning:
        """The cup does not fit in the bag because it is too big."""
        things = self.by_tag["thing"]
        thing, container = self.pick(things), self.pick(self.by_tag["container"])
        while thing is container:
            thing = self.pick(things)
        past = self.chance(0.5)
        main = Clause(self.new_tag(), self.phrase(thing, adjective=0.0), past, self.verbs["fit"])
        main.polarity, main.ground = "not", self.phrase(container)
        second = Clause(self.new_tag(), None, past, adjective=self.adjectives["big"])
        return Meaning(main, "too", second, tag=self.new_tag())

    def reasoned(self, *, own: bool) -> Meaning:
        """What somebody does, or cannot do, because of a state of their own or of another."""
        causing = self.chance(0.6)
        table = self.fitting if causing else self.hindering
        verb = self.pick([v for v in self.verb_list if table[v.name]])
        adjective = self.pick(table[verb.name])
        fits = [n for n in self.who[verb.name] if adjective in self.feels[n.name]]
        subject = self.subject(self.pick(fits))
        main = self.action(subject, verb, past=self.tense(verb, subject))
        main.polarity = "" if causing else ("not" if self.chance(0.5) else "cannot")
        second = Clause(self.new_tag(), None, main.past, adjective=adjective)
        if own:
            return Meaning(main, "own", second, tag=self.new_tag())
        other = self.subject()
        while other.noun is subject.noun:
            other = self.subject()
        second.subject = other
        second.adjective = self.pick(self.feels[other.noun.name])
        main.polarity = ""
        return Meaning(main, "because", second, tag=self.new_tag())

    def asked(self) -> Meaning:
        """Who did it?"""
        verb = self.pick(self.verb_list)
        while "human" not in verb.who:
            verb = self.pick(self.verb_list)
        return Meaning(self.action(None, verb, past=self.tense(verb, None)), "ask")

    def meaning(self, clauses: int) -> Meaning:
        """A sentence of exactly that many clauses, 1 to 4."""
        self.tag = 0
        while True:
            meaning = self._try(clauses)
            if meaning:
                return meaning

    def _try(self, clauses: int) -> Meaning | None:
        if clauses == 1:
            if self.chance(0.1):
                return self.asked()
            return Meaning(self.timed(self.clause()))
        joined = clauses > 2 or self.chance(0.6)
        meaning = self.joined() if joined else Meaning(self.clause())
        missing = clauses - (2 if joined else 1)
        for clause in (meaning.main, meaning.second):
            if missing and clause and self.relate(clause):
                missing -= 1
        return None if missing else meaning
