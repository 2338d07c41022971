"""Counting words and their neighbours."""

from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.bert.word_counts import WordCounts, within

TEXTS = ["the cat sees the dog"] * 3 + ["a cat sees a cow", "the dog has the cow"]


def test_neighbours_on_both_sides_tell_more_than_frequency() -> None:
    counts = WordCounts(read(text) for text in TEXTS)
    ranks = counts.ranks(read("the cat sees the dog"), 2)
    assert ranks["bigram"] == 0
    assert counts.ranks(read("the cat sees the dog"), 0)["unigram"] == 0


def test_a_word_that_never_stood_there_comes_last() -> None:
    counts = WordCounts(read(text) for text in TEXTS)
    assert not counts.knows("wolf") and not counts.knows("") and counts.knows("cow")
    assert counts.ranks(read("the wolf sees"), 1)["bigram"] == len(counts.numbers)


def test_only_words_of_as_many_pieces_compete() -> None:
    counts = WordCounts([read("the the the cat"), read("the cat")])
    found = read("the cat")
    assert found.words[1].core == 1
    assert counts.ranks(found, 1)["unigram"] <= 1


def test_the_share_of_low_ranks() -> None:
    assert within([0, 4, 5, 9], 5) == 0.5
    assert within([], 5) == 0.0
