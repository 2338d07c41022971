"""A training that begins with another run's weights: where they lie, and where there are none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
import torch
from torch import nn

from nlp_core.engine import beginning
from nlp_core.engine.folder import open_folder
from nlp_core.engine.store import Store
from nlp_core.engine.train import train
from nlp_core.errors import LearnerError
from nlp_core.training.run import SEED, Bundle, Point, allowed, check, seeded


@dataclass(frozen=True)
class BaseSpec:
    """A layer whose weights are all 3."""

    NAME: ClassVar[str] = "base"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = "nothing"

    seed: int = field(default=0, metadata=SEED)

    def build(self) -> Bundle[Any]:
        return Bundle(nn.Linear(2, 2))

    def fit(self, bundle: Bundle[Any]) -> Iterator[Point]:
        nn.init.constant_(bundle.model.weight, 3.0)
        yield Point(1, 1, 0.0)


@dataclass(frozen=True)
class FurtherSpec:
    """A layer that begins with the base's weights and adds ``step`` to them."""

    NAME: ClassVar[str] = "further"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = "nothing"

    step: float = field(default=1.0, metadata=allowed("added", low=0, high=9))
    alone: int = field(default=0, metadata=allowed("without a base", low=0, high=1))
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        check(self)

    @property
    def base(self) -> BaseSpec | None:
        return None if self.alone else BaseSpec()

    def build(self) -> Bundle[Any]:
        with seeded(self.seed):
            model = nn.Linear(2, 2)
        nn.init.zeros_(model.weight)
        return Bundle(model)

    def begin(self, bundle: Bundle[Any], base: nn.Linear) -> None:
        bundle.model.load_state_dict(base.state_dict())

    def fit(self, bundle: Bundle[Any]) -> Iterator[Point]:
        with torch.no_grad():
            bundle.model.weight += self.step
        yield Point(1, 1, 0.0, {"sum": bundle.model.weight.sum().item()})


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """No model ships, and the cache is empty."""
    monkeypatch.setattr(beginning, "MODELS", tmp_path / "shipped")
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))
    beginning.library.cache_clear()
    yield tmp_path
    beginning.library.cache_clear()


@pytest.mark.parametrize("place", ["shipped", "cache"])
def test_it_begins_with_the_weights_of_its_base(shelf: Path, place: str) -> None:
    Store(open_folder(shelf / place)).write(train(BaseSpec()))
    assert train(FurtherSpec()).card["metrics"] == {"sum": 16.0}
    assert train(FurtherSpec(step=2.0)).card["metrics"] == {"sum": 20.0}


def test_a_spec_without_a_base_begins_anew() -> None:
    assert train(FurtherSpec(alone=1)).card["metrics"] == {"sum": 4.0}


def test_without_its_base_nothing_is_trained() -> None:
    with pytest.raises(LearnerError, match="no-base") as caught:
        train(FurtherSpec())
    assert caught.value.values["command"] == "python -m nlp_core train base"


def test_a_damaged_base_is_said_to_be_damaged(shelf: Path) -> None:
    Store(open_folder(shelf / "shipped")).write(train(BaseSpec()))
    (file,) = (shelf / "shipped").glob("*.safetensors")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(LearnerError, match="damaged-base"):
        train(FurtherSpec())
