"""A trained base in the cache, for recipes that begin with another run's weights."""

from pathlib import Path
from typing import Any

from torch import nn

from nlp_core.engine import beginning
from nlp_core.engine.folder import open_folder
from nlp_core.engine.store import Store
from nlp_core.engine.train import train


def stored(spec: Any, at: Path) -> nn.Module:
    """Train a base and store it; the model as it is read from there."""
    Store(open_folder(at)).write(train(spec))
    found = beginning.library(str(beginning.MODELS), str(at)).find(spec)
    assert found is not None
    return found.model
