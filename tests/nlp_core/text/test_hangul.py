import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text import hangul

SYLLABLES = [chr(code) for code in range(hangul.FIRST, hangul.LAST + 1)]


def test_every_syllable_has_letters_of_its_own() -> None:
    assert len(SYLLABLES) == 19 * 21 * 28
    assert len({hangul.decompose(s) for s in SYLLABLES}) == len(SYLLABLES)
    assert hangul.split_jamo("닭이 3") == "ㄷㅏㄺㅇㅣ 3"


def test_the_letters_agree_with_unicode() -> None:
    for syllable in SYLLABLES[::97]:
        names = [unicodedata.name(c) for c in unicodedata.normalize("NFD", syllable)]
        letters = [unicodedata.name(c) for c in "".join(hangul.decompose(syllable))]
        assert [n.split()[-1] for n in names] == [n.split()[-1] for n in letters]


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    hangul.final_consonant(text)
    assert not any(map(hangul.is_syllable, hangul.split_jamo(text)))


@pytest.mark.parametrize(
    ("word", "final"),
    [("학교", ""), ("책", "ㄱ"), ("서울", "ㄹ"), ("닭", "ㄺ"), ("BERT", ""), ("", "")],
)
def test_the_final_consonant_decides_a_particle(word: str, final: str) -> None:
    assert hangul.final_consonant(word) == final


@pytest.mark.parametrize("wrong", ["", "a", "ㄱ", "가나"])
def test_only_a_syllable_decomposes(wrong: str) -> None:
    with pytest.raises(ValueError, match="syllable"):
        hangul.decompose(wrong)


@given(st.text(st.sampled_from(SYLLABLES)))
def test_letters_come_together_to_the_syllables_they_came_from(text: str) -> None:
    assert hangul.join_jamo(hangul.split_jamo(text)) == text
