"""What the ablations ask, and of which tokens."""

import math

import pytest
import torch
import torch.nn.functional as F

from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.models.electra_ablations import ElectraWithTokens
from nlp_core.training.electra_ablations import (
    ABLATIONS,
    WITHOUT_GENERATOR,
    all_tokens_loss,
    hidden_places_loss,
)
from nlp_core.training.packing import IGNORED, N_SPECIAL, Rows
from nlp_core.training.pretraining import RTD_WEIGHT, at, cross_entropy, fill, hide, replaced_loss

V, SHARE = 40, 0.25


def model() -> ElectraWithTokens:
    torch.manual_seed(0)
    config = ElectraConfig(V, d_model=16, n_layer=1, n_head=2, d_embedding=8, d_generator=8)
    return ElectraWithTokens(Electra(config))


def rows() -> Rows:
    tokens = torch.randint(N_SPECIAL, V, (8, 32), generator=dice(1))
    tokens[:, 0], tokens[:, -1] = 1, 2
    return Rows(tokens, torch.zeros_like(tokens), torch.zeros_like(tokens), tokens)


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_an_untrained_encoder_loses_what_chance_loses() -> None:
    losses = {name: one(model(), rows(), SHARE, dice()).item() for name, one in ABLATIONS.items()}
    near = math.log(V)
    assert losses["mlm-15"] == pytest.approx(near, abs=0.4)
    for name in ("rtd", "rtd-15"):
        assert losses[name] == pytest.approx(near + RTD_WEIGHT * math.log(2), abs=4)
    kept = math.log(2)  # half of it is copied, and nearly all of the text is as it was
    assert losses["all-mlm"] == pytest.approx(near + kept + SHARE * near, abs=0.6)


def test_rtd_is_electras_own_loss() -> None:
    made = model()
    wanted = replaced_loss(made.electra, rows(), SHARE, dice())
    torch.testing.assert_close(ABLATIONS["rtd"](made, rows(), SHARE, dice()), wanted)


def test_all_tokens_names_the_original_with_a_copy_of_what_is_read() -> None:
    made, part = model(), rows()
    electra = made.electra
    loss = all_tokens_loss(made, part, SHARE, dice())
    again = dice()
    hidden = hide(part.tokens, SHARE, again, kept=0.0)
    mask = torch.ones(8, 1, 32, 32, dtype=torch.bool)
    guesses = electra.guesses(
        at(electra.guess_states(hidden.tokens, part.segment, mask), hidden.places)
    )
    replaced = fill(part.tokens, hidden, guesses, again)
    states = made(replaced.tokens, part.segment, mask)
    keep = made.kept(states).sigmoid()[..., None]
    shares = keep * F.one_hot(replaced.tokens, V) + (1 - keep) * made.token_scores(states).softmax(
        -1
    )
    torch.testing.assert_close(shares.sum(-1), torch.ones(8, 32))
    right = shares.gather(-1, part.tokens[..., None]).log().squeeze(-1)
    real = part.tokens >= N_SPECIAL
    wanted = cross_entropy(guesses, hidden.targets) - right[real].mean()
    torch.testing.assert_close(loss, wanted)


def test_hidden_places_are_asked_and_no_others() -> None:
    made, part = model(), rows()
    electra = made.electra
    loss = hidden_places_loss(made, part, SHARE, dice())
    again = dice()
    hidden = hide(part.tokens, SHARE, again, kept=0.0)
    mask = torch.ones(8, 1, 32, 32, dtype=torch.bool)
    guesses = electra.guesses(
        at(electra.guess_states(hidden.tokens, part.segment, mask), hidden.places)
    )
    replaced = fill(part.tokens, hidden, guesses, again)
    verdict = electra.replaced(made(replaced.tokens, part.segment, mask))
    asked = torch.zeros(8, 32, dtype=torch.bool).scatter(
        1, hidden.places, hidden.targets != IGNORED
    )
    each = F.binary_cross_entropy_with_logits(verdict[asked], replaced.fake[asked].float())
    wanted = cross_entropy(guesses, hidden.targets) + RTD_WEIGHT * each
    torch.testing.assert_close(loss, wanted)


@pytest.mark.parametrize("name", ABLATIONS)
def test_every_question_teaches_the_encoder(name: str) -> None:
    made = model()
    ABLATIONS[name](made, rows(), SHARE, dice()).backward()
    grads = [p.grad for p in made.electra.discriminator.encoder.parameters()]
    assert any(one is not None and one.any() for one in grads)
    assert made.electra.generator is not None
    told = any(p.grad is not None for p in made.electra.generator.parameters())
    assert told == (name not in WITHOUT_GENERATOR)
