"""Word vectors that have learned nothing yet, with a model's own settings."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from torch import nn

from nlp_core.recipes.word2vec import Word2VecSpec


@dataclass(eq=False)
class Untrained:
    spec: Word2VecSpec
    model: nn.Module
    vocabulary: Any
    snapshots: list[tuple[int, dict[str, np.ndarray]]] = field(default_factory=list)


def untrained(language: str = "en", **changes: Any) -> Untrained:
    spec = Word2VecSpec(language=language, d_model=8, **changes)
    bundle = spec.build()
    return Untrained(spec, bundle.model.eval(), bundle.vocabulary)
