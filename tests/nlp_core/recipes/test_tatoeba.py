"""The public translator: its pieces, its scores, a short training, and what its card shows."""

from pathlib import Path

import pytest

from nlp_core.corpora import tatoeba
from nlp_core.corpora.tatoeba import Pair
from nlp_core.measurements.results import obtain
from nlp_core.measurements.tatoeba import nearest
from nlp_core.places import MODELS
from nlp_core.recipes.tatoeba import (
    SAMPLES,
    SHIPPED,
    TatoebaSpec,
    coded,
    scores,
    vocabulary_of,
)
from nlp_core.recipes.translation import held_out, pieces, sentence_pieces
from nlp_core.text.pieces import cut
from nlp_core.training.run import Bundle

TEXTS = ["톰은 학교에 갔어요.", "톰은 자동차를 샀어요.", "고양이가 우유를 마신다."] * 3


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of pairs in the corpus's place."""
    made = tuple(
        Pair(f"Tom saw {n} cars.", f"톰은 차 {n}대를 보았어요.", f"#{n}") for n in range(60)
    )
    monkeypatch.setattr(tatoeba, "split", lambda: (made[:50], made[50:]))


def test_the_worlds_pieces_stay_and_new_words_are_spelt() -> None:
    vocabulary = tuple(vocabulary_of(TEXTS, "ko", 120))
    assert set(pieces("ko")) <= set(vocabulary)
    assert len(set(vocabulary)) == len(vocabulary)
    assert not cut("톰은 자동차를 샀어요.", vocabulary).unknown
    assert cut("갸륵한 왕", vocabulary).unknown == ("갸륵한",)
    for pair in held_out()[:100]:
        assert cut(pair.ko.text, vocabulary).pieces == tuple(sentence_pieces(pair.ko))


def test_a_sentence_that_cannot_be_spelt_has_no_ids() -> None:
    known = (" a", "b", ".")
    ids = {piece: place for place, piece in enumerate(known)}
    assert coded("ab", known, ids) == (0, 1, 2)
    assert coded("ax", known, ids) is None and coded("", known, ids) is None
    assert coded("a " * 40, known, ids) is None


def test_capitals_and_the_last_sign_do_not_matter_for_an_exact_match() -> None:
    found = scores(["Tom runs", "It is."], ["tom runs.", "It was."])
    assert found["public_exact_match"] == 0.5
    assert 0 < found["public_chrf"] < 100


def test_a_short_training_fills_the_card(few: None) -> None:
    spec = TatoebaSpec(d_model=16, steps=4, batch=16, subwords=100)
    bundle: Bundle = spec.build()
    points = list(spec.fit(bundle))
    assert points[-1].step == 4 and "public_chrf" in points[-1].metrics
    assert len(bundle.vocabulary["sample_sources"]) == 10
    assert bundle.vocabulary["sample_credits"][0] == "#50"
    again = spec.restore(bundle.vocabulary)
    again.model.load_state_dict(bundle.model.state_dict())


def test_the_baseline_copies_the_nearest_sentence() -> None:
    learned = [("a b c", "one"), ("a x", "two")]
    assert nearest(learned, ["A b", "x"]) == ["one", "two"]


@pytest.mark.parametrize("spec", SHIPPED, ids=lambda spec: spec.direction)
def test_the_shipped_card_shows_twenty_held_out_translations(spec: TatoebaSpec) -> None:
    found = obtain(spec)
    for name in ("sources", "references", "translations", "credits"):
        assert len(found.vocabulary[f"sample_{name}"]) == SAMPLES
    assert "CC BY 2.0 FR" in found.card["data"]
    tensors = next(Path(MODELS).glob(f"{found.run_id}.*.safetensors"))
    assert tensors.stat().st_size < 3_000_000
