"""What each part of a Transformer is worth: leave it out, and see what is lost.

In two ways, which answer two questions. A model *trained without* a part has found another way as
far as there is one: the loss says what the part is good for. A part *taken out* of a trained model
breaks what grew around it: the loss says how much the others lean on it.
"""

from dataclasses import dataclass, replace
from typing import Any

import torch

from nlp_core.experiments.attention.accuracy import held_out_batches
from nlp_core.models.seq2seq import PAD
from nlp_core.models.transformer_translator import TransformerTranslator
from nlp_core.recipes.transformer import PARTS, TransformerSpec
from nlp_core.trained import Trained

SHORT = {"d_model": 48, "d_hidden": 96, "steps": 200, "batch": 64}
"""How every variant is trained, the whole model too: smaller and shorter than the lesson's own
translator, so that a class can train one while it looks on."""
VARIANTS: dict[str, dict[str, Any]] = {
    "whole": {},
    **{part: {"without": part} for part in PARTS[1:]},
    "heads": {"n_head": 1},
    "depth": {"n_layer": 1},
}
"""What is changed in the spec. Self-attention and cross-attention apart; "heads" leaves one head of
each attention, "depth" one block of the encoder and one of the decoder."""


@dataclass(frozen=True)
class Reached:
    """Shares of held-out sentences translated exactly, and of next words that are right after the
    reference's words."""

    exact_match: float
    next_word: float


def spec_without(variant: str, direction: str, seed: int = 0) -> TransformerSpec:
    """The spec of a variant. KeyError for one that there is not."""
    changes: dict[str, Any] = {**SHORT, **VARIANTS[variant]}
    return replace(TransformerSpec(direction=direction, seed=seed), **changes)


def variant_of(spec: TransformerSpec) -> str:
    """The variant that a spec trains: the first whose changes it makes, "whole" for none."""
    usual = TransformerSpec()
    for name, changes in VARIANTS.items():
        if changes and all(getattr(spec, key) == value for key, value in changes.items()):
            return name
        assert all(hasattr(usual, key) for key in changes)
    return "whole"


def parameters(spec: TransformerSpec) -> int:
    """How many numbers a variant learns."""
    return sum(p.numel() for p in spec.build().model.parameters())


@torch.inference_mode()
def taken_out(
    trained: Trained[TransformerSpec, TransformerTranslator], variant: str
) -> TransformerTranslator:
    """A copy of a trained model without a part: the weights of all others are the same.

    "heads" leaves the first head of each attention and silences the others.
    """
    spec = trained.spec if variant == "heads" else replace(trained.spec, **VARIANTS[variant])
    model = spec.restore(trained.vocabulary).model
    missing = model.load_state_dict(trained.model.state_dict(), strict=False).missing_keys
    assert not missing, missing
    if variant == "heads":
        size = spec.d_model // spec.n_head
        for name, parameter in model.named_parameters():
            if name.endswith(".out.weight"):
                parameter[:, size:] = 0  # (C, H · D): what the other heads hand over
    return model.eval()


@torch.inference_mode()
def reached(
    model: TransformerTranslator,
    source: tuple[str, ...],
    target: tuple[str, ...],
    direction: str,
) -> Reached:
    """How a model does on all held-out sentences, by teacher forcing alone: greedy decoding writes
    a reference if and only if each of its words is the likeliest after those before it."""
    exact = words = sentences = right = 0
    for batch in held_out_batches(source, target, direction):
        logits, _ = model.eval()(batch.source, batch.target[:, :-1])
        wanted = batch.target[:, 1:]  # (B, T + 1), END and then PAD behind the words
        hits, counted = logits.argmax(dim=-1) == wanted, wanted != PAD
        exact += int((hits | ~counted).all(dim=1).sum())
        right += int((hits & counted).sum())
        sentences, words = sentences + len(wanted), words + int(counted.sum())
    return Reached(exact / sentences, right / words)
