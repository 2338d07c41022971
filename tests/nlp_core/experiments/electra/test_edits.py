"""A word replaced in a sentence: what counts as the original, and what is told."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra.edits import changed, edit

SENTENCE = "고양이가 우유를 마셨다."


def test_one_word_is_replaced_and_the_rest_stays() -> None:
    found = read(SENTENCE)
    made = edit(found, 1, "의자를")
    assert [one.text for one in made.now.words] == ["고양이가", "의자를", "마셨다."]
    assert made.changed == (1,)
    assert len(made.fake) == len(made.now.pieces)
    first = len(found.words[0].pieces)
    assert not any(made.fake[:first]) and any(made.fake)


@pytest.mark.parametrize("typed", ["우유를", " 우유를 ", "", "  "])
def test_the_original_word_is_the_original_whoever_writes_it(typed: str) -> None:
    made = edit(read(SENTENCE), 1, typed)
    assert made.now.pieces == made.before.pieces
    assert made.changed == () and not any(made.fake)


def test_signs_stay_behind_the_word() -> None:
    made = edit(read("The cow lived here."), 3, "there")
    assert made.now.words[3].text == "there."
    assert made.changed == (3,)
    signs = len(made.now.words[3].pieces) - made.now.words[3].core
    assert signs and not any(made.fake[-signs:])
    assert edit(read("The cow lived here."), 3, "there!").now.words[3].text == "there!"


@pytest.mark.parametrize(
    ("before", "now", "fake"),
    [
        ([1, 2, 3], [1, 9, 3], [False, True, False]),
        ([1, 2], [1, 2, 2], [False, False, True]),
        ([1, 2, 3], [3], [False]),
        ([1], [2, 1, 1], [True, True, False]),
        ([5, 5], [5, 5], [False, False]),
    ],
)
def test_pieces_in_common_at_the_ends_count_as_original(
    before: list[int], now: list[int], fake: list[bool]
) -> None:
    assert list(changed(before, now)) == fake


@pytest.mark.parametrize(
    ("place", "typed", "code"),
    [(1, "두 단어", "one-word"), (9, "의자를", "no-mask"), (1, "漢字" * 70, "long-word")],
)
def test_what_cannot_be_put_there_is_told(place: int, typed: str, code: str) -> None:
    with pytest.raises(LearnerError) as told:
        edit(read(SENTENCE), place, typed)
    assert told.value.code == code
