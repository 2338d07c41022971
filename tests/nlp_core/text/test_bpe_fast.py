"""The fast trainer learns exactly what the plain one learns."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp_core.text.bpe_fast import learn_merges
from nlp_core.text.bpe_plain import learn_merges_plainly

# Few letters, so that pairs tie, overlap and meet again.
words = st.text(alphabet="ab한글 ", min_size=1, max_size=12)
corpora = st.dictionaries(words, st.integers(1, 4), max_size=12)


@given(corpora, st.integers(0, 30), st.integers(0, 3))
@example({"aaaaaaa": 1}, 9, 1)
@example({"ababababa": 2, "aabb": 1}, 9, 2)
@settings(deadline=None, max_examples=300)
def test_equal_to_the_plain_trainer(chunks: dict[str, int], limit: int, min_frequency: int) -> None:
    plain = learn_merges_plainly(chunks, limit, min_frequency=min_frequency)
    assert learn_merges(chunks, limit, min_frequency=min_frequency) == plain


@given(corpora)
@settings(deadline=None)
def test_the_order_of_the_corpus_does_not_matter(chunks: dict[str, int]) -> None:
    backwards = dict(reversed(chunks.items()))
    assert learn_merges(chunks, 10) == learn_merges(backwards, 10)


@given(corpora)
@settings(deadline=None)
def test_no_two_merges_spell_the_same_token(chunks: dict[str, int]) -> None:
    made = [merge.left + merge.right for merge in learn_merges(chunks, 40, min_frequency=1)]
    assert len(set(made)) == len(made)
