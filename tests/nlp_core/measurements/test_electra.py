"""What the ELECTRA lesson measured, and what its page says of it."""

import json

import pytest

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.electra.compute import QUESTIONS
from nlp_core.measurements import electra, electra_results
from nlp_core.training.electra_ablations import ABLATIONS


def test_stored_results_hold_every_question_and_seed() -> None:
    runs = electra_results.results()["runs"]
    found = {(one["question"], one["seed"]) for one in runs}
    assert found == {(question, seed) for question in ABLATIONS for seed in electra.SEEDS}
    assert set(electra_results.QUESTIONS) == set(QUESTIONS) == set(ABLATIONS)
    assert len(electra.SEEDS) >= 3
    json.dumps(runs)


def test_all_questions_of_a_seed_begin_with_the_same_weights() -> None:
    runs = electra_results.results()["runs"]
    for seed in electra.SEEDS:
        firsts = [one["moments"][0] for one in runs if one["seed"] == seed]
        assert all(one == firsts[0] for one in firsts)
        steps = [[m["step"] for m in one["moments"]] for one in runs if one["seed"] == seed]
        assert all(one == steps[0] for one in steps)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("probe", electra_results.PROBES)
def test_numbers_are_shares_and_the_best_leads(language: str, probe: str) -> None:
    lines = electra_results.lines(language, probe)
    for name, line in lines.items():
        assert all(0 < low <= mean <= high <= 1 for low, mean, high in
                   zip(line.low, line.mean, line.high, strict=True))  # fmt: skip
        assert list(line.x) == sorted(line.x)
        assert electra_results.final(language, probe, name)[0] == line.mean[-1]
    best = max(lines, key=lambda name: lines[name].mean[-1])
    assert best in electra_results.leaders(language, probe)
    equal = electra_results.at_equal_compute(language, probe)
    assert equal["mlm-15"] == pytest.approx(lines["mlm-15"].mean[-1])
    for name, line in lines.items():
        assert min(line.mean) <= equal[name] <= max(line.mean)


def test_the_generators_compute_counts() -> None:
    cost = {one: electra_results.cost(one) for one in electra_results.QUESTIONS}
    assert cost["mlm-15"] == 1
    assert 1 < cost["rtd-15"] < cost["rtd"] < cost["all-mlm"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_says_holds(language: str) -> None:
    told = {one: electra_results.numbers(language, one) for one in electra_results.PROBES}
    referent, kind = told["referent"], told["kind"]
    assert abs(referent["counted"] - 0.5) < 0.1
    assert referent["rtd_low"] > referent["rtd_15_high"]
    assert referent["rtd"] <= referent["mlm_15"]
    leaders = electra_results.leaders(language, "referent")
    assert ("all-mlm" in leaders) == (language == "ko") and "mlm-15" in leaders
    assert set(electra_results.leaders(language, "kind")) == set(QUESTIONS)
    assert kind["mlm_15"] == max(kind[one.replace("-", "_")] for one in QUESTIONS)
    for numbers in told.values():
        assert numbers["untrained"] < min(numbers[one.replace("-", "_")] for one in QUESTIONS)
