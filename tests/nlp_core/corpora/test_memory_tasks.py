"""Tasks ask for what they say, across the lag that they say."""

import numpy as np
import pytest

from nlp_core.corpora.memory_tasks import BASELINES, SYMBOLS, TASKS, WINDOW, draw, length


def test_adding_marks_two_early_numbers_and_asks_for_their_sum() -> None:
    drawn = draw("adding", 50, 200, np.random.default_rng(0))
    values, marks = drawn.inputs[..., 0], drawn.inputs[..., 1]
    assert drawn.inputs.shape == (200, 60, 2)
    assert (marks.sum(axis=1) == 2).all()
    assert (marks[:, WINDOW:] == 0).all()
    np.testing.assert_allclose(drawn.answers, (values * marks).sum(axis=1))


def test_recall_marks_the_first_symbol_and_asks_for_it() -> None:
    drawn = draw("recall", 20, 300, np.random.default_rng(0))
    assert drawn.inputs.shape == (300, 21, SYMBOLS + 1)
    assert (drawn.inputs[..., :SYMBOLS].sum(axis=2) == 1).all()
    assert (drawn.inputs[:, 0, SYMBOLS] == 1).all()
    assert (drawn.inputs[:, 1:, SYMBOLS] == 0).all()
    assert (drawn.inputs[:, 0, :SYMBOLS].argmax(axis=1) == drawn.answers).all()
    assert set(drawn.answers.tolist()) == set(range(SYMBOLS))


def test_baselines_are_what_knowing_nothing_scores() -> None:
    rng = np.random.default_rng(1)
    adding = draw("adding", 1, 100_000, rng).answers
    assert ((adding - 1) ** 2).mean() == pytest.approx(BASELINES["adding"], rel=0.02)
    recall = draw("recall", 1, 100_000, rng).answers
    assert (recall == 3).mean() == pytest.approx(BASELINES["recall"], rel=0.05)


@pytest.mark.parametrize("task", TASKS)
def test_the_same_dice_give_the_same_sequences(task: str) -> None:
    one, other = (draw(task, 3, 5, np.random.default_rng(7)) for _ in range(2))
    assert (one.inputs == other.inputs).all()
    assert one.inputs.shape[1] == length(task, 3)


@pytest.mark.parametrize(("task", "lag"), [("adding", 0), ("recall", -1), ("sorting", 5)])
def test_what_is_no_task_or_no_lag_is_refused(task: str, lag: int) -> None:
    with pytest.raises(ValueError, match=r"lag|tasks"):
        draw(task, lag, 1, np.random.default_rng(0))
