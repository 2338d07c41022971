"""A held-out story read by the shipped models: what the page shows is what the model computed."""

import numpy as np
import pytest

from nlp_core.corpora.little_world import OMITTED
from nlp_core.experiments.self_attention import one_story
from nlp_core.recipes.referent import ReferentSpec
from nlp_core.recipes.referent_stories import held_out
from nlp_core.thumbnails.trained import shipped
from nlp_core.training.referent import accuracy

LANGUAGES = ["ko", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_what_the_shipped_model_scores(language: str) -> None:
    run = shipped(ReferentSpec(language=language))
    rows = run.spec.rows(held_out(language), run.vocabulary)
    found = one_story.judged(run)
    assert accuracy(run.model, rows) == pytest.approx(found.accuracy, abs=0.002)
    assert found.accuracy >= 0.97 and found.turned >= 0.95
    assert float(found.costs.max()) >= 0.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_end_is_read_and_the_weights_are_whole(language: str) -> None:
    run = shipped(ReferentSpec(language=language))
    for number, story in enumerate(one_story.examples(language)):
        told = one_story.read(run, number)
        assert [one.word for one in told] == [end.unit.text for end in story.ends]
        for one in told:
            assert np.allclose(one.weights.sum(axis=-1), 1, atol=1e-4)
            assert one.tokens[one.to] == one.meant
            assert 0 <= one.chance_other + one.chance_meant <= 1.001
    assert sum(one.right for one in told) >= 3


def test_without_its_dearest_head_a_model_answers_otherwise_somewhere() -> None:
    run = shipped(ReferentSpec(language="en"))
    gone = (one_story.judged(run).dearest,)
    told = [one for n in range(10) for one in one_story.read(run, n)]
    left = [one for n in range(10) for one in one_story.read(run, n, gone)]
    assert sum(a.answer != b.answer for a, b in zip(told, left, strict=True)) >= 10


def test_a_subject_left_out_is_written_in_its_place() -> None:
    text = one_story.text_of(one_story.examples("ko")[0])
    assert f"지만 {OMITTED} 너무" in text and "  " not in text
    assert "it" in one_story.text_of(one_story.examples("en")[0]).split()
