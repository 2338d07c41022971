"""How the mini models are measured, and what was found."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.corpora.pretraining.tokenizer import texts_of
from nlp_core.measurements import mini_models
from nlp_core.measurements.results import read
from nlp_core.recipes.hidden_words import tiny
from nlp_core.recipes.warm_electra import MINIS


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(mini_models, "MOST_ROWS", 8)
    monkeypatch.setattr(
        mini_models, "obtain", lambda spec: SimpleNamespace(model=spec.build().model.eval())
    )
    return


@pytest.mark.usefixtures("untrained")
def test_a_model_stands_beside_the_counts_of_what_it_read() -> None:
    unseen = [one for spoken in LANGUAGES for one in texts_of("little_world", spoken)]
    found = mini_models.scores(tiny("mlm+nsp"), [one for one in unseen if one.held_out])
    for language in LANGUAGES:
        assert found[f"top5_{language}"] < 0.1 < 0.5 < found[f"bigram_top5_{language}"]
        assert 0 < found[f"pairs_{language}"] < 1


def test_each_shipped_model_was_measured_on_both_kinds_of_text() -> None:
    found = read("mini_models").found
    assert found["tokens_read"] == {spec.objective: spec.tokens for spec in MINIS}
    for spec in MINIS:
        assert list(found["scores"][spec.objective]) == list(mini_models.KINDS.values())
    assert all(
        found["documents"][kind][one] > 100 for kind in found["documents"] for one in LANGUAGES
    )
