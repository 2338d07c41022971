"""What the lesson asks of a model, asked of an untrained one and of the shipped ones."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from torch import nn

from nlp_core.engine.engine import Engine
from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.recipes import word2vec as recipe
from nlp_core.recipes.word2vec import LANGUAGES, Word2VecSpec

both = pytest.mark.parametrize("language", LANGUAGES)


@dataclass
class Untrained:
    spec: Word2VecSpec
    model: nn.Module
    vocabulary: Any
    snapshots: list[tuple[int, dict[str, np.ndarray]]] = field(default_factory=list)


def untrained(language: str = "en", **changes: Any) -> Untrained:
    spec = Word2VecSpec(language=language, d_model=8, **changes)
    bundle = spec.build()
    return Untrained(spec, bundle.model.eval(), bundle.vocabulary)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ko", "고양이가 우유를 마신다", ["고양이", "가", "우유", "를", "마신", "다", "."]),
        ("en", "The CAT drinks milk", ["the", "cat", "drinks", "milk", "."]),
    ],
)
def test_a_typed_sentence_is_read_in_the_corpus_own_units(
    language: str, text: str, words: list[str]
) -> None:
    known = untrained(language).vocabulary["words"]
    read, unknown = trained_vectors.read(text, known)
    assert list(read) == words
    assert unknown == ()


def test_unknown_words_are_stepped_over_and_named() -> None:
    read, unknown = trained_vectors.read("The cat xyzzys milk", untrained().vocabulary["words"])
    assert unknown == ("xyzzys",)
    assert "milk" in read


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty-text"), ("  ", "empty-text"), ("😀", "unknown-word"), ("...", "unknown-word"),
     ("ㅁㅏ ㄴ", "unknown-word"), ("<b>", "unknown-word")],
)  # fmt: skip
@both
def test_what_cannot_be_read_is_said(language: str, text: str, code: str) -> None:
    with pytest.raises(LearnerError) as raised:
        trained_vectors.read(text, untrained(language).vocabulary["words"])
    assert raised.value.code == code


@pytest.mark.parametrize("place", [0, 3, 99])
@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_a_window_asks_about_what_stands_in_it(place: int, objective: str) -> None:
    trained = untrained(objective=objective, window=3, negatives=4)
    for seed in range(5):
        view = trained_vectors.slide(
            trained, "The cat drinks milk in the kitchen.", place, seed=seed
        )
        centre = view.words[view.centre]
        near = [view.words[i] for i in view.inside if i != view.centre]
        assert 1 <= view.reach <= 3
        assert len(near) <= 2 * view.reach
        if objective == "skip-gram":
            assert [one.target for one in view.asked] == near
            assert all(one.given == (centre,) for one in view.asked)
        else:
            (only,) = view.asked
            assert (list(only.given), only.target) == (near, centre)
        for one in view.asked:
            assert len(one.negatives) == 4
            assert one.loss == pytest.approx(5 * np.log(2), rel=1e-4)


def test_a_window_is_drawn_again_alike() -> None:
    trained = untrained()
    one, two = (trained_vectors.slide(trained, "The cat drinks milk.", 1, seed=2) for _ in range(2))
    assert one == two


def test_a_replay_keeps_first_and_last_and_one_plane() -> None:
    dice = np.random.default_rng(0)
    trained = untrained()
    count = len(trained.vocabulary["shown"])
    trained.snapshots = [
        (step, {"pairs": dice.normal(size=(count, 2, 8)).astype(np.float32)}) for step in range(90)
    ]
    past = trained_vectors.replay(trained, most=10)
    assert (past.steps[0], past.steps[-1], len(past.steps)) == (0, 89, 10)
    assert len(past.cosines) == 10
    np.testing.assert_allclose(np.linalg.norm(past.starts, axis=-1), 1, rtol=1e-5)
    frames = past.frames()
    assert frames[0].shape == (2 * count, 2)
    np.testing.assert_allclose(frames[-1].mean(axis=0), 0, atol=1e-5)


@both
def test_shipped_vectors_reach_what_the_lesson_says(language: str, tmp_path: Path) -> None:
    """Nine tenths of the gold analogies, offsets far from chance, neighbours that stay."""
    engine = Engine(cache=tmp_path)
    first, second = (engine.find(one) for one in recipe.SHIPPED if one.language == language)
    assert first is not None, "build them: python -m nlp_core build word2vec"
    assert second is not None
    assert min(first.metrics["accuracy"], second.metrics["accuracy"]) >= 0.9
    past = trained_vectors.replay(first)
    assert abs(past.cosines[0]) < 0.1
    assert past.cosines[-1] > 0.5
    one, other = trained_vectors.word_vectors(first), trained_vectors.word_vectors(second)
    agreed = trained_vectors.agreement(one, other, language)
    assert agreed.neighbours > 0.5
    assert abs(agreed.same_word) < 0.1
    relations = trained_vectors.relations(one, language)
    assert [r.cosine for r in relations] == sorted((r.cosine for r in relations), reverse=True)


def test_rivals_that_were_not_trained() -> None:
    words = tuple(untrained().vocabulary["words"])
    rivals = trained_vectors.rivals("en", words, slices=1, window=3, d_model=20)
    assert rivals["random"] < 0.05 < rivals["counted"] < 1
