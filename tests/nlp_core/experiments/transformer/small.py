"""A small untrained translator, as trained ones come."""

from typing import Any

from nlp_core.experiments.transformer.one_sentence import Model
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.trained import Trained


def untrained(**changes: Any) -> Model:
    """A model of two blocks that has seen nothing."""
    sizes: dict[str, Any] = {"d_model": 16, "d_hidden": 24, "n_head": 2}
    spec = TransformerSpec(**(sizes | changes))
    bundle = spec.build()
    return Trained("small", spec, bundle.model.eval(), bundle.vocabulary, {})
