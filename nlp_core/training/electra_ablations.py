"""What an encoder is asked in the ablations of ELECTRA (Clark et al. 2020, section 3.4).

Masked tokens: the original where a token was hidden, with BERT's 80/10/10. All tokens: the input
with the generator's replacements, the original at every token; a copy mechanism says how far the
token that is read is kept. Replaced tokens: which are not the original, asked of every token, or
of the hidden places alone. All hide the same places of the same rows.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models.electra_ablations import ElectraWithTokens
from nlp_core.models.masks import same_document
from nlp_core.training.packing import IGNORED, N_SPECIAL, Rows
from nlp_core.training.pretraining import (
    RTD_WEIGHT,
    Hidden,
    Loss,
    Replaced,
    at,
    cross_entropy,
    guessed,
    hide,
    replaced_loss,
)


def hidden_tokens_loss(
    model: ElectraWithTokens, rows: Rows, share: float, dice: torch.Generator
) -> Tensor:
    """The loss of the hidden tokens (BERT); no generator takes part."""
    hidden = hide(rows.tokens, share, dice)
    states = at(model(hidden.tokens, rows.segment, same_document(rows.document)), hidden.places)
    return cross_entropy(model.token_scores(states), hidden.targets)


def all_tokens_loss(
    model: ElectraWithTokens, rows: Rows, share: float, dice: torch.Generator
) -> Tensor:
    """The generator's loss, and that of naming the original at every token of what it filled in.

    A token is the one that is read with the copy mechanism's probability, else one of the scores'.
    """
    _, replaced, guessing = _filled(model, rows, share, dice)
    states = model(replaced.tokens, rows.segment, same_document(rows.document))
    logs = model.token_scores(states).float().log_softmax(-1)  # (B, T, V)
    named = logs.gather(-1, rows.tokens[..., None]).squeeze(-1)  # (B, T), of the original
    keep = model.kept(states).float()
    copied = F.logsigmoid(keep).masked_fill(replaced.fake, -torch.inf)
    right = torch.logaddexp(copied, F.logsigmoid(-keep) + named)
    real = (rows.tokens >= N_SPECIAL).float()
    return guessing - (right * real).sum() / real.sum()


def every_token_loss(
    model: ElectraWithTokens, rows: Rows, share: float, dice: torch.Generator
) -> Tensor:
    """ELECTRA's own loss: whether a token was replaced, asked of every token."""
    return replaced_loss(model.electra, rows, share, dice)


def hidden_places_loss(
    model: ElectraWithTokens, rows: Rows, share: float, dice: torch.Generator
) -> Tensor:
    """The same question, asked of the places that were hidden and of no other."""
    hidden, replaced, guessing = _filled(model, rows, share, dice)
    states = model(replaced.tokens, rows.segment, same_document(rows.document))
    verdict = model.electra.replaced(at(states, hidden.places)).float()  # (B, K)
    asked = (hidden.targets != IGNORED).float()
    fake = replaced.fake.gather(1, hidden.places).float()
    each = F.binary_cross_entropy_with_logits(verdict, fake, weight=asked, reduction="sum")
    return guessing + RTD_WEIGHT * each / asked.sum()


def _filled(
    model: ElectraWithTokens, rows: Rows, share: float, dice: torch.Generator
) -> tuple[Hidden, Replaced, Tensor]:
    """What was hidden, what the generator put there, and the generator's loss."""
    hidden, guesses, replaced = guessed(model.electra, rows, share, dice)
    return hidden, replaced, cross_entropy(guesses, hidden.targets)


ABLATIONS: dict[str, Loss] = {
    "rtd": every_token_loss,
    "all-mlm": all_tokens_loss,
    "rtd-15": hidden_places_loss,
    "mlm-15": hidden_tokens_loss,
}
"""Each question by its name."""
WITHOUT_GENERATOR = ("mlm-15",)
