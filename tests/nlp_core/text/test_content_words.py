import pytest

from nlp_core.text.content_words import content_words, cut
from nlp_core.text.morphemes import Morpheme


def units(written: str) -> list[Morpheme]:
    """Morphemes from "form/TAG form/TAG"."""
    return [Morpheme(*one.rsplit("/", 1), 0, 0) for one in written.split()]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("영화/NNG 를/JKO 보/VV 었/EP 다/EF ./SF", ["영화", "보다"]),
        ("아름답/VA-I 은/ETM 세상/NNG", ["아름답다", "세상"]),
        ("유치/XR 하/XSA 어도/EC", ["유치하다"]),
        ("이상/NNG 하/XSA 고/EC", ["이상하다"]),
        ("추천/NNG 하/XSV ㅁ/ETN !/SF", ["추천"]),
        ("음악/NNG 이/VCP 다/EF 것/NNB 10/SN 점/NNB ㅋㅋ/SW", ["음악"]),
        ("안/MAG 좋/VA 지/EC 않/VX", ["안", "좋다"]),
        ("OST/SL 도/JX", ["ost"]),
        ("하/XSA 다/EF", []),
    ],
)
def test_content_words_stand_in_one_form(written: str, expected: list[str]) -> None:
    assert content_words(units(written)) == expected


def test_the_forms_of_a_word_meet() -> None:
    pytest.importorskip("kiwipiepy", reason="kiwipiepy is not installed")
    one, other = cut(["영화를 추천해요.", "이 영화는 정말 추천!"], "ko")
    assert {"영화", "추천"} <= set(one) & set(other)
    assert not {"를", "는", "해요"} & {*one, *other}


def test_english_is_every_word_with_a_letter_in_lower_case() -> None:
    assert cut(["It ISN'T 1984, is it?", ""], "en") == [["it", "isn't", "is", "it"], []]
