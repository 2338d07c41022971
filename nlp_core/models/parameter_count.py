"""How many parameters a Transformer, a BERT and an ALBERT have, by a formula, part by part.

V tokens, E features of an embedding, H of a state, F of a hidden layer, L layers, P positions.
BERT (Devlin et al. 2019) has E = H and L blocks; ALBERT (Lan et al. 2020, table 1) a smaller E, a
matrix E x H, and one block for all layers, or a part of one. Published totals leave the two heads
out. The Transformer (Vaswani et al. 2017, table 3) has a decoder as well, whose blocks attend
twice.
"""

from nlp_core.models.albert import AlbertConfig
from nlp_core.models.bert import BertConfig

HEADS = ("token head", "pair head")
SEGMENTS = 2


def attention_parameters(h: int) -> int:
    """The attention of a block: four matrices, and its norm."""
    return 4 * (h * h + h) + 2 * h


def feed_forward_parameters(h: int, f: int) -> int:
    """The feed-forward network of a block: two matrices, and its norm."""
    return (h * f + f) + (f * h + h) + 2 * h


def block_parameters(h: int, f: int) -> int:
    """One block: attention and feed-forward network."""
    return attention_parameters(h) + feed_forward_parameters(h, f)


def parameter_parts(config: BertConfig | AlbertConfig) -> dict[str, int]:
    """The parameters of each part of a model in the published style, by language-neutral names.

    Raises ValueError for the compact style, whose blocks have other parts.
    """
    if config.style != "published":
        raise ValueError("the formula is that of the published style")
    v, h, p = config.vocab_size, config.d_model, config.n_position
    f = config.d_hidden or 4 * h
    e = config.d_embedding if isinstance(config, AlbertConfig) else h
    sharing = config.sharing if isinstance(config, AlbertConfig) else "none"
    attentions = 1 if sharing in ("all", "attention") else config.n_layer
    networks = 1 if sharing in ("all", "feed-forward") else config.n_layer
    return {
        "tokens": v * e,
        "widen": e * h + h if isinstance(config, AlbertConfig) else 0,
        "positions": (p + SEGMENTS) * e,
        "norm": 2 * e,
        "attention": attentions * attention_parameters(h),
        "feed-forward": networks * feed_forward_parameters(h, f),
        "pooler": h * h + h,
        "token head": (h * e + e) + 2 * e + v,
        "pair head": 2 * h + 2,
    }


def published_total(config: BertConfig | AlbertConfig) -> int:
    """The total as papers give it, without the heads of pre-training."""
    return sum(n for part, n in parameter_parts(config).items() if part not in HEADS)


def decoder_block_parameters(h: int, f: int) -> int:
    """One block of a decoder: a second attention, and the norm that goes with it."""
    return block_parameters(h, f) + 4 * (h * h + h) + 2 * h


def transformer_parts(
    h: int, f: int, n_layer: int, tables: int, *, norm_first: bool = False
) -> dict[str, int]:
    """A Transformer by its parts; ``tables`` is how many rows its embedding tables have in all.

    The scores of words use a table again. The number of heads changes nothing: they share H out.

    >>> sum(transformer_parts(512, 2048, 6, 37_000).values())
    63082496
    """
    last = 2 * h if norm_first else 0
    return {
        "tokens": tables * h,
        "encoder": n_layer * block_parameters(h, f) + last,
        "decoder": n_layer * decoder_block_parameters(h, f) + last,
    }
