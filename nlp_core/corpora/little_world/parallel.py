"""Parallel sentences: one meaning said in both languages, with sure word links.

The translation is a function in both directions: an article, a particle or a word order never
depends on anything that the other language does not show.
"""

from nlp_core.corpora.little_world import english, korean
from nlp_core.corpora.little_world.meaning import Meaning
from nlp_core.corpora.little_world.sample import Sampler
from nlp_core.corpora.little_world.units import Pair, Sentence

SHARES = (0.6, 0.3, 0.08, 0.02)  # of sentences with one, two, three, four clauses


def realised(meaning: Meaning) -> Pair:
    """A meaning in both languages; units of one tag are linked."""
    en, ko = english.english(meaning), korean.korean(meaning)
    where: dict[int, list[int]] = {}
    for i, (_, tag) in enumerate(en):
        if tag:
            where.setdefault(tag, []).append(i)
    links = [(i, j) for j, (_, tag) in enumerate(ko) if tag in where for i in where[tag]]
    links.sort()
    return Pair(
        Sentence(tuple([u for u, _ in en])), Sentence(tuple([u for u, _ in ko])), tuple(links)
    )


def parallel(
    count: int, *, seed: int, size: str = "core", clauses: int | None = None
) -> list[Pair]:
    """``count`` sentence pairs from the "core" or the "full" lexicon.

    ``clauses`` (1 to 4) fixes the number of clauses, otherwise it varies. The same arguments give
    the same pairs; pairs may repeat, seldom. Raises ValueError for an unknown size or clauses.
    """
    if size not in ("core", "full"):
        raise ValueError(f"size is 'core' or 'full', not {size!r}")
    if clauses is not None and not 1 <= clauses <= len(SHARES):
        raise ValueError(f"clauses is 1 to {len(SHARES)}, not {clauses}")
    sampler = Sampler(seed, core=size == "core")
    numbers = [clauses or n + 1 for n in range(len(SHARES))]
    picks = sampler.choice.random.choices(numbers, SHARES, k=count)
    return [realised(sampler.meaning(n)) for n in picks]
