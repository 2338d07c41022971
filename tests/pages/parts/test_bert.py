"""The BERT lesson's sentence, its chips and its stage."""

import pytest

from nlp_core.experiments.bert.cloze import Guess
from nlp_core.experiments.bert.sentence import read
from pages.parts import bert as parts


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_example_hides_a_word_of_the_training_text(language: str) -> None:
    for text, place in parts.EXAMPLES[language]:
        found = read(text)
        assert place in found.hideable
        assert not parts.unknown(found)


def test_what_no_training_text_had_is_named_once() -> None:
    assert parts.unknown(read("The dragon, a dragon 🙂!")) == ["dragon"]


def test_the_hidden_word_is_as_many_masks_as_pieces_and_its_signs_stay() -> None:
    found = read("안나는 책을 읽는다.")
    row = parts.chips(found, 2)
    masks = [chip for chip in row if chip.text == "[MASK]"]
    assert len(masks) == found.words[2].core
    assert row[-1].text == "." and row[-1].joined
    assert [chip.role for chip in row[:2]] == ["decoder"] * 2


def test_the_own_word_stands_below_the_five_where_it_is_not_among_them() -> None:
    guessed = tuple("abcde"), (0.5, 0.2, 0.1, 0.05, 0.01)
    without, within = Guess(*guessed, 0.001, None), Guess(*guessed, 0.1, 2)
    table = parts.stage("en", without, within, "cat").table
    words = next(column for column in table.values() if "1. a" in column)
    five = ["1. a", "2. b", "3. c", "4. d", "5. e"]
    assert words == [*five, "… cat", *five]


def test_a_pair_is_asked_as_typed_swapped_and_with_another_story() -> None:
    asked = [(first, second) for _, first, second in parts.trio("a", "b")]
    assert asked[:2] == [("a", "b"), ("b", "a")] and asked[2][0] == "a"
