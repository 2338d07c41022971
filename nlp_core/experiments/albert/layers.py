"""A sentence's vectors from layer to layer, where all layers are one block and where they are not.

Lan et al. 2020 (figure 1) compare what enters a layer with what leaves it.
"""

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.experiments.albert import pairs
from nlp_core.memory import never, per_model
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.trained import Trained
from nlp_core.training.packing import CLS, SEP

Run = Trained[PretrainingSpec, Any]


@dataclass(frozen=True)
class Passed:
    """One sentence through L layers, means over its tokens: the ``cosine`` of what enters and what
    leaves each layer (L,), how long what it adds is beside what entered, ``added`` (L,), and the
    length of the vectors, of those that enter first too, ``norm`` (L + 1,).
    """

    cosine: tuple[float, ...]
    added: tuple[float, ...]
    norm: tuple[float, ...]


def read(text: str) -> tuple[int, ...]:
    """A sentence as the models read it; LearnerError "empty-text" where it has no letter."""
    return (CLS, *pairs.read(text, LONGEST), SEP)


@per_model(8, shared=never)
@torch.inference_mode()
def passed(run: Run, tokens: tuple[int, ...]) -> Passed:
    """The tokens through all layers of a model."""
    _, steps = run.model.explain(torch.tensor([tokens]))
    cosine, added, norm = [], [], [_length(steps[0].entered)]
    for one in steps:
        cosine.append(float(F.cosine_similarity(one.entered, one.output, dim=-1).mean()))
        change = (one.output - one.entered).norm(dim=-1) / one.entered.norm(dim=-1)
        added.append(float(change.mean()))
        norm.append(_length(one.output))
    return Passed(tuple(cosine), tuple(added), tuple(norm))


def _length(states: torch.Tensor) -> float:
    return float(states.norm(dim=-1).mean())
