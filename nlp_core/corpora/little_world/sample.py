"""Sensible meanings at random: clauses alone, asked, and joined by and, but, because, so."""

from nlp_core.corpora.little_world.choice import Choice
from nlp_core.corpora.little_world.clauses import Clauses
from nlp_core.corpora.little_world.lexicon import Verb
from nlp_core.corpora.little_world.meaning import Clause, Meaning, Phrase

JOINS = ("and", "but", "then", "so", "too", "own", "because")
SHARES = (0.22, 0.08, 0.12, 0.18, 0.06, 0.2, 0.14)


class Sampler:
    """Draws meanings of one to four clauses, seeded."""

    def __init__(self, seed: int, *, core: bool) -> None:
        self.choice = Choice.seeded(seed, core=core)
        self.clauses = Clauses(self.choice)
        self.joins = {
            "and": self.contrasted,
            "but": self.opposed,
            "then": self.followed,
            "so": self.weathered,
            "too": self.exceeding,
            "own": self.moved,
            "because": self.reasoned,
        }

    def meaning(self, clauses: int) -> Meaning:
        """A sentence of exactly that many clauses, 1 to 4."""
        while True:
            self.clauses.tag = 0
            meaning = self._try(clauses)
            if meaning:
                return meaning

    def _try(self, clauses: int) -> Meaning | None:
        choice = self.choice
        if clauses == 1:
            return self.asked() if choice.chance(0.1) else Meaning(self.clauses.simple())
        if clauses == 2 and choice.chance(0.35):
            meaning = Meaning(self.clauses.doing(choice.pick(choice.people)))
            return meaning if self.clauses.relate(meaning.main) else None
        (join,) = choice.random.choices(JOINS, SHARES)
        meaning = self.joins[join]()
        missing = clauses - 2
        for clause in (meaning.main, meaning.second):
            if missing and clause and self.clauses.relate(clause):
                missing -= 1
        return None if missing else meaning

    def asked(self) -> Meaning:
        """Who did it?"""
        verb = self.choice.pick(self.choice.askable)
        return Meaning(self.clauses.action(None, verb, past=self.clauses.past(verb, None)), "ask")

    def _acted(self, verb: Verb, polarity: str, subject: Phrase) -> Clause:
        clause = self.clauses.action(subject, verb, past=self.clauses.past(verb, subject))
        self.clauses.negate(clause, polarity)
        return clause

    def _joined(self, join: str, main: Clause, second: Clause | None, weather: str = "") -> Meaning:
        return Meaning(main, join, second, weather, self.clauses.new_tag())

    def _two(self, verb: Verb, past: bool) -> tuple[Clause, Clause]:
        """Two different subjects doing the same with different objects or places."""
        choice, clauses = self.choice, self.clauses
        first = choice.pick(choice.who[verb.name])
        second = choice.other(choice.who[verb.name], first)
        both = [clauses.fitting_subject(verb, noun) for noun in (first, second)]
        past = past or any(
            clauses.past(verb, p) for p in both if p.count != 1 and verb.base is verb.past
        )
        one, two = (clauses.action(subject, verb, past=past) for subject in both)
        if one.object and two.object and one.object.noun is two.object.noun:
            return self._two(choice.pick(choice.shared), past)
        return one, two

    def contrasted(self) -> Meaning:
        """One does this, and another does that."""
        choice = self.choice
        if choice.chance(0.5):
            verb = choice.pick(choice.shared)
            main, second = self._two(verb, self.clauses.past(verb, None))
            if not main.object and main.place is second.place and main.goal is second.goal:
                return self.contrasted()
        else:
            first = choice.pick(choice.people)
            main = self.clauses.doing(first)
            second = self.clauses.doing(choice.other(choice.people, first))
            main.past = second.past = main.past or second.past
        return self._joined("and", main, second)

    def opposed(self) -> Meaning:
        """One does it, but another does not."""
        verb = self.choice.pick(self.choice.shared)
        main, second = self._two(verb, self.clauses.past(verb, None))
        self.clauses.negate(second, "not")
        return self._joined("but", main, second)

    def followed(self) -> Meaning:
        """One deed and then another of the same subject."""
        choice = self.choice
        main = self.clauses.doing(choice.pick(choice.people), negative=0.0)
        subject = main.subject
        assert subject and main.verb
        if "state" in main.verb.flags:
            return self.followed()
        fits = [v for v in choice.does[subject.noun.name] if "state" not in v.flags]
        verb = choice.other(fits, main.verb)
        if "single" in verb.flags and subject.count != 1:
            return self.followed()
        main.past = main.past or self.clauses.past(verb, subject)
        second = self.clauses.action(Phrase(subject.noun, 0), verb, past=main.past)
        second.subject = None
        if main.object and second.object and main.object.noun is second.object.noun:
            return self.followed()
        return self._joined("then", main, second)

    def weathered(self) -> Meaning:
        """The weather and what it leads to or keeps from."""
        choice = self.choice
        name, verb, causing = choice.pick(choice.weather)
        polarity = "" if causing else ("not" if choice.chance(0.5) else "cannot")
        main = self._acted(verb, polarity, self.clauses.fitting_subject(verb))
        return self._joined("so", main, None, name)

    def exceeding(self) -> Meaning:
        """The cup does not fit in the bag because it is too big."""
        choice, clauses = self.choice, self.clauses
        container = choice.pick(choice.by_tag["container"])
        thing = choice.other(choice.by_tag["thing"], container)
        past = choice.chance(0.5)
        main = Clause(
            clauses.new_tag(), clauses.phrase(thing, plain=True), past, choice.verbs["fit"]
        )
        main.polarity, main.ground = "not", clauses.phrase(container)
        second = Clause(clauses.new_tag(), None, past, adjective=choice.adjectives["big"])
        return self._joined("too", main, second)

    def moved(self) -> Meaning:
        """What somebody does, or cannot do, because of a state of their own."""
        choice = self.choice
        causing = choice.chance(0.5)
        verb = choice.pick(choice.caused if causing else choice.prevented)
        adjective = choice.pick((choice.causes if causing else choice.prevents)[verb.name])
        fits = [n for n in choice.who[verb.name] if adjective in choice.feels[n.name]]
        subject = self.clauses.fitting_subject(verb, choice.pick(fits), plain=True)
        polarity = "" if causing else ("not" if choice.chance(0.5) else "cannot")
        main = self._acted(verb, polarity, subject)
        second = Clause(self.clauses.new_tag(), None, main.past, adjective=adjective)
        return self._joined("own", main, second)

    def reasoned(self) -> Meaning:
        """What somebody does, or cannot do, because of another's state or deed."""
        choice, clauses = self.choice, self.clauses
        whose, state, actors, verb, polarity = choice.pick(choice.reasons)
        other = clauses.subject(choice.pick(whose), plain=True, single=True)
        actor = choice.other(actors, other.noun)
        main = self._acted(verb, polarity, clauses.fitting_subject(verb, actor))
        second = Clause(clauses.new_tag(), other, main.past)
        if isinstance(state, Verb):
            second.verb = state
        else:
            second.adjective = state
        return self._joined("because", main, second)
