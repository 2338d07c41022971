"""The translation recipe: held-out pairs stay out, vocabulary covers, a short training runs."""

import itertools

import pytest
import torch

from nlp_core.corpora.little_world import parallel
from nlp_core.recipes.translation import (
    DIRECTIONS,
    SHIPPED,
    Ids,
    TranslationSpec,
    held_out,
    is_new,
    pieces,
    sentence_pieces,
)
from nlp_core.text.pieces import cut, join


def test_training_pairs_share_neither_side_with_held_out_ones() -> None:
    english = {pair.en.text for pair in held_out()}
    korean = {pair.ko.text for pair in held_out()}
    spec = TranslationSpec(batch=64)
    ids = Ids(spec.build().vocabulary)
    seen = 0
    for batch in itertools.islice(spec.batches(ids, torch.device("cpu")), 40):
        for row in batch.source.tolist():
            assert join(ids.source[i] for i in row if i > 2) not in english
            seen += 1
        for row in batch.target.tolist():
            assert join(ids.target[i] for i in row if i > 2) not in korean
    assert seen > 2000
    assert not is_new(held_out()[0])


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_links_follow_the_direction(direction: str) -> None:
    ids = Ids(TranslationSpec(direction=direction).build().vocabulary)
    pair = held_out()[0]
    example = ids.example(pair, direction)
    assert example is not None
    words = {(pair.en.tokens[en], pair.ko.tokens[ko]) for en, ko in pair.links}
    for s, t in example.links:
        ends = ids.source[example.source[s]].strip(), ids.target[example.target[t]].strip()
        assert (ends if direction == "en-ko" else ends[::-1]) in words


@pytest.mark.parametrize("language", ["en", "ko"])
def test_typed_text_is_cut_as_the_world_cuts_it(language: str) -> None:
    known = pieces(language)
    for sentence in (getattr(pair, language) for pair in held_out()):
        found = cut(sentence.text, known)
        assert found.pieces == tuple(sentence_pieces(sentence))
        assert join(found.pieces) == sentence.text


def test_the_vocabulary_covers_almost_everything_and_the_rest_is_left_out() -> None:
    ids = Ids(TranslationSpec().build().vocabulary)
    made = [ids.example(pair, "en-ko") for pair in parallel(2000, seed=5)]
    assert sum(one is None for one in made) < 20
    assert all(ids.example(pair, "en-ko") is not None for pair in held_out())


def test_building_is_deterministic_and_restores() -> None:
    spec = TranslationSpec(d_model=16)
    first, second = spec.build(), spec.restore(spec.build().vocabulary)
    for name, tensor in first.model.state_dict().items():
        torch.testing.assert_close(tensor, second.model.state_dict()[name])


@pytest.mark.parametrize("score", ["general", "none"])
def test_a_short_training_yields_its_points(score: str) -> None:
    spec = TranslationSpec(d_model=16, steps=4, batch=16, score=score)
    points = list(spec.fit(spec.build()))
    assert points[0].step == 1
    assert points[-1].step == 4
    assert ("alignment_error" in points[-1].metrics) == (score != "none")
    assert (points[-1].snapshot is None) == (score == "none")


def test_both_directions_ship_with_and_without_attention() -> None:
    kinds = {(spec.direction, spec.score) for spec in SHIPPED}
    assert {(d, s) for d in DIRECTIONS for s in ("general", "none")} <= kinds
