"""The words that a hidden word may be."""

from nlp_core.experiments.bert.lexicon import Lexicon, spelled
from nlp_core.experiments.bert.sentence import read, text_of

LEXICON = Lexicon(["말을", "개를", "앙카라에서", "cat"])


def test_a_beginning_goes_on_as_some_word_of_that_length_does() -> None:
    first, second = (read(word).words[0].pieces for word in ("말을", "개를"))
    assert len(first) == len(second) == 2
    assert LEXICON.following((), first).tolist() == sorted({first[0], second[0]})
    assert LEXICON.following(first[:1], first).tolist() == [first[1]]


def test_the_word_that_stood_there_is_one_of_them() -> None:
    own = read("소를").words[0].pieces
    assert own[0] in LEXICON.following((), own).tolist()
    assert LEXICON.following(own[:1], own).tolist() == [own[1]]
    other = read("말을").words[0].pieces
    assert own[0] not in LEXICON.following((), other).tolist()


def test_what_may_stand_for_one_typed_mask() -> None:
    horse, dog = (read(word).words[0].pieces for word in ("말을", "개를"))
    assert LEXICON.standing((), horse[1:]).tolist() == [horse[0]]
    assert LEXICON.standing((), dog[1:]).tolist() == [dog[0]]
    assert LEXICON.standing(horse[:1], ()).tolist() == [horse[1]]
    anything = LEXICON.standing((), (0, 0, 0)).tolist()  # no word ends so
    assert {horse[0], dog[0]} < set(anything)
    assert LEXICON.knows("cat") and not LEXICON.knows("dog")


def test_pieces_spell_every_word() -> None:
    words = spelled("public")
    own = read("연기가", "public").pieces
    assert words.knows("연기가") and own[0] in words.following((), own).tolist()
    begun = words.following(own[:1], (*own[:1], 0)).tolist()
    assert begun[-1] == 0, "what stood there may stand there"
    first, rest = (words.standing(front, ()) for front in ((), own[:1]))
    assert not set(first.tolist()) & set(rest.tolist()) and len(first) > 1000


def test_words_of_one_corpus_are_candidates_in_the_pieces_of_another() -> None:
    words = Lexicon(["말을", "개를", "cat"], "public")
    own = read("말을", "public").words[0].pieces
    assert own[0] in words.following((), own).tolist()
    spelled_out = {text_of((piece,), "public") for piece in words.following((), own).tolist()}
    assert spelled_out <= {"말", "말을", "개", "개를", "cat"}


def test_what_pieces_spell_is_shown_only_if_a_class_may_read_it() -> None:
    assert not spelled("public").shows("씨발") and spelled("public").shows("연기가")
    assert LEXICON.shows("새끼를"), "a cow's young, in the little world"
