"""The words that a hidden word may be."""

from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.sentence import read

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
