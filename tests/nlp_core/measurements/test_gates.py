"""What the gates lesson measured: its jobs, its stored numbers, and what the page says of them."""

import json
from dataclasses import replace

import pytest

from nlp_core.corpora.memory_tasks import TASKS
from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from nlp_core.measurements import gates, gates_results
from nlp_core.recipes.gated_lm import LANGUAGES, GatedLMSpec
from nlp_core.recipes.memory_task import SEEDS, MemoryTaskSpec

LAG = MemoryTaskSpec().lag


def test_every_line_is_tried_with_every_seed() -> None:
    found = gates.jobs()
    names = {job.name for job in found}
    assert {name for view in gates_results.VIEWS.values() for name in view} <= names
    for name in names:
        for task in TASKS:
            seeds = {j.spec.seed for j in found if (j.name, j.spec.task) == (name, task)}
            assert seeds == set(SEEDS)
    assert max(job.spec.lag for job in found) == 500


def test_a_job_trains_one_cell_and_tells_where_its_gradient_reaches() -> None:
    spec = MemoryTaskSpec(lag=3, hidden=4, steps=2, batch=4)
    found = gates.run(gates.Job("gru", "gru", spec))
    assert found["distances"][0] == 0 and found["reach"][0] == pytest.approx(1)
    assert len(found["distances"]) == len(found["reach"])
    json.dumps(found)


def test_a_cell_alone_learns_what_it_learns_beside_the_others() -> None:
    """The same start, the same sequences: what is measured is what the page trains."""
    spec = MemoryTaskSpec(lag=3, hidden=4, steps=6, batch=4)
    together = list(spec.fit(spec.build()))[-1].metrics
    for cell in ("rnn", "lstm", "gru"):
        assert gates.run(gates.Job(cell, cell, spec))["score"] == pytest.approx(together[cell])


def test_a_language_model_is_read_and_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "obtain", lambda spec: unpack(train(spec), spec, shipped=False))
    spec = replace(GatedLMSpec(language="ko"), d_model=8, steps=2, batch=8)
    found = gates.read_and_hold(spec)
    assert [hold["gate"] for hold in found["holds"]][:3] == ["", "forget", "forget"]
    json.dumps(found)


def test_language_models_are_held_anew_beside_the_same_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored: dict[str, object] = {}
    monkeypatch.setattr(gates, "write", lambda name, found: stored.update(found))
    monkeypatch.setattr(gates, "_one", lambda spec: (spec.language, spec.cell, spec.seed))
    before = gates_results.results()
    gates.hold_anew(seeds=[1])
    assert stored["models"] == [(lang, cell, 1) for lang in LANGUAGES for cell in gates.GATED]
    assert stored["runs"] == before["runs"] and stored.keys() == before.keys()
    assert GatedLMSpec.DATA in str(stored["data"])


@pytest.mark.parametrize("task", TASKS)
def test_stored_results_say_what_the_page_says(task: str) -> None:
    assert len(gates_results.results()["seeds"]) >= 3
    for view, names in gates_results.VIEWS.items():
        assert [line.name for line in gates_results.lines(task, view)] == list(names)
    for line in gates_results.lines(task, "cells"):
        assert LAG in line.x and max(line.x) >= LAG
        assert gates_results.reach_line(task, LAG, line.name) is not None
    better = (lambda a, b: a < b) if task == "adding" else (lambda a, b: a > b)
    numbers = gates_results.numbers(task)
    for cell in ("lstm", "gru"):
        assert better(numbers[f"{cell}_usual"], numbers["rnn_usual"])
    assert numbers["rnn_usual"] == pytest.approx(MemoryTaskSpec(task=task).baseline(), abs=0.01)
    assert better(numbers["rnn_identity"], numbers["rnn_usual"])
    assert better(numbers["lstm_usual"], numbers["lstm_plain"])


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gate_that_keeps_is_worth_something(language: str, cell: str) -> None:
    found = gates_results.held(language, cell)
    gate = {"lstm": "forget", "gru": "update"}[cell]
    assert found["", ""]["linked"] > 3 * found[gate, "shut"]["linked"]
    assert found["", ""]["loss"] < found[gate, "open"]["loss"]
    assert found["", ""]["loss"] < 0.6 * gates_results.results()["unigram"][language]
