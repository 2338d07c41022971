"""Three ways to make questions out of plain text, on the same tokens: nobody writes an answer.

Hidden tokens (Devlin et al. 2019), the next token (Radford et al. 2018), and whether two sentences
stand in their order (Lan et al. 2020), made by the code that makes them in pre-training.
"""

import itertools
from dataclasses import dataclass

import torch

from nlp_core.corpora.pretraining.documents import sentences_of
from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.corpora.pretraining.tokenizer import SPECIALS, tokenizer
from nlp_core.errors import LearnerError
from nlp_core.training.packing import CLS, IGNORED, SEP, Rows, Text, pack
from nlp_core.training.pretraining import following, hide

KINDS = ("masked", "next", "order")
CORPUS = "public"
MOST_PAIRS = 12


@dataclass(frozen=True)
class OwnText:
    """A text as its sentences in tokens, and how many tokens were left out at its end."""

    sentences: tuple[tuple[int, ...], ...]
    left_out: int = 0

    @property
    def tokens(self) -> tuple[int, ...]:
        """All tokens, one after another."""
        return tuple(itertools.chain.from_iterable(self.sentences))


@dataclass(frozen=True)
class Shown:
    """A token as it is read, whether something is asked here, and the answer if so."""

    read: str
    asked: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Pair:
    """Two neighbouring sentences as they are read, and whether they were swapped."""

    first: str
    second: str
    swapped: bool


def read(text: str) -> OwnText:
    """A text in the models' spelling. LearnerError "empty-text" where there is nothing to read."""
    sentences = sentences_of(text)
    if not sentences:
        raise LearnerError("empty-text")
    room, kept = LONGEST, []
    every = encode(sentences, CORPUS)
    for ids in every:
        kept.append(tuple(ids[:room]))
        room -= len(kept[-1])
    left_out = sum(map(len, every)) - LONGEST + room
    return OwnText(tuple(one for one in kept if one), left_out)


def masked(found: OwnText, share: float, seed: int) -> tuple[Shown, ...]:
    """The text with a ``share`` of its tokens hidden: each of them is a question."""
    row = torch.tensor([[CLS, *found.tokens, SEP]])
    hidden = hide(row, share, torch.Generator().manual_seed(seed), kept=0.0)
    asked = set(hidden.places[hidden.targets != IGNORED].tolist())
    return tuple(
        Shown(name(now), place in asked, name(was) if place in asked else "")
        for place, (now, was) in enumerate(
            zip(hidden.tokens[0].tolist(), row[0].tolist(), strict=True)
        )
    )


def upcoming(found: OwnText) -> tuple[Shown, ...]:
    """The text with the token that follows at each place: each place is a question."""
    rows = _packed(found.tokens, 0, "causal")
    targets = following(rows)[0].tolist()
    read_ = rows.tokens[0].tolist()[: len(targets)]
    return tuple(
        Shown(name(token), True, name(target))
        for token, target in zip(read_, targets, strict=True)
        if target != IGNORED
    )


def ordered(found: OwnText, seed: int) -> tuple[Pair, ...]:
    """Every two neighbouring sentences, half of them swapped by chance: each pair is a question."""
    made = []
    neighbours = itertools.pairwise(found.sentences)
    for number, (one, other) in enumerate(itertools.islice(neighbours, MOST_PAIRS)):
        rows = _packed((*one, *other), len(one), "order", seed * 1_009 + number)
        swapped = int(rows.answer[0, 0]) == 1
        first, second = (other, one) if swapped else (one, other)
        made.append(Pair(text_of(first), text_of(second), swapped))
    return tuple(made)


def counted(found: OwnText, share: float) -> dict[str, int]:
    """How many questions one reading of the text answers, by kind."""
    return {
        "masked": sum(one.asked for one in masked(found, share, 0)),
        "next": len(upcoming(found)),
        "order": max(0, len(found.sentences) - 1),
    }


def name(token: int) -> str:
    """A token as one reads it; an incomplete letter in hexadecimal, special ones by their name."""
    if token < len(SPECIALS):
        return SPECIALS[token]
    bpe = tokenizer(CORPUS)
    return bpe.readable(bpe.tokens[token])


def text_of(tokens: tuple[int, ...]) -> str:
    """The text of some tokens."""
    return tokenizer(CORPUS).decode(tokens).strip()


def _packed(tokens: tuple[int, ...], second: int, pairing: str, seed: int = 0) -> Rows:
    """One passage, packed as in pre-training; ``second`` is the length of its first part."""
    text = Text(
        torch.tensor(tokens),
        torch.tensor([len(tokens)]),
        torch.tensor([second]),
        torch.tensor([0]),
    )
    dice = torch.Generator().manual_seed(seed)
    return pack(text, width=len(tokens) + 3, pairing=pairing, dice=dice).batch(0, 1)
