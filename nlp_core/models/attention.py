"""Attention: scores for the source words, a distribution from the scores, and a context vector.

Bahdanau et al. 2015, section 3.1 (additive score); Luong et al. 2015, section 3.1 (dot and
general, the query being the decoder's present state). One head: weights are (B, query, key).
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

SCORES = ("none", "dot", "scaled", "general", "additive")


def dot_score(query: Tensor, keys: Tensor) -> Tensor:
    """The dot product query · key: query (B, T, C) and keys (B, S, C) give scores (B, T, S)."""
    return query @ keys.transpose(1, 2)  # (B, T, S)


def scaled_dot_score(query: Tensor, keys: Tensor) -> Tensor:
    """query · key / √C (Vaswani et al. 2017, section 3.2.1): the dot product of two random vectors
    grows with √C, and softmax of large scores leaves no gradient; scores (B, T, S)."""
    return query @ keys.transpose(1, 2) / query.size(-1) ** 0.5  # (B, T, S)


def general_score(query: Tensor, keys: Tensor, weight: Tensor) -> Tensor:
    """query · W key, with a learned matrix ``weight`` (C, C) between them: scores (B, T, S)."""
    return query @ weight @ keys.transpose(1, 2)  # (B, T, S)


def additive_score(
    query: Tensor, keys: Tensor, w_query: Tensor, w_key: Tensor, v: Tensor
) -> Tensor:
    """v · tanh(W query + U key): a small network of A units, w_query and w_key (C, A), v (A,)."""
    from_query = (query @ w_query).unsqueeze(2)  # (B, T, 1, A)
    from_key = (keys @ w_key).unsqueeze(1)  # (B, 1, S, A)
    return torch.tanh(from_query + from_key) @ v  # (B, T, S)


def attention_distribution(scores: Tensor, mask: Tensor) -> Tensor:
    """Softmax over the source, (B, T, S): rows sum to 1 and are 0 where mask (B, S) is off."""
    return scores.masked_fill(~mask.unsqueeze(1), float("-inf")).softmax(dim=-1)  # (B, T, S)


def force(weights: Tensor, forced: Tensor | None) -> Tensor:
    """Replace the weights by ``forced`` (B, T, S), except in rows of ``forced`` that are all 0."""
    if forced is None:
        return weights
    return torch.where(forced.sum(dim=-1, keepdim=True) > 0, forced, weights)  # (B, T, S)


def context_vector(weights: Tensor, values: Tensor) -> Tensor:
    """The weighted sum of the values: weights (B, T, S), values (B, S, C) to contexts (B, T, C)."""
    return weights @ values  # (B, T, C)


def scaled_dot_product_attention(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor
) -> tuple[Tensor, Tensor]:
    """Attention of a Transformer: output (B, H, T, D) and weights (B, H, T, S).

    Vaswani et al. 2017, equation 1. query (B, H, T, D), key and value (B, H, S, D); ``mask``,
    (T, S) or (B, 1, T, S), is on where a query may attend to a key. A query that may attend to
    nothing gets weights and output of 0.
    """
    d_head = query.shape[-1]
    scores = (query / d_head**0.5) @ key.transpose(-2, -1)  # (B, H, T, S)
    weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=-1)  # (B, H, T, S)
    weights = weights.masked_fill(~mask, 0.0)  # a row that is masked out whole is not a number
    return weights @ value, weights


def causal_mask(n_time: int, device: torch.device | None = None) -> Tensor:
    """Which tokens each token may attend to: (T, T), on for itself and the tokens before it."""
    return torch.ones(n_time, n_time, dtype=torch.bool, device=device).tril()


@dataclass(frozen=True)
class Attended:
    """The result of attention: context (B, T, C); scores and weights (B, T, S), or None."""

    context: Tensor
    scores: Tensor | None = None
    weights: Tensor | None = None


class Attention(nn.Module):
    """Attention; ``score`` is one of ``SCORES``, but not ``"none"``."""

    def __init__(self, d_model: int, score: str) -> None:
        super().__init__()
        if score not in SCORES[1:]:
            raise ValueError(f"score is one of {SCORES[1:]}, not {score!r}")
        self.score = score
        if score == "general":
            self.weight = nn.Parameter(torch.empty(d_model, d_model))
            nn.init.xavier_uniform_(self.weight)
        elif score == "additive":
            self.w_query = nn.Parameter(torch.empty(d_model, d_model))
            self.w_key = nn.Parameter(torch.empty(d_model, d_model))
            self.v = nn.Parameter(torch.empty(d_model).uniform_(-1, 1) * d_model**-0.5)
            nn.init.xavier_uniform_(self.w_query)
            nn.init.xavier_uniform_(self.w_key)

    def attention_scores(self, query: Tensor, keys: Tensor) -> Tensor:
        """Scores (B, T, S) of query (B, T, C) and keys (B, S, C), by the chosen function."""
        if self.score == "general":
            return general_score(query, keys, self.weight)
        if self.score == "additive":
            return additive_score(query, keys, self.w_query, self.w_key, self.v)
        if self.score == "scaled":
            return scaled_dot_score(query, keys)
        return dot_score(query, keys)

    def forward(
        self, query: Tensor, memory: Tensor, mask: Tensor, forced: Tensor | None = None
    ) -> Attended:
        """Attend from query (B, T, C) to memory (B, S, C), its keys and values; mask (B, S)."""
        scores = self.attention_scores(query, memory)  # (B, T, S)
        weights = force(attention_distribution(scores, mask), forced)  # (B, T, S)
        return Attended(context_vector(weights, memory), scores, weights)
