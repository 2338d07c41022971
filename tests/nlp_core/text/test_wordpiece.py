"""WordPiece cuts as the tokenizers library does, and learns what its definition says."""

import math
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from nlp_core.corpora.reviews import reviews
from nlp_core.errors import LearnerError
from nlp_core.text.wordpiece import (
    UNKNOWN,
    joined,
    learn_word_pieces,
    longest_match,
    spell,
    train,
    words_of,
)

TEXTS = [review.text for language in ("ko", "en") for review in reviews(language)]

words = st.dictionaries(st.text("abc가나", min_size=1, max_size=5), st.integers(1, 9), min_size=1)


def log_likelihood(spelled: list[tuple[list[str], int]]) -> float:
    """Of a text in pieces, under the unigram model that fits it best."""
    counts: Counter[str] = Counter()
    for pieces, frequency in spelled:
        for piece in pieces:
            counts[piece] += frequency
    total = sum(counts.values())
    return sum(n * math.log(n / total) for n in counts.values())


def merged(pieces: list[str], left: str, right: str) -> list[str]:
    out: list[str] = []
    i = 0
    while i < len(pieces):
        if pieces[i : i + 2] == [left, right]:
            out.append(joined(left, right))
            i += 2
        else:
            out.append(pieces[i])
            i += 1
    return out


@given(words)
@settings(deadline=None, max_examples=60)
def test_each_join_raises_the_likelihood_as_much_as_it_says(words: dict[str, int]) -> None:
    spelled = [(spell(word), n) for word, n in words.items()]
    for left, right, gain in learn_word_pieces(words, 10)[1]:
        if joined(left, right) in {piece for pieces, _ in spelled for piece in pieces}:
            return  # two ways to one piece: the formula speaks of a new one
        before = log_likelihood(spelled)
        spelled = [(merged(pieces, left, right), n) for pieces, n in spelled]
        rise = log_likelihood(spelled) - before
        assert rise == pytest.approx(gain, abs=1e-6) or left == right


@given(words)
@settings(deadline=None, max_examples=60)
def test_the_first_join_is_the_best_one(words: dict[str, int]) -> None:
    spelled = [(spell(word), n) for word, n in words.items()]
    before = log_likelihood(spelled)
    pairs = Counter(pair for pieces, n in spelled for pair in pairwise(pieces) for _ in range(n))
    rises = [
        log_likelihood([(merged(pieces, *pair), n) for pieces, n in spelled]) - before
        for pair, count in pairs.items()
        if count >= 2 and pair[0] != pair[1]
    ]
    joins = learn_word_pieces(words, 1)[1]
    if joins and joins[0].left != joins[0].right:
        assert joins[0].gain == pytest.approx(max(rises), abs=1e-6)


def test_a_frequent_pair_of_strangers_is_left_apart() -> None:
    """BPE would join a + b, the most frequent pair; here q + u comes first, always together."""
    words = {"ab": 12, "ac": 11, "ad": 11, "bb": 11, "cb": 11, "db": 11, "qu": 10}
    assert learn_word_pieces(words, 1)[1][0][:2] == ("q", "##u")


@pytest.fixture(scope="module")
def library() -> Tokenizer:
    return Tokenizer(models.WordPiece(VOCABULARY, unk_token=UNKNOWN, max_input_chars_per_word=1000))


VOCABULARY = train(TEXTS, vocab_size=2000).vocabulary


def test_cuts_every_word_of_the_reviews_as_the_library_does(library: Tokenizer) -> None:
    for word in {word for text in TEXTS for word in words_of(text)}:
        assert longest_match(word, VOCABULARY) == library.encode(word).tokens


@given(st.text(alphabet=st.sampled_from("영화가 정말재미있어요the movieQ뷁👍é#"), max_size=12))
@settings(deadline=None)
def test_cuts_any_word_as_the_library_does(library: Tokenizer, text: str) -> None:
    for word in words_of(text):
        assert longest_match(word, VOCABULARY) == library.encode(word).tokens


def test_the_vocabulary_has_the_size_asked_for() -> None:
    assert len(VOCABULARY) == 2000
    assert list(VOCABULARY.values()) == list(range(2000))


@pytest.mark.parametrize("texts", [[], [""], [" \n"]])
def test_no_text(texts: list[str]) -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        train(texts, vocab_size=100)


def test_a_text_too_small_for_the_vocabulary() -> None:
    tokenizer = train(["가나 가나"], vocab_size=100)
    assert tokenizer.split("가나다 가나") == [UNKNOWN, "가나"]
