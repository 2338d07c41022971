"""The 80/10/10 of BERT's training (Devlin et al. 2019, section 3.1), drawn on one sentence.

The code that hides is the training's own; single pieces are drawn here, as there, and not words.
"""

from dataclasses import dataclass

import torch

from nlp_core.experiments.bert.sentence import Read, piece_texts
from nlp_core.training.packing import CLS, MASK, SEP
from nlp_core.training.pretraining import IGNORED, hide

KINDS = ("asked-mask", "asked-other", "asked-same")
SHARES = (0.15, 0.4, 0.8)


@dataclass(frozen=True)
class Drawn:
    """A piece as the model reads it, what it was, and how it was treated: "" where nothing is
    asked about it, else one of ``KINDS``."""

    read: str
    was: str
    kind: str


def draw(found: Read, share: float, seed: int) -> tuple[Drawn, ...]:
    """What the model would read of a sentence in one step of its training."""
    row = torch.tensor([[CLS, *found.pieces, SEP]])
    hidden = hide(row, share, torch.Generator().manual_seed(seed))
    asked = set(hidden.places[hidden.targets != IGNORED].tolist())
    texts = piece_texts(found.words[0].corpus)
    told = []
    for place, (read, was) in enumerate(
        zip(hidden.tokens[0].tolist(), row[0].tolist(), strict=True)
    ):
        kind = ""
        if place in asked:
            kind = KINDS[0] if read == MASK else KINDS[2] if read == was else KINDS[1]
        told.append(Drawn(texts[read], texts[was], kind))
    return tuple(told)


def counted(found: Read, share: float, draws: int) -> dict[str, float]:
    """The share of each kind among the pieces asked about in many draws."""
    rows = torch.tensor([[CLS, *found.pieces, SEP]]).expand(draws, -1)
    hidden = hide(rows, share, torch.Generator().manual_seed(0))
    asked = hidden.targets != IGNORED
    read, was = hidden.tokens.gather(1, hidden.places)[asked], hidden.targets[asked]
    masked, same = read == MASK, read == was
    found_kinds = (masked, ~masked & ~same, same)
    count = max(int(asked.sum()), 1)
    return {kind: int(one.sum()) / count for kind, one in zip(KINDS, found_kinds, strict=True)}
