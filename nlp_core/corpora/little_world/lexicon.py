"""The lexicon: words with their Korean and English forms, read from the data files beside this.

Every form is stored, none is derived, except the particles, which follow the final consonant.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from nlp_core.corpora.little_world.particles import PARTICLES, particle
from nlp_core.corpora.little_world.units import Unit

DATA = Path(__file__).parent / "data"
FIXED = ("에", "에서", "에게", "의", "도", "보다")  # particles of one form

Units = tuple[Unit, ...]


class Forms(NamedTuple):
    """The stored Korean forms of a verb or adjective, each as its units."""

    present: Units
    past: Units
    negated: Units  # before 않다 and 못하다
    adnominal: Units
    adnominal_past: Units
    ask: Units
    joined: Units  # -고
    future: Units  # before 것이다; an adjective has none
    because: Units  # -아서, -어서


@dataclass(frozen=True, eq=False, slots=True)
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


@dataclass(frozen=True, eq=False, slots=True)
class Spot:
    """A place: the preposition and the rest of its English phrase, its Korean noun."""

    name: str
    preposition: Unit
    en: Units
    ko: Unit
    to: Unit  # 로 or 으로
    tags: frozenset[str]


@dataclass(frozen=True, eq=False, slots=True)
class Verb:
    """A verb with its stored forms and what fits it."""

    name: str
    base: Unit
    third: Unit
    past: Unit
    ing: Unit
    ko: Forms
    who: tuple[str, ...]
    what: tuple[str, ...]
    where: tuple[str, ...]
    det: str
    tool: str
    flags: frozenset[str]


@dataclass(frozen=True, eq=False, slots=True)
class Adjective:
    """An adjective with its stored forms and what it may be said of."""

    name: str
    en: Unit
    more: Unit | None
    ko: Forms
    of: tuple[str, ...]
    be: tuple[str, ...]
    than: tuple[str, ...]
    order: tuple[str, ...]
    causes: tuple[str, ...]
    prevents: tuple[str, ...]
    core: bool


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


@cache
def load(name: str) -> dict[str, Any]:
    """A data file as a dictionary, which is shared: to be read alone."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fitted(word: str) -> dict[str, Unit]:
    """The particles that follow a Korean word, by their form after a vowel."""
    texts = {name: particle(name, word) for name in PARTICLES} | {name: name for name in FIXED}
    return {name: unit(text, name, "particle", False) for name, text in texts.items()}


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
    )


@cache
def nouns() -> dict[str, Noun]:
    """All nouns and names by their English singular."""
    every = (
        _noun(line, category, table["counter"])
        for category, table in load("nouns").items()
        for line in table["words"]
    )
    return {noun.name: noun for noun in every}


def _spot(line: str, category: str) -> Spot:
    phrase, ko, tags = (field.strip() for field in line.split(","))
    preposition, *words = phrase.split()
    return Spot(
        name=words[-1],
        preposition=unit(preposition, preposition, "preposition"),
        en=tuple(unit(w, w, "determiner" if w == "the" else "noun") for w in words),
        ko=unit(ko, ko, "noun"),
        to=fitted(ko)["로"],
        tags=frozenset([category, *tags.split()]) - {"-"},
    )


@cache
def spots() -> dict[str, Spot]:
    """All places by the last word of their English phrase."""
    every = (
        _spot(line, category)
        for category, table in load("places").items()
        for line in table["words"]
    )
    return {spot.name: spot for spot in every}


def _verb(name: str, row: dict[str, Any]) -> Verb:
    base, third, past, ing = row["en"].split()
    forms = row["ko"].split()
    lemma = forms[2].removesuffix("|지") + "다"
    return Verb(
        name=name,
        base=unit(base, base, "verb"),
        third=unit(third, base, "verb"),
        past=unit(past, base, "verb"),
        ing=unit(ing, base, "verb"),
        ko=Forms(*(cut(form, lemma, "verb") for form in forms)),
        who=tuple(row["who"]),
        what=tuple(row.get("what", ())),
        where=tuple(row.get("where", ())),
        det=row.get("det", ""),
        tool=row.get("tool", ""),
        flags=frozenset(row.get("flags", ())),
    )


@cache
def verbs() -> dict[str, Verb]:
    """All verbs by their English base form, some with a suffix where Korean has several."""
    return {name: _verb(name, row) for name, row in load("verbs").items()}


def _adjective(name: str, row: dict[str, Any]) -> Adjective:
    plain, more = row["en"].split()
    texts = row["ko"].split()
    lemma = texts[0].replace("|", "")
    present, past, negated, adnominal, because, ask, joined = (
        cut(text, lemma, "adjective") for text in texts
    )
    lists = ("of", "be", "than", "order", "causes", "prevents")
    return Adjective(
        name=name,
        en=unit(plain, plain, "adjective"),
        more=None if more == "-" else unit(more, plain, "adjective"),
        ko=Forms(present, past, negated, adnominal, adnominal, ask, joined, (), because),
        core=row.get("core", False),
        **{key: tuple(row.get(key, ())) for key in lists},
    )


@cache
def adjectives() -> dict[str, Adjective]:
    """All adjectives by their English plain form."""
    return {name: _adjective(name, row) for name, row in load("adjectives").items()}
