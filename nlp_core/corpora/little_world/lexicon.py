"""The lexicon: words with their Korean and English forms, read from the data files beside this.

Every form is stored, none is derived, except the particles, which follow the final consonant.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlp_core.corpora.little_world.particles import PARTICLES, particle
from nlp_core.corpora.little_world.units import Unit

DATA = Path(__file__).parent / "data"
PRESENT, PAST, NOT, ADNOMINAL, ADNOMINAL_PAST, ASK, AND, WHEN = range(8)  # stored Korean verb forms
SERIES = {"present": 0, "past": 1, "not": 2, "adnominal": 3, "because": 4, "ask": 5, "and": 6}

Units = tuple[Unit, ...]


@cache
def unit(text: str, lemma: str = "", kind: str = "word", space: bool = True) -> Unit:
    """The one shared unit with these fields."""
    return Unit(text, lemma or text, kind, space)


def ending(text: str) -> Unit:
    """A Korean ending, joined to the stem before it."""
    return unit(text, text, "ending", False)


def cut(form: str, lemma: str, kind: str) -> Units:
    """Units of a stored form such as ``마셨|다``: stem, then endings."""
    stem, *endings = form.split("|")
    return (unit(stem, lemma, kind), *(ending(text) for text in endings))


def load(name: str) -> dict[str, Any]:
    """A data file as a dictionary."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, eq=False)
class Noun:
    """A noun or name: English singular and plural, Korean with the particles that fit it."""

    name: str
    en: Unit
    plural: Unit | None
    ko: Unit
    pronoun: str
    tags: frozenset[str]
    counter: str
    particles: dict[str, Unit]
    article: str


@dataclass(frozen=True, eq=False)
class Spot:
    """A place: the preposition and the rest of its English phrase, its Korean noun."""

    name: str
    preposition: Unit
    en: Units
    ko: Unit
    to: Unit  # 로 or 으로
    tags: frozenset[str]


@dataclass(frozen=True, eq=False)
class Verb:
    """A verb with its stored forms and what fits it."""

    name: str
    base: Unit
    third: Unit
    past: Unit
    ing: Unit
    ko: tuple[Units, ...]
    who: tuple[str, ...]
    what: tuple[str, ...]
    where: tuple[str, ...]
    det: str
    tool: str
    flags: frozenset[str]


@dataclass(frozen=True, eq=False)
class Adjective:
    """An adjective with its stored forms and what it may be said of."""

    name: str
    en: Unit
    more: Unit | None
    ko: tuple[Units, ...]
    of: tuple[str, ...]
    be: tuple[str, ...]
    than: tuple[str, ...]
    causes: tuple[str, ...]
    prevents: tuple[str, ...]


def fitted(word: str) -> dict[str, Unit]:
    """The particles that follow a Korean word, by their form after a vowel."""
    return {name: unit(particle(name, word), name, "particle", False) for name in PARTICLES} | {
        name: unit(name, name, "particle", False)
        for name in ("에", "에서", "에게", "의", "도", "보다")
    }


def _noun(line: str, category: str, counter: str) -> Noun:
    en, plural, ko, pronoun, tags = (field.strip() for field in line.split(","))
    kind = "name" if category == "name" else "noun"
    return Noun(
        name=en,
        en=unit(en, en, kind),
        plural=None if plural == "-" else unit(plural, en, kind),
        ko=unit(ko, ko, kind),
        pronoun=pronoun,
        tags=frozenset([category, en, *tags.split()]) - {"-"},
        counter=counter,
        particles=fitted(ko),
        article="an" if en[0] in "aeiou" else "a",
    )


@cache
def nouns() -> dict[str, Noun]:
    """All nouns and names by their English singular (the first of two alike wins)."""
    found: dict[str, Noun] = {}
    for category, table in load("nouns").items():
        for line in table["words"]:
            noun = _noun(line, category, table["counter"])
            found.setdefault(noun.name, noun)
    return found


@cache
def spots() -> dict[str, Spot]:
    """All places by the words after their preposition."""
    found: dict[str, Spot] = {}
    for category, table in load("places").items():
        for line in table["words"]:
            phrase, ko, tags = (field.strip() for field in line.split(","))
            preposition, *words = phrase.split()
            found[words[-1]] = Spot(
                name=words[-1],
                preposition=unit(preposition, preposition, "preposition"),
                en=tuple(unit(w, w, "determiner" if w == "the" else "noun") for w in words),
                ko=unit(ko, ko, "noun"),
                to=fitted(ko)["로"],
                tags=frozenset([category, *tags.split()]) - {"-"},
            )
    return found


@cache
def verbs() -> dict[str, Verb]:
    """All verbs by their English base form."""
    found: dict[str, Verb] = {}
    for name, row in load("verbs").items():
        base, third, past, ing = row["en"].split()
        forms = row["ko"].split()
        lemma = forms[NOT].removesuffix("|지") + "다"
        found[name] = Verb(
            name=name,
            base=unit(base, base, "verb"),
            third=unit(third, base, "verb"),
            past=unit(past, base, "verb"),
            ing=unit(ing, base, "verb"),
            ko=tuple(cut(form, lemma, "verb") for form in forms),
            who=tuple(row["who"]),
            what=tuple(row.get("what", ())),
            where=tuple(row.get("where", ())),
            det=row.get("det", ""),
            tool=row.get("tool", ""),
            flags=frozenset(flag for flag in ("state", "rest", "goal", "gift") if row.get(flag)),
        )
    return found


@cache
def adjectives() -> dict[str, Adjective]:
    """All adjectives by their English plain form."""
    found: dict[str, Adjective] = {}
    for name, row in load("adjectives").items():
        plain, more = row["en"].split()
        forms = row["ko"].split()
        lemma = forms[0].replace("|", "")
        found[name] = Adjective(
            name=name,
            en=unit(plain, plain, "adjective"),
            more=None if more == "-" else unit(more, plain, "adjective"),
            ko=tuple(cut(form, lemma, "adjective") for form in forms),
            **{key: tuple(row.get(key, ())) for key in ("of", "be", "than", "causes", "prevents")},
        )
    return found
