"""Views of a trained GloVe model: its vectors, its counts, its fit, and tests beside others."""

from collections.abc import Sequence
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
from nlp_core.experiments.glove.ratios import said_ratios
from nlp_core.memory import per_model
from nlp_core.models.glove import GloVe, weighted_errors
from nlp_core.recipes.glove import GloVeSpec, cells_of, encoded_world, sampled
from nlp_core.text.analogy_controls import OFFSET, answer_ranks
from nlp_core.text.cooccurrence import Cooccurrences, cooccurrences
from nlp_core.text.embeddings import Vectors
from nlp_core.trained import Trained

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
        probes="송아지 강아지 음매 멍멍 동물 친구",
    ),
    "en": Start(
        block="ice water steam solid liquid gas Korea Seoul Japan Tokyo",
        word="ice",
        question=("Korea", "Seoul", "Japan"),
        pair=("cow", "dog"),
        probes="calf puppy moos barks animal friend",
    ),
}


@per_model(1)
def word_vectors(trained: TrainedGloVe) -> Vectors:
    """w + w~ of every word."""
    table = trained.model.vectors().detach().cpu().numpy()
    return Vectors(tuple(trained.vocabulary["words"]), table)


@lru_cache(maxsize=4)
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
