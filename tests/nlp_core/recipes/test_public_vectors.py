"""Vectors of public text: a small training from end to end, and what ships."""

import numpy as np
import pytest

from nlp_core.corpora.little_world import sentences
from nlp_core.corpora.rude import is_rude_word
from nlp_core.corpora.running_text import SETS, RunningText, numbered
from nlp_core.engine.artifact import unpack
from nlp_core.engine.library import Library
from nlp_core.engine.train import train
from nlp_core.places import MODELS
from nlp_core.recipes import public_vectors
from nlp_core.recipes.public_vectors import SHIPPED, PublicVectorsSpec, word_vectors
from nlp_core.text.content_words import cut
from nlp_core.text.embeddings import Vectors, neighbours
from nlp_core.training.word2vec import report_steps


def small_text(language: str, vocab_size: int) -> RunningText:
    texts = [one.tokens for one in sentences("en", 1500, seed=0)]
    counts: dict[str, int] = {}
    for word in (word for text in texts for word in text):
        counts[word] = counts.get(word, 0) + 1
    words = tuple(sorted(counts, key=lambda word: -counts[word])[:vocab_size])
    ids, sentence = numbered(texts, words)
    kept = tuple(counts[word] for word in words)
    return RunningText(
        words, kept, ids, sentence, sum(counts.values()), {words[5]: 1, words[6]: -1}
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> PublicVectorsSpec:
    monkeypatch.setattr(public_vectors, "running_text", small_text)
    return PublicVectorsSpec(vocab_size=150, passes=2, d_model=12, language="ko")


def test_a_training_keeps_the_vectors_alone_and_comes_back(small: PublicVectorsSpec) -> None:
    packed = train(small, half=True)
    found = unpack(packed, small, shipped=True)
    vectors = word_vectors(found)
    assert vectors.matrix.shape == (150, 12) and len(packed.tensors) < 150 * 12 * 2 + 500
    assert found.vocabulary["words"][0] == vectors.words[0]
    assert {"polarity", "polarity_asked", "words_per_second"} <= found.metrics.keys()
    steps = [point["step"] for point in found.history]
    total = steps[-1]
    assert set(steps) == {0} | report_steps(total, public_vectors.REPORTS)
    assert found.history[-1]["loss"] < found.history[1]["loss"]


def test_a_training_repeats_itself(small: PublicVectorsSpec) -> None:
    one, other = train(small), train(small)
    assert one.tensors == other.tensors


def test_english_is_scored_by_judgements_where_they_are_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = RunningText(("a", "b", "c", "d"), (4, 3, 2, 1), np.zeros(1), np.zeros(1), 9, {})
    vectors = Vectors(text.words, np.eye(4, dtype=np.float32))
    monkeypatch.setattr(public_vectors, "similar_pairs", list)
    monkeypatch.setattr(public_vectors, "analogy_questions", lambda: [("a", "b", "c", "d")])
    assert public_vectors.scores(vectors, text) == {"analogies": 1.0, "analogies_asked": 1.0}


@pytest.mark.parametrize("spec", SHIPPED, ids=lambda spec: spec.language)
def test_what_ships_is_fit_for_a_class_and_for_search(spec: PublicVectorsSpec) -> None:
    found = Library(MODELS, None, memory_bytes=2**28, disk_bytes=0).find(spec)
    assert found is not None
    vectors = word_vectors(found)
    assert len(vectors.words) == 12_000 and vectors.matrix.shape[1] == 100
    assert not [word for word in vectors.words if is_rude_word(word)]
    assert all(name in found.card["data"] for name in SETS[spec.language])
    assert "CC" in found.card["data"] and found.card["command"].endswith(
        "public_vectors" if spec.language == "en" else "--language ko"
    )
    if spec.language == "ko":
        assert found.metrics["polarity"] > 0.9
        assert "따분하다" in [word for word, _ in neighbours(vectors, "지루하다", 10)]
    else:
        assert found.metrics["wordsim"] > 0.35 and found.metrics["wordsim_asked"] > 200
        assert "movie" in [word for word, _ in neighbours(vectors, "film", 5)]
        assert set(cut(["The film is a fine film."], "en")[0]) <= vectors.index.keys()
