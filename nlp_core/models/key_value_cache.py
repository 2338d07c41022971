"""Keys and values kept while text is generated, so that no token is computed twice.

The room is taken once, for the longest text, since growing it would copy it at each token.
"""

from copy import copy

import torch
from torch import Tensor


class LayerCache:
    """One layer's keys and values, (B, H, S, D) each, of the ``length`` tokens read so far."""

    def __init__(self, key: Tensor, value: Tensor) -> None:
        self.key, self.value = key, value
        self.length = 0

    def extend(self, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Add the keys and values (B, H, T, D) of new tokens; all of them so far (B, H, S, D)."""
        end = self.length + key.shape[2]
        self.key[:, :, self.length : end] = key
        self.value[:, :, self.length : end] = value
        self.length = end
        return self.key[:, :, :end], self.value[:, :, :end]

    def chosen(self, rows: Tensor | list[int]) -> "LayerCache":
        """A cache of some rows, each as often as it is named."""
        other = LayerCache(self.key[rows], self.value[rows])
        other.length = self.length
        return other


class Cache:
    """A cache for every layer of a model, with room for ``limit`` tokens; ``like`` a weight of it,
    in its numbers and on its device.
    """

    def __init__(
        self, n_layer: int, n_head: int, d_head: int, limit: int, *, rows: int = 1,
        like: Tensor | None = None,
    ) -> None:  # fmt: skip
        shape = (n_layer, rows, n_head, limit, d_head)
        like = torch.empty(0) if like is None else like
        keys, values = like.new_zeros(shape), like.new_zeros(shape)
        self.limit = limit
        self.layers = [LayerCache(key, value) for key, value in zip(keys, values, strict=True)]

    def chosen(self, rows: Tensor | list[int]) -> "Cache":
        """A cache that goes on from some rows, as a beam does."""
        other = copy(self)
        other.layers = [layer.chosen(rows) for layer in self.layers]
        return other

    def hold(self, length: int) -> None:
        """Count the first ``length`` tokens as read, and no more."""
        for layer in self.layers:
            layer.length = length

    @property
    def length(self) -> int:
        """Tokens read so far."""
        return self.layers[0].length
