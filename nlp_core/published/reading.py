"""A published checkpoint from a folder: ``config.json`` and ``model.safetensors``, nothing else.

The classes are the lessons' own, so that the code that a learner reads is the code that runs; their
scores equal the transformers library's.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from nlp_core.errors import LearnerError
from nlp_core.models import albert, bert, electra, gpt
from nlp_core.models.without_memory import without_memory
from nlp_core.published import names

MOST_PARAMETERS, MOST_LAYERS = 1_000_000_000, 100
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


def _sizes(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "vocab_size": config["vocab_size"],
        "d_model": config["hidden_size"],
        "n_layer": config["num_hidden_layers"],
        "n_head": config["num_attention_heads"],
        "d_hidden": config["intermediate_size"],
        "n_position": config["max_position_embeddings"],
        "style": "published",
    }


def _bert(config: Mapping[str, Any]) -> nn.Module:
    return bert.Bert(bert.BertConfig(**_sizes(config)))


def _albert(config: Mapping[str, Any]) -> nn.Module:
    if config.get("num_hidden_groups", 1) != 1 or config.get("inner_group_num", 1) != 1:
        raise _other("its layers are not one block")
    return albert.Albert(
        albert.AlbertConfig(d_embedding=config["embedding_size"], **_sizes(config))
    )


def _electra(config: Mapping[str, Any]) -> nn.Module:
    narrow = config["embedding_size"]
    return electra.Electra(
        electra.ElectraConfig(d_embedding=narrow, d_generator=0, **_sizes(config))
    )


def _gpt(config: Mapping[str, Any]) -> nn.Module:
    return gpt.Gpt(
        gpt.GptConfig(
            vocab_size=config["vocab_size"],
            d_model=config["n_embd"],
            n_layer=config["n_layer"],
            n_head=config["n_head"],
            d_hidden=config.get("n_inner") or 0,
            n_position=config["n_positions"],
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
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        kind = KINDS[config["model_type"]]
        _check(config, kind)
        with without_memory():  # however large the sizes are
            size = sum(p.numel() for p in kind.build(config).parameters())
        if size > MOST_PARAMETERS:
            raise _other(f"{size:,} parameters")
        model = kind.build(config)
    except LearnerError:
        raise
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise _other(f"no architecture that is known here: {error!r:.100}") from error
    except (ValueError, RuntimeError, OverflowError) as error:
        raise _other(f"sizes that fit no model: {error!s:.100}") from error
    try:
        weights = kind.rename(load_file(folder / "model.safetensors"))
    except SafetensorError as error:
        raise LearnerError("model-damaged", why=f"a damaged file: {error}") from error
    absent = _fill(model, weights, kind.optional)
    return Published(config["model_type"], model.eval(), absent, config["vocab_size"])


def _other(why: str) -> LearnerError:
    return LearnerError("model-architecture", why=why)


def _fill(model: nn.Module, weights: names.Weights, optional: tuple[str, ...]) -> tuple[str, ...]:
    """Load the weights; the parts that were absent, all of them ``optional``."""
    try:
        missing, unknown = model.load_state_dict(dict(weights), strict=False)
    except RuntimeError as error:
        raise _other(f"weights of other sizes: {error!s:.200}") from error
    needed = [name for name in missing if not name.startswith(optional or ("\0",))]
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
