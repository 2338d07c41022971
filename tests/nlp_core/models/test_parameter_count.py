"""The formula equals the modules, ours and the transformers library's, and the papers' tables."""

import itertools
from typing import Any

import pytest

from nlp_core.models.albert import Albert, AlbertConfig
from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.encoder_block import SHARING
from nlp_core.models.parameter_count import parameter_parts, published_total

BASE: dict[str, Any] = {"d_model": 768, "n_layer": 12, "n_head": 12, "d_embedding": 128}
GRID = list(itertools.product((50, 97), (8, 24), (24, 48), (1, 3), (0, 31)))


def numel(module: object) -> int:
    return sum(p.numel() for p in module.parameters())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("v", "e", "h", "layers", "f"), GRID)
def test_the_formula_equals_the_modules(v: int, e: int, h: int, layers: int, f: int) -> None:
    transformers = pytest.importorskip("transformers", reason="transformers is not installed")
    sizes = {"d_model": h, "n_layer": layers, "n_head": 2, "d_hidden": f, "n_position": 20}
    bert = BertConfig(v, **sizes, style="published")  # type: ignore[arg-type]
    albert = AlbertConfig(v, d_embedding=e, **sizes, style="published")  # type: ignore[arg-type]
    theirs = {
        "vocab_size": v,
        "hidden_size": h,
        "num_hidden_layers": layers,
        "num_attention_heads": 2,
        "intermediate_size": f or 4 * h,
        "max_position_embeddings": 20,
    }
    library = transformers.BertForPreTraining(transformers.BertConfig(**theirs))
    assert sum(parameter_parts(bert).values()) == numel(Bert(bert)) == numel(library)
    theirs["embedding_size"] = e
    library = transformers.AlbertForPreTraining(transformers.AlbertConfig(**theirs))
    assert sum(parameter_parts(albert).values()) == numel(Albert(albert)) == numel(library)


@pytest.mark.parametrize("sharing", SHARING)
@pytest.mark.parametrize("layers", [1, 3])
def test_sharing_is_a_choice(sharing: str, layers: int) -> None:
    config = AlbertConfig(50, 24, layers, 2, d_embedding=8, style="published", sharing=sharing)
    assert sum(parameter_parts(config).values()) == numel(Albert(config))


@pytest.mark.parametrize(
    ("config", "millions", "within"),
    [
        (BertConfig(30_000, 768, 12, 12, style="published"), 108, 0.015),
        (BertConfig(30_000, 1024, 24, 16, style="published"), 334, 0.015),
        (AlbertConfig(30_000, 768, 12, 12, d_embedding=128, style="published"), 12, 0.03),
        (AlbertConfig(30_000, 1024, 24, 16, d_embedding=128, style="published"), 18, 0.03),
        (AlbertConfig(30_000, 2048, 24, 32, d_embedding=128, style="published"), 60, 0.03),
        # Table 4: not shared, and one part shared.
        (AlbertConfig(30_000, style="published", sharing="none", **BASE), 89, 0.01),
        (AlbertConfig(30_000, style="published", sharing="attention", **BASE), 64, 0.02),
        (AlbertConfig(30_000, style="published", sharing="feed-forward", **BASE), 38, 0.02),
        # The sizes that the paper gives make 223 M; it prints 235 M.
        (AlbertConfig(30_000, 4096, 12, 64, d_embedding=128, style="published"), 235, 0.06),
    ],
)
def test_published_totals_are_reproduced(
    config: BertConfig | AlbertConfig, millions: int, within: float
) -> None:
    assert published_total(config) / 1e6 == pytest.approx(millions, rel=within)


def test_the_factorised_embedding_is_the_published_example() -> None:
    whole = parameter_parts(BertConfig(30_000, 768, style="published"))["tokens"]
    parts = parameter_parts(AlbertConfig(30_000, 768, d_embedding=128, style="published"))
    assert whole == 23_040_000 and parts["tokens"] + 128 * 768 == 3_938_304


def test_the_compact_style_has_no_formula() -> None:
    with pytest.raises(ValueError, match="published style"):
        parameter_parts(BertConfig(50))
