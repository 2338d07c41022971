"""The recipe: deterministic, restorable, early with its first point, and good at analogies."""

import itertools
import math

import pytest
import torch

from nlp_core.corpora.little_world import analogies
from nlp_core.engine.key import run_id_of
from nlp_core.recipes.word2vec import LANGUAGES, SHIPPED, Word2VecSpec, gold_pairs, gold_questions
from nlp_core.training.run import Spec

both = pytest.mark.parametrize("language", LANGUAGES)


def tiny(**changes: object) -> Word2VecSpec:
    return Word2VecSpec(**({"slices": 1, "steps": 6, "d_model": 8} | changes))  # type: ignore[arg-type]


def test_it_is_a_spec_with_a_name_for_each_setting() -> None:
    assert isinstance(tiny(), Spec)
    specs = (*SHIPPED, tiny(), tiny(seed=1), tiny(objective="cbow"), tiny(window=2))
    assert len({run_id_of(spec) for spec in specs}) == len(specs)


@both
def test_every_gold_word_is_in_the_vocabulary(language: str) -> None:
    words = tiny(language=language).build().vocabulary["words"]
    asked = {word for question in gold_questions(language) for word in question}
    assert asked <= set(words)
    assert len(words) == len(set(words))


@both
def test_gold_pairs_are_those_of_the_analogies(language: str) -> None:
    pairs = gold_pairs(language, "country-capital")
    capitals = {(a.a, a.b) for a in analogies(language) if a.relation == "country-capital"}
    assert capitals <= {tuple(pair) for pair in pairs}
    assert len({start for start, _ in pairs}) == len(pairs) >= 10


@both
def test_building_twice_gives_one_model_and_a_stored_vocabulary_restores_it(language: str) -> None:
    spec = tiny(language=language, seed=3)
    one, two = spec.build(), spec.build()
    restored = spec.restore(one.vocabulary)
    for other in (two, restored):
        assert other.vocabulary == one.vocabulary
        assert all(
            torch.equal(a, b)
            for a, b in zip(one.model.parameters(), other.model.parameters(), strict=True)
        )


@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_a_training_repeats_itself(objective: str) -> None:
    spec = tiny(objective=objective)

    def run() -> list[tuple[int, float]]:
        return [(point.step, point.loss) for point in spec.fit(spec.build())]

    first = run()
    assert [step for step, _ in first] == [0, 1, 2, 3, 4, 5, 6]
    assert math.isnan(first[0][1])
    assert first[1:] == run()[1:]


def test_the_first_point_is_the_untrained_model() -> None:
    spec = tiny()
    bundle = spec.build()
    before = bundle.model.input.weight.clone()
    (point,) = itertools.islice(spec.fit(bundle), 1)
    assert point.snapshot is not None
    count = len(bundle.vocabulary["shown"])
    assert point.snapshot["pairs"].shape == (count, 2, 8)
    start = bundle.vocabulary["words"].index(bundle.vocabulary["shown"][0][0])
    assert torch.equal(point.snapshot["pairs"][0, 0], before[start])
    assert point.metrics["accuracy"] < 0.05


@both
def test_half_a_training_already_solves_analogies(language: str) -> None:
    spec = Word2VecSpec(language=language, steps=800, slices=6)
    *_, last = spec.fit(spec.build())
    assert last.metrics["accuracy"] > 0.75
    assert last.metrics["words_per_second"] > 0
