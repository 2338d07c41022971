"""What the transfer lesson says of its base: what is missing, the rates, the reckoned time."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nlp_core.engine.key import run_id_of
from nlp_core.experiments.transfer.cost import Speed
from nlp_core.recipes.fine_tuning import WAYS, FineTuningSpec
from nlp_core.trained import Trained
from pages.kit.prose import figure_titles
from pages.parts import transfer_base as start


class Words:
    """A lesson that has a word for everything."""

    slug = "transfer"

    def words(self, key: str, **_: object) -> dict[str, str]:
        return dict(figure_titles("transfer", "en", key, {}))


LESSON: Any = Words()
SPEED = Speed(1e10, "float32", "CPU, 1 thread")


@pytest.fixture
def base() -> Any:
    """A base of which only the card is asked."""
    card = {"parameters": 1_000_000, "seconds": 600.0, "device": "CPU, 1 thread"}
    return Trained("run", FineTuningSpec().network, None, None, card)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("way", "corpus", "has_base", "has_texts", "said"),
    [
        ("pretrained", "reviews", True, False, ""),
        ("pretrained", "reviews", False, False, "no-base"),
        ("scratch", "reviews", False, False, ""),
        ("pretrained", "nsmc", True, False, "no-texts"),
        ("scratch", "nsmc", False, True, ""),
    ],
)
def test_what_cannot_be_trained_is_said(
    way: str, corpus: str, has_base: bool, has_texts: bool, said: str, base: Any
) -> None:
    spec = FineTuningSpec(way, corpus)
    place = Path() if has_texts else None
    assert start.missing(spec, base if has_base else None, place) == said


def test_the_rates_have_a_row_a_way() -> None:
    table = start.rates(LESSON)
    assert all(len(column) == len(WAYS) for column in table.values())
    frozen = list(WAYS).index("frozen")
    assert [column[frozen] for column in table.values()][1:3] == ["–", "–"]


def test_what_is_equal_is_the_recipes() -> None:
    found = start.equal_numbers(FineTuningSpec(labels=10_000))
    assert found["steps"] == FineTuningSpec(labels=10_000).steps > found["least"]


def test_the_reckoned_time_is_the_formulas(base: Any) -> None:
    spec = FineTuningSpec()
    found = start.real_time(spec, base, SPEED)
    assert found["reckoned"] == pytest.approx(6 * 1e6 * spec.network.tokens / 1e10 / 3600)
    assert found["took"] == 10 and start.took(found) == "took-core"
    assert start.took({"device": "NVIDIA H100 80GB HBM3"}) == "took-gpu"
    assert start.ours(spec, base)[0].parameters == 1_000_000
    assert start.real_time(spec, None, SPEED) == {} and start.ours(spec, None) == []


def test_what_was_trained_here_is_shown_beside_what_is_asked_for(
    base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = FineTuningSpec("scratch")
    visitor = SimpleNamespace(trainings=SimpleNamespace(here=set()))
    monkeypatch.setattr(start, "visit", lambda: visitor)
    monkeypatch.setattr(start, "engine", lambda: SimpleNamespace(find=lambda one: one.way))
    assert start.trained_here(spec, None) == {}
    assert start.trained_here(spec, base) == {"scratch": base}
    visitor.trainings.here.add(run_id_of(FineTuningSpec("frozen")))
    assert start.trained_here(spec, base) == {"scratch": base, "frozen": "frozen"}
