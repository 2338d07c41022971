"""The game: the generator replaces words of an unseen sentence, and both players look for them.

Which words are tried is drawn; the generator draws what to put there. A draw that equals the
original leaves the original, and whoever calls it replaced is wrong.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass

import torch

from nlp_core.experiments.bert.lexicon import Candidates
from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.bert.unseen import unseen
from nlp_core.experiments.electra.edits import Edited, edit
from nlp_core.experiments.electra.judging import ELECTRA, judge
from nlp_core.experiments.electra.proposals import drawn
from nlp_core.memory import per_model

ROUNDS = 10
WORDS = (5, 12)  # of a sentence that is played with
TRIED = 0.25  # of its words
SEED = 2_018


@dataclass(frozen=True)
class Round:
    """A sentence as it was and as it stands, the places that were tried, and what the
    discriminator calls replaced."""

    edited: Edited
    tried: tuple[int, ...]
    called: tuple[int, ...]

    @property
    def replaced(self) -> tuple[int, ...]:
        """The places that are not the original."""
        return self.edited.changed


@dataclass(frozen=True)
class Score:
    """How many replaced words were found, how many there were, and how many others were called."""

    found: int
    of: int
    wrong: int

    @property
    def points(self) -> int:
        """One for each word found, one less for each wrong call."""
        return self.found - self.wrong

    def plus(self, other: "Score") -> "Score":
        """Both together."""
        return Score(self.found + other.found, self.of + other.of, self.wrong + other.wrong)


def boards(language: str) -> list[str]:
    """The sentences that are played with: unseen ones of the little world, which is a part of every
    corpus, neither short nor long, no two alike. The world is written anew for it (seconds), so
    that pages read what ``measurements.electra_game`` kept.
    """
    fits = [
        one
        for one in unseen(language).sentences
        if WORDS[0] <= len(one.words) <= WORDS[1] and len(one.hideable) >= WORDS[0]
    ]
    drawn_ones = random.Random(SEED).sample(fits, ROUNDS)
    return [" ".join(word.text for word in one.words) for one in drawn_ones]


@per_model(2 * ROUNDS)
def deal(run: ELECTRA, sentence: str, number: int, words: Candidates) -> Round:
    """Round ``number`` of ``ROUNDS``, from 1, always the same with the same model and sentence."""
    found = read(sentence, run.spec.corpus)
    chosen = random.Random(SEED + number)
    count = min(max(2, round(TRIED * len(found.words))), len(found.hideable))
    tried = sorted(chosen.sample(list(found.hideable), count))
    dice = torch.Generator().manual_seed(SEED + number)
    now = found
    for place in tried:
        now = edit(now, place, drawn(run, now, place, words, dice)).now
    return Round(Edited(found, now), tuple(tried), judge(run, now).called)


def score(dealt: Round, marked: Collection[int]) -> Score:
    """What a player who ``marked`` some places has found."""
    replaced = set(dealt.replaced)
    found = len(replaced & set(marked))
    return Score(found, len(replaced), len(set(marked) - replaced))
