import numpy as np
import pytest

from nlp_core.text.counts import build_vocabulary, count, inverse_document_frequency, tf_idf
from nlp_core.text.logistic_regression import fit_logistic_regression


@pytest.mark.parametrize("strength", [0.3, 1.0, 10.0])
def test_equals_scikit_learn(strength: float) -> None:
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(0)
    corpus = [[str(w) for w in rng.zipf(1.5, 12) % 40] for _ in range(60)]
    labels = ["xyz"[sum(map(int, document)) % 3] for document in corpus]
    counts = count(corpus, build_vocabulary(corpus))
    weighted = tf_idf(counts, inverse_document_frequency(counts))
    ours = fit_logistic_regression(weighted, labels, strength=strength, steps=6000)
    theirs = LogisticRegression(C=strength, tol=1e-10, max_iter=10_000)
    theirs.fit(weighted.dense(), labels)
    expected = theirs.predict_proba(weighted.dense())
    np.testing.assert_allclose(ours.probabilities(weighted), expected, atol=1e-5)


def test_the_default_number_of_steps_is_close_to_the_end() -> None:
    corpus = [["good", "film"], ["bad", "film"], ["good"], ["bad"], ["so", "good"], ["so", "bad"]]
    labels = ["positive", "negative"] * 3
    counts = count(corpus, build_vocabulary(corpus))
    weighted = tf_idf(counts, inverse_document_frequency(counts))
    short = fit_logistic_regression(weighted, labels).probabilities(weighted)
    long = fit_logistic_regression(weighted, labels, steps=5000).probabilities(weighted)
    np.testing.assert_allclose(short, long, atol=1e-3)
