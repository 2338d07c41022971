"""Questions made of plain text: each kind asks what it says, of the same tokens, and can answer."""

import pytest

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.errors import LearnerError
from nlp_core.experiments.transfer import questions
from nlp_core.experiments.transfer.questions import OwnText, read

STORY = "비가 왔다. 우산을 썼다! 그래도 다 젖었다."


@pytest.fixture
def found() -> OwnText:
    return read(STORY)


def test_a_text_is_read_sentence_by_sentence(found: OwnText) -> None:
    said = [questions.text_of(one) for one in found.sentences]
    assert said == ["비가 왔다.", "우산을 썼다!", "그래도 다 젖었다."]
    assert found.left_out == 0


def test_hidden_tokens_are_asked_and_their_answers_known(found: OwnText) -> None:
    shown = questions.masked(found, 0.25, 3)
    asked = [one for one in shown if one.asked]
    assert asked and all(one.read == "[MASK]" for one in asked)
    filled = [one.answer or one.read for one in shown]
    assert filled == ["[CLS]", *map(questions.name, found.tokens), "[SEP]"]
    assert questions.masked(found, 0.25, 4) != shown


def test_every_token_is_once_the_next(found: OwnText) -> None:
    shown = questions.upcoming(found)
    assert [one.answer for one in shown] == [*map(questions.name, found.tokens), "[EOS]"]
    assert [one.read for one in shown] == ["[BOS]", *map(questions.name, found.tokens)]


def test_neighbouring_sentences_are_swapped_by_chance(found: OwnText) -> None:
    said = [questions.text_of(one) for one in found.sentences]
    seen = set()
    for seed in range(12):
        pairs = questions.ordered(found, seed)
        assert len(pairs) == 2
        for place, pair in enumerate(pairs):
            wanted = (said[place], said[place + 1])
            assert (pair.first, pair.second) == (wanted[::-1] if pair.swapped else wanted)
            seen.add(pair.swapped)
    assert seen == {True, False}


def test_questions_are_counted_as_they_are_shown(found: OwnText) -> None:
    counted = questions.counted(found, 0.25)
    assert counted["next"] == len(found.tokens) + 1
    assert counted["order"] == 2
    assert 0 < counted["masked"] < counted["next"]
    assert questions.counted(read("하나"), 0.25)["order"] == 0


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_without_a_text_there_is_nothing_to_ask(text: str) -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        read(text)


@pytest.mark.parametrize(
    "text", ["👨‍👩‍👧 ok", "비가\u0000 왔다", "ㅎㅏ", "각", "<b>a</b>", "a" * 900]
)
def test_odd_letters_are_read(text: str) -> None:
    found = read(text)
    assert 0 < len(found.tokens) <= LONGEST
    assert len(questions.upcoming(found)) == len(found.tokens) + 1
    questions.masked(found, 0.9, 0)
    assert all(one.answer for one in questions.upcoming(found))


def test_of_a_long_text_the_end_is_left_out_and_counted() -> None:
    found = read("비가 왔다. " * 200)
    assert len(found.tokens) == LONGEST and found.left_out > 100
    assert all(found.sentences)
    assert len(questions.ordered(found, 0)) == questions.MOST_PAIRS
