"""Patterns: sentences with slots, filled from the rows of a relation and from the lexicon.

A pattern such as ``"{country}|의 수도|는 {capital}|이다."`` is read once into units and slots;
particles after a slot take the form that fits what fills it.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nlp_core.corpora.little_world.glossary import head, tail
from nlp_core.corpora.little_world.lexicon import Units, ending, nouns, unit
from nlp_core.corpora.little_world.particles import PARTICLES, particle
from nlp_core.corpora.little_world.units import Sentence, Unit
from nlp_core.text.hangul import final_consonant

BY_FORM = {form: name for name, forms in PARTICLES.items() for form in forms}
COPULAS = {"이다": "다", "이고": "고", "이라서": "라서"}
CALLED = {"라고", "라는"}  # after a name; 이라고 and 이라는 after a consonant
AN = unit("an", "a", "determiner")
SLOT = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True)
class Piece:
    """A literal unit, or a slot's name; ``space`` as in Unit."""

    text: str
    slot: bool
    space: bool


@cache
def pieces(pattern: str) -> tuple[Piece, ...]:
    """A pattern cut at spaces, bars and punctuation."""
    found = []
    for word in pattern.split():
        parts = re.findall(r"\{[^}]+\}|'s|[^\s|{}.,?']+|[.,?]", word)
        for i, part in enumerate(parts):
            slot = SLOT.fullmatch(part)
            found.append(Piece(slot[1] if slot else part, bool(slot), i == 0))
    return tuple(found)


@cache
def _joined(text: str, before: str, after_slot: bool) -> Units:
    """A Korean piece in the form that fits what is before it, copulas cut into 이 and the rest.

    After a vowel 이 goes, but not in 이고, nor in 이다 after 다: nobody writes 사서고 and 바다다.
    """
    if after_slot and text in BY_FORM:
        return (tail(particle(BY_FORM[text], before)),)
    if text in COPULAS or (after_slot and text in CALLED):
        whole = text == "이고" or (text == "이다" and before[-1] == "다")
        rest = tail(COPULAS.get(text, text))
        return (ending("이"), rest) if whole or final_consonant(before) else (rest,)
    return (tail(text),)


def join(pattern: str, slots: Mapping[str, Units], language: str) -> list[tuple[Unit, str]]:
    """The pattern's units, each with the name of the slot it fills, "" for the pattern's own."""
    out: list[tuple[Unit, str]] = []
    after_slot = False
    for piece in pieces(pattern):
        if piece.slot:
            first, *rest = slots[piece.text]
            if language == "en" and out and out[-1][0].text == "a" and first.text[0] in "aeiou":
                out[-1] = (AN, "")
            spaced = piece.space and bool(first.text)
            if first.space != spaced:
                first = first._replace(space=spaced)
            out.append((first, piece.text))
            out += [(u, piece.text) for u in rest]
        elif piece.space:
            out.append((head(piece.text, language), ""))
        else:
            korean = language == "ko"
            before = out[-1][0].text
            parts = _joined(piece.text, before, after_slot) if korean else (tail(piece.text),)
            out += [(u, "") for u in parts]
        after_slot = piece.slot
    return out


def fill(pattern: str, words: Mapping[str, str], language: str) -> Sentence:
    """The pattern with its slots filled by ``words`` in "en" or "ko"."""
    slots = {name: _filling(text) for name, text in words.items()}
    return Sentence(tuple([u for u, _ in join(pattern, slots, language)]))


@cache
def _filling(text: str) -> Units:
    return tuple(unit(word, word, "noun") for word in text.split())


@cache
def free_slots(pattern: str) -> tuple[str, ...]:
    """The names of the pattern's {@tag} slots."""
    return tuple(piece.text for piece in pieces(pattern) if piece.slot and piece.text[0] == "@")


@cache
def tagged(tag: str, language: str) -> tuple[str, ...]:
    """Every noun with a tag, in "en" or "ko"; {@he} and {@she} are names."""
    tag = tag.rstrip("0123456789")
    chosen = [
        noun
        for noun in nouns().values()
        if tag in noun.tags or (noun.en.kind == "name" and noun.pronoun == tag)
    ]
    return tuple((noun.ko if language == "ko" else noun.en).text for noun in chosen)


def drawn(pattern: str, row: Mapping[str, str], language: str, rng: random.Random) -> Sentence:
    """The pattern with a row's words and random nouns, all different, in its free slots."""
    words = dict(row)
    for slot in free_slots(pattern):
        taken = words.values()
        words[slot] = rng.choice([one for one in tagged(slot[1:], language) if one not in taken])
    return fill(pattern, words, language)
