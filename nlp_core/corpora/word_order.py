"""Sentences in which order decides who does what, and where it happens needs no order.

One to many clauses with an agent, a verb and a patient each, one place a sentence, from the little
world's words. At a verb the question is *who* does it; at the final mark, *where* it all happens.
Swapping the two nouns of a clause gives another good sentence of the same units: Korean particles
are units of their own, and every Korean noun here ends in a vowel, so that all take 가, 는 and 를.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from nlp_core.corpora.little_world.lexicon import nouns

LANGUAGES = ("ko", "en")
PAD, OTHER, MARK = 0, 1, 2
SPECIALS = ("[PAD]", "[?]", ".")
SPARE_NOUNS, SPARE_VERBS = 8, 3  # ids that stand for a learner's own words
HELD_OUT_ONE_IN = 8
HAS_OTHER = 0.3  # share of sentences with a word that means nothing here
VERBS = {  # English, Korean present, Korean -고: stored, not derived
    "chases": ("쫓는다", "쫓고"),
    "sees": ("본다", "보고"),
    "helps": ("돕는다", "돕고"),
    "calls": ("부른다", "부르고"),
    "follows": ("따라간다", "따라가고"),
    "meets": ("만난다", "만나고"),
    "pushes": ("민다", "밀고"),
    "finds": ("찾는다", "찾고"),
    "likes": ("좋아한다", "좋아하고"),
    "wakes": ("깨운다", "깨우고"),
    "hugs": ("껴안는다", "껴안고"),
    "greets": ("반긴다", "반기고"),
    "fears": ("무서워한다", "무서워하고"),
    "trusts": ("믿는다", "믿고"),
    "teaches": ("가르친다", "가르치고"),
    "saves": ("구한다", "구하고"),
}
PLACES = {  # English noun: preposition, Korean
    "forest": ("in", "숲"),
    "garden": ("in", "정원"),
    "park": ("in", "공원"),
    "kitchen": ("in", "부엌"),
    "library": ("in", "도서관"),
    "yard": ("in", "마당"),
    "market": ("at", "시장"),
    "hill": ("on", "언덕"),
}
ACTORS = (
    *("cat", "dog", "rabbit", "fox", "cow", "bird", "pig", "duck", "goat", "frog", "lion", "tiger"),
    *("wolf", "monkey", "mouse", "elephant", "spider", "child", "friend", "man", "woman", "baby"),
    *("prince", "princess", "farmer", "doctor", "cook", "singer", "painter", "writer", "nurse"),
    *("carpenter", "baker", "pilot", "actor", "scientist"),
)
WORDS = {"ko": ("가", "는", "를", "에서"), "en": ("the", "and", "in", "at", "on")}


@dataclass(frozen=True)
class Lexicon:
    """A language's units by id: ``texts`` (V,), and where each kind's ids begin."""

    language: str
    texts: tuple[str, ...]
    word: int  # particles, or articles and prepositions
    place: int
    noun: int  # spare nouns are the last ones
    verb: int  # spare verbs are the last ones of each form
    joined: int  # Korean: the same verbs before another clause; English has one form

    @property
    def nouns(self) -> range:
        """The ids of nouns, spare ones included."""
        return range(self.noun, self.verb)

    @property
    def places(self) -> range:
        """The ids of places."""
        return range(self.place, self.noun)

    @property
    def verbs(self) -> range:
        """The ids of verbs in every form."""
        return range(self.verb, len(self.texts))

    @property
    def spare_nouns(self) -> range:
        """The ids that a learner's own nouns borrow."""
        return range(self.verb - SPARE_NOUNS, self.verb)

    def spare_verbs(self, *, joined: bool = False) -> range:
        """The ids that a learner's own verbs borrow."""
        end = self.joined if self.joined < len(self.texts) and not joined else len(self.texts)
        return range(end - SPARE_VERBS, end)

    def of(self, text: str) -> int:
        """The id of a function word."""
        return self.word + WORDS[self.language].index(text)


@cache
def lexicon(language: str) -> Lexicon:
    """The units of a language. KeyError for another one."""
    korean = language == "ko"
    words = WORDS[language]
    places = [ko if korean else en for en, (_, ko) in PLACES.items()]
    actors = [nouns()[name].ko.text if korean else name for name in ACTORS]
    actors += [f"[{i + 1}]" for i in range(SPARE_NOUNS)]
    spare = [f"[v{i + 1}]" for i in range(SPARE_VERBS)]
    finals = [ko[0] if korean else en for en, ko in VERBS.items()] + spare
    joined = [ko[1] for ko in VERBS.values()] + spare if korean else []
    texts = (*SPECIALS, *words, *places, *actors, *finals, *joined)
    word = len(SPECIALS)
    place = word + len(words)
    noun = place + len(places)
    verb = noun + len(actors)
    return Lexicon(language, texts, word, place, noun, verb, verb + len(finals))


@dataclass(frozen=True)
class Drawn:
    """A sentence's ids, the places of its verbs with each one's agent, and the id of its place."""

    ids: tuple[int, ...]
    agents: tuple[tuple[int, int], ...]
    where: int


def is_held_out(agent: int, verb: int, patient: int) -> bool:
    """Whether a clause, and the same with its nouns swapped, is kept from training.

    >>> is_held_out(3, 5, 8) == is_held_out(8, 5, 3)
    True
    """
    return (agent * patient + agent + patient + verb) % HELD_OUT_ONE_IN == 0


def draw(language: str, n_clause: int, rng: np.random.Generator, *, held_out: bool) -> Drawn:
    """One sentence of ``n_clause`` clauses, all of them kept from training or none.

    ValueError where the nouns do not suffice: no noun occurs twice in a sentence.
    """
    lex = lexicon(language)
    count = len(lex.nouns)
    if not 1 <= n_clause <= count // 2:
        raise ValueError(f"a sentence has 1 to {count // 2} clauses, not {n_clause}")
    clauses = _clauses(count, len(VERBS) + SPARE_VERBS, n_clause, rng, held_out)
    place = int(rng.integers(len(PLACES)))
    build = _korean if language == "ko" else _english
    ids, agents = build(lex, clauses, place, rng)
    return Drawn(tuple(ids), tuple(agents), lex.place + place)


def _clauses(
    n_noun: int, n_verb: int, n_clause: int, rng: np.random.Generator, held_out: bool
) -> list[tuple[int, int, int]]:
    """Agent, verb and patient of each clause, as numbers of their kinds."""
    order = rng.permutation(n_noun).tolist()
    found: list[tuple[int, int, int]] = []
    while len(found) < n_clause:
        agent, patient = order[2 * len(found)], order[2 * len(found) + 1]
        start = int(rng.integers(n_verb))
        verbs = ((start + i) % n_verb for i in range(n_verb))  # some verb fits any two nouns
        verb = next(v for v in verbs if is_held_out(agent, v, patient) == held_out)
        found.append((agent, verb, patient))
    return found


Built = tuple[list[int], list[tuple[int, int]]]


def _korean(
    lex: Lexicon, clauses: Sequence[tuple[int, int, int]], place: int, rng: np.random.Generator
) -> Built:
    """Agent and patient in either order, each with its particle; the verb is last."""
    ids: list[int] = []
    agents: list[tuple[int, int]] = []
    where = [lex.place + place, lex.of("에서")]
    early = bool(rng.random() < 0.5)
    other = int(rng.integers(len(clauses))) if rng.random() < HAS_OTHER else -1
    for number, (agent, verb, patient) in enumerate(clauses):
        topic = number == 0 and rng.random() < 0.3
        subject = [lex.noun + agent, lex.of("는" if topic else "가")]
        thing = [lex.noun + patient, lex.of("를")]
        first, second = (subject, thing) if rng.random() < 0.5 or topic else (thing, subject)
        ids += where if number == 0 and early else []
        ids += first
        ids += where if number == 0 and not early else []
        ids += second
        ids += [OTHER] if number == other else []
        agents.append((len(ids), lex.noun + agent))
        ids.append((lex.verb if number == len(clauses) - 1 else lex.joined) + verb)
    return [*ids, MARK], agents


def _english(
    lex: Lexicon, clauses: Sequence[tuple[int, int, int]], place: int, rng: np.random.Generator
) -> Built:
    """Agent, verb, patient, each noun with its article; the place is first or last."""
    the = lex.of("the")
    preposition = next(p for i, (p, _) in enumerate(PLACES.values()) if i == place)
    where = [lex.of(preposition), the, lex.place + place]
    early = bool(rng.random() < 0.5)
    ids: list[int] = where if early else []
    agents: list[tuple[int, int]] = []
    other = int(rng.integers(len(clauses))) if rng.random() < HAS_OTHER else -1
    for number, (agent, verb, patient) in enumerate(clauses):
        ids = [*ids, lex.of("and")] if number else ids
        ids = [*ids, the, lex.noun + agent]
        ids += [OTHER] if number == other else []
        agents.append((len(ids), lex.noun + agent))
        ids += [lex.verb + verb, the, lex.noun + patient]
    return [*ids, *([] if early else where), MARK], agents
