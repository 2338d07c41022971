"""What the Transformer lesson measured: both models, every part taken out, what the page claims."""

import json

import pytest

from nlp_core.experiments.attention.accuracy import BINS
from nlp_core.experiments.transformer.leaving_out import VARIANTS
from nlp_core.measurements import transformer, transformer_controls, transformer_parts
from nlp_core.measurements import transformer_results as measured
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import DIRECTIONS, held_out
from tests.nlp_core.experiments.transformer.small import untrained


def test_a_run_holds_what_the_page_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    model = untrained()
    model.card["history"] = [{"step": 1, "metrics": {"exact_match": 0.0}}]
    monkeypatch.setattr(transformer, "obtain", lambda spec: model)
    run = transformer.judge("transformer", TransformerSpec())
    assert sum(one["count"] for one in run["by_length"]) == len(held_out())
    assert run["by_head"] and run["curve"] == [[1, 0.0]]
    json.dumps(run)


def test_a_part_is_taken_out_of_the_model_of_its_own_size(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(transformer_parts, "obtain", lambda spec: asked.append(spec) or untrained())
    run = transformer_parts.left_out("norm", 1)
    assert [spec.without for spec in asked] == ["norm", "nothing"]
    assert {spec.seed for spec in asked} == {1} and len({spec.steps for spec in asked}) == 1
    assert transformer_parts.left_out("whole", 1)["taken"] is None
    json.dumps(run)


@pytest.mark.parametrize("muon", [False, True])
def test_a_gru_is_trained_by_either_optimizer(muon: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    small = {"d_model": 8, "steps": 2, "batch": 4}
    monkeypatch.setattr(transformer_controls, "SHORT", small)
    model = transformer_controls.short_gru(1, muon=muon)
    run = transformer_parts.short("gru-muon", 1, model)
    assert 0 <= run["next_word"] <= 1
    json.dumps(run)


def test_seconds_are_timed_for_both() -> None:
    assert len(transformer.SEEDS) >= 3
    assert set(measured.results()["step_seconds"]) == set(measured.MODELS)
    assert all(seconds > 0 for seconds in measured.results()["step_seconds"].values())


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_same_size_the_same_time(direction: str) -> None:
    """The comparison with the GRU is fair in parameters and in seconds."""
    one, other = (measured.row(name, direction) for name in measured.MODELS)
    assert one.parameters == pytest.approx(other.parameters, rel=0.03)
    assert one.seconds == pytest.approx(other.seconds, rel=0.1)
    for name in measured.MODELS:
        found = measured.row(name, direction)
        assert found.low <= found.exact_match <= found.high
        assert len(measured.runs(name, direction)) == len(transformer.SEEDS)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lengths_and_curves_are_those_of_both(direction: str) -> None:
    """Level on short sentences; the lines over time end at the exact match of the checked pairs."""
    one, other = (line.mean for line in measured.lengths(direction))
    assert len(one) == len(other) == len(BINS)
    assert one[:-1] == pytest.approx(other[:-1], abs=0.1)
    for line in measured.curves(direction):
        assert line.x[0] < line.x[-1] and line.mean[0] < 0.1 < line.mean[-1]
        assert all(a <= b <= c for a, b, c in zip(line.low, line.mean, line.high, strict=True))


@pytest.mark.parametrize("measure", measured.MEASURES)
def test_parts_begin_with_the_whole_and_end_with_the_costliest(measure: str) -> None:
    first, *rest = measured.parts(measure)
    assert first.name == "whole" and {one.name for one in rest} == set(VARIANTS) - {"whole"}
    assert [one.mean for one in rest] == sorted((one.mean for one in rest), reverse=True)
    assert all(one.low <= one.mean <= one.high for one in (first, *rest))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_second_block_looks_nearer_to_gold(direction: str) -> None:
    errors = measured.head_errors(direction)
    assert [len(row) for row in errors] == [5, 5]
    assert errors[1][0] < errors[0][0]


def test_every_variant_has_its_seeds() -> None:
    for name in VARIANTS:
        assert len(measured.variants(name)) == len(measured.seeds()) >= 3


def test_every_control_is_a_share() -> None:
    assert all(0 <= measured.control(name) <= 1 for name in measured.CONTROLS)
