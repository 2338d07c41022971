"""No path leads from the discriminator's loss through the draw; without the draw one does."""

import torch

from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra.two_losses import losses, reach
from nlp_core.training.packing import CLS, SEP
from nlp_core.training.pretraining import at, cross_entropy, fill, hide
from tests.nlp_core.experiments.electra.small import electra

FOUND = read("The cow lived on the farm and the dog sees it.")


def test_the_discriminators_loss_does_not_reach_the_generator() -> None:
    found = reach(electra(), FOUND, 1)
    assert found.of("detecting", "generator") is None
    assert found.of("guessing", "discriminator") is None
    for loss, part in (
        ("guessing", "generator"),
        ("guessing", "embeddings"),
        ("detecting", "embeddings"),
        ("detecting", "discriminator"),
        ("mixed", "generator"),
    ):
        length = found.of(loss, part)
        assert length is not None and length > 0, (loss, part)


def test_the_model_that_all_share_is_left_as_it_was() -> None:
    reach(electra(), FOUND, 2)
    assert all(p.grad is None and not p.requires_grad for p in electra().model.parameters())


def test_the_losses_are_those_of_the_training() -> None:
    model = electra().model
    row = torch.tensor([[CLS, *FOUND.pieces, SEP]])
    dice = torch.Generator().manual_seed(1)
    hidden = hide(row, 0.15, dice, kept=0.0)
    guesses = model.guesses(at(model.guess_states(hidden.tokens), hidden.places))
    wanted = cross_entropy(guesses, hidden.targets)
    torch.testing.assert_close(losses(model, FOUND, 1)["guessing"], wanted)
    fake = fill(row, hidden, guesses, dice).fake
    assert not fake[0, 0] and not fake[0, -1]
