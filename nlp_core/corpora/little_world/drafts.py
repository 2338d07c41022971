"""A story being written: who plays which role, what each slot says, where each was mentioned."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from nlp_core.corpora.little_world.lexicon import Noun, Spot, Units, nouns, spots, unit
from nlp_core.corpora.little_world.patterns import join
from nlp_core.corpora.little_world.units import OMITTED, Place, Referent, Sentence, Story

CASES = {
    "he": {"he": "he", "she": "she", "it": "it"},
    "him": {"he": "him", "she": "her", "it": "it"},
    "his": {"he": "his", "she": "her", "it": "its"},
}
NOBODY = unit("", OMITTED, "omitted", False)
Cast = Mapping[str, Noun | Spot]


def options(tags: str, chosen: Cast) -> list[Noun | Spot]:
    """Who or what may play a role beside those chosen; "same:" wants the first one's pronoun."""
    kind, _, rest = tags.rpartition(":")
    if kind == "spot":
        return [spot for spot in spots().values() if rest in spot.tags]
    wanted = set(rest.split())
    found = [n for n in nouns().values() if n.tags & wanted and n not in chosen.values()]
    first = next((n for n in chosen.values() if isinstance(n, Noun)), None)
    alike = kind == "same" and first
    return [noun for noun in found if not alike or noun.pronoun == alike.pronoun]


def cast(roles: Mapping[str, str], rng: random.Random) -> dict[str, Noun | Spot]:
    """A different noun or place for each role."""
    chosen: dict[str, Noun | Spot] = {}
    for role, tags in roles.items():
        chosen[role] = rng.choice(options(tags, chosen))
    return chosen


def english_of(word: Noun | Spot, form: str) -> Units:
    """A role in English: with its article, after its preposition, or as a pronoun."""
    if isinstance(word, Spot):
        return word.en if form == "to" else (word.preposition, *word.en)
    if form in CASES:
        return (unit(CASES[form][word.pronoun], word.pronoun, "pronoun"),)
    if word.en.kind == "name" or "mass" in word.tags:
        return (word.en,)
    if form == "a":
        article = "an" if word.name[0] in "aeiou" else "a"
        return unit(article, "a", "determiner"), word.en
    return unit("the", "the", "determiner"), word.en


def slots_of(chosen: Cast, language: str) -> dict[str, Units]:
    """What each slot of a pattern says for this cast."""
    found: dict[str, Units] = {}
    for role, word in chosen.items():
        if language == "ko":
            found[role] = (word.ko,)
            found[f"{role}:0"] = (NOBODY,)
            continue
        for form in ("", "a", "to", *CASES):
            if isinstance(word, Noun) or form in ("", "to"):
                found[f"{role}:{form}" if form else role] = english_of(word, form)
    return found


@dataclass
class Draft:
    """A story being written: its sentences and where each role was mentioned."""

    chosen: Cast
    language: str
    sentences: list[Sentence]
    mentions: list[tuple[Place, str]]
    referents: list[Referent]

    def say(self, pattern: str, slots: Mapping[str, Units], meant: str = "") -> None:
        """Add a sentence; ``meant`` is the role that the slot ``?`` stands for."""
        number = len(self.sentences)
        units = join(pattern, slots, self.language)
        for index, (u, slot) in enumerate(units):
            role = meant if slot == "?" else slot.partition(":")[0]
            if role not in self.chosen or isinstance(self.chosen[role], Spot):
                continue
            place = Place(number, index)
            if u.kind in ("pronoun", "omitted"):
                self.referents.append(Referent(place, *self._candidates(role, u.kind)))
            elif u.kind in ("noun", "name"):
                self.mentions.append((place, role))
        self.sentences.append(Sentence(tuple([u for u, _ in units])))

    def _candidates(self, role: str, kind: str) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """Earlier mentions of the role, and of the roles that the same pronoun could mean."""
        meant = self.chosen[role]
        assert isinstance(meant, Noun)
        fits = {
            name
            for name, word in self.chosen.items()
            if isinstance(word, Noun) and (kind == "omitted" or word.pronoun == meant.pronoun)
        }
        to = tuple(place for place, name in self.mentions if name == role)
        return to, tuple(place for place, name in self.mentions if name != role and name in fits)

    def story(self) -> Story:
        """The finished story."""
        return Story(tuple(self.sentences), tuple(self.referents))
