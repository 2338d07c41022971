"""The ELECTRA that begins with a BERT: what it takes over, what it leaves, and that it learns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load

from nlp_core.corpora.pretraining import documents
from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.engine import beginning
from nlp_core.engine.key import run_id_of
from nlp_core.engine.train import train
from nlp_core.errors import LearnerError
from nlp_core.models.electra import Electra
from nlp_core.recipes import pretraining, resuming, warm_electra
from nlp_core.recipes.mini_models import MINI_BERT
from nlp_core.recipes.pretraining import PretrainingSpec, corpus
from nlp_core.recipes.resuming import Resuming
from nlp_core.recipes.warm_electra import MINI_ELECTRA, WarmElectraSpec, only
from nlp_core.training.run import Bundle, one_thread
from tests.nlp_core.recipes.trained_base import stored

SIZES: dict[str, Any] = {"corpus": "little_world", "d_model": 32, "n_layer": 1, "n_head": 2}
SMALL = PretrainingSpec(**SIZES, tokens=8 * 128 * 60, rows=8)
CPU = torch.device("cpu")


@dataclass(frozen=True)
class Small(WarmElectraSpec):
    """One that begins with ``SMALL``."""

    corpus: str = only(SMALL.corpus)
    d_model: int = only(SMALL.d_model)
    n_layer: int = only(SMALL.n_layer)
    n_head: int = only(SMALL.n_head)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A smaller little world, and a small BERT as the base."""
    monkeypatch.setattr(documents, "STORIES", 300)
    monkeypatch.setattr(documents, "SENTENCES", 1200)
    monkeypatch.setattr(warm_electra, "MINI_BERT", SMALL)
    for module in (warm_electra, pretraining):
        monkeypatch.setattr(module, "best_device", lambda: CPU)
        monkeypatch.setattr(module, "REPORTS", 2)
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    for one in (beginning.library, corpus):
        one.cache_clear()
    with one_thread():
        yield
    for one in (beginning.library, corpus):
        one.cache_clear()


@pytest.fixture
def base(tmp_path: Path) -> torch.nn.Module:
    return stored(SMALL, tmp_path)


def spec(steps: int = 4, generator: int = 4, **values: Any) -> WarmElectraSpec:
    tokens = {"tokens": steps * 8 * 128, "generator_tokens": generator * 8 * 128}
    return Small(**tokens | {"rows": 8} | values)


def begun(one: WarmElectraSpec) -> Bundle[Electra]:
    bundle = one.build()
    beginning.begin(one, bundle)
    return bundle


def test_it_begins_with_the_bert_and_leaves_its_embeddings(base: torch.nn.Module) -> None:
    one = spec()
    theirs = base.state_dict()
    bundle = begun(one)
    model = bundle.model

    def agrees(part: torch.nn.Module, name: str) -> bool:
        return all(value.equal(theirs[f"{name}.{k}"]) for k, value in part.state_dict().items())

    assert agrees(model.embeddings, "embeddings") and agrees(model.discriminator.encoder, "encoder")
    list(one.fit(bundle))
    assert agrees(model.embeddings, "embeddings")
    assert not agrees(model.discriminator.encoder, "encoder")
    assert {f"embeddings.{name}" for name in model.embeddings.state_dict()} == set(one.LENT)


def test_it_learns_to_tell_replaced_tokens(base: torch.nn.Module) -> None:
    one = spec(100, 40, matrix_rate=0.05, learning_rate=0.02)
    bundle = begun(one)
    points = list(one.fit(bundle))
    last = points[-1]
    assert last.step == last.total == 140
    early, late = (point.loss for point in points if point.step in (10, 40))
    assert late < early - 0.1, "the generator learns as well"
    assert all(last.metrics[f"auc_{language}"] > 0.58 for language in LANGUAGES), "chance is .5"


def test_its_checkpoint_holds_no_embeddings_and_answers_with_them(
    base: torch.nn.Module, tmp_path: Path
) -> None:
    one = spec()
    packed = train(one, half=True)
    assert not set(one.LENT) & set(load(packed.tensors))
    shelf = beginning.library(str(beginning.MODELS), str(tmp_path))
    found = shelf.keep(packed, one).model
    table = base.state_dict()[one.LENT[0]]
    assert torch.equal(found.state_dict()[one.LENT[0]], table)


def test_a_run_that_is_cut_off_goes_on(
    base: torch.nn.Module, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resuming, "LONG", 1)
    monkeypatch.setattr(Resuming.__init__, "__kwdefaults__", {"every_s": 0.0})
    one = spec(6, 4)
    whole, halves = begun(one), begun(one)
    list(one.fit(whole))
    points = one.fit(halves)
    next(points), next(points)
    points.close()  # type: ignore[attr-defined]
    assert list(tmp_path.rglob("unfinished/*.safetensors"))
    again = begun(one)
    steps = [point.step for point in one.fit(again)]
    assert steps[0] > 4 and steps[-1] == 10
    mine, theirs = again.model.state_dict(), whole.model.state_dict()
    assert all(torch.equal(value, theirs[name]) for name, value in mine.items())


@pytest.mark.parametrize("name", ["d_model", "n_layer", "n_head", "corpus", "style", "objective"])
def test_another_size_than_the_bert_s_is_refused(name: str) -> None:
    other = {"corpus": "little_world", "style": "published", "objective": "causal"}
    with pytest.raises(ValueError, match=f"{name} must be"):
        replace(MINI_ELECTRA, **{name: other.get(name, 2 * getattr(MINI_BERT, name, 1))})


def test_without_its_base_it_says_how_to_get_it() -> None:
    with pytest.raises(LearnerError) as told:
        begun(spec())
    assert told.value.code == "no-base" and SMALL.NAME in str(told.value.values["command"])


def test_another_base_is_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    before = run_id_of(spec())
    monkeypatch.setattr(warm_electra, "MINI_BERT", replace(SMALL, seed=1))
    assert run_id_of(spec()) != before
