"""A sentence of the learner's, and the word of it that is chosen."""

import pytest

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.sentence import read
from pages.parts import one_word

LABEL = ("단어", "Word")


def test_an_example_is_read_once() -> None:
    assert one_word.ready("the cow ran", "little_world") is one_word.ready(
        "the cow ran", "little_world"
    )


@pytest.mark.parametrize(("text", "place"), [("the cow ran", 1), ("cow", 0), ("... cow", 1)])
def test_the_second_word_is_usual_where_there_is_one(text: str, place: int) -> None:
    assert one_word.second(read(text, "little_world")) == place


def test_many_words_make_a_list() -> None:
    few, many = (read("the cow " * n, "little_world") for n in (3, 20))
    choices = [one_word.place("x", LABEL, one, 0) for one in (few, many)]
    assert [choice.listed for choice in choices] == [False, True]
    assert list(choices[0].options) == list(few.hideable)


class Told:
    """A lesson whose learner types ``text``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.warned: list[LearnerError] = []

    def sentence(self, usual: str) -> str:
        return self.text

    def attempt(self, work, otherwise):  # type: ignore[no-untyped-def]
        try:
            return work()
        except LearnerError as error:
            self.warned.append(error)
            return otherwise


def test_a_sentence_of_ones_own_needs_a_word() -> None:
    lesson = Told("the cow ran")
    found = one_word.own(lesson, "", "little_world")  # type: ignore[arg-type]
    assert found is not None and len(found.words) == 3 and not lesson.warned
    lesson = Told("... !!")
    assert one_word.own(lesson, "", "little_world") is None  # type: ignore[arg-type]
    assert len(lesson.warned) == 1


def test_of_a_long_sentence_as_many_pieces_are_read_as_the_lesson_wants() -> None:
    for longest in (LONGEST, 64):
        lesson = Told("the cow ran " * 100)
        found = one_word.own(lesson, "", "public", longest)  # type: ignore[arg-type]
        assert found is not None and len(found.pieces) <= longest < len(found.pieces) + 8
        assert found.left_out == 300 - len(found.words)


def test_what_was_typed_is_kept_nowhere() -> None:
    before = one_word.ready.cache_info().currsize
    one_word.own(Told("the secret cow ran"), "", "little_world")  # type: ignore[arg-type]
    assert one_word.ready.cache_info().currsize == before
