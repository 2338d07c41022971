"""The n-gram recipe counts the little world and is measured on the GPT's held-out text."""

from collections.abc import Iterator

import pytest

from nlp_core.corpora.pretraining import documents
from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from nlp_core.recipes.ngram import NgramSpec, framed
from nlp_core.recipes.pretraining import LITTLE_GPT, as_tensors, best_device, corpus
from nlp_core.training.pretraining import following


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A smaller little world."""
    monkeypatch.setattr(documents, "STORIES", 200)
    monkeypatch.setattr(documents, "SENTENCES", 800)
    corpus.cache_clear()
    yield
    corpus.cache_clear()


def test_longer_runs_predict_better_and_counts_are_stored_as_they_are() -> None:
    spec = NgramSpec()
    packed = train(spec, half=True)
    metrics = packed.card["metrics"]
    for language in documents.LANGUAGES:
        one, two, three = (metrics[f"perplexity_{n}_{language}"] for n in (1, 2, 3))
        assert one > 3 * two > 3 * three
    loaded = unpack(packed, spec, shipped=True).model
    grams, counts = loaded.runs(2)
    assert len(grams) == packed.card["vocabulary"]["sizes"][1] and int(counts.min()) >= 1
    assert float(loaded.after([4, 300]).sum()) == pytest.approx(1, abs=1e-4)
    with pytest.raises(ValueError, match="another tokenizer"):
        spec.restore({"tokenizer": "x", "sizes": [1]})


def test_both_models_are_asked_for_the_same_tokens() -> None:
    text = corpus("little_world")
    assert as_tensors(text, best_device()).tokens.numel() == len(text.tokens)
    for number, rows in enumerate(LITTLE_GPT.held_out(text, best_device()).values()):
        part = text.chosen(text.held_out & (text.language == number))
        asked = sum(len(one) - 1 for one in framed(part))
        targets = following(rows.batch(0, len(rows.tokens)))
        assert int((targets >= 0).sum()) == asked
