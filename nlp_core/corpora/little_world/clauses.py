"""Sensible clauses at random: a cat chases a mouse, and nobody eats a hat."""

from nlp_core.corpora.little_world.choice import Choice
from nlp_core.corpora.little_world.lexicon import Adjective, Noun, Verb
from nlp_core.corpora.little_world.meaning import MANY, TAGS, Clause, Phrase

PAST_TIMES = ("yesterday", "morning", "night")
PRESENT_TIMES = ("morning", "night", "daily")
ASPECTS = ("progressive", "future", "want")


class Clauses:
    """Draws clauses from a choice of words; every phrase and clause gets a tag of its own."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.tag = 0
        self.counted = {verb.name: self._share_counted(verb) for verb in choice.verbs.values()}

    def _share_counted(self, verb: Verb) -> float:
        """How often a verb's object comes with a number."""
        if "counted" in verb.flags:
            return 0.0 if self.choice.core else 0.2
        return 0.4 if verb.det == "a" and "single" not in verb.flags else 0.0

    def new_tag(self) -> int:
        """The first of the next phrase's or clause's tags."""
        self.tag += TAGS
        return self.tag

    def phrase(
        self, noun: Noun, det: str = "the", *, many: float = 0.0, plain: bool = False
    ) -> Phrase:
        """A phrase around a noun, perhaps plural, perhaps (unless ``plain``) with an adjective."""
        phrase = Phrase(noun, self.new_tag(), 1, det)
        if noun.en.kind == "name":
            return phrase
        choice = self.choice
        if many and noun.plural and "sole" not in noun.tags and choice.chance(many):
            phrase.count = MANY
        if not plain and choice.before[noun.name] and choice.chance(0.2):
            phrase.adjective = choice.pick(choice.before[noun.name])
        return phrase

    def subject(
        self, noun: Noun | None = None, *, single: bool = False, plain: bool = False
    ) -> Phrase:
        """Somebody who does something; seldom a number of them."""
        choice = self.choice
        noun = noun or choice.pick(choice.people)
        if single:
            return self.phrase(noun, plain=plain)
        if noun.counter and not choice.core and choice.chance(0.06):
            return Phrase(noun, self.new_tag(), choice.pick(choice.numbers))
        return self.phrase(noun, many=0.2, plain=plain)

    def object(self, verb: Verb, subject: Noun | None) -> Phrase | None:
        """What the verb is done to, with the article or the number it takes."""
        choice = self.choice
        if not choice.what[verb.name]:
            return None
        noun = choice.other(choice.what[verb.name], subject)
        if verb.det == "plural" and noun.plural:
            return Phrase(noun, self.new_tag(), MANY, "plural")
        if noun.counter and choice.chance(self.counted[verb.name]):
            return Phrase(noun, self.new_tag(), choice.pick(choice.numbers), verb.det)
        if "mass" in noun.tags and verb.det != "the":
            return Phrase(noun, self.new_tag(), 1, "")
        living = noun.pronoun != "it" or "animal" in noun.tags
        return self.phrase(noun, verb.det, many=0.2 if living and verb.det == "the" else 0.0)

    def past(self, verb: Verb, subject: Phrase | None) -> bool:
        """The tense; read and cut show theirs only with one subject."""
        ambiguous = verb.base is verb.past and subject is not None and subject.count != 1
        return ambiguous or "past" in verb.flags or self.choice.chance(0.5)

    def action(
        self, subject: Phrase | None, verb: Verb, *, past: bool, full: bool = True
    ) -> Clause:
        """A clause of that verb; ``full`` allows tools and places."""
        choice = self.choice
        clause = Clause(self.new_tag(), subject, past, verb)
        who = subject.noun if subject else None
        clause.object = self.object(verb, who)
        if "gift" in verb.flags:
            clause.receiver = self.phrase(choice.other(choice.receivers, who), many=0.2)
        if "goal" in verb.flags:
            clause.goal = choice.pick(choice.goals)
            if "city" in clause.goal.tags and choice.chance(0.6):
                clause.vehicle = Phrase(choice.pick(choice.by_tag["vehicle"]), self.new_tag())
        elif "rest" in verb.flags or (full and choice.where[verb.name] and choice.chance(0.35)):
            clause.place = choice.pick(choice.where[verb.name])
        elif full and choice.tools[verb.name] and choice.chance(0.4):
            clause.tool = Phrase(choice.pick(choice.tools[verb.name]), self.new_tag(), 1, "a")
        return clause

    def fitting_subject(
        self, verb: Verb, noun: Noun | None = None, *, plain: bool = False
    ) -> Phrase:
        """A subject that can do it, one alone where the verb wants that."""
        noun = noun or self.choice.pick(self.choice.who[verb.name])
        return self.subject(noun, single="single" in verb.flags, plain=plain)

    def doing(self, noun: Noun, *, negative: float = 0.2) -> Clause:
        """Something that somebody does, did or could not do."""
        choice = self.choice
        verb = choice.pick(choice.does[noun.name])
        subject = self.fitting_subject(verb, noun)
        clause = self.action(subject, verb, past=self.past(verb, subject))
        if choice.chance(negative):
            can = not verb.flags & {"state", "willing"}
            self.negate(clause, "cannot" if can and choice.chance(0.4) else "not")
        return clause

    def negate(self, clause: Clause, polarity: str) -> None:
        """Say that it is not so, and then of one thing, not of three."""
        clause.polarity = polarity
        if polarity and clause.object and clause.object.count > 1:
            clause.object.count = 1

    def being(self, noun: Noun) -> Clause:
        """How somebody is, or was, or is not."""
        choice = self.choice
        clause = Clause(self.new_tag(), self.subject(noun, plain=True), choice.chance(0.5))
        clause.adjective = choice.pick(choice.feels[noun.name])
        if choice.chance(0.2):
            clause.polarity = "not"
        return clause

    def comparing(self) -> Clause:
        """One is more so than another; things by their true order, people by chance."""
        choice = self.choice
        adjective: Adjective
        if choice.chance(0.6):
            adjective, ordered = choice.pick(choice.orders)
            low, high = sorted(choice.random.sample(range(len(ordered)), 2))
            more, less = ordered[high], ordered[low]
        else:
            adjective, alike = choice.pick(choice.graded)
            more, less = choice.random.sample(alike, 2)
        clause = Clause(self.new_tag(), self.phrase(more, plain=True), choice.chance(0.3))
        clause.adjective, clause.than = adjective, self.phrase(less, plain=True)
        return clause

    def locating(self) -> Clause:
        """Something is on, in or under something."""
        choice = self.choice
        relation = choice.pick(choice.grounds)
        noun = choice.pick(choice.by_tag["pet" if relation == "under" else "handy"])
        ground = choice.pick(choice.by_tag["container" if relation == "in" else "furniture"])
        clause = Clause(self.new_tag(), self.phrase(noun), choice.chance(0.5))
        clause.relation, clause.ground = relation, self.phrase(ground)
        return clause

    def simple(self) -> Clause:
        """Any clause of its own."""
        choice = self.choice
        draw = choice.random.random()
        if draw < 0.08:
            return self.comparing()
        if draw < 0.15:
            return self.locating()
        if draw < 0.25:
            return self.being(choice.pick(choice.people + choice.by_tag["animal"]))
        noun = choice.pick(choice.by_tag["animal"] if draw < 0.4 else choice.people)
        clause = self.doing(noun)
        self.set_in_time(clause)
        return clause

    def set_in_time(self, clause: Clause) -> None:
        """Perhaps a time that fits the tense, or (full lexicon) another aspect."""
        choice, verb = self.choice, clause.verb
        if not verb or "state" in verb.flags:
            return
        if choice.chance(0.3):
            times = (
                PAST_TIMES
                if clause.past
                else PRESENT_TIMES[: 2 if choice.core or clause.polarity else 3]
            )
            clause.time = choice.pick(times)
        elif not choice.core and not clause.polarity and choice.chance(0.25):
            clause.aspect = choice.pick(ASPECTS)
            clause.past = clause.past and clause.aspect != "future"

    def relate(self, clause: Clause) -> bool:
        """Give the subject, else the object, a relative clause; False where neither bears one."""
        choice = self.choice
        for phrase in (clause.subject, clause.object):
            if phrase is None or phrase.det != "the" or phrase.count > 1 or phrase.relative:
                continue
            if phrase.noun.en.kind == "name" or not choice.does[phrase.noun.name]:
                continue
            verb = choice.pick(choice.does[phrase.noun.name])
            if verb is clause.verb or ("single" in verb.flags and phrase.count != 1):
                return False
            past = "habit" not in verb.flags
            relative = self.action(Phrase(phrase.noun, 0), verb, past=past, full=choice.chance(0.3))
            relative.subject = None
            phrase.relative, phrase.adjective = relative, None
            return True
        return False
