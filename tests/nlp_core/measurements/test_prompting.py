"""The prompting lesson's numbers: what its models reach, how far, and what its words may claim."""

import hashlib

import numpy as np
import pytest

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.corpora.letter_rules.scope import NARROW
from nlp_core.engine.artifact import unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.experiments.prompting.few_shot import by_shots, family_episodes, macro
from nlp_core.measurements.prompting import EPISODES, TEST_SEED
from nlp_core.measurements.prompting_limits import LIMIT_SIZES, scope_of
from nlp_core.measurements.prompting_results import (
    LARGEST,
    limits,
    limits_met,
    lines,
    numbers,
    parameters,
    results,
)
from nlp_core.places import MODELS
from nlp_core.recipes.prompting import SIZES, PromptingSpec
from nlp_core.text.prompts import parse

FROZEN = "7312f291ea8575b0"


def test_the_narrow_test_is_frozen() -> None:
    digest = hashlib.sha256()
    for family in FAMILIES:
        data = family_episodes(family, EPISODES, TEST_SEED, scope=NARROW)
        digest.update(data.tokens.astype(np.uint8).tobytes())
    assert digest.hexdigest()[:16] == FROZEN


def test_the_shipped_model_still_passes_the_narrow_test() -> None:
    packed = Store(open_folder(MODELS), writable=False).read(run_id_of(PromptingSpec()))
    assert packed is not None
    model = unpack(packed, PromptingSpec(), shipped=True).model
    curve = macro([by_shots(model, family_episodes(f, 60, 99, scope=NARROW)) for f in FAMILIES])
    assert curve[0] <= 0.1
    assert curve[1] >= 0.88  # .90 within the error of 300 episodes
    assert curve[8] >= 0.96
    assert numbers()["narrow_one"] >= 0.90
    assert numbers()["narrow_eight"] >= 0.97


def test_the_measured_curves_reach_what_the_lesson_claims() -> None:
    reached = numbers()
    assert reached["zero"] <= 0.1
    assert reached["one"] >= 0.75
    assert reached["eight"] >= 0.9
    assert reached["eight"] - reached["small"] >= 0.4
    assert max(reached["shuffled"], reached["wrong"]) < 0.25
    ideal = next(line for line in lines("sizes") if line.name == "ideal")
    for line in lines("sizes"):
        assert all(np.array(line.mean)[1:] <= np.array(ideal.mean)[1:] + 0.01), line.name


@pytest.mark.parametrize("dimension", LIMIT_SIZES)
def test_no_slice_rises_above_the_ideal_learner(dimension: str) -> None:
    measured = {line.name: line for line in limits(dimension)}
    assert len(measured) == 8
    for shots in (1, 2, 4, 8):
        reached, ideal = measured[f"shots-{shots}"], measured[f"ideal-{shots}"]
        assert tuple(reached.x) == tuple(ideal.x) == LIMIT_SIZES[dimension]
        assert all(np.array(reached.mean) <= np.array(ideal.mean) + 0.02)


def test_more_examples_reach_further() -> None:
    for dimension in LIMIT_SIZES:
        by_shots_ = {line.name: np.array(line.mean) for line in limits(dimension)}
        assert (by_shots_["shots-8"] >= by_shots_["shots-1"]).all()


@pytest.mark.parametrize(("dimension", "size"), [("alphabet", 3), ("affix", 5), ("word", 12)])
def test_a_slice_is_drawn_as_it_says(dimension: str, size: int) -> None:
    data = family_episodes("suffix", 40, 1, scope=scope_of(dimension, size))
    for row in range(40):
        rule = data.rules.rule(row)
        found = {"alphabet": int(data.rules.n_symbol[row]), "affix": len(rule.first), "word": 12}
        assert found[dimension] == size


def test_a_typed_prompt_meets_the_limits_measured_nearest_to_it() -> None:
    found = limits_met(parse("0110 > 01101\n10 > 101\n11 >", longest=12))
    assert {(one.dimension, one.size) for one in found} == {
        ("alphabet", 2),
        ("affix", 1),
        ("word", 4),
    }
    assert {one.shots for one in found} == {2}
    assert found == sorted(found, key=lambda one: one.reached)
    table = results()["sizes"][LARGEST]["runs"]
    mean = np.mean([run["limits"]["alphabet"]["2"]["macro"][1] for run in table])
    assert next(o for o in found if o.dimension == "alphabet").reached == pytest.approx(mean)


def test_what_a_prompt_does_not_show_has_no_limit() -> None:
    assert limits_met(parse("abc >", longest=12)) == []
    found = limits_met(parse("banana > bonono\nsalad >", longest=12))
    assert {one.dimension for one in found} == {"alphabet", "word"}


def test_sizes_have_the_parameters_of_their_models() -> None:
    built = {
        size: sum(p.numel() for p in PromptingSpec(size=size).build().model.parameters())
        for size in SIZES
    }
    assert parameters() == built


def test_the_results_say_how_to_repeat_them() -> None:
    found = results()
    assert found["command"] == "python -m nlp_core measure prompting"
    assert set(found) >= {"date", "device", "torch", "tokens", "shots", "sizes", "ideal"}
    assert found["tokens"] == PromptingSpec().tokens
