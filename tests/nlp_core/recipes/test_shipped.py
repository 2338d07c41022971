"""The shipped checkpoints keep their names: a change here means that they must be built again."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from torch import nn

from nlp_core.checksum import is_whole
from nlp_core.engine.beginning import begin
from nlp_core.engine.key import run_id_of
from nlp_core.recipes import shipped
from nlp_core.training.run import Bundle

MODELS = Path(__file__).parents[3] / "assets" / "models"
GOLDEN = {
    "character_model-4ae11e165e73",
    "character_model-7577b9fea587",
    "fine_tuning-55713270e6d5",
    "fine_tuning-bb8606e84e83",
    "gated_lm-218f610114fc",
    "gated_lm-da6ecd1897ed",
    "gated_lm-f2a90f34c535",
    "gated_lm-f3c1b153c654",
    "glove-8fc8c8b1923e",
    "glove-97697e6f4997",
    "memory_task-00d92e2ff2fc",
    "memory_task-d7c7cdba174a",
    "naive_bayes-335bc94fd132",
    "naive_bayes-ebbae1432508",
    "points-0da90aab6c58",
    "pretraining-ba4974fa7175",
    "pretraining-c58068295843",
    "pretraining-c6290eb8615d",
    "ngram-92a3cedb5031",
    "pretraining-10e136d64b5b",
    "pretraining-2729cb9072d3",
    "pretraining-2f20161cc9ae",
    "pretraining-275a509ac032",
    "pretraining-6937faf7c257",
    "pretraining-acee91056b71",
    "pretraining-c454d04ba913",
    "prompting-29b2661d3248",
    "prompting-ab75c434327f",
    "prompting-c66ce2ece166",
    "prompting-d4dde3198f9a",
    "prompting-dbba74eb2584",
    "prompting-e3172b41cc20",
    "public_vectors-132c811295df",
    "public_vectors-69b030cddf0d",
    "referent-194b749aecf9",
    "referent-9782fa60e77d",
    "tatoeba-a8fffea34d6e",
    "tatoeba-c875759f2d33",
    "transformer-54d354c68d48",
    "transformer-e02f5e6d5b66",
    "translation-2b9076cb99bc",
    "translation-4ef4bc241dd1",
    "translation-657b3496af6d",
    "translation-6e8c2e32786f",
    "translation-6ef53d66054f",
    "translation-8026132edae9",
    "translation-9c17047a2d9a",
    "translation-9c9ffe44b11c",
    "translation-b44ed0d74b5f",
    "translation-c3621ee66ce7",
    "warm_electra-1a5ad95a9466",
    "word2vec-bcb5a5f83d62",
    "word2vec-d7b9cd51e815",
    "word_order-22acdf9c77c8",
    "word_order-56584d922911",
}


def test_the_shipped_names_are_pinned() -> None:
    assert {run_id_of(spec) for spec in shipped()} == GOLDEN


def test_every_shipped_spec_has_its_complete_checkpoint_and_nothing_else_ships() -> None:
    cards = {path.stem: json.loads(path.read_text()) for path in MODELS.glob("*.json")}
    assert set(cards) == GOLDEN
    tensors = {path.name for path in MODELS.glob("*.safetensors")}
    assert len(tensors) == len(cards)
    assert all(any(name.startswith(f"{run}.") for name in tensors) for run in cards)


def test_cards_are_compact_and_whole() -> None:
    for path in MODELS.glob("*.json"):
        text = path.read_text()
        assert is_whole(json.loads(text)), path.name
        assert len(text.splitlines()) < 400, path.name


def test_what_ships_begins_with_what_ships() -> None:
    begun = [spec for spec in shipped() if hasattr(spec, "begin")]
    assert begun and {spec.base for spec in begun} <= set(shipped())  # type: ignore[attr-defined]


@pytest.mark.parametrize("spec", shipped(), ids=run_id_of)
def test_each_training_finds_what_it_begins_with(spec: Any) -> None:
    taken: list[nn.Module] = []
    if hasattr(spec, "begin"):
        spec = begun_by(spec, taken)
    begin(spec, Bundle(nn.Identity()))
    assert len(taken) == hasattr(spec, "begin")


def begun_by(spec: Any, taken: list[nn.Module]) -> Any:
    """A spec that notes which base it was given."""
    return SimpleNamespace(base=spec.base, begin=lambda bundle, base: taken.append(base))
