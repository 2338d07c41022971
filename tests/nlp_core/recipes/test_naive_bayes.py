import json
import random

import numpy as np
import pytest

from nlp_core.corpora import public
from nlp_core.corpora.reviews import reviews
from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from nlp_core.recipes.naive_bayes import NaiveBayesSpec, as_naive_bayes


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The written reviews, in the place of either public corpus."""
    rows = {one: [(r.text, r.label) for r in reviews(one)] for one in ("ko", "en")}
    random.Random(0).shuffle(rows["ko"])
    splits = {
        "nsmc": {"train": rows["ko"][:200], "test": rows["ko"][190:]},
        "sentence_polarity": {"all": rows["en"]},
    }
    monkeypatch.setattr(public, "load", splits.__getitem__)


@pytest.mark.parametrize(
    "spec", [NaiveBayesSpec(), NaiveBayesSpec(corpus="sentence_polarity", unit="pairs")]
)
def test_a_training_is_packed_and_read_again(spec: NaiveBayesSpec) -> None:
    packed = train(spec, half=True)
    json.dumps(packed.card, allow_nan=False)
    found = unpack(packed, spec, shipped=False)
    assert [point["step"] for point in found.history][:2] == [0, 100]
    assert found.metrics["accuracy"] > 0.6
    model = as_naive_bayes(found.model, found.vocabulary)
    np.testing.assert_allclose(np.exp(model.log_likelihood).sum(axis=1), 1)
    assert model.vocabulary.words == tuple(found.vocabulary["words"])


def test_no_text_stands_on_both_sides() -> None:
    for name in ("nsmc", "sentence_polarity"):
        learned, tried = NaiveBayesSpec(corpus=name).split()
        assert not {text for text, _ in learned} & {text for text, _ in tried}
    assert NaiveBayesSpec(corpus="sentence_polarity").split() == (
        NaiveBayesSpec(corpus="sentence_polarity").split()
    )


def test_the_vocabulary_is_bounded() -> None:
    packed = train(NaiveBayesSpec(vocab_size=50))
    assert len(packed.card["vocabulary"]["words"]) == 50
