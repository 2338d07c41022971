"""Untrained models whose blocks add something: they begin by adding nothing."""

from typing import Any

import torch

from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.trained import Trained


def awake(spec: PretrainingSpec) -> Trained[PretrainingSpec, Any]:
    """The model of a spec, its empty matrices drawn, so that it tells one token from another."""
    model = spec.build().model.eval()
    with torch.no_grad():
        dice = torch.Generator().manual_seed(1)
        for parameter in model.parameters():
            if parameter.ndim == 2 and not parameter.any():
                parameter.normal_(std=0.2, generator=dice)
            parameter.requires_grad_(False)
    return Trained("run", spec, model, {}, card={})
