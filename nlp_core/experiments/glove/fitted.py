"""Views of a trained GloVe model: its vectors, its counts, its fit, and tests beside others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.corpora.little_world.questions import (
    PROBED,
    crossed_questions,
    gold_questions,
)
from nlp_core.errors import LearnerError
from nlp_core.experiments.glove.ratios import Ratio, ratios, said_ratios
from nlp_core.memory import per_model
from nlp_core.models.glove import GloVe, weight, weighted_errors
from nlp_core.recipes.glove import GloVeSpec, cells_of, encoded_world, sampled
from nlp_core.text.analogy_controls import OFFSET, answer_ranks
from nlp_core.text.cooccurrence import Cooccurrences, cooccurrences
from nlp_core.text.embeddings import Vectors
from nlp_core.trained import Trained
from nlp_core.training.glove import START, adagrad_step
from nlp_core.training.run import seeded

Array = NDArray[Any]
TrainedGloVe = Trained[GloVeSpec, GloVe]


@dataclass(frozen=True)
class Start:
    """What the lesson begins with: words of the heatmap, a word, a question."""

    block: str
    word: str
    question: tuple[str, str, str]
    pair: tuple[str, str]
    probes: str


STARTS = {
    "ko": Start(
        block="얼음 물 수증기 고체 액체 기체 한국 서울 일본 도쿄",
        word="얼음",
        question=("한국", "서울", "일본"),
        pair=("소", "개"),
        probes="송아지 강아지 음매 멍멍 큰 친구",
    ),
    "en": Start(
        block="ice water steam solid liquid gas Korea Seoul Japan Tokyo",
        word="ice",
        question=("Korea", "Seoul", "Japan"),
        pair=("cow", "dog"),
        probes="calf puppy moos barks big friend",
    ),
}


HIDDEN = {
    "ko": ("단단한", "뜨거운", "주전자", "집"),
    "en": ("hard", "hot", "kettle", "house"),
}
"""Probes of the stage's pair that the stage does not show."""


@per_model(1)
def word_vectors(trained: TrainedGloVe) -> Vectors:
    """w + w~ of every word."""
    table = trained.model.vectors().detach().cpu().numpy()
    return Vectors(tuple(trained.vocabulary["words"]), table)


@lru_cache(maxsize=32)  # every window, weighting and border in both languages: 2 MB each
def counted_world(
    language: str, slices: int, window: int, weighting: str, borders: str, words: tuple[str, ...]
) -> Cooccurrences:
    """The counts of the little world's text, kept for all visitors."""
    found = encoded_world(language, slices, words)
    return cooccurrences(words, *found, window=window, weighting=weighting, borders=borders)


def counted(spec: GloVeSpec, words: Sequence[str]) -> Cooccurrences:
    """The counts that a spec of the little world trains on."""
    how = spec.language, spec.slices, spec.window, spec.weighting, spec.borders
    return counted_world(*how, tuple(words))


@dataclass(frozen=True, eq=False)
class Fit:
    """What a model said of some cells during its training: log X (S,) and ``said`` (F, S).

    ``errors`` are the mean weighted errors of these cells in each frame, ``weights`` their f(X).
    """

    pairs: tuple[tuple[str, str], ...]
    steps: tuple[int, ...]
    logs: Array
    said: Array
    errors: tuple[float, ...]


def fit(spec: GloVeSpec, found: Cooccurrences, snapshots: Sequence[tuple[int, Array]]) -> Fit:
    """Snapshots of what was ``said`` (S,) of the sampled cells, beside their counts."""
    cells = cells_of(found)[sampled(found)]
    said = np.stack([np.asarray(one, dtype=np.float32) for _, one in snapshots])  # (F, S)
    each = weighted_errors(torch.from_numpy(said), cells.counts, spec.x_max, spec.alpha)
    pairs = zip(cells.rows.tolist(), cells.columns.tolist(), strict=True)
    return Fit(
        tuple((found.words[i], found.words[j]) for i, j in pairs),
        tuple(step for step, _ in snapshots),
        cells.counts.log().numpy(),
        said,
        tuple(each.mean(dim=1).tolist()),
    )


@per_model(1)
def replay(trained: TrainedGloVe, found: Cooccurrences) -> Fit:
    """The fit through the whole training."""
    return fit(trained.spec, found, [(step, one["said"]) for step, one in trained.snapshots])


def stage_probes(language: str, found: Cooccurrences) -> list[Ratio]:
    """The counted ratios of the little world's pair and probes."""
    return ratios(found, *PROBED[language].pair, PROBED[language].probes)


def probed(language: str, found: Cooccurrences, said: Array) -> list[float]:
    """The ratios of the little world's probes, from a snapshot ``said`` (2, K)."""
    return said_ratios(said.tolist(), found, PROBED[language].pair)


def learned_ratios(
    trained: TrainedGloVe, found: Cooccurrences, pair: tuple[str, str], probes: Sequence[str]
) -> list[float]:
    """The ratios that the trained vectors say, for any known words."""
    places = [found.index[probe] for probe in probes]
    contexts = torch.tensor(places)
    with torch.inference_mode():
        rows = [trained.model(torch.full_like(contexts, found.index[w]), contexts) for w in pair]
    return said_ratios([row.tolist() for row in rows], found, pair)


@dataclass(frozen=True)
class Cell:
    """One cell of the loss: its count, and what the model says of it.

    ``alone`` is what vectors would say that are trained on this cell alone, after each number of
    steps in ALONE.
    """

    count: float
    log: float
    product: float
    biases: float
    said: float
    weight: float
    error: float
    alone: tuple[float, ...]


ALONE = (1, 5, 25)


@per_model(64)
def one_cell(trained: TrainedGloVe, found: Cooccurrences, word: str, context: str) -> Cell:
    """The cell of two words; LearnerError "cell-zero" (word, context) where they never meet."""
    count = torch.tensor([found.row(word)[found.index[context]]], dtype=torch.float32)
    if not float(count):
        raise LearnerError("cell-zero", word=word, context=context)
    spec, model = trained.spec, trained.model
    one, other = (torch.tensor([found.index[each]]) for each in (word, context))
    with torch.inference_mode():
        product = float((model.word(one) * model.context(other)).sum())
        said = model(one, other)
        error = weighted_errors(said, count, spec.x_max, spec.alpha)
    return Cell(
        count=float(count),
        log=float(count.log()),
        product=product,
        biases=float(said) - product,
        said=float(said),
        weight=float(weight(count, spec.x_max, spec.alpha)),
        error=float(error),
        alone=tuple(_alone(spec, count)),
    )


def _alone(spec: GloVeSpec, count: torch.Tensor) -> Iterator[float]:
    """What new vectors of two words say of their only cell, after each of ALONE."""
    with seeded(spec.seed):
        model = GloVe(1, spec.d_model)
    squares = [torch.full_like(one, START) for one in model.parameters()]
    only = torch.zeros(1, dtype=torch.int64)
    for step in range(1, ALONE[-1] + 1):
        error = weighted_errors(model(only, only), count, spec.x_max, spec.alpha)
        (error.sum() / 2).backward()
        for parameter, sums in zip(model.parameters(), squares, strict=True):
            adagrad_step(parameter, sums, spec.learning_rate)
        if step in ALONE:
            yield model(only, only).item()


TESTS = ("gold", "gold b + c", "crossed", "crossed b + c")


def tested(vectors: Vectors, language: str) -> list[float]:
    """Accuracy on the gold and on the crossed analogies, each with the offset and with b + c."""
    return [
        float((answer_ranks(vectors, questions, asked) == 1).mean())
        for questions in (gold_questions(language), crossed_questions(language))
        for asked in (OFFSET, "b + c")
    ]


@per_model(2)
def tests_of(trained: TrainedGloVe, language: str) -> list[float]:
    """The same, of a model whose answers stay the same."""
    return tested(word_vectors(trained), language)
