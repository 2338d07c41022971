"""The naive Bayes lesson's controls are data; its figures show the numbers they are given."""

import pickle
from typing import Any

import pytest

from nlp_core.engine.short import Call
from nlp_core.experiments.naive_bayes import verdict
from nlp_core.memory import forget, keep_notes_in
from nlp_core.text.reader import CLASSIFIED, Reader
from pages.parts import naive_bayes as parts


def test_every_control_has_its_own_key_and_words_in_both_languages() -> None:
    keys = [control.key for control in parts.CONTROLS]
    assert len(keys) == len(set(keys))
    for control in parts.CONTROLS:
        assert (all(control.label) and len(set(control.label)) == 2) or control.key == "alpha"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_unit_that_can_be_chosen_learns_and_judges(language: str) -> None:
    units = parts.unit_choice(language).options
    assert set(units) == set(CLASSIFIED[language])
    for unit in units:
        reader = Reader(language, unit)
        model = verdict.learn(verdict.review_rows(language), reader)
        assert len(model.classes) == 2


def test_a_class_of_an_own_file_is_named_as_text() -> None:
    label = parts.prior_choice("<b>*good*</b>").label
    assert all("<b>" not in one and "\\*good\\*" in one for one in label)
    assert parts.prior_choice("x").options == parts.PRIOR.options


def test_splits_are_tried_on_the_worker_once_and_own_rows_stay_with_their_visitor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget()
    asked: list[Call] = []

    def ask(call: Call, _words: str) -> Any:
        asked.append(call)
        return call.function(*call.args[:2], 1.0, 1, (8,))

    monkeypatch.setattr(parts.short, "ask", ask)
    mine = tuple((f"{label} {i}", label) for label in ("good", "bad") for i in range(12))
    notes: dict[str, Any] = {}
    keep_notes_in(lambda: notes)
    try:
        first = parts.tried_out(mine, Reader("en"), 1.0)
        assert parts.tried_out(mine, Reader("en"), 1.0) is first and len(notes) == 1
        notes.clear()
        assert parts.tried_out(mine, Reader("en"), 1.0) is not first
        shipped = verdict.review_rows("en")
        parts.tried_out(shipped, Reader("en"), 1.0)
        notes.clear()
        parts.tried_out(shipped, Reader("en"), 1.0)
    finally:
        keep_notes_in(lambda: None)
        forget()
    assert len(asked) == 3


def test_a_large_file_is_learned_from_on_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Call] = []

    def ask(call: Call, _words: str) -> Any:
        asked.append(call)
        return pickle.loads(pickle.dumps(call.function))(*pickle.loads(pickle.dumps(call.args)))

    monkeypatch.setattr(parts.short, "ask", ask)
    rows = tuple((f"word{i % 7} {'good' if i % 2 else 'bad'}", "ab"[i % 2]) for i in range(1200))
    model = parts.learn(rows, Reader("en"), 1.0)
    assert len(asked) == 1 and model.classes == ("a", "b")
    few = parts.learn(rows[:100], Reader("en"), 1.0)
    assert len(asked) == 1 and set(few.vocabulary.words) == set(model.vocabulary.words)
