"""One sentence through the blocks: what is added adds up, and the numbers say what they name."""

import numpy as np
import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.attention.sentences import LONGEST, examples
from nlp_core.experiments.transformer.one_sentence import Model, numbers, walk
from nlp_core.models.seq2seq import END
from nlp_core.recipes.transformer import NORMS, PARTS
from tests.nlp_core.experiments.transformer.small import untrained


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("without", PARTS)
def test_every_variant_is_followed(without: str, norm: str) -> None:
    found = walk(untrained(without=without, norm=norm), examples("en-ko")[0])
    count = len(found.source)
    assert all(len(one.vectors) == count for one in found.stages)
    assert found.own.shape[0] == found.cross.shape[0] == 2
    for token in (0, count - 1):
        rows = numbers(found, token)
        assert len(rows) == len(found.stages)
        assert all(np.isfinite([row.norm, row.mean, row.cosine]).all() for row in rows)


def test_a_residual_connection_adds() -> None:
    found = walk(untrained(), examples("en-ko")[0])
    stream = None
    for one in found.stages:
        if one.kind in ("attention", "feed"):
            grown = stream + one.vectors
        if one.kind in ("sum-attention", "sum-feed"):
            np.testing.assert_allclose(one.vectors, grown, atol=1e-5)
        if one.is_stream:
            stream = one.vectors


def test_a_norm_gives_mean_zero_and_deviation_one() -> None:
    """An untrained norm has no gain and no offset yet."""
    found = walk(untrained(), examples("en-ko")[0])
    for place, one in enumerate(found.stages):
        if one.kind.startswith("norm"):
            row = numbers(found, 0)[place]
            assert row.mean == pytest.approx(0, abs=1e-4)
            assert row.deviation == pytest.approx(1, abs=1e-2)


def test_weights_sum_to_one_and_gold_is_scored_where_it_fits() -> None:
    found = walk(untrained(), examples("en-ko")[0])
    np.testing.assert_allclose(found.cross.sum(axis=-1), 1, atol=1e-5)
    np.testing.assert_allclose(found.own.sum(axis=-1), 1, atol=1e-5)
    assert found.alignment_error(0, None) is None  # an untrained model writes no reference
    assert found.looks(1, 0).shape == (len(found.target), len(found.source))


def test_a_model_that_writes_nothing_is_followed_all_the_same() -> None:
    model = untrained()
    with torch.no_grad():
        model.model.bias[END] = 1e4
    found = walk(model, examples("en-ko")[0])
    assert found.target == () and found.text == ""
    assert found.cross.shape[2] == 0 and numbers(found, 0)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty-text"),
        ("👩‍👩‍👧‍👦", "unknown-words"),
        ("\u1100\u1161\u11a8", "unknown-words"),
        ("\x00\x07", "unknown-words"),
        ("the " * 2000, "too-long"),
    ],
)
def test_what_cannot_be_read_is_told(typed: str, code: str) -> None:
    with pytest.raises(LearnerError) as caught:
        walk(untrained(), typed)
    assert caught.value.code == code


def test_a_sentence_of_one_word_and_of_the_longest() -> None:
    model: Model = untrained()
    for count in (2, LONGEST):  # the full stop is a token
        found = walk(model, "the " * (count - 1))
        assert len(found.source) == count and len(found.target) > 0
