"""Running text in one language: what is true, what happens and what is alike, well mixed."""

import random
from collections.abc import Iterator

from nlp_core.corpora.little_world import english, korean
from nlp_core.corpora.little_world.meaning import Clause, Meaning
from nlp_core.corpora.little_world.patterns import drawn
from nlp_core.corpora.little_world.relations import tables
from nlp_core.corpora.little_world.sample import Sampler
from nlp_core.corpora.little_world.stories import stories
from nlp_core.corpora.little_world.units import Sentence

SHARES = {"relations": 0.62, "clauses": 0.26, "stories": 0.12}
TABLE_SHARES = {
    "countries": 3.5, "animals": 1.5, "people": 3.5, "jobs": 3.0,
    "tenses": 2.0, "measures": 3.0, "water": 1.1, "seasons": 0.4, "lists": 0.5,
}  # fmt: skip
BATCH = 64


def _told(language: str, rng: random.Random) -> Iterator[Sentence]:
    """Sentences of stories, one after another, without the marks of what is left out."""
    while True:
        for story in stories(language, BATCH, seed=rng.getrandbits(32)):
            for sentence in story.sentences:
                yield Sentence(tuple([u for u in sentence.units if u.text]))


def _meant(sampler: Sampler, rng: random.Random) -> Meaning:
    """A meaning of one or two clauses, but none with 잔 여왕 (the queen who slept) in it."""
    clauses = 1 if rng.random() < 0.6 else 2
    meaning = sampler.meaning(clauses)
    while any(clause.is_bare for clause in _relatives(meaning)):
        meaning = sampler.meaning(clauses)
    return meaning


def _relatives(meaning: Meaning) -> Iterator[Clause]:
    for clause in filter(None, (meaning.main, meaning.second)):
        for phrase in filter(None, (clause.subject, clause.object)):
            if phrase.relative:
                yield phrase.relative


def sentences(language: str, count: int, *, seed: int) -> list[Sentence]:
    """``count`` sentences in "en" or "ko"; the same arguments give the same sentences.

    Raises ValueError for another language.
    """
    known = tables(language)
    rng = random.Random(seed)
    weights = [TABLE_SHARES[table.name] for table in known]
    sampler = Sampler(seed, core=False)
    realise = english.english if language == "en" else korean.korean
    told = _told(language, rng)
    out = []
    for source in rng.choices(list(SHARES), list(SHARES.values()), k=count):
        if source == "relations":
            (table,) = rng.choices(known, weights)
            row, pattern = rng.choice(table.rows), rng.choice(table.patterns)
            out.append(drawn(pattern, row, language, rng))
        elif source == "clauses":
            out.append(Sentence(tuple([u for u, _ in realise(_meant(sampler, rng))])))
        else:
            out.append(next(told))
    return out
