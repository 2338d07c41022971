"""GloVe's training: AdaGrad as PyTorch does it, every cell once an epoch, the counts learned."""

import pytest
import torch

from nlp_core.models.glove import GloVe, weighted_errors
from nlp_core.training.glove import START, Cells, Settings, adagrad_step, shuffled, train
from nlp_core.training.run import seeded


def cells(words: int = 30, seed: int = 0) -> Cells:
    """Counts that vectors of size 4 can say exactly."""
    dice = torch.Generator().manual_seed(seed)
    table = torch.randn(words, 4, generator=dice)
    rows, columns = torch.cartesian_prod(torch.arange(words), torch.arange(words)).unbind(1)
    return Cells(rows, columns, (table[rows] * table[columns]).sum(1).exp())


def test_adagrad_is_that_of_pytorch() -> None:
    dice = torch.Generator().manual_seed(3)
    mine = torch.nn.Parameter(torch.randn(6, 2, generator=dice))
    theirs = torch.nn.Parameter(mine.detach().clone())
    squares = torch.full_like(mine, START)
    optimizer = torch.optim.Adagrad([theirs], lr=0.2, initial_accumulator_value=START)
    for _ in range(5):
        gradient = torch.randn(6, 2, generator=dice)
        mine.grad, theirs.grad = gradient.clone(), gradient.clone()
        adagrad_step(mine, squares, 0.2)
        optimizer.step()
        assert torch.allclose(mine, theirs, atol=1e-6)
        assert mine.grad is None


def test_every_cell_comes_once_an_epoch_in_a_new_order() -> None:
    every = cells(10)
    settings = Settings(epochs=2, batch=30)
    batches = list(shuffled(every, settings, torch.Generator().manual_seed(0)))
    assert len(batches) == settings.steps(100) == 8
    epochs = [torch.cat([b.rows * 10 + b.columns for b in batches[i : i + 4]]) for i in (0, 4)]
    assert all(torch.equal(one.sort().values, torch.arange(100)) for one in epochs)
    assert not torch.equal(*epochs)


def test_what_vectors_can_say_they_learn_to_say() -> None:
    """Far beyond the baseline, the best constant for all cells."""
    every, settings = cells(), Settings(epochs=150, batch=128, x_max=1.0)
    with seeded(0):
        model = GloVe(30, 8)
    *_, last = train(model, every, settings, torch.Generator().manual_seed(0))
    with torch.no_grad():
        found = weighted_errors(model(every.rows, every.columns), every.counts, 1.0, 0.75).mean()
        constant = every.counts.log().mean().expand(len(every.counts))
        baseline = weighted_errors(constant, every.counts, 1.0, 0.75).mean()
    assert float(found) < 0.05 * float(baseline)
    assert last.step == last.total == settings.steps(900)


def test_a_training_repeats_itself_and_another_seed_does_not() -> None:
    def run(seed: int) -> torch.Tensor:
        with seeded(0):
            model = GloVe(30, 4)
        dice = torch.Generator().manual_seed(seed)
        losses = [at.loss for at in train(model, cells(), Settings(epochs=2), dice)]
        assert losses[-1] < losses[0]
        return model.word.weight.detach().clone()

    assert torch.equal(run(0), run(0))
    assert not torch.equal(run(0), run(1))


def test_no_cells_no_steps() -> None:
    nothing = Cells(torch.empty(0).long(), torch.empty(0).long(), torch.empty(0))
    assert list(train(GloVe(3, 2), nothing, Settings(), torch.Generator())) == []


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_gpu_trains_with_the_same_code() -> None:
    losses = {}
    for device in map(torch.device, ("cpu", "cuda")):
        with seeded(0):
            model = GloVe(30, 8).to(device)
        dice = torch.Generator().manual_seed(0)
        *_, last = train(model, cells().to(device), Settings(epochs=20, batch=128), dice)
        losses[device.type] = last.loss
    assert losses["cuda"] == pytest.approx(losses["cpu"], rel=0.02)
