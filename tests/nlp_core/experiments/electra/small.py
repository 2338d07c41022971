"""An untrained ELECTRA, small and quick, with heads that say something."""

from functools import cache

import torch

from nlp_core.experiments.electra.judging import ELECTRA
from nlp_core.models.electra import Electra
from nlp_core.recipes.replaced_tokens import tiny
from nlp_core.trained import Trained


@cache
def electra() -> ELECTRA:
    """The recipe's size, its blocks made to add something."""
    spec = tiny()
    model: Electra = spec.build().model.eval()
    with torch.no_grad():
        dice = torch.Generator().manual_seed(1)
        for parameter in model.parameters():
            if parameter.ndim == 2 and not parameter.any():
                parameter.normal_(std=0.2, generator=dice)
            parameter.requires_grad_(False)
    return Trained("run", spec, model, {}, card={})
