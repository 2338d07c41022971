"""Made-up label curves in the place of the measured ones, so that sentences can be tried."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp_core.measurements import label_efficiency_results as measured
from nlp_core.measurements import results
from pages.parts import transfer as parts

SIZES = {"nsmc": (10, 100, 1_000), "reviews": (10, 100)}


def store(folder: Path, reached: dict[str, list[tuple[float, float, float]]]) -> None:
    """Results in which each way reaches so much, seed by seed, at each number of labels."""
    rows = [
        {"corpus": corpus, "language": language, "way": way, "labels": n, "accuracy": list(values)}
        for corpus, language in (("nsmc", "ko"), ("reviews", "ko"), ("reviews", "en"))
        for way, points in reached.items()
        for n, values in zip(SIZES[corpus], points, strict=False)
    ]
    header: dict[str, Any] = dict.fromkeys(results.HEADER, "") | {"seconds": 1.0, "seeds": [0]}
    results.write("label_efficiency", header | {"tested": {"nsmc": 50}, "rows": rows})
    forget()


def instead(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Path]:
    """The usual curves stand in ``folder`` while a test runs; for a fixture of its own."""
    monkeypatch.setattr(results, "RESULTS", folder)
    store(folder, USUAL)
    yield folder
    monkeypatch.undo()
    forget()


def forget() -> None:
    measured.line.cache_clear()
    results.read.cache_clear()
    for drawn in (parts._stage, parts.beginnings, parts.gains):
        drawn.cache_clear()


def flat(*levels: float, spread: float = 0.01) -> list[tuple[float, float, float]]:
    return [(level - spread, level, level + spread) for level in levels]


USUAL = {
    "pretrained": flat(0.6, 0.75, 0.8),
    "embeddings": flat(0.55, 0.68, 0.78),
    "frozen": flat(0.6, 0.7, 0.72),
    "scratch": flat(0.5, 0.6, 0.8),
    "naive-bayes": flat(0.55, 0.65, 0.85),
}
