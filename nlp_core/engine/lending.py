"""Weights that a model has from the run that it began with, unchanged, and so does not store.

A spec with a ``base`` names them in ``LENT``. Its card keeps a digest of each, so that a base which
was trained anew is not taken for the one that lent them.
"""

import hashlib
from typing import Any

from safetensors.torch import load
from torch import Tensor, nn

from nlp_core.engine.artifact import Packed, stored_weights
from nlp_core.training.run import Spec


def lent_names(spec: Spec) -> tuple[str, ...]:
    """The names of a spec's lent weights; none for most specs."""
    names: tuple[str, ...] = getattr(spec, "LENT", ())
    return names


def lender(spec: Any) -> Spec | None:
    """The run that lends weights to a spec's model; None where all are its own."""
    base: Spec | None = spec.base if lent_names(spec) else None
    return base


def digests(model: nn.Module, names: tuple[str, ...]) -> dict[str, str]:
    """The digest of each of a model's lent weights, for its card."""
    weights = model.state_dict()
    return {name: digest(weights[name]) for name in names}


def borrow(card: dict[str, Any], names: tuple[str, ...], base: Packed | None) -> dict[str, Tensor]:
    """The weights ``names`` that the ``base`` lends to the model of ``card``.

    Raises ValueError where there is no base, or not that one.
    """
    if not names:
        return {}
    if base is None:
        raise ValueError("the run that it began with is not there")
    weights = stored_weights(load(base.tensors))
    lent = {name: weights[name].float() for name in names if name in weights}
    if {name: digest(tensor) for name, tensor in lent.items()} != card.get("lent"):
        raise ValueError("began with another run's weights")
    return lent


def digest(tensor: Tensor) -> str:
    """A digest of a tensor's values as 32-bit floats."""
    return hashlib.sha256(tensor.detach().cpu().float().contiguous().numpy().tobytes()).hexdigest()
