"""Published checkpoints in our classes give the transformers library's scores."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from nlp_core.errors import LearnerError
from nlp_core.models.albert import Albert
from nlp_core.models.bert import Bert
from nlp_core.models.electra import Electra
from nlp_core.models.gpt import Gpt
from nlp_core.models.masks import padding_mask
from nlp_core.published.reading import read

transformers = pytest.importorskip("transformers", reason="transformers is not installed")
SIZES = {
    "vocab_size": 61,
    "hidden_size": 24,
    "num_hidden_layers": 3,
    "num_attention_heads": 3,
    "intermediate_size": 40,
    "max_position_embeddings": 32,
}
GPT_SIZES = {"vocab_size": 61, "n_embd": 24, "n_layer": 3, "n_head": 3, "n_positions": 32}
NARROW = {"embedding_size": 10}
CASES = [
    ("bert", SIZES, "BertForMaskedLM"),
    ("bert", SIZES, "BertForPreTraining"),
    ("albert", SIZES | NARROW, "AlbertForMaskedLM"),
    ("albert", SIZES | NARROW, "AlbertForPreTraining"),
    ("electra", SIZES | NARROW, "ElectraForPreTraining"),
    ("electra", SIZES | {"embedding_size": 24}, "ElectraForPreTraining"),
    ("gpt2", GPT_SIZES | {"bos_token_id": 0, "eos_token_id": 0}, "GPT2LMHeadModel"),
    ("gpt2", GPT_SIZES | {"n_inner": 52, "bos_token_id": 0, "eos_token_id": 0}, "GPT2LMHeadModel"),
]
NAMES = {"bert": "Bert", "albert": "Albert", "electra": "Electra", "gpt2": "GPT2"}


def made(kind: str, sizes: dict[str, Any], architecture: str, folder: Path) -> nn.Module:
    """A small random model of the library, saved to a folder."""
    torch.manual_seed(len(architecture))
    config = getattr(transformers, f"{NAMES[kind]}Config")(**sizes)
    model = getattr(transformers, architecture)(config).eval()
    for parameter in model.parameters():  # fresh norms and biases would hide a wrong name
        nn.init.normal_(parameter, std=0.2)
    model.save_pretrained(folder)
    return model


def ours_scores(model: nn.Module, tokens: Tensor, segments: Tensor, real: Tensor) -> Tensor:
    if isinstance(model, Gpt):
        return model.token_scores(model(tokens, padding_mask(real)))
    assert isinstance(model, Bert | Albert | Electra)
    states = model(tokens, segments, padding_mask(real))
    return model.replaced(states) if isinstance(model, Electra) else model.token_scores(states)


@pytest.mark.parametrize(("kind", "sizes", "architecture"), CASES)
def test_scores_equal_the_librarys(
    kind: str, sizes: dict[str, Any], architecture: str, tmp_path: Path
) -> None:
    theirs = made(kind, sizes, architecture, tmp_path)
    found = read(tmp_path)
    tokens = torch.randint(1, 61, (4, 11), generator=torch.Generator().manual_seed(1))
    segments = (torch.arange(11) > 5).long().expand(4, -1)
    real = torch.arange(11) < torch.tensor([11, 4, 7, 9])[:, None]
    asked: dict[str, Tensor] = {"input_ids": tokens, "attention_mask": real.long()}
    if kind != "gpt2":
        asked["token_type_ids"] = segments
    with torch.inference_mode():
        answer = theirs(**asked)
        wanted = answer["prediction_logits"] if "prediction_logits" in answer else answer["logits"]
        scores = ours_scores(found.model, tokens, segments, real)
    torch.testing.assert_close(scores[real], wanted[real], atol=1e-4, rtol=0)


@pytest.mark.parametrize("kind", ["bert", "albert"])
def test_pairs_are_judged_as_the_library_does(kind: str, tmp_path: Path) -> None:
    sizes = SIZES | (NARROW if kind == "albert" else {})
    theirs = made(kind, sizes, f"{NAMES[kind]}ForPreTraining", tmp_path)
    found = read(tmp_path)
    assert found.absent == ()
    tokens = torch.randint(1, 61, (4, 9), generator=torch.Generator().manual_seed(2))
    with torch.inference_mode():
        answer = theirs(input_ids=tokens)
        wanted = answer["seq_relationship_logits" if kind == "bert" else "sop_logits"]
        assert isinstance(found.model, Bert | Albert)
        scores = found.model.pair_scores(found.model(tokens)[:, 0])
    torch.testing.assert_close(scores, wanted, atol=1e-4, rtol=0)


def test_what_a_checkpoint_does_not_hold_is_named(tmp_path: Path) -> None:
    made("bert", SIZES, "BertForMaskedLM", tmp_path)
    assert read(tmp_path).absent == ("pair_head", "pooler")


def test_an_electra_without_generator_says_so(tmp_path: Path) -> None:
    made("electra", SIZES | NARROW, "ElectraForPreTraining", tmp_path)
    model = read(tmp_path).model
    assert isinstance(model, Electra)
    with pytest.raises(ValueError, match="without its generator"):
        model.guess_states(torch.ones(1, 3, dtype=torch.long))


def changed(**values: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | values))

    return change


def truncated(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:3000])


def nested(folder: Path) -> None:
    (folder / "config.json").write_text("[" * 200_000)


def stored(change: Callable[[Tensor], Tensor], only: str = "") -> Callable[[Path], None]:
    """The weights that have ``only`` in their names, changed."""

    def damage(folder: Path) -> None:
        path = folder / "model.safetensors"
        weights = load_file(path)
        save_file(
            {name: change(one) if only in name else one for name, one in weights.items()}, path
        )

    return damage


@pytest.mark.parametrize("change", [lambda bias: bias[0], lambda bias: bias[:2]])
def test_shapes_that_no_gpt_has_are_refused_in_a_sentence(
    change: Callable[[Tensor], Tensor], tmp_path: Path
) -> None:
    made("gpt2", GPT_SIZES | {"bos_token_id": 0, "eos_token_id": 0}, "GPT2LMHeadModel", tmp_path)
    stored(lambda bias: change(bias).clone(), "c_attn.bias")(tmp_path)
    with pytest.raises(LearnerError, match="model-architecture"):
        read(tmp_path)


@pytest.mark.parametrize("number", ["nan", "inf"])
def test_weights_that_are_no_finite_numbers_are_refused(number: str, tmp_path: Path) -> None:
    made("bert", SIZES, "BertForMaskedLM", tmp_path)
    stored(lambda weight: weight * float(number), "layer.1.")(tmp_path)
    with pytest.raises(LearnerError, match="no finite number") as caught:
        read(tmp_path)
    assert caught.value.code == "model-damaged"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (changed(model_type="t5"), "no architecture that is known here"),
        (changed(model_type="albert", embedding_size=10), "its activation is 'gelu'"),
        (changed(model_type="electra", embedding_size=24), "missing"),
        (changed(hidden_act="silu"), "its activation is 'silu'"),
        (changed(layer_norm_eps=1e-5), "its norms add 1e-05"),
        (changed(position_embedding_type="relative_key"), "its positions are 'relative_key'"),
        (changed(type_vocab_size=1), "it has 1 kinds of segments"),
        (changed(hidden_size=48), "of which the weights are"),
        (changed(max_position_embeddings=16), "weights of other sizes"),
        (changed(num_hidden_layers=2), "unknown"),
        (changed(num_hidden_layers=4), "of which the weights are"),
        (changed(vocab_size=None), "its vocab_size is None"),
        (changed(vocab_size=10**15), "parameters"),
        (changed(vocab_size=30_000_000), "of which the weights are"),  # before it takes memory
        (changed(hidden_size=-24), "its hidden_size is -24"),
        (changed(hidden_size=25), "sizes that fit no model"),
        (changed(num_attention_heads=0), "its num_attention_heads is 0"),
        (changed(num_attention_heads=3.0), "its num_attention_heads is 3.0"),
        (changed(num_attention_heads=True), "its num_attention_heads is True"),
        (nested, "no architecture that is known here"),
        (stored(lambda weight: weight.long()), "holds torch.int64"),
        (changed(num_hidden_layers=10**9), "its number of layers"),
        (changed(num_hidden_layers="3"), "its number of layers"),
        (truncated, "a damaged file"),
    ],
)
def test_what_is_not_ours_is_refused_in_a_sentence(
    damage: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    made("bert", SIZES, "BertForMaskedLM", tmp_path)
    damage(tmp_path)
    with pytest.raises(LearnerError, match=said) as caught:
        read(tmp_path)
    damaged = damage is truncated
    assert caught.value.code == ("model-damaged" if damaged else "model-architecture")


def test_what_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        read(tmp_path / "nowhere")
