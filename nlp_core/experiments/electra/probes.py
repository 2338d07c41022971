"""What an encoder's frozen states tell of unseen text: two questions, a straight line each.

Kind: is a noun a person, an animal, food or a thing? The line is asked about words that it never
saw, so that knowing words by heart is of no use. Referent: which of two does "it" mean, which one
later word settles? A line (ridge regression) through the states of all layers is all that is
fitted; what they do not hold it cannot find.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

from nlp_core.corpora.little_world import Sentence, Story, sentences, stories
from nlp_core.corpora.little_world.lexicon import nouns
from nlp_core.corpora.pretraining.documents import little_world
from nlp_core.corpora.reviews import normalised
from nlp_core.experiments.bert.sentence import Read, read
from nlp_core.models.electra import Electra
from nlp_core.models.masks import same_document
from nlp_core.text.plain import plain
from nlp_core.training.packing import CLS, OUTSIDE, PAD, SEP

KINDS: dict[str, tuple[str, ...]] = {
    "person": ("name", "person", "royal", "family", "job"),
    "animal": ("animal", "insect", "cub"),
    "food": ("food", "fodder", "meal", "drink"),
    "thing": ("thing", "text", "letter", "opening", "clothes", "hat", "tool", "vehicle"),
}
SENTENCES, STORIES, SEED = 2_000, 6_000, 2_020
MOST = 400  # texts of a question
FOLDS = 4  # each word, or story, is asked about once, by a line that learned from the others
PENALTY = 0.03  # of the line's weights, an item
AT_ONCE = 64  # texts
Item = tuple[int, int, int, int, int]


@dataclass(frozen=True, eq=False)
class Question:
    """Texts as pieces, and N items: ``text`` (N,) is an item's text, ``first`` and ``last`` (N,)
    bound the places in it whose states are averaged, counted from [CLS], ``answer`` (N,) is right,
    and ``fold`` (N,) says which line is asked.
    """

    texts: tuple[tuple[int, ...], ...]
    text: Tensor
    first: Tensor
    last: Tensor
    answer: Tensor
    fold: Tensor

    @property
    def bounds(self) -> Iterable[tuple[int, int, int]]:
        """Text, first and last place of each item."""
        return zip(self.text.tolist(), self.first.tolist(), self.last.tolist(), strict=True)


# The line.


def layers(model: Electra, tokens: Tensor, mask: Tensor) -> Tensor:
    """The states of the discriminator's layers side by side, what enters them first: (B, T, F)."""
    x = model.discriminator.project(model.embeddings(tokens))
    encoder = model.discriminator.encoder
    found = [x]
    for layer in range(encoder.n_layer):
        x = encoder.block(layer)(x, mask)
        found.append(x)
    return torch.cat([*found[:-1], encoder.norm(x)], dim=-1)


@torch.inference_mode()
def features(model: Electra, question: Question) -> Tensor:
    """The mean state of each item's places: (N, F)."""
    texts = question.texts
    made: list[Tensor] = [torch.empty(0)] * len(texts)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        tokens = torch.full((len(some), len(texts[some[-1]]) + 2), PAD)
        for row, i in enumerate(some):
            tokens[row, : len(texts[i]) + 2] = torch.tensor([CLS, *texts[i], SEP])
        states = layers(model, tokens, same_document(torch.where(tokens == PAD, OUTSIDE, 0)))
        for row, i in enumerate(some):
            made[i] = states[row]
    return torch.stack([made[text][first:last].mean(0) for text, first, last in question.bounds])


def accuracy(x: Tensor, question: Question) -> float:
    """How often a line through features (N, F) gives the answer, every answer weighing alike."""
    verdict = torch.empty_like(question.answer)
    for fold in range(FOLDS):
        asked = question.fold == fold
        verdict[asked] = _answers(x[~asked], question.answer[~asked], x[asked])
    hit = (verdict == question.answer).double()
    each = [hit[question.answer == one].mean() for one in question.answer.unique()]
    return float(torch.stack(each).mean())


def _answers(known: Tensor, answer: Tensor, asked: Tensor) -> Tensor:
    """The answers (M,) for features (M, F) by a line fitted to those (N, F) that are known."""
    mean, spread = known.mean(0), known.std(0).clamp(min=1e-6)
    known, asked = ((one - mean) / spread for one in (known, asked))
    known, asked = (
        torch.cat([one, one.new_ones(len(one), 1)], 1).double() for one in (known, asked)
    )
    wanted = torch.eye(int(answer.max()) + 1, dtype=torch.float64)[answer]
    weight = (1 / wanted.mean(0).clamp(min=1e-9))[answer][:, None]  # rare answers weigh more
    gram = known.T @ (weight * known)
    gram += PENALTY * len(known) * torch.eye(len(gram), dtype=torch.float64)
    return (asked @ torch.linalg.solve(gram, known.T @ (weight * wanted))).argmax(1)


def counted(question: Question, vocab_size: int) -> Tensor:
    """What counting has of each item: which pieces stand at its places, which elsewhere in the
    text, which right before and right after: (N, F) without those that never come."""
    found = torch.zeros(len(question.text), 4 * vocab_size)
    for row, (text, first, last) in enumerate(question.bounds):
        pieces = [CLS, *question.texts[text], SEP]
        found[row, torch.tensor(pieces[first:last])] = 1.0
        found[row, vocab_size + torch.tensor(pieces[:first] + pieces[last:])] = 1.0
        found[row, 2 * vocab_size + pieces[first - 1]] = 1.0
        found[row, 3 * vocab_size + pieces[last]] = 1.0
    return found[:, found.any(0)]


# The questions.


@cache
def kind(language: str) -> Question:
    """Nouns in sentences that no training saw; a word's sentences are all in one fold."""
    kind_of = _kinds(language)
    words = random.Random(SEED).sample(sorted(kind_of), len(kind_of))
    fold = {word: number % FOLDS for number, word in enumerate(words)}
    texts: list[Read] = []
    items: list[Item] = []
    for sentence in _new_sentences(language):
        found = read(plain(sentence.text))
        lemmas = _nouns(sentence)
        if len(lemmas) == len(found.words) and any(one in kind_of for one in lemmas):
            for place, lemma in enumerate(lemmas):
                if lemma in kind_of and found.words[place].core:
                    ends = _ends(found, place)
                    items.append((len(texts), *ends, kind_of[lemma], fold[lemma]))
            texts.append(found)
        if len(texts) == MOST:
            break
    return _question(texts, items)


@cache
def referent(language: str) -> Question:
    """Stories that no training saw, asked at the word that settles what "it" means: the first of
    two, or the second. By that word alone it is as often the one as the other."""
    told: dict[str, tuple[list[Story], list[Story]]] = {}
    for story in _new_stories(language):
        assert story.later is not None
        (link,) = story.referents
        settles = story.sentences[0].units[story.later.unit].text
        told.setdefault(settles, ([], []))[int(link.to > link.others)].append(story)
    pairs = [pair for sides in told.values() for pair in zip(*sides, strict=False)]
    texts: list[Read] = []
    items: list[Item] = []
    for number, pair in enumerate(random.Random(SEED).sample(pairs, len(pairs))[: MOST // 2]):
        for answer, story in enumerate(pair):
            assert story.later is not None
            found = read(plain(story.text))
            place = _word_of(story.sentences[0], story.later.unit)
            items.append((len(texts), *_ends(found, place), answer, number % FOLDS))
            texts.append(found)
    return _question(texts, items)


QUESTIONS: dict[str, Callable[[str], Question]] = {"kind": kind, "referent": referent}


def _question(texts: Sequence[Read], items: Sequence[Item]) -> Question:
    columns = (torch.tensor(one) for one in zip(*items, strict=True))
    return Question(tuple(one.pieces for one in texts), *columns)


def _ends(found: Read, place: int) -> tuple[int, int]:
    """Where a word's tokens begin and end, without its signs, counted from [CLS]."""
    begin = 1 + sum(len(word.pieces) for word in found.words[:place])
    return begin, begin + found.words[place].core


def _kinds(language: str) -> dict[str, int]:
    """The kind of each noun, by its lemma."""
    groups = {table: number for number, one in enumerate(KINDS.values()) for table in one}
    found = {}
    for noun in nouns().values():
        number = next((groups[tag] for tag in noun.tags if tag in groups), None)
        if number is not None:
            found[(noun.en if language == "en" else noun.ko).lemma] = number
    return found


def _nouns(sentence: Sentence) -> list[str]:
    """Of each word as it is written the lemma of its noun, "" where it has none."""
    found: list[str] = []
    for unit in sentence.units:
        if unit.space or not found:
            found.append("")
        if unit.kind in ("noun", "name"):
            found[-1] = unit.lemma
    return found


def _word_of(sentence: Sentence, unit: int) -> int:
    """The number of the word, as it is written, that a unit stands in."""
    starts = [one.space or i == 0 for i, one in enumerate(sentence.units)]
    return sum(starts[: unit + 1]) - 1


@cache
def _known(language: str) -> frozenset[str]:
    return frozenset(normalised("".join(one.sentences)) for one in little_world(language))


def _new_sentences(language: str) -> list[Sentence]:
    known = _known(language)
    fresh = {normalised(one.text): one for one in sentences(language, SENTENCES, seed=SEED)}
    return [one for letters, one in fresh.items() if letters not in known]


def _new_stories(language: str) -> list[Story]:
    known = _known(language)
    told = stories(language, STORIES, seed=SEED)
    fresh = {normalised(one.text): one for one in told if one.later is not None}
    return [one for letters, one in fresh.items() if letters not in known]
