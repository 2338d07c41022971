"""Two untrained models, small and quick, with heads that say something."""

from functools import cache

import torch
from torch import nn

from nlp_core.experiments.bert.cloze import BERT, GPT
from nlp_core.recipes.hidden_words import tiny
from nlp_core.trained import Trained


@cache
def both() -> BERT:
    """A BERT of two layers."""
    return _made("mlm+nsp")


@cache
def left() -> GPT:
    """A GPT of two layers."""
    return _made("causal")


def _made(objective: str) -> Trained:
    spec = tiny(objective, 0, 2)
    model: nn.Module = spec.build().model.eval()
    with torch.no_grad():  # blocks start by adding nothing: let them add something
        dice = torch.Generator().manual_seed(1)
        for parameter in model.parameters():
            if parameter.ndim == 2 and not parameter.any():
                parameter.normal_(std=0.2, generator=dice)
            parameter.requires_grad_(False)
    return Trained("run", spec, model, {}, card={})
