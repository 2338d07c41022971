import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr

from nlp_core.text.embeddings import Vectors, random_vectors
from nlp_core.text.vector_scores import analogies, polarity, ranks, similarity, spearman


@pytest.mark.parametrize("seed", range(5))
def test_ranks_and_their_correlation_equal_scipys(seed: int) -> None:
    dice = np.random.default_rng(seed)
    one, other = dice.integers(0, 6, 40), dice.normal(size=40)
    np.testing.assert_allclose(ranks(one) + 1, rankdata(one))
    assert spearman(one, other) == pytest.approx(spearmanr(one, other).statistic)


def test_a_constant_row_has_no_correlation() -> None:
    assert np.isnan(spearman(np.ones(4), np.arange(4)))


SPACE = Vectors(
    ("good", "fine", "bad", "poor", "a"),
    np.array([[2, 0.1], [3, 0.2], [-1, 0.1], [-2, 0], [0, 1]], np.float32),
)


def test_similarity_asks_only_what_is_known() -> None:
    pairs = [("good", "fine", 9.0), ("good", "bad", 1.0), ("good", "a", 3.0), ("good", "x", 5.0)]
    score = similarity(SPACE, pairs)
    assert (score.value, score.asked) == (pytest.approx(1.0), 3)
    assert np.isnan(similarity(SPACE, pairs[:1]).value)


def test_analogies_ask_only_what_is_known() -> None:
    assert analogies(SPACE, [("good", "fine", "bad", "x")]).asked == 0
    assert analogies(SPACE, [("good", "fine", "bad", "poor")]).asked == 1


def test_polarity_is_whether_neighbours_agree() -> None:
    signs = {"good": 1, "fine": 1, "bad": -1, "poor": -1, "unknown": 1}
    assert (polarity(SPACE, signs).value, polarity(SPACE, signs).asked) == (1.0, 4)
    assert polarity(SPACE, {"good": 1, "fine": -1, "bad": 1, "poor": -1}).value == 0.0


def test_chance_is_a_half() -> None:
    signs = {f"w{i}": 1 if i % 2 else -1 for i in range(1000)}
    assert polarity(random_vectors(list(signs), 20, 0), signs).value == pytest.approx(0.5, abs=0.06)
