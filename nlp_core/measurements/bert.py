"""What the BERT lesson measured: two models of equal size, text and steps, over three seeds.

One reads from the left alone (the causal objective), one both sides (masked tokens and the next
sentence). Asked of both: hidden words of unseen sentences, beside counting. Asked of the second:
how its guesses fare the more is hidden, pairs of texts with their controls, and words of two
meanings.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import torch

from nlp_core.corpora.pretraining.documents import LANGUAGES, little_world
from nlp_core.experiments.bert import held_out, pairs, senses
from nlp_core.experiments.bert.cloze import BERT, GPT
from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.taught import STEPS, taught
from nlp_core.experiments.bert.unseen import unseen
from nlp_core.experiments.bert.word_counts import WordCounts
from nlp_core.measurements.kept_runs import kept
from nlp_core.measurements.results import obtain
from nlp_core.models.bigram import Bigram
from nlp_core.recipes.hidden_words import SEEDS, tiny
from nlp_core.recipes.pretraining import as_tensors, corpus

FEWER = 375_000
"""Tokens of a left-only model that is asked no more often than the other: of its tokens a quarter
is hidden, and these are its questions."""
STORIES_READ = 80  # learned stories, for the rival that counts


def measure() -> dict[str, Any]:
    """All seeds, one after another."""
    counts = {one: WordCounts(unseen(one).learned) for one in LANGUAGES}
    lexicon = Lexicon(word for one in counts.values() for word in one.numbers if word)
    text = corpus("little_world")
    learned = as_tensors(text.chosen(~text.held_out), torch.device("cpu"))
    neighbours = tiny("mlm+nsp").neighbours(learned)
    made = {one: _Asked(one, counts[one], lexicon, neighbours) for one in LANGUAGES}
    runs = []
    for seed in SEEDS:
        left, both = obtain(tiny("causal", seed)), obtain(tiny("mlm+nsp", seed))
        fewer = obtain(tiny("causal", seed, tokens=FEWER))
        further = cache(partial(taught, both))
        for language, one in made.items():
            asked = partial(one.of, left, both, further)
            run = kept(f"bert-{language}", both.spec, asked)
            run |= kept(f"bert-{language}", fewer.spec, partial(one.of_fewer, fewer))
            runs.append(run | {"seed": seed})
    return {
        "data": tiny("causal").DATA,
        "seeds": list(SEEDS),
        "places": held_out.PLACES,
        "stories": pairs.STORIES,
        "taught_steps": STEPS,
        "shares": list(held_out.SHARES),
        "counted": {language: one.counted for language, one in made.items()},
        "words": {language: one.known for language, one in made.items()},
        "runs": runs,
    }


class _Asked:
    """All that is asked about one language, whatever the model."""

    def __init__(
        self, language: str, counts: WordCounts, lexicon: Lexicon, neighbours: Bigram
    ) -> None:
        self.language, self.lexicon = language, lexicon
        fresh = unseen(language)
        self.tokens = held_out.tokens(language)
        self.places = held_out.words(language, lexicon)
        self.known = " ".join(sorted(counts.numbers)).strip()
        self.pairs = pairs.controls(fresh.stories)
        distinct = tuple(dict.fromkeys(fresh.learned))
        self.words = {
            one.word: senses.balanced(senses.occurrences(one, distinct))
            for one in (*senses.WORDS[language], senses.CONTROL[language])
        }
        learned = _stories_read(language)
        least = pairs.threshold(learned, min(len(learned), STORIES_READ))
        self.counted = {
            "guessed": held_out.summary(
                held_out.token_counts(self.tokens, neighbours),
                self.places,
                held_out.word_counts(self.places, counts),
            ),
            "pairs": pairs.accepted_by_counting(self.pairs, least),
            "least": least,
            "sentences_of": {word: len(found) for word, found in self.words.items()},
        }
        text = corpus("little_world")
        self.rows = tiny("mlm+nsp").held_out(text, torch.device("cpu"))[language]

    def of(self, left: GPT, both: BERT, further: Callable[[], BERT]) -> dict[str, Any]:
        """One seed's models, asked everything."""
        return {
            "language": self.language,
            "guessed": held_out.summary(
                held_out.token_ranks(self.tokens, left, both),
                self.places,
                held_out.word_ranks(self.places, left, both, self.lexicon),
            ),
            "by_share": held_out.by_share(both, self.rows),
            "pairs": pairs.accepted(both, self.pairs),
            "pairs_taught": pairs.accepted(further(), self.pairs),
            "senses": {
                word: senses.measured(both, found) for word, found in self.words.items() if found
            },
        }

    def of_fewer(self, fewer: GPT) -> dict[str, Any]:
        """The left-only model that was asked as often as the other."""
        of_tokens = {"left-fewer": held_out.left_tokens(self.tokens, fewer)}
        of_words = {"left-fewer": held_out.guessed_words(self.places, fewer, self.lexicon)}
        return {"guessed_fewer": held_out.summary(of_tokens, self.places, of_words)}


def _stories_read(language: str) -> list[tuple[str, ...]]:
    """Stories of the training text, the first of many."""
    told = (one.sentences for one in little_world(language) if not one.held_out)
    return [one for one in told if len(one) > 1][:STORIES_READ]
