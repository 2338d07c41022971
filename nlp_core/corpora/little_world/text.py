"""Running text in one language: what is true, what happens and what is alike, well mixed."""

import random

from nlp_core.corpora.little_world import english, korean
from nlp_core.corpora.little_world.patterns import drawn
from nlp_core.corpora.little_world.relations import tables
from nlp_core.corpora.little_world.sample import Sampler
from nlp_core.corpora.little_world.units import Sentence

SHARE_OF_RELATIONS = 0.75
TABLE_SHARES = {"countries": 4.0, "animals": 1.5, "people": 3.0, "jobs": 2.0}


def sentences(language: str, count: int, *, seed: int) -> list[Sentence]:
    """``count`` sentences in "en" or "ko"; the same arguments give the same sentences."""
    rng = random.Random(seed)
    known = tables(language)
    weights = [TABLE_SHARES[table.name] for table in known]
    sampler = Sampler(seed, core=False)
    realise = english.english if language == "en" else korean.korean
    out = []
    for _ in range(count):
        if rng.random() < SHARE_OF_RELATIONS:
            (table,) = rng.choices(known, weights)
            row, pattern = rng.choice(table.rows), rng.choice(table.patterns)
            out.append(drawn(pattern, row, language, rng))
        else:
            meaning = sampler.meaning(1 if rng.random() < 0.6 else 2)
            out.append(Sentence(tuple([u for u, _ in realise(meaning)])))
    return out
