"""Twists: one sentence whose pronoun turns to the other noun when one later word changes.

After Winograd 1972 and the schemas of Levesque et al. 2012. Twists are told in ``stories``. Between
two of a kind (``rivals``) every cast is known, so that some can be kept from training altogether.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from nlp_core.corpora.little_world.drafts import NOBODY, Cast, Draft, english_of, options, slots_of
from nlp_core.corpora.little_world.glossary import head
from nlp_core.corpora.little_world.lexicon import Noun, load, unit
from nlp_core.corpora.little_world.units import End, Place, Referent, Story, Unit


def plans() -> list[dict[str, Any]]:
    """The twists of the data file."""
    found: list[dict[str, Any]] = load("twists")["twists"]
    return found


def _later(word: str, language: str) -> Unit:
    known = head(word, language)
    return unit(word, word, "adjective") if known.kind == "word" else known


def told(plan: Mapping[str, Any], chosen: Cast, language: str, which: int) -> Story:
    """A twist with its cast in "en" or "ko", by the ``which``-th of the ends that it allows."""
    draft = Draft(chosen, language, [], [], [])
    slots = slots_of(chosen, language)
    first = chosen["a"]
    assert isinstance(first, Noun)
    slots["?"] = english_of(first, "he") if language == "en" else (NOBODY,)
    ends = [(role, _later((en, ko)[language == "ko"], language)) for role, en, ko in plan["ends"]]
    role, later = ends[which]
    slots["end"] = (later,)
    draft.say(plan[language], slots, role)
    story = draft.story()
    (referent,) = story.referents
    places = {role: referent.to, "ba"[role == "b"]: referent.others}
    return story._replace(
        later=Place(0, story.sentences[0].units.index(later)),
        ends=tuple(End(word, _meaning(referent, places, role)) for role, word in ends),
    )


def _meaning(referent: Referent, places: Mapping[str, tuple[Place, ...]], role: str) -> Referent:
    other = "a" if role == "b" else "b"
    return Referent(referent.at, places[role], places[other])


def _casts(tags: str) -> Iterator[Cast]:
    """Every pair of two who share a pronoun, in both orders."""
    for first in options(tags, {}):
        for second in options(f"same:{tags}", {"a": first}):
            yield {"a": first, "b": second}


@cache
def rivals(language: str) -> tuple[tuple[Story, ...], ...]:
    """For each twist between two of a kind its stories, one a cast, by the first of the ends.

    No two tell the same. Raises ValueError for another language than "en" or "ko".
    """
    if language not in ("en", "ko"):
        raise ValueError(f"language is 'en' or 'ko', not {language!r}")
    data = load("rivals")
    return tuple(
        tuple(told(plan, chosen, language, 0) for chosen in _casts(data["cast"]))
        for plan in data["twists"]
    )
