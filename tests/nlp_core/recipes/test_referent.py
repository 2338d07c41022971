"""The model of referents: training and scoring share no cast; its controls lack what they lack."""

from dataclasses import replace

import pytest
import torch

from nlp_core.models.referent import UNKNOWN
from nlp_core.recipes.referent import ReferentSpec
from nlp_core.recipes.referent_stories import (
    as_rows,
    baselines,
    held_out,
    meant,
    other,
    split,
    twin_pairs,
    words,
)

TINY = ReferentSpec(d_model=8, n_head=2, steps=3, batch=8)
LANGUAGES = ["ko", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cast_of_a_scored_story_is_trained_on(language: str) -> None:
    seen, unseen = split(language)
    trained = {story.ending(e).text for casts in seen for story in casts for e in story.ends}
    scored = {story.text for story in held_out(language)}
    assert len(scored) > 1000 and not trained & scored
    for known, kept in zip(seen, unseen, strict=True):
        casts = [{(meant(one), other(one)) for one in stories} for stories in (known, kept)]
        assert not casts[0] & casts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_batches_are_made_of_training_stories_alone(language: str) -> None:
    spec = replace(TINY, language=language, batch=512)
    vocabulary = list(words(language))
    scored = {tuple(row) for row in as_rows(held_out(language), vocabulary).tokens.tolist()}
    drawn = next(spec.batches(vocabulary))
    assert not scored & {tuple(row) for row in drawn.tokens.tolist()}
    assert (drawn.tokens != UNKNOWN).all()
    first = (drawn.meant_at < drawn.other_at).float().mean()
    assert 0.4 < float(first) < 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_twins_differ_in_the_later_word_alone(language: str) -> None:
    rows = as_rows(held_out(language), list(words(language)))
    one, two = rows.take(twin_pairs(language)[:, 0]), rows.take(twin_pairs(language)[:, 1])
    assert ((one.tokens != two.tokens).sum(dim=-1) == 1).all()
    assert (one.answers != two.answers).all() and (one.at == two.at).all()


def test_a_model_that_may_not_see_the_later_word_gets_twins_that_are_equal() -> None:
    rows = as_rows(held_out("en"), list(words("en")), "no-later")
    pairs = twin_pairs("en")
    assert torch.equal(rows.tokens[pairs[:, 0]], rows.tokens[pairs[:, 1]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_knowing_less_scores_hardly_more_than_chance(language: str) -> None:
    found = baselines(language)
    assert found["first"] == found["nearest"] == found["rest"] == 0.5
    assert 0.5 <= found["later"] < 0.7


@pytest.mark.parametrize(("d_model", "n_head"), [(48, 5), (6, 4)])
def test_heads_that_cannot_share_the_features_are_refused(d_model: int, n_head: int) -> None:
    with pytest.raises(ValueError, match="cannot be shared"):
        ReferentSpec(d_model=d_model, n_head=n_head)


def test_a_run_is_decided_by_its_spec_and_judged_at_its_end() -> None:
    runs = [list(TINY.fit(TINY.build())) for _ in range(2)]
    assert [one.metrics for one in runs[0]] == [one.metrics for one in runs[1]]
    first, *_, last = runs[0]
    assert first.step == 0 and set(last.metrics) == {"accuracy", "turned", "followed"}
    assert last.snapshot is not None and last.snapshot["costs"].shape == (2, 2)
