"""What the lesson asks of a model, asked of an untrained one and of the shipped ones."""

from pathlib import Path

import numpy as np
import pytest

from nlp_core.engine.engine import Engine
from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.recipes import word2vec as recipe
from nlp_core.recipes.word2vec import LANGUAGES
from tests.nlp_core.experiments.word2vec.untrained import untrained

both = pytest.mark.parametrize("language", LANGUAGES)


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
    fan = past.fan()
    assert (len(fan), fan[0].shape) == (10, (1 + count, 2))
    np.testing.assert_allclose(fan[3][1:], frames[3][count:] - frames[3][:count])
    assert not fan[3][0].any()


@both
def test_shipped_vectors_reach_what_the_lesson_says(language: str, tmp_path: Path) -> None:
    """Nine tenths of the gold analogies, and offsets far from chance."""
    engine = Engine(cache=tmp_path)
    first = engine.find(next(one for one in recipe.SHIPPED if one.language == language))
    assert first is not None, "build them: python -m nlp_core build word2vec"
    assert first.metrics["accuracy"] >= 0.9
    assert trained_vectors.accuracies(first, language)[0] == pytest.approx(
        first.metrics["accuracy"]
    )
    past = trained_vectors.replay(first)
    assert abs(past.cosines[0]) < 0.1
    assert past.cosines[-1] > 0.5
    one = trained_vectors.word_vectors(first)
    relations = trained_vectors.relations(one, language)
    assert [r.cosine for r in relations] == sorted((r.cosine for r in relations), reverse=True)


def test_rivals_that_were_not_trained() -> None:
    words = tuple(untrained().vocabulary["words"])
    rivals = trained_vectors.rivals("en", words, slices=1, window=3, d_model=20)
    assert rivals["random"] < 0.05 < rivals["counted"] < 1
