"""The index holds what the documents hold, and no more."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.inverted_index import build_index

COLLECTIONS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8)


@given(COLLECTIONS)
def test_every_count_is_there(documents: list[list[str]]) -> None:
    index = build_index(documents)
    assert len(index) == len(documents)
    assert index.lengths.tolist() == [len(document) for document in documents]
    for word in "abcdefg":
        counts = [Counter(document)[word] for document in documents]
        assert index.postings(word) == [(i, n) for i, n in enumerate(counts) if n]
        assert index.holding(word) == sum(n > 0 for n in counts)
        assert [index.count(word, i) for i in range(len(documents))] == counts
    for i, document in enumerate(documents):
        assert set(index.words_in(i)) == set(document)


def test_words_stand_in_the_order_of_reading() -> None:
    index = build_index([["b", "a", "b"], ["c"]])
    assert index.words == ("b", "a", "c")
    assert index.mean_length == 2.0


def test_nothing_is_an_index_too() -> None:
    for documents in ([], [[]], [[], []]):
        index = build_index(documents)
        assert index.postings("a") == []
        assert "a" not in index
        assert index.mean_length == 1.0
