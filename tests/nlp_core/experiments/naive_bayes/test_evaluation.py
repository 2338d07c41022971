import numpy as np
import pytest

from nlp_core.corpora.reviews import normalised, reviews
from nlp_core.experiments.naive_bayes import evaluation
from nlp_core.experiments.naive_bayes.evaluation import MODELS
from nlp_core.experiments.naive_bayes.verdict import review_rows
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint, posterior
from nlp_core.text.reader import Reader


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_learned_from_is_held_out(language: str) -> None:
    for seed in range(3):
        learning, held_out = evaluation.split(review_rows(language), seed)
        seen = {normalised(text) for text, _ in learning}
        assert not seen & {normalised(text) for text, _ in held_out}
        assert {label for _, label in learning[:2]} == {"positive", "negative"}
    again = evaluation.split(review_rows(language), 0)
    assert again == evaluation.split(review_rows(language), 0)


def test_a_text_with_two_labels_stands_nowhere() -> None:
    rows = [(f"text {i}", "ab"[i % 2]) for i in range(20)] + [("Text 0!", "b")]
    texts = {normalised(text) for half in evaluation.split(rows, 0) for text, _ in half}
    assert normalised("text 0") not in texts
    assert len(texts) == 19


def tried(language: str, splits: int = 3, sizes: tuple[int, ...] = (20,)) -> evaluation.Trial:
    rows, reader = review_rows(language), Reader(language)
    return evaluation.try_out(rows, [reader.units(text) for text, _ in rows], 1.0, splits, sizes)


def test_a_vocabulary_holds_training_words_alone() -> None:
    trial, (rows, reader) = tried("en", splits=1), (review_rows("en"), Reader("en"))
    learning, held_out = evaluation.split(rows, 0)
    documents = [reader.units(text) for text, _ in learning]
    vocabulary = build_vocabulary(documents)
    labels = [label for _, label in learning]
    model = fit_naive_bayes(count(documents, vocabulary), labels, vocabulary)
    tested = count([reader.units(text) for text, _ in held_out], vocabulary)
    expected = posterior(log_joint(model, tested))
    np.testing.assert_allclose(trial.probabilities[MODELS[0]], expected, rtol=1e-9)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_both_models_learn_and_beat_the_baseline(language: str) -> None:
    trial = tried(language)
    numbers = trial.numbers()
    made = trial.provenance
    assert (made.run_id, made.seed, made.steps) == ("logistic-regression", 0, 100)
    assert made.seconds == trial.seconds["logistic-regression"] > 0
    for name in ("bayes", "logistic"):
        assert numbers[name] > numbers["majority"] + 0.15
    for model in MODELS:
        mean, low, high = trial.band(model)
        assert mean[-1] > mean[0]
        assert (low <= mean).all() and (mean <= high).all()
        assert trial.confusion(model).sum() == len(trial.truth) == 3 * numbers["tested"]
        right = np.trace(trial.confusion(model)) / len(trial.truth)
        assert right == pytest.approx(numbers["bayes" if model == MODELS[0] else "logistic"])


def test_accuracy_by_kind_covers_every_held_out_text() -> None:
    trial = tried("ko")
    everything = {one.text for one in reviews("ko")}
    assert trial.accuracy_on(MODELS[0], everything) == pytest.approx(trial.numbers()["bayes"])
    assert np.isnan(trial.accuracy_on(MODELS[0], ()))


def test_calibration_of_a_known_forecast() -> None:
    probability = np.array([0.1, 0.1, 0.9, 0.9, 1.0])
    happened = np.array([False, False, True, False, True])
    claimed, found, number = evaluation.calibration(probability, happened, bins=2)
    np.testing.assert_allclose(claimed, [0.1, 2.8 / 3])
    np.testing.assert_allclose(found, [0, 2 / 3])
    assert number.tolist() == [2, 3]
    error = evaluation.calibration_error(probability, happened, bins=2)
    assert error == pytest.approx((2 * 0.1 + 3 * (0.8 / 3)) / 5)


def test_few_texts_are_not_held_out() -> None:
    few = [(f"a{i}", "x") for i in range(7)] + [(f"b{i}", "y") for i in range(20)]
    assert not evaluation.enough_to_hold_out(few)
    assert not evaluation.enough_to_hold_out([*few, ("a0", "x")])  # a text that is there already
    assert not evaluation.enough_to_hold_out([*few, ("b0", "x")])  # one that the other class has
    enough = [*few, ("c", "x")]
    assert evaluation.enough_to_hold_out(enough)
    learned, held_out = evaluation.split(enough, 0)
    assert {label for _, label in learned} == {label for _, label in held_out} == {"x", "y"}
