from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.errors import LearnerError
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import (
    NaiveBayes,
    fit_naive_bayes,
    log_joint,
    log_sum_exp,
    posterior,
    predict,
    prior_ratio,
    shares,
)

WORDS = st.sampled_from(["좋다", "싫다", "영화", "정말", "안", "a", "b", "c", "d"])
ROWS = st.lists(st.tuples(st.lists(WORDS, max_size=30), st.sampled_from("xyz")), min_size=2)
CORPUS = ROWS.filter(lambda rows: len({c for _, c in rows}) > 1 and any(d for d, _ in rows))


def learn(rows: list[tuple[list[str], str]], **options: Any) -> NaiveBayes:
    documents = [document for document, _ in rows]
    vocabulary = build_vocabulary(documents)
    labels = [label for _, label in rows]
    return fit_naive_bayes(count(documents, vocabulary), labels, vocabulary, **options)


def chances(model: NaiveBayes, document: list[str]) -> dict[str, float]:
    """P(c|d) of each class for one document."""
    joint = log_joint(model, count([document], model.vocabulary))
    return dict(zip(model.classes, posterior(joint)[0].tolist(), strict=True))


@given(CORPUS, st.sampled_from([0.001, 0.1, 1.0, 10.0]), st.booleans())
def test_equals_scikit_learn(
    rows: list[tuple[list[str], str]], alpha: float, own_prior: bool
) -> None:
    from sklearn.naive_bayes import MultinomialNB

    classes = len({label for _, label in rows})
    prior = np.arange(1, classes + 1) / sum(range(1, classes + 1)) if own_prior else None
    model = learn(rows, alpha=alpha, prior=prior)
    counts = count([document for document, _ in rows], model.vocabulary)
    theirs = MultinomialNB(alpha=alpha, class_prior=prior)
    theirs.fit(counts.dense(), [label for _, label in rows])
    joint = log_joint(model, counts)
    tight = {"rtol": 0, "atol": 1e-9}
    np.testing.assert_allclose(model.log_prior, theirs.class_log_prior_, **tight)
    np.testing.assert_allclose(model.log_likelihood, theirs.feature_log_prob_, **tight)
    np.testing.assert_allclose(joint, theirs.predict_joint_log_proba(counts.dense()), **tight)
    np.testing.assert_allclose(posterior(joint), theirs.predict_proba(counts.dense()), **tight)
    best = np.sort(joint, axis=1)
    clear = best[:, -1] - best[:, -2] > 1e-9  # a tie may fall either way
    agree = np.array(predict(model, counts)) == theirs.predict(counts.dense())
    assert agree[clear].all()


@given(CORPUS, st.lists(WORDS, max_size=20))
def test_the_shares_add_up_to_the_verdict(
    rows: list[tuple[list[str], str]], document: list[str]
) -> None:
    model = learn(rows)
    a, b = model.classes[:2]
    joint = log_joint(model, count([document], model.vocabulary))[0]
    total = prior_ratio(model, a, b) + sum(share.total for share in shares(model, document, a, b))
    assert total == pytest.approx(joint[0] - joint[1], abs=1e-9)


def test_likelihoods_and_posteriors_are_probabilities() -> None:
    model = learn([(["좋다", "좋다"], "x"), (["싫다"], "y"), ([], "y")])
    np.testing.assert_allclose(np.exp(model.log_likelihood).sum(axis=1), 1)
    assert chances(model, ["좋다"]) == pytest.approx({"x": 9 / 17, "y": 8 / 17})
    assert sum(chances(model, ["싫다"] * 5000).values()) == pytest.approx(1)  # no underflow


def test_unknown_words_leave_the_prior() -> None:
    model = learn([(["좋다"], "x"), (["싫다"], "y"), (["별로"], "y")])
    assert chances(model, ["처음", "보는"]) == pytest.approx({"x": 1 / 3, "y": 2 / 3})
    assert chances(model, []) == chances(model, ["처음"])
    assert shares(model, ["처음", "좋다", "좋다"], "x", "y")[0].count == 2


def test_one_class_or_no_words_cannot_be_learned_from() -> None:
    with pytest.raises(LearnerError, match="one-class"):
        learn([(["a"], "x"), (["b"], "x")])
    with pytest.raises(LearnerError, match="no-words"):
        learn([([], "x"), ([], "y")])


def test_log_sum_exp_stays_finite() -> None:
    assert log_sum_exp(np.array([-5000.0, -5000.0])) == pytest.approx(-5000 + np.log(2))
    assert log_sum_exp(np.array([[0.0, -1e6], [1e6, 0.0]])).tolist() == [0.0, 1e6]
