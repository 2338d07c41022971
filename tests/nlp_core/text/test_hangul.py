import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text import hangul

SYLLABLES = [chr(code) for code in range(hangul.FIRST, hangul.LAST + 1)]


def test_every_syllable_survives_its_letters() -> None:
    assert len(SYLLABLES) == 19 * 21 * 28
    assert [hangul.compose(*hangul.decompose(s)) for s in SYLLABLES] == SYLLABLES


def test_all_syllables_in_one_text_survive_as_letters() -> None:
    text = "".join(SYLLABLES)
    assert hangul.join_jamo(hangul.split_jamo(text)) == text


def test_the_letters_agree_with_unicode() -> None:
    for syllable in SYLLABLES[::97]:
        names = [unicodedata.name(c) for c in unicodedata.normalize("NFD", syllable)]
        letters = [unicodedata.name(c) for c in "".join(hangul.decompose(syllable))]
        assert [n.split()[-1] for n in names] == [n.split()[-1] for n in letters]


@given(st.text(st.sampled_from([*SYLLABLES[::53], *"a 3!\n한국어"])))
def test_whole_text_survives_as_letters_and_as_nfd(text: str) -> None:
    assert hangul.join_jamo(hangul.split_jamo(text)) == text
    assert hangul.nfc(hangul.nfd(text)) == text


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    hangul.half_typed(text)
    hangul.final_consonant(text)
    assert hangul.join_jamo(hangul.split_jamo(hangul.join_jamo(text))) == hangul.join_jamo(text)


def test_half_typed_letters_are_found_in_every_form() -> None:
    assert hangul.half_typed("재밌ㄷ ㅋㅋㅋ") == ["ㄷ", "ㅋㅋㅋ"]
    assert hangul.half_typed(hangul.nfd("재밌다")) == []
    assert hangul.half_typed("ﾡﾢ") == ["ﾡﾢ"]
    assert hangul.half_typed("\u1112") == ["\u1112"]


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


@pytest.mark.parametrize(
    "letters", [("ㅏ", "ㅏ"), ("ㄱ", "ㄱ"), ("ㄱ", "ㅏ", "ㄸ"), ("ㄳ", "ㅏ"), ("", "")]
)
def test_letters_stand_in_their_own_place_only(letters: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        hangul.compose(*letters)
