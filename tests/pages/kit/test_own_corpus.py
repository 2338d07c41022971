"""A learner's own corpus, before any lesson: what is kept, what is said, what can be picked."""

from nlp_core.text.own_corpus import OwnCorpus
from pages.kit import own_corpus
from pages.kit.language import LANGUAGES
from pages.kit.prose import sections


def test_its_words_are_the_kits_own() -> None:
    for language in LANGUAGES:
        found = sections("kit", language)
        assert {"own-private", "own-cut", "error-corpus-short", "error-corpus-few-words"} <= set(
            found
        )


def test_telling_words_are_picked_first() -> None:
    words = ("the", "a", "sea", "boat")
    corpus = OwnCorpus("the a sea boat", 4, 0, words, (4, 3, 2, 2))
    listed = own_corpus.to_pick_from(corpus)
    assert listed[:2] == ["sea", "boat"] and set(listed) == set(words)


def test_a_unit_for_each_kind_of_reader() -> None:
    assert list(own_corpus.UNIT.options) == ["words", "morphemes", "syllables"]
