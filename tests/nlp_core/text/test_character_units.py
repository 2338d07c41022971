"""Text cut into characters or jamo, and back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.errors import LearnerError
from nlp_core.text import character_units as units

HANGUL = st.text(st.sampled_from("가각갂갃닭까꺼 .\nab한글쫓아🙂"))


@given(HANGUL)
def test_jamo_come_together_again(text: str) -> None:
    assert units.joined(units.cut(text, "jamo"), "jamo") == unicodedata.normalize("NFC", text)


@given(st.text())
def test_characters_join_to_the_text(text: str) -> None:
    assert units.joined(units.cut(text, "characters"), "") == unicodedata.normalize("NFC", text)


def test_an_emoji_family_is_one_character() -> None:
    assert units.cut("👨‍👩‍👧‍👦!", "characters") == ["👨‍👩‍👧‍👦", "!"]


def test_a_corpus_knows_its_kinds_and_words() -> None:
    found = units.corpus("비가 온다.\n비가", "characters")
    assert found.units[0] == found.units[-1] == units.END
    assert set(found.kinds) == {*"비가온다. \n", units.OTHER}
    assert found.words == ("비가", "온다")


def test_rare_kinds_beyond_the_most_count_as_other() -> None:
    text = "가나" * 10 + "".join(chr(0x4E00 + i) for i in range(3000))
    found = units.corpus(text, "characters")
    assert len(found.kinds) == units.MOST_KINDS and {"가", "나"} <= set(found.kinds)
    assert found.units.count(units.OTHER) > 1000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "characters-short"),
        ("가", "characters-short"),
        ("가" * 499, "characters-short"),
        ("가" * 5000, "characters-few-kinds"),
        ("가나 다라 " * 100, "characters-few-kinds"),
        ("가나다라마바사아 " * 40_000, "characters-long"),
    ],
)
def test_texts_that_teach_nothing_are_refused(text: str, code: str) -> None:
    with pytest.raises(LearnerError) as refused:
        units.check(text)
    assert refused.value.code == code and set(refused.value.values) <= {"found", "wanted", "most"}


def test_mixed_languages_and_emoji_are_taken() -> None:
    units.check("안녕 hello 你好 🙂👍🏽 " * 60)


def test_the_last_word_may_not_be_finished() -> None:
    assert units.whole_words("") == [] == units.whole_words("비")
    assert units.share_known(["비가 온", "비는 온"], ["비가"]) == 0.5
    assert units.share_known(["온"], ["온"]) == 0.0
