"""Controls of analogies, on spaces whose truth is known."""

import itertools

import numpy as np
import pytest

from nlp_core.text.analogy_controls import (
    CONTROLS,
    OFFSET,
    Share,
    answer_ranks,
    controlled,
)
from nlp_core.text.embeddings import Question, Vectors, analogy_hits

ROWS, ENDS, DEGREES = range(6), range(2), range(2)


def word(row: int, end: int, degree: int) -> str:
    return f"{row}{end}{degree}"


def space() -> Vectors:
    """Words of three features, each feature a direction of its own; a breath of noise."""
    cells = list(itertools.product(ROWS, ENDS, DEGREES))
    parts = [np.eye(10)[[row, 6 + end, 8 + degree]].sum(axis=0) for row, end, degree in cells]
    noise = np.random.default_rng(0).normal(scale=1e-3, size=(len(cells), 10))
    matrix = (np.stack(parts) + noise).astype(np.float32)
    return Vectors(tuple(word(*cell) for cell in cells), matrix)


def questions(*, crossed: bool) -> list[Question]:
    """Degree 0 to degree 1 in two rows, at the same end of the scale or at opposite ones."""
    return [
        (word(i, 0, 0), word(i, 0, 1), word(j, int(crossed), 0), word(j, int(crossed), 1))
        for i, j in itertools.permutations(ROWS, 2)
    ]


def test_the_first_place_is_what_analogy_hits_counts() -> None:
    matrix = np.random.default_rng(1).normal(size=(30, 4)).astype(np.float32)
    vectors = Vectors(tuple(f"w{i}" for i in range(30)), matrix)
    names = list(vectors.words)
    asked = [tuple(names[i : i + 4]) for i in range(27)]
    ranks = answer_ranks(vectors, asked)
    assert (ranks == 1).tolist() == analogy_hits(vectors, asked).tolist()
    assert ranks.min() >= 1
    assert ranks.max() <= 30 - 3


def test_two_features_are_answered_without_the_offset() -> None:
    found = controlled(space(), questions(crossed=False))
    assert found.accuracy[OFFSET] == found.accuracy["b + c"] == 1
    assert found.a_stays[OFFSET] == 1
    assert 0.2 < found.a_stays["b + c"] < 0.8  # a is as near as d
    assert found.beyond == Share(0, 0)


def test_three_features_need_the_offset() -> None:
    found = controlled(space(), questions(crossed=True))
    assert found.accuracy[OFFSET] == 1
    assert all(found.accuracy[control] < 0.5 for control in CONTROLS)
    assert found.beyond.accuracy == 1
    assert found.beyond.count >= found.count / 2
    assert found.lost.hits == 0


def test_nearest_alone_is_the_neighbour() -> None:
    corners = np.array([[0, 1], [1, 1], [1, 0], [1, -0.5]], np.float32)
    vectors, question = Vectors(("a", "b", "c", "d"), corners), [("a", "b", "c", "d")]
    assert answer_ranks(vectors, question, "c", left_out="c").tolist() == [1]
    assert answer_ranks(vectors, question, "b", left_out="b").tolist() == [3]  # a and c are nearer
    assert answer_ranks(vectors, [("a", "b", "c", "lost")]).tolist() == [5]


def test_a_share_of_nothing_is_no_number() -> None:
    assert np.isnan(Share(0, 0).accuracy)
    assert Share(3, 4).accuracy == pytest.approx(0.75)
