"""A GPT with rotary positions: blocks that predict the next token (Radford et al. 2018).

Where it differs from the paper it follows what small models gain from: rotary positions (Su et al.
2021), RMSNorm (Zhang & Sennrich 2019), normalised queries and keys (Henry et al. 2020), squared
ReLU (So et al. 2021), output projections that start at zero, and a key shift per head, which lets
a head look at "the token after one like this" within a single layer.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.attention import causal_mask, scaled_dot_product_attention
from nlp_core.models.positions import rotate as turned


@dataclass(frozen=True)
class RotaryGPTConfig:
    """Sizes of a GPT. Positions within a word are counted from the last of the ``breaks`` tokens;
    without ``breaks`` there are no place vectors. ``dropout`` and ``noise`` (see ``noisy``) are for
    many passes over one text.
    """

    vocab_size: int
    d_model: int
    n_head: int
    n_layer: int
    breaks: tuple[int, ...] = ()
    n_place: int = 24
    dropout: float = 0.0
    noise: float = 0.0


def noisy(tokens: Tensor, share: float, vocab_size: int) -> Tensor:
    """Tokens (B, T), each with chance ``share`` replaced by one drawn from the whole vocabulary.

    After Xie et al. 2017 (blank and unigram noise): no two passes over a text read the same, and
    the model learns to trust no single token. What has to be predicted stays as it is.
    """
    replaced = torch.rand(tokens.shape, device=tokens.device) < share
    return torch.where(replaced, torch.randint_like(tokens, vocab_size), tokens)


def rotate(x: Tensor) -> Tensor:
    """Rotary positions: rotate pairs of features of x (B, H, T, D) by angles that grow with t.

    The dot product of a rotated query and a rotated key depends only on their distance.
    """
    n_time, d_head = x.shape[-2:]
    frequency = 1000.0 ** -torch.linspace(0, 1, d_head // 2, device=x.device)
    angle = torch.arange(n_time, device=x.device)[:, None] * frequency  # (T, D/2)
    return turned(x, angle.cos().to(x.dtype), angle.sin().to(x.dtype))


def shift_keys(keys: Tensor, amount: Tensor) -> Tensor:
    """Mix each key (B, H, T, D) with the key before it, by ``amount`` (H,) from 0 to 1."""
    before = F.pad(keys, (0, 0, 1, 0))[:, :, :-1]  # (B, H, T, D): the key of t-1 stands at t
    amount = amount[:, None, None]  # (H, 1, 1)
    return (1 - amount) * keys + amount * before


class CausalSelfAttention(nn.Module):
    """Each token attends to itself and the tokens before it, in ``n_head`` heads."""

    def __init__(self, d_model: int, n_head: int) -> None:
        super().__init__()
        self.n_head = n_head
        self.query, self.key, self.value, self.out = (
            nn.Linear(d_model, d_model, bias=False) for _ in range(4)
        )
        self.key_shift = nn.Parameter(torch.zeros(n_head))
        nn.init.zeros_(self.out.weight)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """From x (B, T, C) to the output (B, T, C) and the attention weights (B, H, T, T)."""
        B, T, C = x.shape
        query, key, value = (
            layer(x).view(B, T, self.n_head, C // self.n_head).transpose(1, 2)  # (B, H, T, D)
            for layer in (self.query, self.key, self.value)
        )
        query, key = normalise(query), normalise(key)
        key = shift_keys(key, torch.sigmoid(self.key_shift).to(key.dtype))
        query, key = rotate(query), rotate(key)
        mask = causal_mask(T, x.device)  # (T, T)
        mixed, weights = scaled_dot_product_attention(query, key, value, mask)
        return self.out(mixed.transpose(1, 2).reshape(B, T, C)), weights


def normalise(x: Tensor) -> Tensor:
    """RMSNorm without gain: scale each vector along the last axis to a mean square of 1."""
    return F.rms_norm(x, (x.shape[-1],))


class Block(nn.Module):
    """Attention, then a feed-forward network, each with pre-norm and a residual connection."""

    def __init__(self, d_model: int, n_head: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.attention = CausalSelfAttention(d_model, n_head)
        self.dropout = nn.Dropout(dropout) if dropout else nn.Identity()
        self.widen = nn.Linear(d_model, 4 * d_model, bias=False)
        self.narrow = nn.Linear(4 * d_model, d_model, bias=False)
        nn.init.zeros_(self.narrow.weight)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """x (B, T, C) to (B, T, C), and the attention weights (B, H, T, T)."""
        mixed, weights = self.attention(normalise(x))
        x = x + self.dropout(mixed)
        fed = self.narrow(F.relu(self.widen(normalise(x))).square())
        return x + self.dropout(fed), weights


class RotaryGPT(nn.Module):
    """Token embeddings, ``n_layer`` blocks, and a layer of scores for every possible next token."""

    def __init__(self, config: RotaryGPTConfig) -> None:
        super().__init__()
        self.config = config
        self.tokens = nn.Embedding(config.vocab_size, config.d_model)
        self.places = PlaceEmbedding(config.breaks, config.n_place, config.d_model)
        self.blocks = nn.ModuleList(
            Block(config.d_model, config.n_head, config.dropout) for _ in range(config.n_layer)
        )
        self.dropout = nn.Dropout(config.dropout) if config.dropout else nn.Identity()
        self.head = nn.Linear(config.d_model, config.vocab_size, bias=False)
        nn.init.zeros_(self.head.weight)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to the scores of each next token, (B, T, V)."""
        return self.explain(tokens)[0]

    def explain(self, tokens: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The scores (B, T, V) and every layer's attention weights, (B, H, T, T) each."""
        if self.training and self.config.noise:
            tokens = noisy(tokens, self.config.noise, self.config.vocab_size)
        x = self.dropout(normalise(self.tokens(tokens) + self.places(tokens)))  # (B, T, C)
        weights = []
        for block in self.blocks:
            x, seen = block(x)  # (B, T, C)
            weights.append(seen)
        return self.head(normalise(x)), weights  # (B, T, V)


class PlaceEmbedding(nn.Module):
    """A learned vector for the number of tokens since the last break; the LSTM uses it too."""

    def __init__(self, breaks: tuple[int, ...], n_place: int, d_model: int) -> None:
        super().__init__()
        self.breaks = breaks
        self.table = nn.Embedding(n_place if breaks else 0, d_model)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to vectors (B, T, C), or a plain 0 where no token is a break."""
        if not self.breaks:
            return torch.zeros((), device=tokens.device)
        return self.table(count_since(tokens, self.breaks).clamp(max=self.table.num_embeddings - 1))


def count_since(tokens: Tensor, breaks: tuple[int, ...]) -> Tensor:
    """The distance (B, T) of each token to the last break at or before it."""
    time = torch.arange(tokens.shape[-1], device=tokens.device).expand_as(tokens)  # (B, T)
    is_break = torch.isin(tokens, torch.tensor(breaks, device=tokens.device))
    last = torch.where(is_break, time, 0).cummax(dim=-1).values  # (B, T)
    return time - last
