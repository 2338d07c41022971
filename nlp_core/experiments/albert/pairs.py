"""Two questions about two parts of a text, asked of models that learned one of them.

Next sentence (Devlin et al. 2019): is the second part another text's? Sentence order (Lan et al.
2020): are the two swapped? The texts are stories that no training saw.
"""

from collections.abc import Iterator
from functools import cache

import torch
from torch import Tensor

from nlp_core.corpora.little_world import stories
from nlp_core.corpora.pretraining.documents import LANGUAGES, Document, little_world
from nlp_core.corpora.pretraining.passages import LONGEST, Passages, encode, gathered
from nlp_core.corpora.reviews import normalised
from nlp_core.errors import LearnerError
from nlp_core.models.albert import Albert
from nlp_core.models.masks import same_document
from nlp_core.recipes.pretraining import WIDTH, as_tensors
from nlp_core.recipes.pretraining import corpus as passages_of
from nlp_core.text.plain import plain
from nlp_core.training.packing import CLS, IGNORED, SEP, Rows, pack

TASKS = ("next", "order")
CORPUS = "stories"
STORIES, SEED = 1_200, 2_026  # that are told for the tests
AT_ONCE = 32  # rows


@cache
def tested(language: str) -> Passages:
    """Stories of two parts whose letters no document of the training has."""
    known = {normalised("".join(one.sentences)) for one in little_world(language)}
    return _in_two(gathered(_new(language, known), CORPUS))


def _new(language: str, known: set[str]) -> Iterator[Document]:
    seen = set(known)
    for story in stories(language, STORIES, seed=SEED):
        told = tuple(plain(sentence.text) for sentence in story.sentences)
        letters = normalised("".join(told))
        if len(told) > 1 and letters not in seen:
            seen.add(letters)
            yield Document(language, "little_world", told)


@cache
def trained_on() -> Passages:
    """The passages of two parts that the models learned from, in both languages."""
    text = passages_of(CORPUS)
    return _in_two(text.chosen(~text.held_out))


def _in_two(text: Passages) -> Passages:
    return text.chosen(text.second > 0)


def asked(text: Passages, task: str, seed: int = SEED) -> Rows:
    """The passages as rows with a question about each pair: half the answers are 1, that the
    second part is another's ("next") or that the parts are swapped ("order").
    """
    dice = torch.Generator().manual_seed(seed)
    return pack(as_tensors(text, torch.device("cpu")), width=WIDTH, pairing=task, dice=dice)


@torch.inference_mode()
def accuracy(model: Albert, rows: Rows) -> float:
    """How often a model's head for pairs gives the answer."""
    right, count = 0, 0
    for start in range(0, len(rows.tokens), AT_ONCE):
        part = rows.batch(start, AT_ONCE)
        states = model(part.tokens, part.segment, same_document(part.document))
        on = part.answer != IGNORED
        verdict = model.pair_scores(states[on]).argmax(-1)
        right += int((verdict == part.answer[on]).sum())
        count += int(on.sum())
    return right / count


def both_tasks(model: Albert) -> dict[str, dict[str, float]]:
    """By language and task: what the model's one head scores, whatever it was trained for."""
    return {
        language: {task: accuracy(model, asked(tested(language), task)) for task in TASKS}
        for language in LANGUAGES
    }


# A learner's own two sentences.


def read(text: str, longest: int = LONGEST // 2, *, corpus: str = CORPUS) -> list[int]:
    """A typed text in the pieces of a corpus, ``longest`` at most; LearnerError "empty-text" where
    it has no letter to read.
    """
    spelled = plain(text)
    if not normalised(spelled):
        raise LearnerError("empty-text")
    return encode([spelled], corpus)[0][:longest]


@torch.inference_mode()
def belief(model: Albert, first: list[int], second: list[int]) -> float:
    """The chance that a model gives to "as it should be": the next part, or in order."""
    tokens = [CLS, *first, SEP, *second, SEP]
    segments = [0] * (len(first) + 2) + [1] * (len(second) + 1)
    states = model(torch.tensor([tokens]), torch.tensor([segments]))
    chances: Tensor = model.pair_scores(states[:, 0]).softmax(-1)
    return float(chances[0, 0])
