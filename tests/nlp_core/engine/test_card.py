"""A card that is not what this version writes is damaged: absent, dropped, and no lesson breaks."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_core.checksum import sealed
from nlp_core.engine.card import read_card, same_kind
from nlp_core.engine.key import run_id_of
from nlp_core.engine.library import Library
from nlp_core.engine.train import train
from nlp_core.places import MODELS
from nlp_core.provenance import TrainedHere
from nlp_core.trained import Trained
from tests.nlp_core.engine.fake import FakeSpec

SPEC = FakeSpec()
RUN = run_id_of(SPEC)
PACKED = train(SPEC)


def library(folder: Path) -> Library:
    return Library(folder / "shipped", folder / "cache", memory_bytes=10**6, disk_bytes=10**8)


def kept_card(folder: Path) -> dict[str, Any]:
    library(folder).keep(PACKED, SPEC)
    return json.loads((folder / "cache" / f"{RUN}.json").read_text())


def put(folder: Path, card: Any) -> None:
    """Write a card over the kept one, its checksum right wherever it can have one."""
    if isinstance(card, dict):
        card = sealed(card)
    (folder / "cache" / f"{RUN}.json").write_text(json.dumps(card))


def read_all(found: Trained[Any, Any]) -> None:
    """Use everything that a page uses of a model."""
    assert isinstance(found.provenance, TrainedHere)
    for point in found.history:
        f"{point['step']:,} {point['loss']:.3f} {point['seconds']:.1f}"
        f"{sum(point['metrics'].values()):.2f}"
    f"{sum(found.metrics.values()):.2f} {found.card['parameters']:,}"
    origin = found.provenance
    f"{origin.seconds:.0f} {origin.steps:,} {origin.device.lower()} {origin.seed:d}"
    assert all(isinstance(word, str) for word in found.vocabulary)


def without(field: str) -> Callable[[dict[str, Any]], Any]:
    return lambda card: {name: value for name, value in card.items() if name != field}


def changed(**fields: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda card: card | fields


POINT = {"step": 1, "loss": 0.5, "metrics": {}, "seconds": 0.1}
HARM = {
    **{f"no {name}": without(name) for name in PACKED.card},
    **{f"null {name}": changed(**{name: None}) for name in PACKED.card if name != "vocabulary"},
    **{f"number {name}": changed(**{name: -1.5}) for name in PACKED.card},
    **{f"list {name}": changed(**{name: [[]]}) for name in PACKED.card},
    "true is no count": changed(steps=True),
    "3.0 is no count": changed(steps=3.0),
    "huge": changed(seconds=10**400),
    "past every date": changed(date="2026-02-31"),
    "other version": changed(version=2),
    "other recipe": changed(name="other"),
    "a point without seconds": changed(history=[{"step": 1, "loss": 0.5, "metrics": {}}]),
    "a word for a loss": changed(history=[POINT | {"loss": "low"}]),
    "a word for a metric": changed(history=[POINT | {"metrics": {"accuracy": "high"}}]),
    "steps that fall": changed(history=[POINT | {"step": 2}, POINT]),
    "numbers for words": changed(vocabulary=[1, 2]),
    "words by name": changed(vocabulary={"words": ["하나"]}),
    "tied to nothing": changed(tied={"0.weight": "gone"}),
    "a file elsewhere": changed(tensors=PACKED.card.get("tensors", {}) | {"file": "../x.y"}),
    "half a character": changed(device="\ud800"),
    "deep": changed(vocabulary=json.loads("[" * 400 + "]" * 400)),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_card_with_a_wrong_field_is_damaged_and_dropped(harm: str, tmp_path: Path):
    card = HARM[harm](kept_card(tmp_path))
    if harm == "half a character":  # has no checksum at all
        (tmp_path / "cache" / f"{RUN}.json").write_text(json.dumps(card))
    else:
        put(tmp_path, card)
    there = library(tmp_path)
    assert there.find(SPEC) is None
    assert list((tmp_path / "cache").iterdir()) == []
    assert there.keep(train(SPEC), SPEC) is there.find(SPEC)  # and the lesson goes on


@pytest.mark.parametrize("text", ["[" * 10**5, '{"a": NaN}', '{"a": 1e999}', "", "\0", "9" * 9999])
def test_what_is_no_json_is_damaged(text: str, tmp_path: Path):
    kept_card(tmp_path)
    (tmp_path / "cache" / f"{RUN}.json").write_text(text)
    assert library(tmp_path).find(SPEC) is None
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_damaged_card_never_reaches_another_file(tmp_path: Path):
    card = kept_card(tmp_path)
    other = tmp_path / "precious.txt"
    other.write_text("not ours")
    put(tmp_path, card | {"tensors": card["tensors"] | {"file": "../precious.txt"}})
    library(tmp_path).keep(PACKED, SPEC)
    assert other.read_text() == "not ours"


def test_the_cards_that_ship_are_whole():
    cards = list(MODELS.glob("*.json"))
    assert cards
    for path in cards:
        assert read_card(path.read_bytes(), path.stem)["run_id"] == path.stem


def test_a_number_that_was_not_finite_is_null_and_right(tmp_path: Path):
    spec = FakeSpec(mode="nan")
    library(tmp_path).keep(train(spec), spec)
    found = library(tmp_path).find(spec)
    assert found is not None and all(point["loss"] != point["loss"] for point in found.history)


@pytest.mark.parametrize(
    ("stored", "built", "same"),
    [
        ("abc", "ab", True),
        (["a"], "ab", False),
        ({"a": ["x"], "b": [1]}, {"a": ["y"], "b": [2]}, True),
        ({"a": ["x"], "b": ["1"]}, {"a": ["y"], "b": [2]}, False),
        ({"a": ["x"]}, {"a": ["y"], "b": [2]}, False),
        ([["a", "b"]], [["c", "d"]], True),
        ([True], [1], False),
        (None, {"a": []}, False),
    ],
)
def test_a_vocabulary_is_of_the_kind_that_the_spec_builds(stored: Any, built: Any, same: bool):
    assert same_kind(stored, built) is same


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a JSON value but the whole."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in items:
        found.append((*path, key))
        if isinstance(item, dict | list):
            found += places(item, (*path, key))
    return found


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_change_of_a_card_leaves_a_whole_model_or_none(tmp_path: Path, data: st.DataObject):
    card = copy.deepcopy(kept_card(tmp_path))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(places(card)))
        inside = card
        for key in way:
            inside = inside[key]
        if isinstance(inside, dict) and data.draw(st.booleans()):
            del inside[last]
        else:
            inside[last] = data.draw(VALUES)
        if not places(card):
            break
    put(tmp_path, card)
    found = library(tmp_path).find(SPEC)
    if found is not None:
        read_all(found)
