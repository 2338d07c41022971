"""Running text in one language: what is true, what happens and what is alike, well mixed."""

import random
from collections.abc import Iterator

from nlp_core.corpora.little_world import english, korean
from nlp_core.corpora.little_world.patterns import drawn
from nlp_core.corpora.little_world.relations import tables
from nlp_core.corpora.little_world.sample import Sampler
from nlp_core.corpora.little_world.stories import stories
from nlp_core.corpora.little_world.units import Sentence

SHARES = {"relations": 0.62, "clauses": 0.26, "stories": 0.12}
TABLE_SHARES = {
    "countries": 4.0, "animals": 1.5, "people": 3.0, "jobs": 3.0,
    "tenses": 2.0, "measures": 2.5, "water": 0.6, "seasons": 0.4, "lists": 0.5,
}  # fmt: skip
BATCH = 64


def _told(language: str, rng: random.Random) -> Iterator[Sentence]:
    """Sentences of stories, one after another, without the marks of what is left out."""
    while True:
        for story in stories(language, BATCH, seed=rng.getrandbits(32)):
            for sentence in story.sentences:
                yield Sentence(tuple([u for u in sentence.units if u.text]))


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
            meaning = sampler.meaning(1 if rng.random() < 0.6 else 2)
            out.append(Sentence(tuple([u for u, _ in realise(meaning)])))
        else:
            out.append(next(told))
    return out
