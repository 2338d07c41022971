"""Nearest words and analogies are those of the vectors, whatever lesson asks."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.provenance import Computed
from nlp_core.text import embeddings
from nlp_core.text.embeddings import Vectors
from pages.kit import word_answers

WORDS = ("king", "queen", "man", "woman", "apple", "pear")
TABLE = np.array([[3, 1], [3, -1], [1, 1], [1, -1], [-2, 0.5], [-2, 0.6]], dtype=np.float32)
VECTORS = Vectors(WORDS, TABLE)


class Stage:
    """A lesson that keeps what it is told to show."""

    slug = "stage"

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.said: list[tuple[str, dict[str, Any]]] = []
        self.steps: dict[str, Callable[[], None]] = {}

    def words(self, key: str) -> dict[str, str]:
        """The words of a figure."""
        return {"x_title": f"cosine of {key}", "name_title": "word"}

    def figure(self, drawn: Figure, *_: object, key: str) -> None:
        """Keep a figure."""
        self.figures[key] = drawn

    def say(self, section: str, **values: Any) -> None:
        """Keep a section."""
        self.said.append((section, values))

    def step(self, name: str) -> Callable[[Callable[[], None]], None]:
        """Keep a step."""
        return lambda draw: self.steps.update({name: draw})


def test_the_nearest_words_are_drawn_and_returned() -> None:
    stage = Stage()
    names = word_answers.nearest(stage, VECTORS, Computed(), "apple", 3)  # type: ignore[arg-type]
    assert names[0] == "pear" and "apple" not in names and len(names) == 3
    assert stage.figures["neighbours"].table["word"] == list(names)


@pytest.mark.parametrize("exclude", [True, False])
def test_an_analogy_is_answered_with_its_own_words_or_without(exclude: bool) -> None:
    stage, asked = Stage(), ["man", "king", "woman"]
    said = {True: "left-out", False: "let-in"}[exclude]
    word_answers.completed(stage, VECTORS, Computed(), asked, exclude=exclude, said=said)  # type: ignore[arg-type]
    best = embeddings.analogy(VECTORS, *asked, exclude=exclude)
    assert stage.figures["analogy"].table["word"] == [name for name, _ in best]
    assert stage.said == [(said, {"a": "man", "b": "king", "c": "woman", "d": best[0][0]})]
    assert bool(set(stage.figures["analogy"].table["word"]) & set(asked)) is not exclude


def test_own_words_are_asked_in_two_steps() -> None:
    stage, said = Stage(), {True: "x", False: "y"}
    word_answers.own_words(stage, VECTORS, Computed(), list(WORDS), None, said)  # type: ignore[arg-type]
    assert list(stage.steps) == ["neighbours", "mine-analogy"]
