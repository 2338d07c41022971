"""Sentences and stories of the little world that no model of it has read.

Freshly written, less those whose letters stand in the text that is learned from.
"""

from dataclasses import dataclass
from functools import cache

from nlp_core.corpora.little_world import sentences, stories
from nlp_core.corpora.pretraining.documents import little_world
from nlp_core.experiments.bert.sentence import Read, read
from nlp_core.text.plain import plain

SEED = 2019  # another than the training text's
SENTENCES, STORIES = 900, 900  # drawn before those already read are left out


@dataclass(frozen=True)
class Unseen:
    """Single sentences, stories as their sentences, and the sentences that are learned from."""

    sentences: tuple[Read, ...]
    stories: tuple[tuple[str, ...], ...]
    learned: tuple[Read, ...]


@cache
def unseen(language: str) -> Unseen:
    """All of a language, always the same."""
    known = [one for one in little_world(language) if not one.held_out]
    said = {sentence for one in known for sentence in one.sentences}
    fresh = (plain(one.text) for one in sentences(language, SENTENCES, seed=SEED))
    told = (
        tuple(plain(one.text) for one in story.sentences)
        for story in stories(language, STORIES, seed=SEED)
    )
    reads = {sentence: read(sentence) for sentence in said}
    passages = {one.sentences for one in known}
    new = dict.fromkeys(story for story in told if len(story) > 1 and story not in passages)
    return Unseen(
        tuple(read(one) for one in dict.fromkeys(fresh) if one not in said),
        tuple(new),
        tuple(reads[sentence] for one in known for sentence in one.sentences),
    )
