"""The names that published checkpoints give their weights, put into ours.

Each rule rewrites a name; a weight that no rule names and that is no copy of another is kept as it
is, so that loading refuses what it does not know.
"""

import re
from collections.abc import Callable, Mapping

from torch import Tensor

Rules = tuple[tuple[str, str], ...]
Weights = Mapping[str, Tensor]

_SELF = r"^encoder\.layer\.(\d+)\.attention\.self\."
_AFTER = r"^encoder\.layer\.(\d+)\.attention\.output\."
_BLOCK: Rules = (
    (_SELF + r"(query|key|value)\.", r"encoder.blocks.\1.attention.\2."),
    (_AFTER + r"dense\.", r"encoder.blocks.\1.attention.out."),
    (_AFTER + r"LayerNorm\.", r"encoder.blocks.\1.attention_norm."),
    (r"^encoder\.layer\.(\d+)\.intermediate\.dense\.", r"encoder.blocks.\1.feed_forward.widen."),
    (r"^encoder\.layer\.(\d+)\.output\.dense\.", r"encoder.blocks.\1.feed_forward.narrow."),
    (r"^encoder\.layer\.(\d+)\.output\.LayerNorm\.", r"encoder.blocks.\1.feed_forward_norm."),
)  # fmt: skip
_EMBEDDINGS: Rules = (
    (r"^embeddings\.word_embeddings\.", "embeddings.tokens."),
    (r"^embeddings\.position_embeddings\.", "embeddings.positions.table."),
    (r"^embeddings\.token_type_embeddings\.", "embeddings.segments."),
    (r"^embeddings\.LayerNorm\.", "embeddings.norm."),
)
_OLD: Rules = ((r"\.gamma$", ".weight"), (r"\.beta$", ".bias"))
_BERT: Rules = (
    *_OLD, (r"^bert\.", ""), *_EMBEDDINGS, *_BLOCK,
    (r"^cls\.predictions\.transform\.dense\.", "head.dense."),
    (r"^cls\.predictions\.transform\.LayerNorm\.", "head.norm."),
    (r"^cls\.predictions\.bias$", "head.bias"),
    (r"^cls\.seq_relationship\.", "pair_head."),
    (r"^pooler\.dense\.", "pooler."),
)  # fmt: skip
_SHARED_BLOCK = r"^encoder\.albert_layer_groups\.0\.albert_layers\.0\."
_ALBERT: Rules = (
    (r"^albert\.", ""), *_EMBEDDINGS,
    (r"^encoder\.embedding_hidden_mapping_in\.", "widen."),
    (_SHARED_BLOCK + r"attention\.(query|key|value)\.", r"encoder.blocks.0.attention.\1."),
    (_SHARED_BLOCK + r"attention\.dense\.", "encoder.blocks.0.attention.out."),
    (_SHARED_BLOCK + r"attention\.LayerNorm\.", "encoder.blocks.0.attention_norm."),
    (_SHARED_BLOCK + r"ffn\.", "encoder.blocks.0.feed_forward.widen."),
    (_SHARED_BLOCK + r"ffn_output\.", "encoder.blocks.0.feed_forward.narrow."),
    (_SHARED_BLOCK + r"full_layer_layer_norm\.", "encoder.blocks.0.feed_forward_norm."),
    (r"^predictions\.dense\.", "head.dense."),
    (r"^predictions\.LayerNorm\.", "head.norm."),
    (r"^predictions\.bias$", "head.bias"),
    (r"^sop_classifier\.classifier\.", "pair_head."),
)  # fmt: skip
_ELECTRA: Rules = (
    *_OLD, (r"^electra\.", ""), *_EMBEDDINGS, *_BLOCK,
    (r"^encoder\.", "discriminator.encoder."),
    (r"^embeddings_project\.", "discriminator.project."),
    (r"^discriminator_predictions\.dense\.", "discriminator.dense."),
    (r"^discriminator_predictions\.dense_prediction\.", "discriminator.verdict."),
)  # fmt: skip
_GPT: Rules = (
    (r"^transformer\.", ""),
    (r"^wte\.", "embeddings.tokens."),
    (r"^wpe\.", "embeddings.positions.table."),
    (r"^h\.(\d+)\.ln_1\.", r"encoder.blocks.\1.attention_norm."),
    (r"^h\.(\d+)\.ln_2\.", r"encoder.blocks.\1.feed_forward_norm."),
    (r"^h\.(\d+)\.attn\.c_proj\.", r"encoder.blocks.\1.attention.out."),
    (r"^h\.(\d+)\.mlp\.c_fc\.", r"encoder.blocks.\1.feed_forward.widen."),
    (r"^h\.(\d+)\.mlp\.c_proj\.", r"encoder.blocks.\1.feed_forward.narrow."),
    (r"^ln_f\.", "encoder.norm."),
)  # fmt: skip
_COPIES = re.compile(  # of the embeddings and of each other, or constants
    r"^lm_head\.weight$|predictions\.decoder\.(weight|bias)$|\.position_ids$"
    r"|^(transformer\.)?h\.\d+\.attn\.(bias|masked_bias)$"
)


def _renamed(weights: Weights, rules: Rules) -> dict[str, Tensor]:
    found = {}
    for name, tensor in weights.items():
        if not _COPIES.search(name):
            for pattern, ours in rules:
                name = re.sub(pattern, ours, name)
            found[name] = tensor
    return found


def bert(weights: Weights) -> dict[str, Tensor]:
    """Our names for the weights of a BERT."""
    return _renamed(weights, _BERT)


def albert(weights: Weights) -> dict[str, Tensor]:
    """Our names for the weights of an ALBERT."""
    return _renamed(weights, _ALBERT)


def electra(weights: Weights) -> dict[str, Tensor]:
    """Our names for the weights of an ELECTRA's discriminator."""
    return _renamed(weights, _ELECTRA)


def gpt(weights: Weights) -> dict[str, Tensor]:
    """Our names for the weights of a GPT-2, whose matrices are stored the other way round, those
    of queries, keys and values side by side in one.
    """
    found: dict[str, Tensor] = {}
    for name, tensor in _renamed(weights, _GPT).items():
        if tensor.ndim == 2 and not name.startswith("embeddings."):
            tensor = tensor.T
        joined = re.fullmatch(r"h\.(\d+)\.attn\.c_attn\.(weight|bias)", name)
        if joined is None:
            found[name] = tensor
            continue
        layer, kind = joined.groups()
        for part, third in zip(("query", "key", "value"), tensor.chunk(3), strict=True):
            found[f"encoder.blocks.{layer}.attention.{part}.{kind}"] = third
    return found


Renaming = Callable[[Weights], dict[str, Tensor]]
