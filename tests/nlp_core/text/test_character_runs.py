import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp_core.text.character_runs import count_runs, find_runs, vocabulary_of
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.tokenizers import character_ngrams, countable

MIXED = st.text(
    st.sampled_from(list("가나 aAß!.1é\u0301\u0345👩\u200d👍🏽\tİ\u1100\u1161ﬁ")), max_size=10
)
TEXTS = st.lists(st.one_of(MIXED, st.text(max_size=8)), max_size=5)


@given(TEXTS, TEXTS, st.sampled_from([(2, 3), (1, 1), (1, 3), (2, 2)]))
@example(["aß", "ass"], ["ß"], (2, 3))
@example(["\u1100", "\u1161"], [" 가 "], (1, 3))
def test_runs_equal_those_counted_text_by_text(
    texts: list[str], others: list[str], lengths: tuple[int, int]
) -> None:
    slow = [[t.text for t in countable(character_ngrams(text, *lengths))] for text in texts]
    expected = build_vocabulary(slow)
    runs = find_runs(texts, *lengths)
    vocabulary = vocabulary_of(runs)
    assert vocabulary.words == expected.words
    assert np.array_equal(count_runs(runs, vocabulary).dense(), count(slow, expected).dense())
    again = [[t.text for t in countable(character_ngrams(text, *lengths))] for text in others]
    counted = count_runs(find_runs(others, *lengths), vocabulary)
    assert np.array_equal(counted.dense(), count(again, expected).dense())


def test_a_vocabulary_can_be_bounded() -> None:
    runs = find_runs(["abab", "abc"], 2, 2)
    assert vocabulary_of(runs, at_least=2).words == ("ab",)
    assert vocabulary_of(runs, at_most=2).words == ("ab", "ba")
    with pytest.raises(ValueError, match="one to three"):
        find_runs(["a"], 2, 4)
