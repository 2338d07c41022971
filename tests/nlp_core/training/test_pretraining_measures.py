"""Measures of pre-training by their definitions, and the baselines by counting by hand."""

import math
from collections import Counter

import numpy as np
import pytest
import torch

from nlp_core.models.bigram import SMOOTHING, Bigram
from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.training import pretraining_measures
from nlp_core.training.packing import IGNORED, MASK, N_SPECIAL, Rows, Text, pack
from nlp_core.training.pretraining import Hidden, following
from nlp_core.training.pretraining_measures import (
    area_under_curve,
    baseline,
    count_neighbours,
    filled_in_by_counts,
    perplexity,
    perplexity_by_counts,
)

V = 30


def rows(pairing: str = "none") -> Rows:
    """Rows of a text whose tokens rise by one, so that neighbours tell everything."""
    begin = torch.randint(N_SPECIAL, V - 8, (120,), generator=torch.Generator().manual_seed(0))
    tokens = (begin[:, None] + torch.arange(8)).flatten()
    ends = torch.arange(8, 961, 8)
    text = Text(tokens, ends, torch.zeros(120), torch.zeros(120))
    packed = pack(text, width=32, pairing=pairing, dice=torch.Generator().manual_seed(1))
    return packed.batch(0, len(packed.tokens))


def test_neighbours_are_counted_within_examples() -> None:
    packed = rows()
    bigram = count_neighbours(packed, V)
    counted: Counter[tuple[int, int]] = Counter()
    for tokens, document in zip(packed.tokens.tolist(), packed.document.tolist(), strict=True):
        for i in range(31):
            if document[i] == document[i + 1] and document[i] != 255:
                counted[tokens[i], tokens[i + 1]] += 1
    every = torch.arange(V)
    table = torch.stack([bigram._after.of(every[i : i + 1])[0] for i in range(V)])
    assert {(i, j): int(n) for (i, j), n in np.ndenumerate(table.numpy()) if n} == dict(counted)
    torch.testing.assert_close(bigram._before.of(every), table.T)
    left, token = torch.tensor([10, 10, 4]), torch.tensor([11, 20, 11])
    torch.testing.assert_close(
        bigram.chance(left, token), bigram.after(left)[torch.arange(3), token]
    )


def test_a_hidden_token_at_either_end_of_a_row_has_one_neighbour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = rows()
    width = packed.tokens.shape[1]

    def ends(tokens: torch.Tensor, *_: object, **__: object) -> Hidden:
        places = torch.tensor([[0, width - 1]]).expand(len(tokens), 2)
        covered = tokens.clone()
        covered[:, [0, width - 1]] = MASK
        return Hidden(covered, places, tokens.gather(1, places))

    monkeypatch.setattr(pretraining_measures, "hide", ends)
    assert 0 <= filled_in_by_counts(count_neighbours(packed, V), packed) <= 1


def test_chances_add_up_and_an_unknown_neighbour_says_nothing() -> None:
    bigram = count_neighbours(rows(), V)
    after = bigram.after(torch.arange(V))
    torch.testing.assert_close(after.sum(1), torch.ones(V))
    seen = bigram._after.total[12].item()
    count = bigram._after.count(torch.tensor([12]), torch.tensor([13]))[0]
    wanted = (count + SMOOTHING * bigram.share[13]) / (seen + SMOOTHING)
    torch.testing.assert_close(after[12, 13], wanted)
    nobody = torch.tensor([MASK])
    between = bigram.between(nobody, nobody, unknown=MASK)
    torch.testing.assert_close(between[0], bigram.share)
    between = bigram.between(torch.tensor([12]), nobody, unknown=MASK)
    torch.testing.assert_close(between[0], after[12])


def test_a_text_that_neighbours_tell_is_filled_in_from_both_sides() -> None:
    packed = rows()
    assert filled_in_by_counts(count_neighbours(packed, V), packed) > 0.9


def test_perplexity_is_the_mean_surprise() -> None:
    torch.manual_seed(0)
    gpt = Gpt(GptConfig(V, d_model=16, n_layer=1, n_head=2)).eval()
    packed = rows("causal")
    with torch.inference_mode():
        found = perplexity(gpt, packed)["perplexity"]
    assert found == pytest.approx(V, rel=0.3)
    bigram = count_neighbours(packed, V)
    by_hand = []
    for tokens, targets in zip(packed.tokens, following(packed), strict=True):
        for i in range(31):
            if targets[i] != IGNORED:
                by_hand.append(bigram.chance(tokens[i : i + 1], targets[i : i + 1]).log().item())
    wanted = math.exp(-np.mean(by_hand))
    assert perplexity_by_counts(bigram, packed) == pytest.approx(wanted, rel=1e-4)
    named = baseline(gpt, {"ko": packed}, 8, bigram)
    assert list(named) == ["bigram_perplexity_ko"]


def test_the_area_under_the_curve_equals_scikit_learns() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(0)
    scores = rng.integers(0, 40, 500) / 40
    labels = rng.random(500) < 0.2 + 0.5 * scores
    found = area_under_curve(torch.from_numpy(scores), torch.from_numpy(labels))
    assert found == pytest.approx(metrics.roc_auc_score(labels, scores), abs=1e-9)
    assert math.isnan(area_under_curve(torch.ones(3), torch.ones(3, dtype=torch.bool)))


def test_few_pairs_need_little_room() -> None:
    bigram = Bigram(torch.tensor([1, 1, 2]), torch.tensor([2, 2, 3]), 50_000)
    assert bigram._after.pairs.numel() == 2 and bigram._after.times.tolist() == [2, 1]
