"""What the BERT lesson measured, and what its page says of it."""

import json

import pytest

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.bert import held_out, senses
from nlp_core.measurements import bert_results
from nlp_core.recipes.hidden_words import SEEDS, SHIPPED, tiny


def test_both_models_have_equal_size_text_and_steps() -> None:
    left, both = tiny("causal"), tiny("mlm+nsp")
    assert {left, both} <= set(SHIPPED)
    for name in ("d_model", "n_layer", "n_head", "tokens", "rows", "corpus", "style", "seed"):
        assert getattr(left, name) == getattr(both, name)


def test_stored_results_hold_every_seed() -> None:
    runs = bert_results.results()["runs"]
    found = {(one["language"], one["seed"]) for one in runs}
    seeds = bert_results.results()["seeds"]
    assert found == {(language, seed) for language in LANGUAGES for seed in seeds}
    assert set(seeds) <= set(SEEDS)
    json.dumps(runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_are_shares_and_words_make_all_places(language: str) -> None:
    for way in (*bert_results.MODELS, *bert_results.COUNTS):
        for view in bert_results.VIEWS:
            one, five = (bert_results.guessed(language, way, view, t) for t in ("top1", "top5"))
            assert 0 <= one[1] <= one[0] + 1e-9 and one[0] <= one[2] + 1e-9 <= 1 + 1e-9
            assert five[0] >= one[0]
    counts = [bert_results.places(language, view) for view in bert_results.VIEWS[1:]]
    assert bert_results.places(language, "token") == held_out.PLACES
    assert sum(counts) == held_out.WORDS
    assert min(counts) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_says_holds(language: str) -> None:
    numbers = bert_results.numbers(language)
    # As often asked, both sides guess more than the left; what is told comes from the right.
    assert numbers["both_top1"] > numbers["left_fewer_top1"]
    assert numbers["both_blind_top1"] < numbers["both_top1"]
    # Where a wrong pair has as much in common, counting is of no use.
    assert abs(numbers["counting_alike"] - 0.5) < 0.1
    assert numbers["counting_elsewhere"] > numbers["counting_alike"]
    # The more is hidden, the less is guessed.
    line = bert_results.by_share(language)
    assert line.mean[0] > line.mean[-1]
    for word in bert_results.words_measured(language):
        found = bert_results.senses(language, word)
        assert found["meaning"].mean[0] == pytest.approx(0.5)
        assert all(abs(mean - 0.5) < 0.1 for mean in found["dealt"].mean)
    assert senses.CONTROL[language].word in bert_results.words_measured(language)
