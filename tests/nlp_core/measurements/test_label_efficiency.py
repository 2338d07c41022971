"""Label efficiency: the same labels for all ways, what counting finds, what is read of the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from nlp_core.corpora.labelled_texts import labelled
from nlp_core.errors import LearnerError
from nlp_core.measurements import label_efficiency, label_efficiency_results, results
from nlp_core.models.bert import Bert
from nlp_core.recipes import fine_tuning
from nlp_core.recipes.fine_tuning import FineTuningSpec
from nlp_core.recipes.pretraining import PretrainingSpec

SMALL = PretrainingSpec(corpus="little_world", d_model=32, n_layer=1, n_head=2)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fine_tuning, "MINI_BERT", SMALL)
    monkeypatch.setattr(fine_tuning, "LEAST_STEPS", 5)
    monkeypatch.setattr(fine_tuning, "best_device", lambda: torch.device("cpu"))
    monkeypatch.setattr(label_efficiency, "SEEDS", {"reviews": (0, 1)})
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))


def test_a_row_holds_every_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int, tuple[str, ...]]] = []

    def score(spec: FineTuningSpec, texts: Any) -> float:
        chosen = tuple(text for text, _ in spec.texts_of(texts)[0])
        seen.append((spec.way, spec.seed, chosen))
        return 0.5 + spec.seed / 10

    monkeypatch.setattr(label_efficiency, "fine_tuned", score)
    rows = label_efficiency.curves("reviews", "ko", sizes=(10,))
    assert [row["way"] for row in rows] == [*fine_tuning.WAYS, "naive-bayes"]
    assert all(row["accuracy"] == [0.5, 0.6] for row in rows[:-1])
    assert len({texts for _, seed, texts in seen if seed == 0}) == 1
    assert len({texts for _, _, texts in seen}) == 2
    again = label_efficiency.curves("reviews", "ko", sizes=(10,))
    assert again == rows and len(seen) == 2 * len(fine_tuning.WAYS)  # kept


@pytest.mark.parametrize("language", ["ko", "en"])
def test_counting_finds_more_than_chance(language: str) -> None:
    spec = FineTuningSpec("scratch", "reviews", language, 200)
    assert label_efficiency.by_counting(spec, labelled("reviews", language, 0)) > 0.65


def test_a_training_is_scored_on_what_was_held_out() -> None:
    base: Bert = SMALL.build().model
    spec = FineTuningSpec("pretrained", labels=10)
    accuracy = label_efficiency.fine_tuned(spec, labelled("reviews", "ko", 0), base)
    assert accuracy * 100 == pytest.approx(round(accuracy * 100))


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Results of a small measurement."""
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    ways = label_efficiency_results.WAYS
    rows = [
        {"corpus": "nsmc", "language": "ko", "way": way, "labels": n, "accuracy": [0.5, value]}
        for n in (100, 10)
        for way, value in zip(ways, (0.9, 0.8, 0.7, 0.6, 0.55), strict=True)
    ]
    rows.append(rows[0] | {"labels": 1_000})
    header: dict[str, Any] = dict.fromkeys(results.HEADER, "") | {"seeds": [0, 1]}
    results.write("label_efficiency", header | {"tested": {"nsmc": 50}, "rows": rows})
    _forget()
    yield
    _forget()


def _forget() -> None:
    label_efficiency_results.line.cache_clear()
    results.read.cache_clear()


def test_points_are_read_from_few_labels_to_many(stored: None) -> None:
    line = label_efficiency_results.line("nsmc", "ko", "pretrained")
    assert [one.labels for one in line] == [10, 100, 1_000]
    assert (line[0].mean, line[0].low, line[0].high) == (pytest.approx(0.7), 0.5, 0.9)
    assert label_efficiency_results.sizes("nsmc", "ko") == (10, 100)
    assert label_efficiency_results.seeds("nsmc") == 2
    assert label_efficiency_results.tested("nsmc") == 50
    assert [one.name for one in label_efficiency_results.lines("nsmc", "ko")] == list(
        label_efficiency_results.WAYS
    )
    with pytest.raises(KeyError):
        label_efficiency_results.at("nsmc", "ko", "frozen", 1_000)


def test_the_last_point_is_read_where_it_was_measured(stored: None) -> None:
    header: dict[str, Any] = dict.fromkeys(results.HEADER, "")
    row = {"corpus": "nsmc", "language": "ko", "way": "scratch"}
    row |= {"labels": 145_000, "accuracy": [0.8]}
    results.write("label_efficiency_all", header | {"rows": [row]})
    _forget()
    assert label_efficiency_results.line("nsmc", "ko", "scratch")[-1].labels == 145_000


def test_without_results_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    _forget()
    with pytest.raises(LearnerError, match="no-results"):
        label_efficiency_results.lines("nsmc", "ko")


def test_above_means_every_seed_above_every_seed() -> None:
    one, other = (label_efficiency_results.Reached(10, m, m - 0.1, m + 0.1) for m in (0.8, 0.65))
    assert not one.is_above(other)
    assert label_efficiency_results.Reached(10, 0.9, 0.8, 1.0).is_above(other)
