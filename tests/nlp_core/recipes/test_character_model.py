"""The character model's recipe: refused values, a short run, a learner's text, what ships."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
import torch

from nlp_core.engine.library import Library
from nlp_core.errors import LearnerError
from nlp_core.places import MODELS
from nlp_core.recipes.character_model import DISTANCE, SHIPPED, CharacterSpec, Ids
from nlp_core.text import character_units as units

SMALL = CharacterSpec(corpus="en", n_hidden=8, n_embedding=4, window=16, batch=4, steps=6)
OWN = "안녕 hello 你好 🙂👨‍👩‍👧‍👦 비가 온다.\n" * 40


@pytest.mark.parametrize(
    "change",
    [
        {"n_hidden": 0},
        {"window": 0},
        {"window": 10_000},
        {"steps": 0},
        {"unit": "bytes"},
        {"corpus": "fr"},
        {"clip": -1.0},
        {"learning_rate": float("nan")},
    ],
)
def test_what_no_training_can_use_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(SMALL, **change)


@pytest.mark.parametrize("text", ["", "가", "가" * 10_000])
def test_a_text_of_one_character_is_refused_in_words(text: str) -> None:
    with pytest.raises(LearnerError):
        CharacterSpec(corpus="own", text=text)


def test_a_run_is_repeatable_and_reports_what_the_lesson_draws() -> None:
    runs = [list(SMALL.fit(SMALL.build())) for _ in range(2)]
    for points in runs:
        assert [points[0].step, points[-1].step] == [0, 6]
        snapshot = points[-1].snapshot
        assert snapshot is not None and snapshot["gradient"].shape == (DISTANCE + 1,)
        assert snapshot["written"].dtype == torch.int16 and len(snapshot["written"]) == 8
        assert set(points[-1].metrics) == {"words", "held_out", "radius", "steepest"}
    last = [points[-1] for points in runs]
    assert last[0].loss == last[1].loss and last[0].metrics == last[1].metrics
    assert torch.equal(last[0].snapshot["written"], last[1].snapshot["written"])  # type: ignore[index]


@pytest.mark.parametrize("unit", units.UNITS)
def test_an_own_text_in_several_languages_is_learned(unit: str) -> None:
    spec = replace(SMALL, corpus="own", text=OWN, unit=unit)
    bundle = spec.build()
    assert "👨‍👩‍👧‍👦" in bundle.vocabulary["characters"]
    points = list(spec.fit(bundle))
    assert points[-1].snapshot is not None
    ids = Ids(bundle.vocabulary["characters"])
    assert ids.text(points[-1].snapshot["written"][0], unit)


def test_the_shortest_own_text_is_learned() -> None:
    text = "".join(itertools.islice(itertools.cycle("가나다라마바사아자차카 "), 500))
    spec = replace(SMALL, corpus="own", text=text, window=256, steps=2)
    points = list(spec.fit(spec.build()))
    assert points[-1].step == 2


def test_held_out_lines_are_not_among_those_learned() -> None:
    for spec in SHIPPED:
        read, held = spec.texts()
        learned = set("".join(read.units).split("\n"))
        assert not learned & set("".join(held).strip("\n").split("\n"))


def test_an_unknown_character_counts_as_other() -> None:
    ids = Ids([units.END, "가", units.OTHER])
    assert ids.of(["가", "龘", "\n"]).tolist() == [1, 2, 0]


@pytest.mark.parametrize("spec", SHIPPED, ids=lambda spec: spec.corpus)
def test_what_ships_is_small_and_writes_words(spec: CharacterSpec, tmp_path: Any) -> None:
    found = Library(MODELS, str(tmp_path), memory_bytes=2**24, disk_bytes=2**24).find(spec)
    assert found is not None
    assert sum(path.stat().st_size for path in MODELS.glob(f"{found.run_id}*")) < 1_000_000
    assert found.metrics["words"] >= 0.75 and found.history[0]["metrics"]["words"] < 0.05
