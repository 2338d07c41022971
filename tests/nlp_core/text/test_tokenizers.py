import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text import tokenizers
from nlp_core.text.tokenizers import Token

ALL = [
    tokenizers.written_words,
    tokenizers.syllables,
    tokenizers.character_ngrams,
]
EXACT = [tokenizers.written_words, tokenizers.syllables]
MIXED = st.text(st.characters() | st.sampled_from("한국어ㅋ .,'3a👍🏽‍\u0301\n"))


@pytest.mark.parametrize("tokenize", ALL)
@given(text=MIXED)
def test_every_visible_character_lies_in_a_token(
    tokenize: Callable[[str], list[Token]], text: str
) -> None:
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    visible = {i for i, c in enumerate(text) if not c.isspace()}
    if tokenize is tokenizers.character_ngrams and len(tokenizers.syllables(text)) < 2:
        return  # one character has no neighbour to make a pair with
    assert visible <= covered


@pytest.mark.parametrize("tokenize", EXACT)
@given(text=MIXED)
def test_a_token_is_the_text_at_its_place_and_tokens_never_overlap(
    tokenize: Callable[[str], list[Token]], text: str
) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


def test_eojeol_keep_particles_and_numbers_and_let_punctuation_go() -> None:
    text = "학교에서 9.5점을 받았다...그런데 좋아요👍🏽!"
    assert texts(tokenizers.countable(tokenizers.written_words(text))) == [
        "학교에서",
        "9.5점을",
        "받았다",
        "그런데",
        "좋아요",
        "👍🏽",
    ]


def test_english_words_keep_their_apostrophes() -> None:
    text = "It's 3.5 stars, don’t (really)!"
    assert texts(tokenizers.countable(tokenizers.written_words(text))) == [
        "it's",
        "3.5",
        "stars",
        "don't",
        "really",
    ]


def test_syllables_hold_together_in_both_forms() -> None:
    assert texts(tokenizers.syllables("한 글")) == ["한", "글"]
    split = [unicodedata.normalize("NFD", text) for text in ("한 글", "한", "글")]
    assert texts(tokenizers.syllables(split[0])) == split[1:]


def test_character_ngrams_cross_one_space() -> None:
    assert texts(tokenizers.character_ngrams(" 안   좋다 ", 2, 3)) == [
        "안 ",
        " 좋",
        "좋다",
        "안 좋",
        " 좋다",
    ]
    text = "안   좋다"
    assert [text[t.start : t.end] for t in tokenizers.character_ngrams(text, 3, 3)] == [
        "안   좋",
        "   좋다",
    ]


def test_word_ngrams_keep_the_place_of_their_ends() -> None:
    text = "not funny"
    tokens = tokenizers.word_ngrams(tokenizers.written_words(text), 1, 2)
    assert texts(tokens) == ["not", "funny", "not funny"]
    assert tokens[-1] == Token("not funny", 0, 9)


WORDS = [  # a text, and its words as they are counted
    ("मेरी बिल्ली सोती है", ["मेरी", "बिल्ली", "सोती", "है"]),
    ("என் பூனை", ["என்", "பூனை"]),
    ("ผมชอบแมวน้ำ มาก", ["ผมชอบแมวน้ำ", "มาก"]),
    ("আমার বিড়াল।", ["আমার", "বিড়াল"]),
    ("ຂ້ອຍມັກແມວ", ["ຂ້ອຍມັກແມວ"]),
    ("السَّلامُ عَلَيْكُم", ["السَّلامُ", "عَلَيْكُم"]),
    ("שָׁלוֹם עוֹלָם, צה״ל", ["שָׁלוֹם", "עוֹלָם", "צה״ל"]),
    ("می\u200cخواهم بروم", ["میخواهم", "بروم"]),
    ("ക്ഷ\u200d പൂച്ച", ["ക്ഷ\u200d", "പൂച്ച"]),
    ("don't l'été O’Brien rock＇n", ["don't", "l'été", "o'brien", "rock'n"]),
    ("п’ять col·legi ʻokina", ["п'ять", "col·legi", "ʻokina"]),
    ("the 'quoted' word, ‘so’ and \"so\"", ["the", "quoted", "word", "so", "and", "so"]),
    ("'좋다'라고 했다. 좋아'요' ‘a’는", ["좋다", "라고", "했다", "좋아", "요", "a", "는"]),
    ("나는 cat을 좋아해, don’t you?", ["나는", "cat을", "좋아해", "don't", "you"]),
    ("2PM이 3rd, 9.5점 1,000원 1990's", ["2pm이", "3rd", "9.5점", "1,000원", "1990", "s"]),
    ("٣٫٥ نجوم १२ तारे", ["٣٫٥", "نجوم", "१२", "तारे"]),
    (
        "ㅋㅋ 굿 👍🏽👍 👩‍👩‍👧❤️ 🇰🇷 1️⃣ #️⃣",
        ["ㅋㅋ", "굿", "👍🏽", "👍", "👩‍👩‍👧", "❤️", "🇰🇷", "1️⃣", "#️⃣"],
    ),
    ("我喜欢猫。 ねこが", ["我喜欢猫", "ねこが"]),
    ("co\u00adoperate", ["cooperate"]),
    ("... ' ’ '' -", []),
]


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_a_word_is_a_run_of_letters_with_their_marks(text: str, found: list[str]) -> None:
    assert texts(tokenizers.countable(tokenizers.written_words(text))) == found


@given(text=st.text(st.sampled_from("ab가ㅋ '’·._,3½ \n\t\"-"), max_size=30))
def test_plain_text_is_cut_as_any_other(text: str) -> None:
    marked = f"{text} e\u0301"  # no longer plain
    assert tokenizers.written_words(text) == tokenizers.written_words(marked)[:-1]


@pytest.mark.parametrize("text", ["l'été déjà", "한국어가 좋다", "Tiếng Việt", "Ω ώρα"])
def test_a_mark_written_apart_cuts_no_word(text: str) -> None:
    apart = tokenizers.written_words(unicodedata.normalize("NFD", text))
    assert [unicodedata.normalize("NFC", t) for t in texts(apart)] == text.split()
