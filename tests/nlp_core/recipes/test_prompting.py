"""The prompting recipe: sizes as named, seeded, and what the shipped models must reach."""

import numpy as np
import pytest
import torch

from nlp_core.corpora.letter_rules.episodes import GAP, episodes
from nlp_core.corpora.letter_rules.scope import NARROW, WIDE, Scope
from nlp_core.engine.artifact import unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.experiments.prompting.few_shot import by_shots, family_episodes, macro
from nlp_core.places import MODELS as FOLDER
from nlp_core.recipes.prompting import (
    LIVE,
    LSTM,
    SHIPPED,
    SIZES,
    PromptingSpec,
    as_batch,
    held_out_episodes,
)


def parameters(spec: PromptingSpec) -> int:
    return sum(p.numel() for p in spec.build().model.parameters())


@pytest.mark.parametrize("size", SIZES)
def test_a_size_is_what_its_name_says(size: str) -> None:
    named = float(size[:-1]) * {"k": 1e3, "M": 1e6}[size[-1]]
    assert parameters(PromptingSpec(size=size)) == pytest.approx(named, rel=0.03)


def test_the_lstm_is_as_large_as_the_largest_gpt() -> None:
    assert parameters(LSTM) == pytest.approx(parameters(PromptingSpec()), rel=0.03)


def test_building_is_seeded() -> None:
    one, same, other = (PromptingSpec(size="8k", seed=seed).build().model for seed in (1, 1, 2))
    assert torch.equal(one.tokens.weight, same.tokens.weight)
    assert not torch.equal(one.tokens.weight, other.tokens.weight)


@pytest.mark.parametrize("wrong", [{"size": "9k"}, {"task": "poems"}, {"tokens": 100}])
def test_absurd_specs_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must be one of|one step"):
        PromptingSpec(**wrong)


def test_the_loss_counts_answers_fully_and_gaps_never() -> None:
    data = episodes(np.random.default_rng(0), rows=20, context=60, described=0.5)
    tokens, weights = as_batch(data)
    assert set(weights[torch.from_numpy(data.answer)].tolist()) == {1.0}
    assert not weights[tokens == GAP].any()
    rest = ~torch.from_numpy(data.answer) & (tokens != GAP)
    assert weights[rest].unique().tolist() == [pytest.approx(0.1)]


def test_its_own_test_uses_held_out_rules_alone() -> None:
    data = held_out_episodes({"suffix": 0.5, "insert": 0.5}, 60)
    assert all(data.rules.rule(row).held_out for row in range(len(data.tokens)))


@pytest.mark.parametrize("architecture", ["gpt", "lstm"])
def test_a_short_training_runs_and_repeats(architecture: str) -> None:
    spec = PromptingSpec(
        size="8k", tokens=12 * 4 * 160, rows=4, context=160, architecture=architecture
    )
    runs = []
    for _ in range(2):
        bundle = spec.build()
        runs.append((list(spec.fit(bundle)), bundle.model))
    points = runs[0][0]
    assert [point.step for point in points] == [10, 12]
    assert set(points[0].metrics) == {"shots-0", "shots-1", "shots-8"}
    for one, two in zip(*(model.parameters() for _, model in runs), strict=True):
        torch.testing.assert_close(one, two)


def test_the_shipped_runs_keep_their_names() -> None:
    assert [run_id_of(spec).removeprefix("prompting-") for spec in SHIPPED] == [
        "dbba74eb2584",
        "e3172b41cc20",
        "29b2661d3248",
        "ab75c434327f",
        "c66ce2ece166",
        "d4dde3198f9a",
    ]


@pytest.mark.parametrize("spec", SHIPPED, ids=run_id_of)
def test_a_shipped_model_is_there_and_loads(spec: PromptingSpec) -> None:
    packed = Store(open_folder(FOLDER), writable=False).read(run_id_of(spec))
    assert packed is not None
    assert unpack(packed, spec, shipped=True).card["data"] == spec.DATA


def exact(spec: PromptingSpec, families: tuple[str, ...], scope: Scope) -> list[float]:
    packed = Store(open_folder(FOLDER), writable=False).read(run_id_of(spec))
    assert packed is not None
    model = unpack(packed, spec, shipped=True).model
    return macro([by_shots(model, family_episodes(one, 60, 99, scope=scope)) for one in families])


def test_the_live_model_learns_new_affixes_from_one_example() -> None:
    assert exact(LIVE, ("suffix", "prefix"), NARROW)[1] >= 0.85
    wide = exact(LIVE, ("suffix", "prefix"), WIDE)
    assert wide[1] >= 0.72
    assert wide[8] >= 0.92
