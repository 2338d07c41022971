"""Measurements of vectors, on small spaces whose truth is known and beside gensim."""

import numpy as np
import pytest
from gensim.models import KeyedVectors

from nlp_core.errors import LearnerError
from nlp_core.text import embeddings
from nlp_core.text.embeddings import Vectors

WORDS = ("king", "queen", "man", "woman", "apple", "Seoul")


def grid() -> Vectors:
    """Royalty along the first axis, gender along the second, fruit and towns on their own."""
    matrix = np.array(
        [[3, 1, 1, 0], [3, -1, 1, 0], [1, 1, 1, 0], [1, -1, 1, 0], [0, 0, 0, 2], [0, 0, -2, 1]],
        dtype=np.float32,
    )
    return Vectors(WORDS, matrix)


def cloud(words: int = 60, seed: int = 0) -> Vectors:
    matrix = np.random.default_rng(seed).normal(size=(words, 8)).astype(np.float32)
    return Vectors(tuple(f"w{i}" for i in range(words)), matrix)


def reference(vectors: Vectors) -> KeyedVectors:
    keyed = KeyedVectors(vectors.matrix.shape[1])
    keyed.add_vectors(list(vectors.words), vectors.matrix)
    return keyed


def test_neighbours_equal_gensims() -> None:
    vectors = cloud()
    found = embeddings.neighbours(vectors, "w7", 5)
    expected = reference(vectors).most_similar("w7", topn=5)
    assert [word for word, _ in found] == [word for word, _ in expected]
    np.testing.assert_allclose([c for _, c in found], [c for _, c in expected], atol=1e-6)


def test_analogies_equal_gensims_and_each_other() -> None:
    vectors, names = cloud(), [f"w{i}" for i in range(12)]
    questions = [tuple(names[i : i + 4]) for i in range(8)]
    hits = embeddings.analogy_hits(vectors, questions)
    for (a, b, c, d), hit in zip(questions, hits, strict=True):
        best = embeddings.analogy(vectors, a, b, c)[0][0]
        expected = reference(vectors).most_similar(positive=[b, c], negative=[a], topn=1)[0][0]
        assert best == expected
        assert hit == (best == d)


def test_leaving_out_the_questions_words_decides() -> None:
    vectors = Vectors(("a", "b", "c", "d"), np.array([[9, 0], [9, 1], [0, 9], [3, 9]], np.float32))
    assert embeddings.analogy(vectors, "a", "b", "c")[0][0] == "d"
    assert embeddings.analogy(vectors, "a", "b", "c", exclude=False)[0][0] == "c"
    question = [("a", "b", "c", "d")]
    assert embeddings.analogy_accuracy(vectors, question) == 1
    assert embeddings.analogy_accuracy(vectors, question, exclude=False) == 0


def test_a_question_with_an_unknown_word_is_missed() -> None:
    questions = [("man", "king", "woman", "queen"), ("man", "king", "woman", "xyz")]
    assert embeddings.analogy_hits(grid(), questions).tolist() == [True, False]
    assert embeddings.analogy_accuracy(grid(), []) == 0


def test_parallel_offsets_have_cosine_one() -> None:
    starts = cloud(5).matrix
    same = starts + np.ones(8, dtype=np.float32)
    assert embeddings.parallelism(starts, same) == pytest.approx(1, abs=1e-5)
    chance = embeddings.parallelism(cloud(50, 1).unit, cloud(50, 2).unit)
    assert abs(chance) < 0.1


def test_an_axis_runs_from_zero_to_one() -> None:
    placed = dict(embeddings.axis(grid(), "man", "woman", ["man", "woman", "king", "queen"]))
    assert placed["man"] == pytest.approx(0, abs=1e-6)
    assert placed["woman"] == pytest.approx(1, abs=1e-6)
    assert placed["king"] < 0.5 < placed["queen"]
    assert list(placed.values()) == sorted(placed.values())


def test_the_plane_is_scikit_learns_pca() -> None:
    from sklearn.decomposition import PCA

    points = cloud(40).matrix
    mine, theirs = embeddings.plane(points), PCA(2).fit(points)
    assert mine.share == pytest.approx(theirs.explained_variance_ratio_.sum(), rel=1e-4)
    np.testing.assert_allclose(
        np.abs(mine.project(points)), np.abs(theirs.transform(points)), atol=1e-4
    )


def test_a_turned_space_keeps_its_neighbours_and_loses_its_directions() -> None:
    one = cloud(60)
    turn, _ = np.linalg.qr(np.random.default_rng(3).normal(size=(8, 8)))
    other = Vectors(one.words, (one.matrix @ turn).astype(np.float32))
    assert embeddings.overlap(one, other, one.words[:20], 5) == pytest.approx(1)
    assert abs(embeddings.same_direction(one, other, one.words)) < 0.5
    assert embeddings.same_direction(one, one, one.words) == pytest.approx(1, abs=1e-5)


def test_counted_vectors_find_words_of_one_company() -> None:
    dice = np.random.default_rng(0)
    sentence = np.arange(3000) // 10
    ids = dice.integers(0, 5, size=3000) + 5 * (sentence % 2)
    counted = embeddings.counted_vectors(
        [f"w{i}" for i in range(10)], ids, sentence, window=2, d_model=4
    )
    for word in ("w0", "w7"):
        near = {int(name[1:]) // 5 for name, _ in embeddings.neighbours(counted, word, 4)}
        assert near == {int(word[1:]) // 5}


def test_unknown_words_are_named_with_known_ones() -> None:
    with pytest.raises(LearnerError) as raised:
        grid().rows(["quean"])
    assert raised.value.code == "unknown-word"
    assert "queen" in raised.value.values["near"]
    with pytest.raises(LearnerError) as raised:
        grid().rows(["🙂"])
    assert raised.value.values["near"]


@pytest.mark.parametrize(("word", "spelt"), [("KING", "king"), (" seoul ", "Seoul")])
def test_capitals_and_spaces_do_not_matter(word: str, spelt: str) -> None:
    assert grid().known(word) == spelt


@pytest.mark.parametrize(
    ("ends", "words", "code"),
    [
        (("man", "MAN"), ["king"], "same-ends"),
        (("man", ""), ["king"], "empty-text"),
        (("man", "woman"), [], "empty-text"),
        (("man", "woman"), ["왕"], "unknown-word"),
    ],
)
def test_a_line_that_cannot_be_drawn_is_said(
    ends: tuple[str, str], words: list[str], code: str
) -> None:
    with pytest.raises(LearnerError) as raised:
        embeddings.axis(grid(), *ends, words)
    assert raised.value.code == code
