"""The recipe: deterministic, restorable, above its baselines, and it counts what it is given."""

import itertools
import json
import math

import numpy as np
import pytest
import torch

from nlp_core.corpora.little_world.questions import PROBED, gold_questions, written
from nlp_core.engine.artifact import unpack
from nlp_core.engine.key import is_private, run_id_of
from nlp_core.engine.train import train
from nlp_core.errors import LearnerError
from nlp_core.recipes.glove import (
    LANGUAGES,
    SAMPLE,
    SHIPPED,
    GloVeSpec,
    cells_of,
    first_words,
    sampled,
)
from nlp_core.text.embeddings import analogy_accuracy, random_vectors
from nlp_core.training.run import Spec

both = pytest.mark.parametrize("language", LANGUAGES)


def tiny(**changes: object) -> GloVeSpec:
    return GloVeSpec(**({"slices": 1, "epochs": 1, "d_model": 8} | changes))  # type: ignore[arg-type]


def own(sentences: int = 300, **changes: object) -> GloVeSpec:
    """Vectors of a text as a learner would bring it: some sentences of the little world."""
    text = "\n".join(" ".join(one) for one in written("en", 0)[:sentences])
    return tiny(corpus="own", text=text, **changes)


def test_it_is_a_spec_with_a_name_for_each_setting() -> None:
    assert isinstance(tiny(), Spec)
    specs = (*SHIPPED, tiny(), tiny(seed=1), tiny(weighting="flat"), tiny(borders="stop"))
    assert len({run_id_of(spec) for spec in specs}) == len(specs)


@both
def test_gold_and_probes_are_in_the_vocabulary(language: str) -> None:
    words = set(tiny(language=language).build().vocabulary["words"])
    assert {word for question in gold_questions(language) for word in question} <= words
    assert {*PROBED[language].pair, *PROBED[language].probes} <= words


@both
def test_building_twice_gives_one_model_and_a_stored_vocabulary_restores_it(language: str) -> None:
    spec = tiny(language=language, seed=3)
    one, two = spec.build(), spec.build()
    for other in (two, spec.restore(one.vocabulary)):
        assert other.vocabulary == one.vocabulary
        pairs = zip(one.model.parameters(), other.model.parameters(), strict=True)
        assert all(torch.equal(a, b) for a, b in pairs)


def test_a_training_repeats_itself() -> None:
    first, again = ([p.loss for p in tiny().fit(tiny().build())] for _ in range(2))
    assert math.isnan(first[0]) and first[1:] == again[1:] and len(first) > 10


def test_the_first_point_is_the_untrained_model() -> None:
    (point,) = itertools.islice(tiny().fit(tiny().build()), 1)
    assert point.step == 0 and point.snapshot is not None
    assert point.snapshot["probed"].shape == (2, len(PROBED["en"].probes))
    assert SAMPLE / 2 < len(point.snapshot["said"]) <= SAMPLE
    assert float(point.snapshot["said"].abs().max()) < 0.1


@both
def test_analogies_are_learned_far_above_chance(language: str) -> None:
    spec = GloVeSpec(language=language, slices=6, epochs=10, d_model=64)
    *_, last = spec.fit(spec.build())
    chance = random_vectors(first_words(language), 64, seed=0)
    assert analogy_accuracy(chance, gold_questions(language)) < 0.05
    assert last.metrics["accuracy"] > 0.7


def test_a_text_is_counted_as_it_is_told() -> None:
    words = first_words("en")
    counts = {
        (weighting, borders): tiny(weighting=weighting, borders=borders).counted(words)
        for weighting in ("distance", "flat")
        for borders in ("through", "stop")
    }
    assert counts["flat", "through"].counts.sum() > counts["distance", "through"].counts.sum()
    assert len(counts["distance", "stop"].counts) < len(counts["distance", "through"].counts)
    assert len(tiny(window=2).counted(words).counts) < len(tiny().counted(words).counts)


def test_a_sample_of_the_cells_is_spread_over_their_counts() -> None:
    counted = tiny().counted(first_words("en"))
    places = sampled(counted)
    assert SAMPLE / 2 < len(places) == len(set(places.tolist())) <= SAMPLE
    kept = cells_of(counted)[places].counts
    assert (float(kept.min()), float(kept.max())) == (counted.counts.min(), counted.counts.max())
    assert float(kept.quantile(0.9)) > 10 * float(np.quantile(counted.counts, 0.9))
    assert len(sampled(counted, most=10**9)) == len(counted.counts)


def test_an_own_text_is_learned() -> None:
    spec = own(epochs=30)
    bundle = spec.build()
    losses = [point.loss for point in spec.fit(bundle)][1:]
    assert losses[-1] < 0.5 * losses[0]


def test_a_run_on_an_own_text_is_named_by_its_hash_and_tells_nothing_of_it() -> None:
    secret = "\n".join(f"zqa{i % 30} zqb{i % 29} zqc{i % 28}" for i in range(400))
    spec = tiny(corpus="own", text=secret)
    assert is_private(spec) and run_id_of(spec) != run_id_of(own())
    packed = train(spec)
    assert packed.card["vocabulary"] is None
    assert "zq" not in json.dumps(packed.card) and b"zq" not in packed.tensors
    found = unpack(packed, spec, shipped=False)
    assert found.vocabulary == spec.build().vocabulary
    assert {name for _, arrays in found.snapshots for name in arrays} == {"said"}


def test_words_that_never_meet_leave_the_model_as_it_was() -> None:
    text = "\n".join(f"w{i % 40}" for i in range(600))
    spec = tiny(corpus="own", text=text, borders="stop")
    bundle = spec.build()
    before = bundle.model.word.weight.clone()
    points = list(spec.fit(bundle))
    assert [point.step for point in points] == [0]
    assert torch.equal(before, bundle.model.word.weight)


@pytest.mark.parametrize("text", ["", "one two three", "same " * 600, "가" * 2_000_000])
def test_an_own_text_that_teaches_nothing_is_refused(text: str) -> None:
    with pytest.raises(LearnerError, match="corpus-"):
        tiny(corpus="own", text=text)
