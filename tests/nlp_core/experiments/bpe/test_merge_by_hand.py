"""The blackboard's stages are those of the plain trainer."""

from collections import Counter

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bpe.merge_by_hand import MERGES, by_hand
from nlp_core.text.bpe_plain import apply_merges, learn_merges_plainly


def test_every_stage_is_the_text_cut_by_the_merges_so_far() -> None:
    counted = Counter(["low", "lower", "lowest", "slow", "slower", "slowest"])
    merges = learn_merges_plainly(counted, MERGES)
    stages = by_hand("low lower lowest slow slower slowest")
    assert len(stages) == len(merges) + 1
    for i, stage in enumerate(stages):
        ranks = {(merge.left, merge.right): rank for rank, merge in enumerate(merges[:i])}
        expected = [(tuple(apply_merges(word, ranks)), n) for word, n in counted.items()]
        assert list(stage.words) == expected
        assert stage.tokens == sum(len(word) * n for word, n in expected)
        if i < len(merges):
            assert stage.pairs[0][:2] == merges[i][:2], "the first pair is merged next"


def test_words_are_counted_with_their_repetitions() -> None:
    stage = by_hand("가나 가나 나")[0]
    assert stage.words == ((("가", "나"), 2), (("나",), 1))
    assert stage.pairs == (("가", "나", 2),) and stage.tokens == 5


def test_nothing_to_merge_and_nothing_at_all() -> None:
    assert len(by_hand("가나다")) == 1
    assert by_hand("가")[0].pairs == ()
    with pytest.raises(LearnerError, match="empty-text"):
        by_hand("  ")
