import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.characters import graphemes, is_word_like


@given(st.text(st.characters() | st.sampled_from("\u200d\ufe0f👍🏽🇰\u0301\u1112\u1161\u11ab한")))
def test_the_parts_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in graphemes(text)) == text


@pytest.mark.parametrize(
    "one",
    [
        "한",
        unicodedata.normalize("NFD", "한"),
        "e\u0301",
        "👩‍👩‍👧",
        "👍🏽",
        "❤️",
        "🇰🇷",
        "🏴\U000e0067\U000e007f",
        "\r\n",
        "ㅋ",
    ],
)
def test_one_character_to_a_reader(one: str) -> None:
    text = f"가{one}나"
    assert [text[a:b] for a, b in graphemes(text)] == ["가", one, "나"]


def test_letters_digits_and_emoji_are_worth_counting() -> None:
    assert all(map(is_word_like, ["가", "a.", "3", "👍🏽", "❤️", "ㅋㅋ"]))
    assert not any(map(is_word_like, ["", " ", "...", "?!", "~", "—"]))
