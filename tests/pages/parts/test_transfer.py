"""The transfer lesson's stage and the sentences that measured ranges choose."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp_core.measurements import results
from pages.parts import transfer as parts
from tests.pages.parts.label_curves import USUAL, flat, forget, instead, store


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    yield from instead(monkeypatch, tmp_path)


@pytest.mark.parametrize("spoken", ["ko", "en"])
@pytest.mark.parametrize("texts", parts.SOURCES)
def test_the_stage_has_a_line_a_way_and_a_mark_for_what_was_trained(
    spoken: str, texts: str
) -> None:
    plain = parts.stage(spoken, texts, {}).table
    marked = parts.stage(spoken, texts, {"pretrained": (100, 0.71)}).table
    name, _labels, _accuracy = plain.values()
    assert len(set(name)) == len(parts.ON_STAGE)
    assert len(next(iter(marked.values()))) == len(name) + 1
    assert [column[-1] for column in marked.values()][1:] == [100.0, 0.71]


def test_where_a_training_stands_is_drawn_while_it_runs() -> None:
    spec = parts.spec_of("en", "scratch", 30, 11)
    assert (spec.corpus, spec.language, spec.seed) == ("reviews", "en", 11)
    assert parts.point(spec, {"accuracy": 0.5}) == {"scratch": (30, 0.5)}


@pytest.mark.parametrize("texts", parts.SOURCES)
def test_a_class_trains_at_measured_numbers_of_labels(texts: str) -> None:
    offered = list(parts.labels_of(texts).options)
    assert parts.LABELS.default in offered and len(offered) <= 5


def test_only_texts_with_results_are_offered(folder: Path) -> None:
    assert list(parts.measured_texts().options) == list(parts.SOURCES)
    rows = [
        one for one in results.read("label_efficiency").found["rows"] if one["corpus"] == "nsmc"
    ]
    header = {name: results.read("label_efficiency").found[name] for name in results.HEADER}
    results.write("label_efficiency", header | {"tested": {"nsmc": 50}, "rows": rows})
    forget()
    assert list(parts.measured_texts().options) == ["nsmc"]


def test_all_ways_stand_beside_each_other() -> None:
    names, means, lows, highs = parts.beginnings("en", "nsmc", 100).table.values()
    assert len(names) == 5 and names[0] == "pre-trained, fine-tuned"
    assert lows[0] < means[0] < highs[0] == pytest.approx(0.76)


def test_the_share_that_the_embeddings_keep() -> None:
    assert parts.kept_share("nsmc", 100) == pytest.approx(0.08 / 0.15)
    assert parts.kept_answer(0.1) == ["little"]
    assert parts.kept_answer(0.5) == ["half"]
    assert parts.kept_answer(0.9) == ["most"]
    assert math.isnan(parts.kept_share("nsmc", 1_000))
    assert parts.kept_answer(math.nan) == list(parts.KEPT)


@pytest.mark.parametrize(
    ("changed", "chosen"),
    [
        ({}, ["gain", "words-some", "tuned", "above-counting"]),
        ({"embeddings": 0.745}, ["gain", "words-all", "tuned", "above-counting"]),
        ({"embeddings": 0.605}, ["gain", "words-none", "tuned", "above-counting"]),
        ({"scratch": 0.75}, ["no-gain", "tuned", "above-counting"]),
        ({"frozen": 0.76}, ["gain", "words-some", "frozen-as-good", "above-counting"]),
        ({"naive-bayes": 0.74}, ["gain", "words-some", "tuned", "like-counting"]),
        ({"naive-bayes": 0.9}, ["gain", "words-some", "tuned", "below-counting"]),
    ],
)
def test_the_sentences_follow_the_ranges(
    folder: Path, changed: dict[str, float], chosen: list[str]
) -> None:
    store(folder, USUAL | {way: flat(0.5, level, 0.8) for way, level in changed.items()})
    assert parts.verdicts("nsmc", 100) == chosen


def test_labels_that_another_way_needs_are_read_between_the_points() -> None:
    needed = parts.needed("nsmc", 0.75)
    assert needed == pytest.approx(100 * 10**0.75)
    assert parts.times_answer("nsmc", 100) == "few"
    assert parts.said(needed) == "562"
    assert parts.needed("nsmc", 0.4) == 10
    assert math.isinf(parts.needed("nsmc", 0.95)) and "이르지 못했" in parts.said(math.inf)


@pytest.mark.parametrize(
    ("scratch", "answer"),
    [((0.5, 0.75), "same"), ((0.5, 0.7, 0.74), "never"), ((0.5, 0.51, 0.75), "many")],
)
def test_how_many_times_as_many(folder: Path, scratch: tuple[float, ...], answer: str) -> None:
    store(folder, USUAL | {"scratch": flat(*scratch)})
    assert parts.times_answer("nsmc", 100) == answer
