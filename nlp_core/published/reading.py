"""A published checkpoint from a folder: ``config.json`` and ``model.safetensors``, nothing else.

The classes are the lessons' own, so that the code that a learner reads is the code that runs; their
scores equal the transformers library's.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from torch import Tensor, nn

from nlp_core.errors import LearnerError
from nlp_core.models import albert, bert, electra, gpt
from nlp_core.models.without_memory import without_memory
from nlp_core.published import names
from nlp_core.published.hub import CONFIG, WEIGHTS

MOST_PARAMETERS, MOST_LAYERS = 1_000_000_000, 100
NUMBERS = (torch.float32, torch.float16, torch.bfloat16, torch.float64)
_ACTIVATIONS = {"gelu": "gelu", "gelu_new": "gelu_tanh", "gelu_pytorch_tanh": "gelu_tanh"}


@dataclass(frozen=True, eq=False)
class Published:
    """A published model in one of our classes, ready to be asked.

    ``absent`` names the parts that the checkpoint does not hold (a head, say), which are untrained.
    """

    kind: str
    model: nn.Module
    absent: tuple[str, ...]
    vocab_size: int


@dataclass(frozen=True)
class _Kind:
    """How one architecture is built and named; ``optional`` are parts that need not be there."""

    build: Callable[[Mapping[str, Any]], nn.Module]
    rename: names.Renaming
    published: Mapping[str, Any]
    optional: tuple[str, ...] = ()


def _size(config: Mapping[str, Any], name: str) -> int:
    """A size that the config names: a whole number from 1 on."""
    value = config[name]
    if type(value) is not int or value < 1:
        raise _other(f"its {name} is {value!r:.40}")
    return value


def _sizes(config: Mapping[str, Any]) -> dict[str, Any]:
    named = {
        "vocab_size": "vocab_size",
        "d_model": "hidden_size",
        "n_layer": "num_hidden_layers",
        "n_head": "num_attention_heads",
        "d_hidden": "intermediate_size",
        "n_position": "max_position_embeddings",
    }
    return {ours: _size(config, theirs) for ours, theirs in named.items()} | {"style": "published"}


def _bert(config: Mapping[str, Any]) -> nn.Module:
    return bert.Bert(bert.BertConfig(**_sizes(config)))


def _albert(config: Mapping[str, Any]) -> nn.Module:
    if config.get("num_hidden_groups", 1) != 1 or config.get("inner_group_num", 1) != 1:
        raise _other("its layers are not one block")
    return albert.Albert(
        albert.AlbertConfig(d_embedding=_size(config, "embedding_size"), **_sizes(config))
    )


def _electra(config: Mapping[str, Any]) -> nn.Module:
    narrow = _size(config, "embedding_size")
    return electra.Electra(
        electra.ElectraConfig(d_embedding=narrow, d_generator=0, **_sizes(config))
    )


def _gpt(config: Mapping[str, Any]) -> nn.Module:
    return gpt.Gpt(
        gpt.GptConfig(
            vocab_size=_size(config, "vocab_size"),
            d_model=_size(config, "n_embd"),
            n_layer=_size(config, "n_layer"),
            n_head=_size(config, "n_head"),
            d_hidden=0 if config.get("n_inner") is None else _size(config, "n_inner"),
            n_position=_size(config, "n_positions"),
            style="published",
        )
    )


KINDS = {
    "bert": _Kind(_bert, names.bert, bert.BertConfig.PUBLISHED, ("pooler.", "pair_head.", "head.")),
    "gpt2": _Kind(_gpt, names.gpt, gpt.GptConfig.PUBLISHED),
    "albert": _Kind(
        _albert, names.albert, albert.AlbertConfig.PUBLISHED, ("pooler.", "pair_head.", "head.")
    ),
    "electra": _Kind(_electra, names.electra, electra.ElectraConfig.PUBLISHED),
}


def read(folder: Path) -> Published:
    """The model in a folder. Raises LearnerError "model-architecture" for another one or choices
    that our classes do not make, and "model-damaged", both saying ``why``; OSError for what is not
    there.
    """
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        kind = KINDS[config["model_type"]]
        _check(config, kind)
        with without_memory():  # however large the sizes are
            sizes = {name: p.numel() for name, p in kind.build(config).named_parameters()}
        _fits(sizes, kind, folder / WEIGHTS)
        model = kind.build(config)
    except LearnerError:
        raise
    except (KeyError, TypeError, json.JSONDecodeError, RecursionError) as error:
        raise _other(f"no architecture that is known here: {error!r:.100}") from error
    except (ValueError, RuntimeError, OverflowError) as error:
        raise _other(f"sizes that fit no model: {error!s:.100}") from error
    absent = _fill(model, _weights(folder / WEIGHTS, kind), kind.optional)
    return Published(config["model_type"], model.eval(), absent, config["vocab_size"])


def _fits(sizes: Mapping[str, int], kind: _Kind, file: Path) -> None:
    """Refuse, before a model is made that takes memory, sizes that are not those of the weights."""
    total = sum(sizes.values())
    if total > MOST_PARAMETERS:
        raise _other(f"{total:,} parameters")
    needed = sum(n for name, n in sizes.items() if not name.startswith(kind.optional))
    try:
        with safe_open(file, framework="pt") as stored:
            names_stored = stored.keys()
            held = sum(math.prod(stored.get_slice(name).get_shape()) for name in names_stored)
    except SafetensorError as error:
        raise LearnerError("model-damaged", why=f"a damaged file: {error}") from error
    if held < needed:
        raise _other(f"{needed:,} parameters, of which the weights are {held:,}")


def _weights(file: Path, kind: _Kind) -> dict[str, Tensor]:
    """The weights by our names."""
    try:
        found = kind.rename(load_file(file))
    except SafetensorError as error:
        raise LearnerError("model-damaged", why=f"a damaged file: {error}") from error
    except (ValueError, RuntimeError, IndexError) as error:
        raise _other(f"weights of other shapes: {error!s:.100}") from error
    for name, tensor in found.items():
        if tensor.dtype not in NUMBERS:
            raise _other(f"{name} holds {tensor.dtype}")
        if not tensor.isfinite().all():
            raise LearnerError("model-damaged", why=f"{name} holds what is no finite number")
    return found


def _other(why: str) -> LearnerError:
    return LearnerError("model-architecture", why=why)


def _fill(model: nn.Module, weights: names.Weights, optional: tuple[str, ...]) -> tuple[str, ...]:
    """Load the weights; the parts that were absent, all of them ``optional``."""
    try:
        missing, unknown = model.load_state_dict(dict(weights), strict=False)
    except RuntimeError as error:
        raise _other(f"weights of other sizes: {error!s:.200}") from error
    needed = [name for name in missing if not name.startswith(optional)]
    if needed or unknown:
        raise _other(f"weights missing {needed[:3]}, unknown {list(unknown)[:3]}")
    model.requires_grad_(False)
    return tuple(sorted({name.split(".")[0] for name in missing}))


def _check(config: Mapping[str, Any], kind: _Kind) -> None:
    """Refuse choices that would change the scores and that our classes do not make."""
    layers = config.get("num_hidden_layers", config.get("n_layer"))
    if not isinstance(layers, int) or not 1 <= layers <= MOST_LAYERS:
        raise _other(f"its number of layers is {layers!r:.40}")
    activation = config.get("hidden_act", config.get("activation_function", "gelu"))
    if _ACTIVATIONS.get(activation) != kind.published["activation"]:
        raise _other(f"its activation is {activation!r:.40}")
    epsilon = config.get("layer_norm_eps", config.get("layer_norm_epsilon"))
    if epsilon is not None and epsilon != kind.published.get("epsilon", 1e-5):
        raise _other(f"its norms add {epsilon}")
    if config.get("type_vocab_size", 2) != 2 and config["model_type"] != "gpt2":
        raise _other(f"it has {config['type_vocab_size']} kinds of segments")
    places = config.get("position_embedding_type", "absolute")
    if places != "absolute":
        raise _other(f"its positions are {places!r:.40}")
