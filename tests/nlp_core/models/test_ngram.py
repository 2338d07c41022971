"""The n-gram model counts, mixes as Witten and Bell do, and sums to one."""

import pytest
import torch

from nlp_core.models.ngram import UNSEEN, Ngram, count_runs, surprises

TEXTS = [[4, 6, 7, 5], [4, 6, 7, 8, 5], [4, 9, 7, 5]]


@pytest.fixture
def model() -> Ngram:
    return count_runs(TEXTS, 12, 3)


def test_runs_stay_within_a_text(model: Ngram) -> None:
    grams, counts = model.runs(2)
    pairs = {tuple(gram.tolist()): int(n) for gram, n in zip(grams, counts, strict=True)}
    assert pairs == {(4, 6): 2, (4, 9): 1, (6, 7): 2, (7, 5): 2, (7, 8): 1, (8, 5): 1, (9, 7): 1}


def test_a_context_gives_its_counts_and_as_much_of_the_shorter_one_as_it_has_kinds(
    model: Ngram,
) -> None:
    alone = model.after([], 1)
    token = (3 + UNSEEN) / (13 + 12 * UNSEEN)  # the 7 came 3 times of 13
    assert float(alone[7]) == pytest.approx(token, rel=1e-5)
    after = model.after([7], 2)  # followed by 5 twice and by 8 once: two kinds of three
    assert float(after[5]) == pytest.approx((2 + 2 * float(alone[5])) / (3 + 2), rel=1e-5)
    assert float(after[9]) == pytest.approx(2 * float(alone[9]) / 5, rel=1e-5)


def test_probabilities_sum_to_one_after_anything(model: Ngram) -> None:
    for context in ([], [4], [4, 6], [11, 11], [6, 7]):
        for order in (1, 2, 3):
            assert float(model.after(context, order).sum()) == pytest.approx(1, abs=1e-5)


def test_all_places_at_once_are_each_alone() -> None:
    dice = torch.Generator().manual_seed(0)
    texts = [torch.randint(4, 12, (n,), generator=dice).tolist() for n in (3, 9, 5, 14, 8)]
    model = count_runs(texts[:4], 12, 3)
    for text in (*texts, [4, 5], [11, 11, 11, 11]):
        for order in (1, 2, 3):
            alone = [model.after(text[:place], order)[text[place]] for place in range(1, len(text))]
            torch.testing.assert_close(surprises(model, text, order), -torch.stack(alone).log())
