"""Why ELECTRA is no GAN: which loss reaches which weights, by their gradients.

The generator's words are drawn, and no gradient passes a draw: the discriminator's loss does not
move the generator's own weights. The control does away with the draw: each hidden place is read as
the mean of all embeddings by the generator's chances, which a gradient does pass.
"""

import copy
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.experiments.bert.sentence import Read
from nlp_core.experiments.electra.judging import ELECTRA, SHARE
from nlp_core.memory import never, per_model
from nlp_core.models.electra import Electra
from nlp_core.training.packing import CLS, SEP
from nlp_core.training.pretraining import RTD_WEIGHT, at, cross_entropy, fill, hide

PARTS = ("generator", "embeddings", "discriminator")
LOSSES = ("guessing", "detecting", "mixed")


@dataclass(frozen=True)
class Reach:
    """The length of each loss's gradient in each part's weights; None where no path leads there."""

    norms: dict[tuple[str, str], float | None]

    def of(self, loss: str, part: str) -> float | None:
        """The gradient of ``loss`` in ``part``."""
        return self.norms[loss, part]


@per_model(8, shared=never)
def reach(run: ELECTRA, found: Read, draw: int) -> Reach:
    """Both losses of a sentence in one draw, and the control, each followed back by itself."""
    model = copy.deepcopy(run.model).requires_grad_(True)
    assert model.generator is not None
    own: dict[str, list[nn.Parameter]] = {
        "generator": list(model.generator.parameters()),
        "embeddings": list(model.embeddings.parameters()),
        "discriminator": list(model.discriminator.parameters()),
    }
    norms: dict[tuple[str, str], float | None] = {}
    for name, loss in losses(model, found, draw).items():
        for part, weights in own.items():
            slopes = torch.autograd.grad(loss, weights, retain_graph=True, allow_unused=True)
            norms[name, part] = _length(slopes)
    return Reach(norms)


def losses(model: Electra, found: Read, draw: int) -> dict[str, Tensor]:
    """The generator's loss, the discriminator's, and the discriminator's without a draw."""
    row = torch.tensor([[CLS, *found.pieces, SEP]])
    dice = torch.Generator().manual_seed(draw)
    hidden = hide(row, SHARE, dice, kept=0.0)
    guesses = model.guesses(at(model.guess_states(hidden.tokens), hidden.places))  # (1, K, V)
    replaced = fill(row, hidden, guesses, dice)
    mixed = _mixed(model, row, hidden.places, guesses)
    states = model.discriminator(mixed)
    return {
        "guessing": cross_entropy(guesses, hidden.targets),
        "detecting": _detecting(model, model(replaced.tokens), replaced.fake),
        "mixed": _detecting(model, states, replaced.fake),
    }


def _mixed(model: Electra, row: Tensor, places: Tensor, guesses: Tensor) -> Tensor:
    """The embedded sentence (1, T, E), each hidden place the mean of all tokens by its chances."""
    table = model.embeddings
    vectors = table.tokens(row)
    means = guesses.softmax(-1) @ table.tokens.weight  # (1, K, E)
    vectors = vectors.scatter(1, places[..., None].expand_as(means), means)
    if table.positions is not None:
        vectors = vectors + table.positions(row.shape[1], 0)
    if table.segments is not None:
        vectors = vectors + table.segments.weight[0]
    return table.norm(vectors)


def _detecting(model: Electra, states: Tensor, fake: Tensor) -> Tensor:
    verdict = model.replaced(states)[:, 1:-1]
    return RTD_WEIGHT * F.binary_cross_entropy_with_logits(verdict, fake[:, 1:-1].float())


def _length(slopes: tuple[Tensor | None, ...]) -> float | None:
    found = [one for one in slopes if one is not None]
    return float(torch.stack([one.norm() for one in found]).norm()) if found else None
