"""Row by row or all at once, it is torch's Adagrad."""

import pytest
import torch

from nlp_core.training.adagrad import RowAdagrad

WORDS, SIZE = 11, 6


@pytest.mark.parametrize("occurrences", [6, 40], ids=["few rows touched", "all rows touched"])
def test_row_adagrad_equals_torchs(occurrences: int) -> None:
    dice = torch.Generator().manual_seed(3)
    mine = torch.randn(WORDS, SIZE, generator=dice)
    theirs = mine.clone().requires_grad_()
    rows, adagrad = RowAdagrad(mine), torch.optim.Adagrad([theirs], lr=0.1, eps=1e-8)
    for _ in range(5):
        ids = torch.randint(WORDS, (occurrences,), generator=dice)
        gradients = torch.randn(occurrences, SIZE, generator=dice)
        rows.step(ids, gradients, 0.1)
        theirs.grad = torch.zeros_like(theirs).index_add_(0, ids, gradients)
        adagrad.step()
    torch.testing.assert_close(mine, theirs.detach())
