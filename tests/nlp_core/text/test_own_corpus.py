"""Own corpora are cut, bounded, and told apart from those that are too short."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.text import own_corpus
from nlp_core.text.reader import Reader

LINES = [f"the cat{i % 25} sees a dog{i % 25} today" for i in range(100)]  # six words each
UNITS = Reader("en").units


def test_a_text_becomes_sentences_of_units() -> None:
    assert own_corpus.sentences(['He said “no.” Then left. 3.5점! 끝\n\n다음 줄 "네?" 응']) == [
        "He said “no.",
        "Then left.",
        "3.5점!",
        "끝",
        '다음 줄 "네?',
        "응",
    ]
    found = own_corpus.gather(LINES, UNITS)
    assert (found.units, found.left_out) == (600, 0)
    assert own_corpus.parse(found.written)[1] == ["the", "cat1", "sees", "a", "dog1", "today"]
    assert found.words[:4] == ("the", "sees", "a", "today")
    assert found.seen[0] == 100
    assert own_corpus.telling(found.words)[0] == "sees"
    assert own_corpus.telling(found.words, 80)[-1] == "a"


def test_units_with_spaces_are_one_word() -> None:
    found = own_corpus.gather(LINES, lambda text: [f"{one} x" for one in text.split()])
    assert own_corpus.parse(found.written)[0][:2] == ["thex", "cat0x"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "corpus-short"),
        (["word"] * 499, "corpus-short"),
        (["same"] * 600, "corpus-few-words"),
        ([f"w{i}" for i in range(600)], "corpus-few-words"),
    ],
)
def test_what_cannot_be_learned_from_is_said(lines: list[str], code: str) -> None:
    with pytest.raises(LearnerError) as raised:
        own_corpus.gather(lines, UNITS)
    assert raised.value.code == code
    assert raised.value.values["found"] < raised.value.values["wanted"]


@pytest.mark.parametrize("unit", ["words", "syllables"])
def test_a_learners_texts_are_tidied_and_cut(unit: str) -> None:
    day = [f"{i % 9}월에 비가 온다.<br />{i % 13}번 우산이 없다!" for i in range(200)]
    found = own_corpus.cut([*day, "abcdefghijklm nopqrstuvwxyz"] * 2, unit, "ko")
    assert "br" not in found.words
    assert ("우산이" in found.words) is (unit == "words")


def test_morphemes_of_a_learners_texts() -> None:
    pytest.importorskip("kiwipiepy")
    food = [
        "우유",
        "빵",
        "밥",
        "사과",
        "생선",
        "고기",
        "감자",
        "수박",
        "딸기",
        "김치",
        "두부",
        "만두",
        "국수",
        "라면",
    ]
    lines = [f"고양이가 {food[i % 14]}을 먹고 학교에서 친구와 놀았다." for i in range(160)]
    found = own_corpus.cut(lines, "morphemes", "ko")
    assert "고양이" in found.words and "고양이가" not in found.words


def test_a_corpus_is_bounded() -> None:
    found = own_corpus.gather(LINES * 400, UNITS)
    assert (found.units, found.left_out) == (own_corpus.MOST_UNITS, 40_000)
    many = own_corpus.gather([f"w{i} w{i}" for i in range(9_000)], UNITS)
    assert len(many.words) == own_corpus.MOST_WORDS
    with pytest.raises(LearnerError, match="corpus-long"):
        own_corpus.check("a b " * own_corpus.MOST_UNITS)
