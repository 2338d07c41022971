"""The gated language model's text: held-out sentences are not read, linked pieces are linked."""

import pytest

from nlp_core.recipes.gated_lm import (
    LANGUAGES,
    SPECIALS,
    GatedLMSpec,
    encode,
    held_out,
    index_of,
    linked,
    text,
    unigram_loss,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_sentence_is_read(language: str) -> None:
    read = {one.text for one in text(language)}
    assert not read & {one.text for one in held_out(language)}
    assert not read & {one.text for one, _, _ in linked(language)}
    assert len(linked(language)) >= 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_linked_pieces_stand_apart(language: str) -> None:
    for sentence, first, last in linked(language):
        assert last - first >= 3
        assert sentence.tokens[first] != sentence.tokens[last]


def test_a_sentence_begins_with_its_mark_and_unknown_pieces_are_unknown() -> None:
    ids = index_of([" the"])
    found = encode(held_out("en")[0], ids)
    assert found[0] == 0
    assert set(found) <= {0, 1, len(SPECIALS)}


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_few_steps_lower_the_loss(cell: str) -> None:
    spec = GatedLMSpec(cell=cell, steps=12, d_model=16, batch=16)
    bundle = spec.build()
    points = list(spec.fit(bundle))
    assert points[-1].metrics["held_out"] < points[0].metrics["held_out"] + 0.1
    assert spec.restore(bundle.vocabulary).model.embedding.weight.shape[1] == 16


def test_the_baseline_is_the_unigram() -> None:
    assert 4 < unigram_loss("en") < 6


def test_unknown_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="cell must be"):
        GatedLMSpec(cell="rnn")
