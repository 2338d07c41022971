"""A GPT that writes one text token by token: what ``gpt.next_scores`` gives, several times faster.

For a single token the arithmetic is small, and the time goes elsewhere: into reading the weights
from memory, and into calling many operations. So each weight is read by a loop made for one vector
(``matrix_vector_loops``), in sixteen bits where they hold it; queries, keys and values come from
one product; what one token does not need (masks, batches) is left out; and a layer is two compiled
calls, one on either side of its activation. Until ``warm`` has compiled the loops, without numba,
and on other devices or in other numbers than float32, the model itself writes.
"""

import copy
import threading

import torch
from torch import Tensor, nn

from nlp_core.models.block_config import ACTIVATIONS, UnitNorm
from nlp_core.models.encoder_block import EncoderBlock
from nlp_core.models.gpt import Gpt, GptConfig, next_scores
from nlp_core.models.key_value_cache import Cache, LayerCache
from nlp_core.models.matrix_vector_loops import (
    CENTRED,
    SCALED,
    UNSCALED,
    Array,
    Loops,
    Matrix,
    Norm,
    compiled,
)

EPSILON = float(torch.finfo(torch.float32).eps)  # of torch's RMSNorm


def fits_half(weight: Tensor) -> bool:
    """Whether sixteen bits hold every number of it."""
    return torch.equal(weight.half().float(), weight)


def array(weight: Tensor, half: bool = False) -> Array:
    """As the loops read it: float32, or the bits of half precision."""
    weight = weight.detach().contiguous()
    return (weight.half().view(torch.uint16) if half else weight).numpy()


def matrix(*layers: nn.Linear, half: bool) -> Matrix:
    """Linear layers that read the same, as one."""
    weight = torch.cat([layer.weight.detach() for layer in layers])
    biases: list[Tensor] = [layer.bias for layer in layers if layer.bias is not None]
    bias = torch.cat(biases) if biases else torch.zeros(len(weight))
    return array(weight, half), array(bias)


def scaling(norm: nn.Module, width: int) -> Norm:
    """What the loops need to normalise vectors (width,)."""
    if isinstance(norm, nn.LayerNorm):
        return array(norm.weight), array(norm.bias), norm.eps, CENTRED
    kind = SCALED if isinstance(norm, UnitNorm) else UNSCALED
    return array(torch.ones(width)), array(torch.zeros(width)), EPSILON, kind


class LoopedLayer:
    """A block as the loops read it, with its part of a cache: what ``first_half`` takes after the
    place and before the rooms, and the matrix of the second half.
    """

    def __init__(self, block: EncoderBlock, cache: LayerCache, half: bool) -> None:
        attention, feed, width = block.attention, block.feed_forward, block.config.d_model
        assert attention is not None and feed is not None
        turning, limit = attention.positions, cache.key.shape[2]
        cos = sin = torch.empty(limit, 0)
        if turning is not None:
            turning(cache.key)  # the table grows to the limit
            cos, sin = turning.cos[:limit], turning.sin[:limit]  # (limit, D / 2)
        epsilon = -1.0 if isinstance(attention.unit, nn.Identity) else EPSILON
        asking = matrix(attention.query, attention.key, attention.value, half=half)
        self.first = (
            (array(cache.key[0]), array(cache.value[0]), array(cos), array(sin), epsilon),
            (scaling(block.attention_norm, width), scaling(block.feed_forward_norm, width)),
            (asking, matrix(attention.out, half=half), matrix(feed.widen, half=half)),
        )
        self.second = matrix(feed.narrow, half=half)


class LoopedGpt:
    """A GPT's weights as the loops read them, and its cache, which they share with it."""

    def __init__(self, model: Gpt, cache: Cache, loops: Loops) -> None:
        self._loops, config = loops, model.config
        width, n_head = config.d_model, config.n_head
        weights = (weight for weight in model.parameters() if weight.ndim == 2)
        half = loops.read_bits and all(fits_half(weight) for weight in weights)
        blocks = (model.encoder.block(layer) for layer in range(config.n_layer))
        self.layers = [
            LoopedLayer(block, kept, half) for block, kept in zip(blocks, cache.layers, strict=True)
        ]
        tokens, positions = array(model.embeddings.tokens.weight, half), torch.empty(0, width)
        if model.embeddings.positions is not None:
            positions = model.embeddings.positions.table.weight
        self.activation = ACTIVATIONS[config.block.activation]
        self._hidden = torch.empty(config.block.d_hidden)
        shapes = ((width,), (3, n_head, width // n_head), (n_head, width // n_head))
        self._rooms = (*(array(torch.empty(shape)) for shape in shapes), array(self._hidden))
        self._state = array(torch.empty(width))
        self._entering = tokens, array(positions), scaling(model.embeddings.norm, width)
        output = tokens, array(torch.zeros(config.vocab_size))
        self._scoring = scaling(model.encoder.norm, width), output, self._rooms[0]

    def step(self, token: int, place: int) -> Tensor:
        """Scores (V,) of what follows a token at a place, which joins the cache's arrays there."""
        state, loops = self._state, self._loops
        loops.enter(state, token, place, *self._entering)
        for layer in self.layers:
            loops.first_half(state, place, *layer.first, self._rooms)
            loops.add_to(state, layer.second, self.activation(self._hidden).numpy())
        scores = torch.empty(len(self._entering[0]))
        loops.score(state, *self._scoring, scores.numpy())
        return scores


_warm = threading.Event()


def warm() -> None:
    """Have the loops compiled, which takes seconds; from then on writers use them."""
    loops = compiled()
    if loops is None:
        return
    model = Gpt(GptConfig(8, d_model=8, n_layer=1, n_head=1)).eval()
    for kind in (copy.deepcopy(model).half().float(), model):  # as a checkpoint's weights, as fresh
        with torch.inference_mode():
            LoopedGpt(kind, kind.empty_cache(1), loops).step(0, 0)
    _warm.set()


def looped(model: Gpt, cache: Cache) -> LoopedGpt | None:
    """The model for the loops, where they can be used: after ``warm``, so that nobody waits."""
    loops = compiled() if _warm.is_set() else None
    weight = model.embeddings.tokens.weight
    plain = weight.dtype == torch.float32 and weight.device.type == "cpu"
    return LoopedGpt(model, cache, loops) if loops is not None and plain else None


class Writer:
    """A GPT ready to write texts of up to ``limit`` tokens, the beginning counted, one at a time.

    A model that has learned more needs a new writer. ValueError where the model has no positions
    for so long a text.
    """

    def __init__(self, model: Gpt, limit: int) -> None:
        self.model, self.limit = model, limit
        positions = model.embeddings.positions
        if positions is not None and limit > positions.table.num_embeddings:
            last = positions.table.num_embeddings
            raise ValueError(f"positions end at {last}, and {limit} are asked for")
        with torch.inference_mode():
            self.cache = model.empty_cache(limit)
            self.looped = looped(model, self.cache)

    @property
    def length(self) -> int:
        """Tokens of the text so far."""
        return self.cache.length

    def read(self, tokens: Tensor) -> Tensor:
        """Begin a text with tokens (T,), read all at once; scores (V,) of what follows.

        ValueError for no token, or more than the limit.
        """
        if not 1 <= len(tokens) <= self.limit:
            raise ValueError(f"a beginning has 1 to {self.limit} tokens, not {len(tokens)}")
        self.cache.hold(0)
        return next_scores(self.model, tokens[None], self.cache)[0]

    @torch.inference_mode()
    def step(self, token: Tensor) -> Tensor:
        """Read one more token, (); scores (V,) of what follows. ValueError beyond the limit."""
        place = self.length
        if place >= self.limit:
            raise ValueError(f"the text ends at {self.limit} tokens")
        if self.looped is None:
            return next_scores(self.model, token[None, None], self.cache)[0]
        scores = self.looped.step(int(token), place)
        self.cache.hold(place + 1)
        return scores


def write(writer: Writer, beginning: Tensor, count: int) -> Tensor:
    """Continue a beginning (T,) by the likeliest token, ``count`` times: (count,)."""
    scores, written = writer.read(beginning), []
    for _ in range(count):
        written.append(scores.argmax())
        if len(written) < count:
            scores = writer.step(written[-1])
    return torch.stack(written) if written else beginning[:0]
