"""The pre-training recipe: sizes, seeds, every objective above its baseline, runs that go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from nlp_core.corpora.pretraining import documents
from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.engine.artifact import Packed, pack_tensors, unpack
from nlp_core.engine.train import train
from nlp_core.recipes import pretraining, resuming
from nlp_core.recipes.pretraining import (
    OBJECTIVES,
    PretrainingSpec,
    as_tensors,
    corpus,
    tokenizer_digest,
)
from nlp_core.recipes.resuming import Resuming
from nlp_core.training.packing import IGNORED
from nlp_core.training.pretraining import optimisers
from nlp_core.training.pretraining_measures import filled_in_by_counts, perplexity_by_counts
from nlp_core.training.run import one_thread

TINY = {"corpus": "little_world", "d_model": 32, "n_layer": 1, "n_head": 2, "rows": 8}
CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A smaller little world, few measurements, one thread, and a cache of its own."""
    monkeypatch.setattr(documents, "STORIES", 300)
    monkeypatch.setattr(documents, "SENTENCES", 1200)
    monkeypatch.setattr(pretraining, "REPORTS", 2)
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    monkeypatch.delenv("NLP_REVISITED_DATA", raising=False)
    monkeypatch.setattr(pretraining, "best_device", lambda: CPU)
    corpus.cache_clear()
    with one_thread():
        yield
    corpus.cache_clear()


def spec(objective: str, steps: int, **values: object) -> PretrainingSpec:
    rows = int(values.get("rows", TINY["rows"]))  # type: ignore[call-overload]
    return PretrainingSpec(objective=objective, tokens=steps * rows * 128, **TINY | values)  # type: ignore[arg-type]


def unigram(one: PretrainingSpec) -> dict[str, float]:
    """What knowing the most frequent tokens reaches, by language."""
    text = corpus("little_world")
    bigram = one.neighbours(as_tensors(text.chosen(~text.held_out), CPU))
    found = {}
    for language, rows in one.held_out(text, CPU).items():
        part = rows.batch(0, 64)
        if one.objective == "causal":
            bigram.chance = lambda left, token: bigram.share[token]  # type: ignore[method-assign]
            found[language] = perplexity_by_counts(bigram, part)
        else:
            bigram.between = lambda left, right, unknown: bigram.share.expand(len(left), -1)  # type: ignore[method-assign]
            found[language] = filled_in_by_counts(bigram, part)
    return found


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_tiny_training_is_above_its_baseline(objective: str) -> None:
    one = spec(objective, 90, learning_rate=0.02, matrix_rate=0.05)  # in a hurry
    *_, last = one.fit(one.build())
    assert last.step == one.steps == 90
    if objective == "rtd":
        assert all(last.metrics[f"auc_{language}"] > 0.58 for language in LANGUAGES)  # chance: .5
        return
    known = unigram(one)
    name = "perplexity" if objective == "causal" else "top5"
    found = {language: last.metrics[f"{name}_{language}"] for language in LANGUAGES}
    assert {f"bigram_{name}_{language}" for language in LANGUAGES} <= set(last.metrics)
    if objective == "causal":
        assert all(found[language] < known[language] / 2 for language in LANGUAGES)
    else:
        assert sum(found.values()) > sum(known.values()) + 0.05


def test_both_sides_of_the_split_share_no_passage() -> None:
    text = corpus("little_world")
    parts = [text.chosen(text.held_out == side) for side in (False, True)]
    texts = [
        {
            part.tokens[end - n : end].tobytes()
            for end, n in zip(part.ends, part.lengths, strict=True)
        }
        for part in parts
    ]
    assert texts[1] and not texts[0] & texts[1]


def test_a_run_repeats_and_a_seed_changes_it() -> None:
    def weights(seed: int) -> torch.Tensor:
        one = spec("causal", 3, seed=seed)
        bundle = one.build()
        list(one.fit(bundle))
        return torch.cat([p.detach().flatten() for p in bundle.model.parameters()])

    first = weights(1)
    torch.testing.assert_close(first, weights(1))
    assert not torch.allclose(first, weights(2))


def test_a_run_that_is_cut_off_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resuming, "LONG", 1)
    monkeypatch.setattr("nlp_core.recipes.resuming.EVERY_S", 0.0)
    monkeypatch.setattr(Resuming.__init__, "__kwdefaults__", {"every_s": 0.0})
    one = spec("mlm+sop", 8, rows=4)
    whole, halves = one.build(), one.build()
    list(one.fit(whole))
    assert not list(tmp_path.rglob("*.safetensors"))
    points = one.fit(halves)
    next(points), next(points)  # to its half, and the state of an earlier step is kept
    points.close()  # type: ignore[attr-defined]
    (kept,) = tmp_path.rglob("*.safetensors")
    again = one.build()
    steps = [point.step for point in one.fit(again)]
    assert steps[-1] == 8 and len(steps) < 3 and not kept.exists()
    for mine, wanted in zip(again.model.parameters(), whole.model.parameters(), strict=True):
        torch.testing.assert_close(mine, wanted)


def test_a_state_of_another_training_is_ignored(tmp_path: Path) -> None:
    model = spec("causal", 1).build().model
    optimising = optimisers(model, matrices=0.02, rest=3e-3)
    path = tmp_path / "state.safetensors"
    path.write_bytes(b"not safetensors")
    assert Resuming(path, model, optimising).restore() == 0
    other = spec("causal", 1, d_model=16).build().model
    kept = Resuming(path, other, optimisers(other, matrices=0.02, rest=3e-3), every_s=0.0)
    kept.keep(5)
    assert Resuming(path, model, optimising).restore() == 0
    assert Resuming(None, model, optimising).restore() == 0


def test_the_sizes_for_public_text_fit() -> None:
    total = 0
    for objective in OBJECTIVES:
        model = PretrainingSpec(objective=objective).build().model
        stored, _ = pack_tensors(model, [], half=True, eighth=True)
        total += len(stored)
        assert len(stored) < 6e6
    assert total < 17e6


def test_a_stored_model_is_the_trained_one_but_for_rounding() -> None:
    one = spec("mlm+nsp", 3)
    packed = train(one, half=True)
    assert packed.card["vocabulary"] == {"tokenizer": tokenizer_digest("little_world")}
    loaded = unpack(packed, one, shipped=True).model
    exact = unpack(train(one), one, shipped=False).model
    tokens = torch.randint(6, one.vocab_size, (4, 20), generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        scores = [m.token_scores(m(tokens)) for m in (loaded, exact)]
    difference = (scores[0] - scores[1]).abs().mean() / scores[1].std()
    assert difference < 0.02
    card = packed.card | {"vocabulary": {"tokenizer": "another"}}
    with pytest.raises(ValueError, match="another tokenizer"):
        unpack(Packed(card, packed.tensors), one, shipped=True)


def test_heads_must_share_the_states() -> None:
    with pytest.raises(ValueError, match="d_model must be a multiple of 6"):
        PretrainingSpec(n_head=3)


@pytest.mark.parametrize(("pairing", "asked"), [("own", "order"), ("next", "next")])
def test_an_albert_may_be_asked_the_other_question(pairing: str, asked: str) -> None:
    one = spec("mlm+sop", 2, pairing=pairing)
    assert one.pairs == asked
    text = corpus("little_world")
    batch = next(one.batches(as_tensors(text.chosen(text.held_out), CPU)))
    known = batch.answer[batch.answer != IGNORED]
    assert 0.2 < float((known == 1).float().mean()) < 0.8
    assert [point.step for point in one.fit(one.build())][-1] == 2


def test_unshared_layers_are_as_many_blocks() -> None:
    shared, apart = (spec("mlm+sop", 1, sharing=one).build().model for one in ("all", "none"))
    assert len(shared.encoder.blocks) == 1 and len(apart.encoder.blocks) == apart.encoder.n_layer


@pytest.mark.parametrize("choice", [{"pairing": "order"}, {"sharing": "none"}])
def test_only_an_albert_has_these_choices(choice: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="mlm\\+sop alone"):
        spec("mlm+nsp", 1, **choice)
