"""What a model has from the run that it began with is stored once, there."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
import torch
from safetensors.torch import load
from torch import nn

from nlp_core.checksum import sealed
from nlp_core.engine.artifact import Packed
from nlp_core.engine.card import read_card
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.lending import borrow
from nlp_core.engine.library import Library
from nlp_core.engine.store import Store, as_text
from nlp_core.engine.train import train
from tests.nlp_core.engine.fake import FakeSpec

BASE = FakeSpec(width=64)
TABLE = "0.weight"


@dataclass(frozen=True)
class LentSpec(FakeSpec):
    """Goes on from ``BASE`` and leaves its first matrix as it is."""

    NAME: ClassVar[str] = "lent"
    LENT: ClassVar[tuple[str, ...]] = (TABLE,)
    width: int = 64

    @property
    def base(self) -> FakeSpec:
        return BASE

    def begin(self, bundle: Any, base: nn.Module) -> None:
        bundle.model.load_state_dict(base.state_dict())
        bundle.model[0].weight.requires_grad_(False)


SPEC = LentSpec()


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with the base in it, which trainings begin from."""
    Store(LocalFolder(tmp_path / "shipped")).write(train(BASE, half=True))
    found = Library(tmp_path / "shipped", tmp_path / "cache", memory_bytes=10**8, disk_bytes=10**8)
    monkeypatch.setattr("nlp_core.engine.beginning.library", lambda *places: found)
    return found


def another(tmp_path: Path) -> Library:
    """What another server, or the same one after a restart, sees of the same folders."""
    return Library(tmp_path / "shipped", tmp_path / "cache", memory_bytes=10**8, disk_bytes=10**8)


@pytest.mark.parametrize("half", [False, True])
def test_lent_weights_are_left_out_and_come_back_exactly(
    library: Library, tmp_path: Path, half: bool
) -> None:
    packed = train(SPEC, half=half)
    stored = load(packed.tensors)
    assert TABLE not in stored and not any(name.endswith(TABLE) for name in stored)
    assert "0.bias" in stored
    kept = library.keep(packed, SPEC)
    for found in (kept, another(tmp_path).find(SPEC)):
        assert found is not None
        base = library.find(BASE)
        assert base is not None and torch.equal(found.model[0].weight, base.model[0].weight)
        assert not torch.equal(found.model[1].weight, base.model[1].weight)


def test_a_card_says_what_is_lent_and_the_cards_before_do_not(library: Library) -> None:
    assert set(train(SPEC).card["lent"]) == {TABLE}
    assert "lent" not in train(BASE).card
    card = train(SPEC).card | {"tensors": {"file": f"{run_id_of(SPEC)}.a.b", "bytes": 1}}
    card["tensors"]["sha256"] = "0" * 64
    wrong = as_text(sealed(card | {"lent": {TABLE: "no digest"}})).encode()
    with pytest.raises(ValueError, match="lent"):
        read_card(wrong, run_id_of(SPEC))
    assert read_card(as_text(sealed(card)).encode(), run_id_of(SPEC))["lent"]


def test_without_its_base_a_model_is_not_to_be_had(library: Library, tmp_path: Path) -> None:
    library.keep(train(SPEC), SPEC)
    for file in (tmp_path / "shipped").iterdir():
        file.unlink()
    assert another(tmp_path).find(SPEC) is None


def test_a_base_that_was_trained_anew_lends_nothing(library: Library, tmp_path: Path) -> None:
    library.keep(train(SPEC), SPEC)
    other = train(replace(BASE, seed=5), half=True)
    anew = Packed(other.card | {"run_id": run_id_of(BASE)}, other.tensors)
    Store(LocalFolder(tmp_path / "shipped")).write(anew)
    assert another(tmp_path).find(BASE) is not None
    assert another(tmp_path).find(SPEC) is None


def test_a_base_of_another_kind_is_refused(library: Library) -> None:
    packed = train(SPEC)
    with pytest.raises(ValueError, match="another run"):
        borrow(packed.card, ("nothing.weight",), train(BASE))
    with pytest.raises(ValueError, match="not there"):
        borrow(packed.card, SPEC.LENT, None)
    assert borrow({}, (), None) == {}
