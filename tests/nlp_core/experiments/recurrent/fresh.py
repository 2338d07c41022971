"""Small models for the lesson's experiments: no training, or a few steps of it."""

from typing import Any

from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from nlp_core.experiments.recurrent.reading import TrainedWriter
from nlp_core.recipes.character_model import CharacterSpec

SETTINGS: dict[str, Any] = {"n_hidden": 12, "n_embedding": 6, "window": 16, "batch": 4, "steps": 4}


def trained(**fields: Any) -> TrainedWriter:
    """A model of these fields after four steps."""
    spec = CharacterSpec(**(SETTINGS | fields))
    return unpack(train(spec), spec, shipped=False)
