"""The GPT of a first tutorial, to hold ours against, and the training that goes with it."""

import itertools
import math
from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.bench_lm import Play, Preset, checked
from nlp_core.training.language_model import next_token_loss, stretches
from nlp_core.training.run import Point

RATE, LEAST, WARM_UP = 1e-3, 1e-4, 100


class PlainBlock(nn.Module):
    """Pre-norm attention and feed-forward network, without biases."""

    def __init__(self, d_model: int, n_head: int) -> None:
        super().__init__()
        self.n_head = n_head
        self.attention_norm = nn.LayerNorm(d_model, bias=False)
        self.qkv = nn.Linear(d_model, 3 * d_model, bias=False)
        self.out = nn.Linear(d_model, d_model, bias=False)
        self.feed_norm = nn.LayerNorm(d_model, bias=False)
        self.widen = nn.Linear(d_model, 4 * d_model, bias=False)
        self.narrow = nn.Linear(4 * d_model, d_model, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """x (B, T, C) to (B, T, C)."""
        B, T, C = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(B, T, 3, self.n_head, C // self.n_head)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)  # (B, H, T, D) each
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        x = x + self.out(mixed.transpose(1, 2).reshape(B, T, C))
        return x + self.narrow(F.gelu(self.widen(self.feed_norm(x))))


class PlainGPT(nn.Module):
    """A GPT as a first tutorial writes it; output and embeddings are one matrix."""

    def __init__(self, size: Preset, vocab_size: int) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocab_size, size.d_model)
        self.positions = nn.Embedding(size.context, size.d_model)
        self.blocks = nn.Sequential(
            *(PlainBlock(size.d_model, size.n_head) for _ in range(size.n_layer))
        )
        self.norm = nn.LayerNorm(size.d_model, bias=False)
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                last = name.endswith(("out.weight", "narrow.weight"))
                std = 0.02 / math.sqrt(2 * size.n_layer) if last else 0.02
                nn.init.normal_(parameter, std=std)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to the scores of each next token (B, T, V)."""
        x = self.tokens(tokens) + self.positions.weight[: tokens.shape[1]]
        return self.norm(self.blocks(x)) @ self.tokens.weight.T


def plain_rate(step: int, total: int) -> float:
    """Warm-up, then half a cosine."""
    if step < WARM_UP:
        return RATE * (step + 1) / (WARM_UP + 1)
    share = (step - WARM_UP) / max(1, total - WARM_UP)
    return LEAST + (RATE - LEAST) * (1 + math.cos(math.pi * share)) / 2


def plain_learning(
    model: PlainGPT, size: Preset, text: Play, seed: int, *, report: int, bfloat16: bool
) -> Iterator[Point]:
    """Train the plain GPT with AdamW; points as ``bench_lm.learning`` gives them."""
    matrices = [p for p in model.parameters() if p.ndim == 2]
    vectors = [p for p in model.parameters() if p.ndim != 2]
    groups = [{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}]
    adam = torch.optim.AdamW(groups, RATE, (0.9, 0.99))
    data = stretches(text.learned, size.rows, size.context, torch.Generator().manual_seed(seed))
    measure = checked(size, text)
    for step, (tokens, weights) in enumerate(itertools.islice(data, size.steps)):
        for group in adam.param_groups:
            group["lr"] = plain_rate(step, size.steps)
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            scores = model(tokens[:, :-1])
        loss = next_token_loss(scores, tokens[:, 1:], weights[:, 1:])
        adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        if (step + 1) % report == 0 or step + 1 == size.steps:
            yield Point(step + 1, size.steps, float(loss.detach()), measure(model))
