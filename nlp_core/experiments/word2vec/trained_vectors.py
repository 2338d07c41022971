"""Views of a trained Word2Vec model: vectors, their history, windows, and baselines."""

import itertools
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.corpora.little_world.questions import (
    SLICE,
    gold_pairs,
    gold_questions,
    gold_relations,
    written,
)
from nlp_core.memory import per_model
from nlp_core.models.word2vec import Word2Vec
from nlp_core.recipes.word2vec import SHOWN, Reading, Word2VecSpec
from nlp_core.text.embeddings import (
    Plane,
    Question,
    Vectors,
    analogy_accuracy,
    analogy_hits,
    counted_vectors,
    overlap,
    parallelism,
    plane,
    random_vectors,
    same_direction,
)
from nlp_core.trained import Trained

Array = NDArray[Any]


@dataclass(frozen=True)
class Start:
    """What a lesson begins with: a sentence, a word, a question, two ends and words between."""

    sentence: str
    word: str
    question: tuple[str, str, str]
    ends: tuple[str, str]
    row: str


STARTS = {
    "ko": Start(
        sentence="고양이가 부엌에서 우유를 마신다.",
        word="왕",
        question=("남자", "왕", "여자"),
        ends=("남자", "여자"),
        row="왕 여왕 왕자 공주 아버지 어머니 신랑 신부 의사 가수",
    ),
    "en": Start(
        sentence="The cat drinks milk in the kitchen.",
        word="king",
        question=("man", "king", "woman"),
        ends=("man", "woman"),
        row="king queen prince princess father mother groom bride doctor singer",
    ),
}


TrainedVectors = Trained[Word2VecSpec, Word2Vec]


@per_model(1)
def word_vectors(trained: TrainedVectors) -> Vectors:
    """The input vectors, which are the word vectors."""
    table = trained.model.input
    return Vectors(tuple(trained.vocabulary["words"]), table.weight.detach().cpu().numpy())


@dataclass(frozen=True, eq=False)
class Replay:
    """Pairs of words during training: unit vectors ``starts`` and ``ends`` (F, N, C)."""

    pairs: tuple[tuple[str, str], ...]
    steps: tuple[int, ...]
    starts: Array
    ends: Array

    @cached_property
    def cosines(self) -> list[float]:
        """Mean cosine between two different offsets in the full space, for each frame."""
        return [parallelism(a, b) for a, b in zip(self.starts, self.ends, strict=True)]

    @cached_property
    def plane(self) -> Plane:
        """The plane of the last frame, which all the frames are seen on."""
        return plane(np.concatenate([self.starts[-1], self.ends[-1]]))

    def frames(self) -> list[Array]:
        """All starts and then all ends as points of the plane, (2N, 2) a frame."""
        seen = self.plane
        both = np.concatenate([self.starts, self.ends], axis=1)
        return [seen.project(frame) for frame in both]

    def fan(self) -> list[Array]:
        """One point, and all offsets drawn from it, (1 + N, 2) a frame."""
        halves = [np.split(frame, 2) for frame in self.frames()]
        return [np.concatenate([np.zeros((1, 2)), ends - starts]) for starts, ends in halves]


@per_model(1)
def replay(trained: TrainedVectors, *, most: int = 25) -> Replay:
    """What the snapshots of the training show, at most ``most`` frames, first and last included."""
    count = len(trained.snapshots)
    chosen = np.unique(np.linspace(0, count - 1, min(most, count)).round().astype(int))
    frames = [trained.snapshots[i] for i in chosen]
    table = np.stack([arrays["pairs"] for _, arrays in frames])  # (F, N, 2, C)
    table = table / np.maximum(np.linalg.norm(table, axis=-1, keepdims=True), 1e-12)
    pairs = tuple((a, b) for a, b in trained.vocabulary["shown"])
    return Replay(pairs, tuple(step for step, _ in frames), table[:, :, 0], table[:, :, 1])


def moment(spec: Word2VecSpec, step: int, pairs: Array) -> Replay:
    """One moment of a training that runs: its shown pairs' vectors (N, 2, C)."""
    unit = pairs / np.maximum(np.linalg.norm(pairs, axis=-1, keepdims=True), 1e-12)
    shown = tuple((a, b) for a, b in gold_pairs(spec.language, SHOWN))
    return Replay(shown, (step,), unit[None, :, 0], unit[None, :, 1])


@per_model(1)
def accuracies(trained: TrainedVectors, language: str) -> tuple[float, float]:
    """Accuracy on the gold analogies without the question's words, and with them."""
    vectors, questions = word_vectors(trained), gold_questions(language)
    without = analogy_accuracy(vectors, questions)
    return without, analogy_accuracy(vectors, questions, exclude=False)


@dataclass(frozen=True)
class Relation:
    """A gold relation in a trained space: how parallel its offsets are, how often it is solved."""

    name: str
    example: Question
    cosine: float
    accuracy: float

    @property
    def pair(self) -> str:
        """One of its pairs, to name it by."""
        return " → ".join(self.example[:2])


def relations(vectors: Vectors, language: str) -> list[Relation]:
    """All gold relations, the most parallel first."""
    found = []
    for name, questions in gold_relations(language).items():
        pairs = gold_pairs(language, name)
        starts, ends = (vectors.rows([pair[side] for pair in pairs]) for side in (0, 1))
        accuracy = analogy_accuracy(vectors, questions)
        found.append(Relation(name, questions[0], parallelism(starts, ends), accuracy))
    return sorted(found, key=lambda relation: -relation.cosine)


@dataclass(frozen=True)
class Agreement:
    """Two spaces of one vocabulary, compared over the words of the gold analogies."""

    neighbours: float
    same_answers: float
    same_word: float


def agreement(one: Vectors, other: Vectors, language: str, *, count: int = 10) -> Agreement:
    """Shared neighbours, analogies answered alike, and the cosine of a word with itself."""
    questions = gold_questions(language)
    words = sorted({word for question in questions for word in question})
    alike = analogy_hits(one, questions) == analogy_hits(other, questions)
    return Agreement(
        overlap(one, other, words, count), float(alike.mean()), same_direction(one, other, words)
    )


def rivals(
    language: str, words: tuple[str, ...], slices: int, window: int, d_model: int
) -> dict[str, float]:
    """Analogy accuracy of two baselines: random vectors, and counted vectors (PPMI, SVD).

    The text is written anew and counted, which takes seconds.
    """
    read = partial(written, language)
    reading = iter(Reading(read, slices, words, torch.device("cpu")))
    texts = list(itertools.islice(reading, slices))
    ids = torch.cat([text.ids for text in texts]).numpy()
    sentence = torch.cat([text.sentence + SLICE * i for i, text in enumerate(texts)]).numpy()
    questions = gold_questions(language)
    counted = counted_vectors(words, ids, sentence, window=window, d_model=d_model)
    chance = random_vectors(words, d_model, seed=0)
    return {
        "random": analogy_accuracy(chance, questions),
        "counted": analogy_accuracy(counted, questions),
    }
