"""How often what is hidden is guessed: left only, both sides, and by counting, on unseen sentences.

Asked is one token, as in the training, or a whole word, whose tokens are hidden together; words are
told apart by how many tokens they have. The control: the model of both sides is asked again with
everything right of the hidden place hidden too, and what it then loses is what the right told it.
"""

import random
from collections.abc import Sequence
from typing import Any

import torch

from nlp_core.experiments.bert.cloze import BERT, GPT, SHOWN, guess
from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.sentence import Read
from nlp_core.experiments.bert.unseen import unseen
from nlp_core.experiments.bert.word_counts import WordCounts
from nlp_core.models.bigram import Bigram
from nlp_core.models.masks import same_document
from nlp_core.training.packing import BOS, CLS, IGNORED, MASK, SEP, Rows
from nlp_core.training.pretraining import at, hide

PLACES, WORDS = 200, 120
VIEWS = {"token": (1, 1), "one": (1, 1), "two": (2, 2), "more": (3, 99)}
"""What is hidden: a token, or a word of so many tokens."""
SHARES = (0.05, 0.15, 0.25, 0.4, 0.6, 0.8)
HIDDEN_ROWS = 48  # of held-out text
Place = tuple[Read, int]
Ranks = dict[str, list[int]]
"""By way of guessing, the rank of what is hidden at each place (0: the first guess)."""


def tokens(language: str, count: int = PLACES) -> list[Place]:
    """A token to hide in each of ``count`` unseen sentences, of any word but not of its signs."""
    dice = random.Random(count)
    drawn: list[Place] = []
    for found in unseen(language).sentences[:count]:
        inside: list[int] = []
        start = 0
        for word in found.words:
            inside += range(start, start + word.core)
            start += len(word.pieces)
        drawn.append((found, dice.choice(inside)))
    return drawn


def words(language: str, lexicon: Lexicon, count: int = WORDS) -> list[Place]:
    """A known word to hide in each of ``count`` unseen sentences, always the same."""
    dice = random.Random(count)
    drawn: list[Place] = []
    for found in unseen(language).sentences:
        known = [i for i in found.hideable if found.words[i].bare in lexicon.words]
        if known and len(drawn) < count:
            drawn.append((found, dice.choice(known)))
    return drawn


@torch.inference_mode()
def left_tokens(asked: Sequence[Place], left: GPT) -> list[int]:
    """The rank of each hidden token by a model that sees what is left of it."""
    found = []
    for sentence, place in asked:
        states = left.model(torch.tensor([[BOS, *sentence.pieces[:place]]]))[:, -1]
        found.append(_rank(left.model.token_scores(states)[0], sentence.pieces[place]))
    return found


@torch.inference_mode()
def token_ranks(asked: Sequence[Place], left: GPT, both: BERT) -> Ranks:
    """The rank of each hidden token by each model."""
    found: Ranks = {"left": left_tokens(asked, left), "both": [], "both-blind": []}
    for sentence, place in asked:
        pieces = list(sentence.pieces)
        own, before, after = pieces[place], pieces[:place], pieces[place + 1 :]
        for way, right in (("both", after), ("both-blind", [MASK] * len(after))):
            row = torch.tensor([[CLS, *before, MASK, *right, SEP]])
            scores = both.model.token_scores(both.model(row)[:, place + 1])[0]
            found[way].append(_rank(scores, own))
    return found


def token_counts(asked: Sequence[Place], counts: Bigram) -> Ranks:
    """The same by counting tokens and their neighbours."""
    found: Ranks = {"bigram": [], "unigram": []}
    for sentence, place in asked:
        framed = [CLS, *sentence.pieces, SEP]
        left, own, right = framed[place : place + 3]
        chances = counts.between(torch.tensor([left]), torch.tensor([right]))[0]
        found["bigram"].append(_rank(chances, own))
        found["unigram"].append(_rank(counts.share, own))
    return found


def _rank(scores: torch.Tensor, own: int) -> int:
    return int((scores > scores[own]).sum())


def word_ranks(asked: Sequence[Place], left: GPT, both: BERT, lexicon: Lexicon) -> Ranks:
    """The rank of each hidden word among the guesses of each model (``SHOWN``: not among them)."""
    ways: dict[str, tuple[BERT | GPT, bool]] = {
        "left": (left, True),
        "both": (both, True),
        "both-blind": (both, False),
    }
    return {
        name: guessed_words(asked, run, lexicon, right=right) for name, (run, right) in ways.items()
    }


def guessed_words(
    asked: Sequence[Place], run: BERT | GPT, lexicon: Lexicon, *, right: bool = True
) -> list[int]:
    """The rank of each hidden word among the guesses of one model."""
    guesses = [guess(run, one, place, lexicon, right) for one, place in asked]
    return [SHOWN if one.rank is None else one.rank for one in guesses]


def word_counts(asked: Sequence[Place], counts: WordCounts) -> Ranks:
    """The same by counting words and their neighbours."""
    rows = [counts.ranks(one, place) for one, place in asked]
    return {name: [row[name] for row in rows] for name in ("bigram", "unigram")}


def summary(of_tokens: Ranks, asked: Sequence[Place], of_words: Ranks) -> list[dict[str, Any]]:
    """Top-1 and top-5 of each way, for tokens and for words by how many tokens they have."""
    lengths = [found.words[place].core for found, place in asked]
    told = []
    for view, (low, high) in VIEWS.items():
        for way, ranks in (of_tokens if view == "token" else of_words).items():
            hit = ranks
            if view != "token":
                both = zip(ranks, lengths, strict=True)
                hit = [rank for rank, length in both if low <= length <= high]
            count = max(len(hit), 1)
            row: dict[str, Any] = {"way": way, "view": view, "places": len(hit)}
            row["top1"] = sum(rank == 0 for rank in hit) / count
            row["top5"] = sum(rank < SHOWN for rank in hit) / count
            told.append(row)
    return told


@torch.inference_mode()
def by_share(run: BERT, rows: Rows) -> list[float]:
    """How often a hidden token is the likeliest, by the share of the tokens that is hidden."""
    part = rows.batch(0, HIDDEN_ROWS)
    found = []
    for share in SHARES:
        dice = torch.Generator().manual_seed(0)
        hidden = hide(part.tokens, share, dice, kept=0.0)
        states = run.model(hidden.tokens, part.segment, same_document(part.document))
        on = hidden.targets != IGNORED
        scores = run.model.token_scores(at(states, hidden.places)[on])
        found.append(float((scores.argmax(-1) == hidden.targets[on]).float().mean()))
    return found
