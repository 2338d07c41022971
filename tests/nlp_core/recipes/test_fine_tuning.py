"""The fine-tuning recipe: what each way begins with, how long it learns, and that it learns."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from nlp_core.engine import beginning
from nlp_core.engine.key import run_id_of
from nlp_core.engine.train import train
from nlp_core.recipes import fine_tuning, pretraining
from nlp_core.recipes.fine_tuning import WAYS, FineTuningSpec
from nlp_core.recipes.pretraining import PretrainingSpec
from tests.nlp_core.recipes.trained_base import stored

SMALL = PretrainingSpec(
    corpus="little_world", d_model=32, n_layer=1, n_head=2, tokens=8 * 128 * 30, rows=8
)
CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A small network, whose trained base is to be found in the cache."""
    monkeypatch.setattr(fine_tuning, "MINI_BERT", SMALL)
    monkeypatch.setattr(fine_tuning, "LEAST_STEPS", 60)
    for module in (fine_tuning, pretraining):
        monkeypatch.setattr(module, "best_device", lambda: CPU)
    monkeypatch.setattr(pretraining, "REPORTS", 1)
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    beginning.library.cache_clear()
    yield
    beginning.library.cache_clear()


@pytest.fixture
def base(tmp_path: Path) -> torch.nn.Module:
    return stored(SMALL, tmp_path)


def test_each_way_begins_with_what_it_says(base: torch.nn.Module) -> None:
    table = "embeddings.tokens.weight"
    matrix = "encoder.blocks.0.attention.query.weight"
    theirs = base.state_dict()
    kept = {}
    for way in WAYS:
        bundle = FineTuningSpec(way).build()
        beginning.begin(FineTuningSpec(way), bundle)
        mine = bundle.model.state_dict()
        kept[way] = tuple(bool(mine[name].equal(theirs[name])) for name in (table, matrix))
    assert kept == {
        "pretrained": (True, True),
        "frozen": (True, True),
        "embeddings": (True, False),
        "scratch": (False, False),
    }


@pytest.mark.parametrize("way", ["pretrained", "scratch"])
def test_it_learns_the_labels_it_is_given(way: str, base: torch.nn.Module) -> None:
    card = train(FineTuningSpec(way, language="en", labels=40, scale=5.0)).card  # in a hurry
    assert card["history"][-1]["loss"] < 0.4 < card["history"][0]["loss"]
    assert 0 <= card["metrics"]["accuracy"] <= 1
    assert card["parameters"] < sum(p.numel() for p in base.parameters())


def test_all_ways_and_sizes_have_names_of_their_own() -> None:
    specs = [FineTuningSpec(way, labels=n) for way in WAYS for n in (10, 100)]
    assert len({run_id_of(one) for one in specs}) == len(specs)


def test_another_base_makes_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    before = run_id_of(FineTuningSpec())
    monkeypatch.setattr(fine_tuning, "MINI_BERT", replace(SMALL, seed=1))
    assert run_id_of(FineTuningSpec()) != before


def test_few_labels_are_read_again_and_again_and_many_a_few_times() -> None:
    assert FineTuningSpec(labels=10).steps == FineTuningSpec(labels=100).steps == 60
    many = FineTuningSpec(labels=10_000)
    assert many.steps * fine_tuning.BATCH == pytest.approx(10_000 * fine_tuning.EPOCHS, rel=0.01)


def test_the_card_names_all_that_was_read() -> None:
    assert "Apache-2.0" in FineTuningSpec().DATA
    assert "begins with" in FineTuningSpec().DATA
    assert "begins with" not in FineTuningSpec("scratch").DATA
    assert "CC0" in FineTuningSpec(corpus="nsmc").DATA


def test_a_stored_model_of_another_tokenizer_is_refused() -> None:
    spec = FineTuningSpec()
    assert spec.restore(spec.build().vocabulary).model is not None
    with pytest.raises(ValueError, match="another tokenizer"):
        spec.restore({"tokenizer": "another"})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"way": "magic"}, "way must be one of"),
        ({"labels": 1}, "labels must be"),
        ({"labels": 10**9}, "labels must be"),
        ({"corpus": "nsmc", "language": "en"}, "nsmc is of one language"),
    ],
)
def test_values_that_no_training_can_use(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FineTuningSpec(**values)  # type: ignore[arg-type]
