"""A GPT that writes one text token by token: what ``gpt.next_scores`` gives, several times faster.

For a single token the arithmetic is small, and the time goes elsewhere: into reading the weights
from memory, and into calling many operations. So each weight is read by a loop made for one vector
(``matrix_vector_loops``); queries, keys and values come from one product; what one token does not
need (masks, batches, heads turned about) is left out; and on the CPU a layer is five loops.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.block_config import ACTIVATIONS, UnitNorm
from nlp_core.models.encoder_block import EncoderBlock
from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.models.matrix_vector_loops import Array, Dense, compiled, is_plain

NOT_TURNED = (torch.empty(0).numpy(), torch.empty(0).numpy())
EPSILON = float(torch.finfo(torch.float32).eps)  # of torch's RMSNorm
Scaling = tuple[Array, Array, float, bool]  # gain, shift, epsilon, whether the mean goes


def side_by_side(*layers: nn.Linear) -> Dense:
    """Layers that read the same, as one."""
    bias: list[Tensor] = [layer.bias for layer in layers if layer.bias is not None]
    return Dense(
        torch.cat([layer.weight.detach() for layer in layers]), torch.cat(bias) if bias else None
    )


class Layer:
    """A block's weights, and the keys and values of the tokens read, (2, H, limit, D)."""

    def __init__(self, block: EncoderBlock, limit: int) -> None:
        attention, feed = block.attention, block.feed_forward
        assert attention is not None and feed is not None
        self.attention_norm, self.feed_norm = block.attention_norm, block.feed_forward_norm
        self.unit, self.rotary = attention.unit, attention.positions
        self.qkv = side_by_side(attention.query, attention.key, attention.value)
        single = (attention.out, feed.widen, feed.narrow)
        self.out, self.widen, self.narrow = (Dense(layer.weight, layer.bias) for layer in single)
        self.activation = ACTIVATIONS[block.config.activation]
        shape = (2, attention.n_head, limit, block.config.d_model // attention.n_head)
        self.kept = self.qkv.weight.new_zeros(shape)

    def __call__(self, x: Tensor, place: int, turn: tuple[Tensor, Tensor] | None) -> Tensor:
        """x (1, C) of the token at ``place`` to (1, C); ``turn`` is the place's cosine and sine."""
        _, n_head, _, d_head = self.kept.shape
        qkv = self.qkv(self.attention_norm(x)).view(3, n_head, d_head)
        if turn is not None:
            qkv[:2] = turned(self.unit(qkv[:2]), *turn)
        self.kept[:, :, place] = qkv[1:]
        key, value = self.kept[:, None, :, : place + 1]  # (1, H, S, D) each
        mixed = F.scaled_dot_product_attention(qkv[0, None, :, None], key, value)
        x = x + self.out(mixed.view(1, -1))
        return x + self.narrow(self.activation(self.widen(self.feed_norm(x))))


class LoopedLayer(Layer):
    """The same in compiled loops, over arrays that are written again for each token."""

    def __init__(self, block: EncoderBlock, limit: int) -> None:
        super().__init__(block, limit)
        loops = compiled()
        assert loops is not None
        _, self._normalise, self._attend = loops
        _, n_head, _, d_head = self.kept.shape
        self._kept = self.kept.numpy()
        self._epsilon = -1.0 if isinstance(self.unit, nn.Identity) else EPSILON
        width = n_head * d_head
        self._norms = scaling(self.attention_norm, width), scaling(self.feed_norm, width)
        self._read = torch.empty(width).numpy()
        self._asked = torch.empty(3, n_head, d_head).numpy()
        self._mixed = torch.empty(n_head, d_head).numpy()
        self._wide = torch.empty(1, len(self.widen.weight))

    def __call__(self, x: Tensor, place: int, turn: tuple[Tensor, Tensor] | None) -> Tensor:
        """The same; x itself is changed."""
        state = x.view(-1).numpy()
        before_attention, before_feed = self._norms
        self.qkv.into(self._asked.reshape(-1), self._normalised(state, before_attention))
        cos, sin = NOT_TURNED if turn is None else (one.numpy() for one in turn)
        half = len(cos) // 2  # the signed sine of the second half is that of ``rotate``
        turning = cos[:half], sin[half:]
        self._attend(self._asked, self._kept, place, *turning, self._epsilon, self._mixed)
        self.out.onto(state, self._mixed.reshape(-1))
        self.widen.into(self._wide.view(-1).numpy(), self._normalised(state, before_feed))
        self.narrow.onto(state, self.activation(self._wide).view(-1).numpy())
        return x

    def _normalised(self, state: Array, norm: Scaling | None) -> Array:
        if norm is None:
            return state
        self._normalise(state, *norm, self._read)
        return self._read


def scaling(norm: nn.Module, width: int) -> Scaling | None:
    """What ``normalise`` needs beside vectors (width,); None where nothing is normalised."""
    if isinstance(norm, nn.LayerNorm):
        return norm.weight.detach().numpy(), norm.bias.detach().numpy(), norm.eps, True
    if isinstance(norm, UnitNorm):
        return torch.ones(width).numpy(), torch.zeros(width).numpy(), EPSILON, False
    return None


def turned(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions of one place: x (..., D) with the cosine and the signed sine (D,) of each
    feature; feature i is paired with i + D/2, as in ``positions.rotate``.
    """
    return torch.addcmul(x * cos, x.roll(x.shape[-1] // 2, -1), sin)


class Writer:
    """A GPT ready to write texts of up to ``limit`` tokens, the beginning counted, one at a time.

    A model that has learned more needs a new writer. ValueError where the model has no positions
    for so long a text.
    """

    def __init__(self, model: Gpt, limit: int) -> None:
        self.model, self.limit, self.length = model, limit, 0
        self.positions = model.embeddings.positions
        if self.positions is not None and limit > self.positions.table.num_embeddings:
            last = self.positions.table.num_embeddings
            raise ValueError(f"positions end at {last}, and {limit} are asked for")
        with torch.inference_mode():
            blocks = [model.encoder.block(layer) for layer in range(model.config.n_layer)]
            fast = is_plain(model.embeddings.tokens.weight) and compiled() is not None
            made = LoopedLayer if fast else Layer
            self.layers = [made(block, limit) for block in blocks]
            self.scores = Dense(model.embeddings.tokens.weight)
            rotary = self.layers[0].rotary
            self.turns = None
            if rotary is not None:
                rotary(self.layers[0].kept)  # the table grows to the limit
                cos, sin = rotary.cos[:limit], rotary.sin[:limit]  # (limit, D/2)
                self.turns = torch.cat([cos, cos], 1), torch.cat([-sin, sin], 1)

    @torch.inference_mode()
    def read(self, tokens: Tensor) -> Tensor:
        """Begin a text with tokens (T,), read all at once; scores (V,) of what follows.

        ValueError for no token, or more than the limit.
        """
        if not 1 <= len(tokens) <= self.limit:
            raise ValueError(f"a beginning has 1 to {self.limit} tokens, not {len(tokens)}")
        cache = self.model.empty_cache(len(tokens))
        states = self.model(tokens[None], cache=cache)
        for layer, kept in zip(self.layers, cache.layers, strict=True):
            layer.kept[0, :, : len(tokens)] = kept.key[0]
            layer.kept[1, :, : len(tokens)] = kept.value[0]
        self.length = len(tokens)
        return self.model.token_scores(states[0, -1])

    @torch.inference_mode()
    def step(self, token: Tensor) -> Tensor:
        """Read one more token, (); scores (V,) of what follows. ValueError beyond the limit."""
        place = self.length
        if place >= self.limit:
            raise ValueError(f"the text ends at {self.limit} tokens")
        x = self.model.embeddings.tokens.weight[token][None]  # (1, C)
        if self.positions is not None:
            x = x + self.positions.table.weight[place]
        x = self.model.embeddings.norm(x).clone()  # which may be the table's own row
        turn = None if self.turns is None else (self.turns[0][place], self.turns[1][place])
        for layer in self.layers:
            x = layer(x, place, turn)
        self.length = place + 1
        return self.scores(self.model.encoder.norm(x))[0]


def write(writer: Writer, beginning: Tensor, count: int) -> Tensor:
    """Continue a beginning (T,) by the likeliest token, ``count`` times: (count,)."""
    scores, written = writer.read(beginning), []
    for _ in range(count):
        written.append(scores.argmax())
        if len(written) < count:
            scores = writer.step(written[-1])
    return torch.stack(written) if written else beginning[:0]


def warm() -> None:
    """Have the loops compiled, which takes a second, before anybody waits for a text."""
    model = Gpt(GptConfig(8, d_model=8, n_layer=1, n_head=1)).eval()
    write(Writer(model, 3), torch.tensor([1]), 2)
