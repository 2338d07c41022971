"""The stories that a model of referents learns from and is scored on, split by their casts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from random import Random

import torch
from torch import Tensor

from nlp_core.corpora.little_world import End, Story, rivals
from nlp_core.models.referent import PAD, SPECIALS, UNKNOWN
from nlp_core.training.referent import Rows

LONGEST = 18  # tokens of a story
HELD_OUT_SHARE, SPLIT_SEED = 0.2, 1972
Split = tuple[tuple[Story, ...], ...]


@cache
def split(language: str) -> tuple[Split, Split]:
    """For each twist the casts that training may see, and those that it never sees."""
    seen, unseen = [], []
    rng = Random(SPLIT_SEED)
    for casts in rivals(language):
        mixed = rng.sample(casts, len(casts))
        cut = max(1, round(HELD_OUT_SHARE * len(casts)))
        unseen.append(tuple(mixed[:cut]))
        seen.append(tuple(mixed[cut:]))
    return tuple(seen), tuple(unseen)


@cache
def held_out(language: str) -> tuple[Story, ...]:
    """Every story that training never sees: each of those casts by each of its ends."""
    unseen = split(language)[1]
    return tuple(story.ending(end) for casts in unseen for story in casts for end in story.ends)


@cache
def twin_pairs(language: str) -> Tensor:
    """Pairs (P, 2) of held-out stories, by number, that one word makes mean different ones."""
    pairs, number = [], 0
    for casts in split(language)[1]:
        for story in casts:
            first = [_first(end) for end in story.ends]
            ones = [number + i for i, one in enumerate(first) if one]
            twos = [number + i for i, one in enumerate(first) if not one]
            pairs += [(one, two) for one in ones for two in twos]
            number += len(story.ends)
    return torch.tensor(pairs)


def meant(story: Story) -> str:
    """The word that the story's one pronoun stands for."""
    return story.tokens[story.position(story.referents[0].to[0])]


def other(story: Story) -> str:
    """The word that it could have stood for, had the later word been another."""
    return story.tokens[story.position(story.referents[0].others[0])]


@cache
def words(language: str) -> tuple[str, ...]:
    """Every token of these stories, in the order of the alphabet."""
    found: set[str] = set()
    for casts in rivals(language):
        found |= {token for story in casts for token in story.tokens}
        found |= {end.unit.text for end in casts[0].ends}
    return tuple(sorted(found))


def index_of(vocabulary: Sequence[str]) -> dict[str, int]:
    """The id of each word, behind the specials."""
    return {word: number for number, word in enumerate(vocabulary, start=len(SPECIALS))}


def as_rows(stories: Sequence[Story], vocabulary: Sequence[str], reads: str = "all") -> Rows:
    """Stories as a model reads them; with "no-later" the word that decides is unknown to it."""
    ids = index_of(vocabulary)
    tokens = torch.full((len(stories), LONGEST), PAD)
    for row, story in enumerate(stories):
        read = [ids.get(token, UNKNOWN) for token in story.tokens]
        if reads == "no-later" and story.later is not None:
            read[story.position(story.later)] = UNKNOWN
        tokens[row, : len(read)] = torch.tensor(read)
    links = [(story, story.referents[0]) for story in stories]
    return Rows(
        tokens,
        torch.tensor([story.position(link.at) for story, link in links]),
        torch.tensor([ids[meant(story)] for story in stories]),
        torch.tensor([story.position(link.to[0]) for story, link in links]),
        torch.tensor([story.position(link.others[0]) for story, link in links]),
    )


def baselines(language: str) -> dict[str, float]:
    """What knows less scores on the same stories: always the first or the nearest of the two, and
    the one that the later word alone, or all but the later word, meant more often in training.
    """
    seen, unseen = split(language)
    by_later: dict[str, Counter[bool]] = defaultdict(Counter)
    for casts in seen:
        for end in _ends(casts):
            by_later[end.unit.text][_first(end)] += 1
    hits, count = Counter[str](), 0
    for known, casts in zip(seen, unseen, strict=True):
        usual = Counter(_first(end) for end in _ends(known))
        for end in _ends(casts):
            first, count = _first(end), count + 1
            hits["first"] += first
            hits["nearest"] += not first
            hits["later"] += _usual(by_later[end.unit.text]) == first
            hits["rest"] += _usual(usual) == first
    return {name: found / count for name, found in hits.items()}


def _ends(casts: Sequence[Story]) -> list[End]:
    return [end for story in casts for end in story.ends]


def _first(end: End) -> bool:
    """Whether it is the first of the two that a story means by this end."""
    return end.referent.to < end.referent.others


def _usual(counts: Counter[bool]) -> bool:
    return counts[True] > counts[False]
