"""The recipe: deterministic, restorable, early with its first point, and good at analogies."""

import itertools
import json
import math

import pytest
import torch

from nlp_core.corpora.little_world import analogies
from nlp_core.corpora.little_world.questions import gold_pairs, gold_questions, written
from nlp_core.engine.artifact import unpack
from nlp_core.engine.key import is_private, run_id_of
from nlp_core.engine.train import train
from nlp_core.errors import LearnerError
from nlp_core.recipes.word2vec import LANGUAGES, SHIPPED, Word2VecSpec
from nlp_core.text.embeddings import Vectors, analogy_accuracy
from nlp_core.training import word2vec_loops
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


def own(words: int = 3000, **changes: object) -> Word2VecSpec:
    """Vectors of a text as a learner would bring it: some sentences of the little world."""
    lines, count = [], 0
    for sentence in written("en", 0):
        lines.append(" ".join(sentence))
        count += len(sentence)
        if count >= words:
            break
    return tiny(corpus="own", text="\n".join(lines), **changes)


def final(spec: Word2VecSpec) -> tuple[Vectors, list[float]]:
    """The trained vectors, and the losses reported on the way."""
    bundle = spec.build()
    losses = [point.loss for point in spec.fit(bundle)][1:]
    table = bundle.model.input.weight.detach().numpy()
    return Vectors(tuple(bundle.vocabulary["words"]), table), losses


@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_an_own_text_is_learned_by_the_compiled_loops(objective: str) -> None:
    pytest.importorskip("numba")
    spec = own(objective=objective, steps=60, d_model=16)
    (one, losses), (again, _) = final(spec), final(spec)
    assert losses[-1] < losses[0]
    assert (one.matrix == again.matrix).all()


def test_without_numba_an_own_text_is_learned_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word2vec_loops, "compiled", lambda objective: None)
    _, losses = final(own(steps=60, d_model=16))
    assert losses[-1] < losses[0]


def test_words_of_one_kind_meet_in_an_own_text() -> None:
    vectors, _ = final(own(20_000, steps=1600, d_model=64))
    questions = [q for q in gold_questions("en") if all(word in vectors.index for word in q)]
    assert len(questions) > 100
    assert analogy_accuracy(vectors, questions) > 0.6


def test_a_run_on_an_own_text_is_named_by_its_hash_and_tells_nothing_of_it() -> None:
    secret = "\n".join(f"zqa{i % 30} zqb{i % 29} zqc{i % 28}" for i in range(400))
    spec, other = tiny(corpus="own", text=secret), own(4000)
    assert is_private(spec) and run_id_of(spec) != run_id_of(other)
    packed = train(spec)
    assert packed.card["vocabulary"] is None
    assert packed.card["data"] == "a learner's own text"
    assert "zq" not in json.dumps(packed.card) and b"zq" not in packed.tensors
    found = unpack(packed, spec, shipped=False)
    assert found.vocabulary == spec.build().vocabulary
    assert {name for _, arrays in found.snapshots for name in arrays} == {"words"}


@pytest.mark.parametrize("text", ["", "one two three", "same " * 600])
def test_an_own_text_that_teaches_nothing_is_refused(text: str) -> None:
    with pytest.raises(LearnerError, match="corpus-"):
        tiny(corpus="own", text=text)
