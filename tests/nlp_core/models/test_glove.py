"""GloVe's formula: f, the loss and its gradient, each against a plain computation."""

import math

import pytest
import torch

from nlp_core.models.glove import GloVe, weight, weighted_errors
from nlp_core.training.run import seeded


def test_f_is_that_of_the_paper() -> None:
    found = weight(torch.tensor([0.0, 1.0, 50.0, 100.0, 1e6]), x_max=100, alpha=0.75).tolist()
    wanted = [0.0, 0.01**0.75, 0.5**0.75, 1.0, 1.0]
    assert found == pytest.approx(wanted, rel=1e-6)
    assert weight(torch.tensor([1.0, 7.0]), x_max=10, alpha=0).tolist() == [1.0, 1.0]


def test_the_loss_is_the_sum_written_out() -> None:
    with seeded(1):
        model = GloVe(5, 3)
    torch.nn.init.normal_(model.word_bias.weight)
    words, contexts = torch.tensor([0, 3, 4]), torch.tensor([2, 3, 0])
    counts = torch.tensor([0.5, 8.0, 900.0])
    with torch.no_grad():
        found = weighted_errors(model(words, contexts), counts, 30, 0.75)
    for i, (word, context, count) in enumerate(
        zip(words.tolist(), contexts.tolist(), counts.tolist(), strict=True)
    ):
        product = (model.word.weight[word] @ model.context.weight[context]).item()
        biases = (model.word_bias.weight[word] + model.context_bias.weight[context]).item()
        error = product + biases - math.log(count)
        f = min(1.0, (count / 30) ** 0.75)
        assert float(found[i]) == pytest.approx(f * error**2, rel=1e-5)


def test_the_gradient_is_that_of_finite_differences() -> None:
    with seeded(2):
        model = GloVe(4, 3).double()
    words, contexts = torch.tensor([0, 1, 1, 3]), torch.tensor([1, 1, 2, 0])
    counts = torch.tensor([0.3, 5.0, 70.0, 2.0], dtype=torch.float64)

    def loss() -> torch.Tensor:
        return weighted_errors(model(words, contexts), counts, 30, 0.75).sum()

    loss().backward()
    for parameter in model.parameters():
        flat, gradient = parameter.data.view(-1), parameter.grad.view(-1)  # type: ignore[union-attr]
        for place in range(len(flat)):
            before = flat[place].item()
            ends = []
            for step in (1e-6, -1e-6):
                flat[place] = before + step
                ends.append(loss().item())
            flat[place] = before
            assert float(gradient[place]) == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-6)


def test_word_vectors_are_the_sum_of_both_roles() -> None:
    model = GloVe(4, 3)
    assert torch.equal(model.vectors(), model.word.weight + model.context.weight)
