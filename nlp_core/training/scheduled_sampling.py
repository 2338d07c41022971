"""Scheduled sampling: during training the decoder is sometimes handed its own word.

Bengio et al. 2015, section 2.4: a coin for every word decides whether the decoder reads the
reference's word or the one that it wrote itself. Here the share of the reference's words, the
teacher-forcing ratio, stays the same all through a training, and the model's own word is its
likeliest one. A ratio of 1 is teacher forcing (Williams & Zipser 1989).
"""

import torch
from torch import Tensor

from nlp_core.models.seq2seq import Seq2Seq, decode_step
from nlp_core.training.translation import Batch


def sampled_logits(
    model: Seq2Seq, batch: Batch, ratio: float, generator: torch.Generator | None = None
) -> Tensor:
    """Logits (B, T + 1, V) of every step, reading each reference word with probability ``ratio``.

    One step after the other, since what is read depends on what was written; no gradient flows
    through the choice of a word.
    """
    memory = model.encoder(batch.source)
    state, word = model.decoder.start(memory), batch.target[:, 0]  # (B, C), (B,)
    steps = []
    for t in range(1, batch.target.size(1)):
        logits, state, _ = decode_step(model.decoder, word, state, memory)  # (B, V), (B, C)
        steps.append(logits)
        coins = torch.rand(len(word), generator=generator).to(word.device)  # (B,)
        word = torch.where(coins < ratio, batch.target[:, t], logits.argmax(dim=-1))  # (B,)
    return torch.stack(steps, dim=1)  # (B, T + 1, V)
