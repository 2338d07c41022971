"""Stories in which the same characters recur, with what every pronoun stands for.

Two kinds: twists, where one later word settles who "it" is (after Winograd 1972 and Levesque et al.
2012), and tales, a few sentences with pronouns or, in Korean, subjects left out.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlp_core.corpora.little_world.glossary import head
from nlp_core.corpora.little_world.lexicon import Noun, Spot, Units, load, nouns, spots, unit
from nlp_core.corpora.little_world.patterns import join
from nlp_core.corpora.little_world.units import OMITTED, Place, Referent, Sentence, Story

SHARE_OF_TWISTS = 0.5
CASES = {
    "he": {"he": "he", "she": "she", "it": "it"},
    "him": {"he": "him", "she": "her", "it": "it"},
    "his": {"he": "his", "she": "her", "it": "its"},
}
NOBODY = unit("", OMITTED, "omitted", False)
Cast = Mapping[str, Noun | Spot]


def _all(tags: str) -> list[Noun]:
    wanted = set(tags.split())
    return [noun for noun in nouns().values() if noun.tags & wanted]


def cast(roles: Mapping[str, str], rng: random.Random) -> dict[str, Noun | Spot]:
    """A different noun or place for each role; "same:" wants the first role's pronoun."""
    chosen: dict[str, Noun | Spot] = {}
    first: Noun | None = None
    for role, tags in roles.items():
        kind, _, rest = tags.rpartition(":")
        if kind == "spot":
            chosen[role] = rng.choice([spot for spot in spots().values() if rest in spot.tags])
            continue
        options = [noun for noun in _all(rest) if noun not in chosen.values()]
        if kind == "same" and first:
            options = [noun for noun in options if noun.pronoun == first.pronoun]
        noun = rng.choice(options)
        chosen[role] = noun
        first = first or noun
    return chosen


def _english(word: Noun | Spot, form: str) -> Units:
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
                found[f"{role}:{form}" if form else role] = _english(word, form)
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


def _twist(
    draft: Draft, twist: Mapping[str, Any], slots: dict[str, Units], rng: random.Random
) -> None:
    meant, english, korean = rng.choice(twist["ends"])
    word = draft.chosen[meant]
    assert isinstance(word, Noun)
    if draft.language == "en":
        slots["?"] = _english(word, "he")
        slots["end"] = tuple(head(word, "en") for word in english.split())
        draft.say(twist["en"], slots, meant)
        return
    slots["?"] = (NOBODY,)
    slots["end"] = tuple(u for u, _ in join(korean, {}, "ko"))
    for pattern in twist["ko"]:
        draft.say(pattern, slots, meant)


def stories(language: str, count: int, *, seed: int) -> list[Story]:
    """``count`` stories in "en" or "ko"; the same arguments give the same stories.

    Raises ValueError for another language.
    """
    if language not in ("en", "ko"):
        raise ValueError(f"language is 'en' or 'ko', not {language!r}")
    rng = random.Random(seed)
    twists, tales = load("twists")["twists"], load("tales")["tales"]
    found = []
    for _ in range(count):
        twisted = rng.random() < SHARE_OF_TWISTS
        plan = rng.choice(twists if twisted else tales)
        draft = Draft(cast(plan["roles"], rng), language, [], [], [])
        slots = slots_of(draft.chosen, language)
        if twisted:
            _twist(draft, plan, slots, rng)
        else:
            for step in plan["steps"]:
                draft.say(rng.choice(step)[language == "ko"], slots)
        found.append(draft.story())
    return found
