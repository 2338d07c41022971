"""The units of patterns: what kind each literal word of a pattern is, looked up in the lexicon."""

from functools import cache

from nlp_core.corpora.little_world.lexicon import adjectives, load, nouns, spots, unit, verbs
from nlp_core.corpora.little_world.particles import PARTICLES
from nlp_core.corpora.little_world.units import Unit

PUNCTUATION = ".,?"


@cache
def known(language: str) -> dict[str, Unit]:
    """Every first unit of a word that the lexicon or the list of pattern words knows."""
    korean = language == "ko"
    found: dict[str, Unit] = {}
    for kind, words in load("words")[language].items():
        for word in words:
            text, _, lemma = word.partition("=")
            found[text] = unit(text, lemma, kind)
    for spot in spots().values():
        for u in [spot.ko] if korean else spot.en:
            found.setdefault(u.text, u)
    for adjective in adjectives().values():
        forms = [f[0] for f in adjective.ko if f] if korean else [adjective.en, adjective.more]
        for form in forms:
            if form:
                found.setdefault(form.text, form)
    for verb in verbs().values():
        for u in (
            [f[0] for f in verb.ko] if korean else [verb.base, verb.third, verb.past, verb.ing]
        ):
            found.setdefault(u.text, u)
    for noun in nouns().values():
        for form in [noun.ko] if korean else [noun.en, noun.plural]:
            if form:
                found.setdefault(form.text, form)
    return found


@cache
def head(text: str, language: str) -> Unit:
    """A unit that begins a word."""
    return known(language).get(text) or unit(text, text, "word")


@cache
def tail(text: str) -> Unit:
    """A unit joined to what is before it: punctuation, a particle, an ending."""
    if text in PUNCTUATION:
        return unit(text, text, "punctuation", False)
    forms = {form for both in PARTICLES.values() for form in both}
    particles = forms | set(load("words")["particles"])
    return unit(text, text, "particle" if text in particles else "ending", False)
