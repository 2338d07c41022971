"""Typed sentences of any kind are read as units; unknown words borrow ids of their own."""

import unicodedata

import pytest

from nlp_core.corpora.word_order import MARK, OTHER, lexicon
from nlp_core.errors import LearnerError
from nlp_core.experiments.positions.own_sentence import EXAMPLES, LONGEST, read


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_examples_are_known_whole(language: str) -> None:
    for text in EXAMPLES[language]:
        found = read(text, language)
        assert not found.unknown and not found.left_out and OTHER not in found.ids
        assert found.text.casefold() == text.casefold()


def test_korean_nouns_part_from_their_particles_in_either_form() -> None:
    found = read("곰이 강아지를 쫓는다", "ko")
    assert found.labels == ("곰", "이", "강아지", "를", "쫓는다", ".")
    lex = lexicon("ko")
    assert found.ids[1] == lex.of("가") and found.ids[3] == lex.of("를")
    assert found.ids[0] != found.ids[2] and {found.ids[0], found.ids[2]} < set(lex.spare_nouns)
    assert found.unknown == ("곰", "강아지")
    assert found.joined == (False, True, False, True, False, True)


def test_an_unknown_word_keeps_its_id_and_another_gets_another() -> None:
    found = read("Bob sees Ann and Ann sees Bob", "en")
    assert found.ids[0] == found.ids[6] and found.ids[2] == found.ids[4] != found.ids[0]


def test_an_unknown_verb_is_found_by_where_it_stands() -> None:
    for language, text, at in (("en", "A cat ate the fish.", 2), ("ko", "고양이가 쥐를 먹었다", 4)):
        found = read(text, language)
        assert found.ids[at] in lexicon(language).verbs, found


def test_nfd_is_read_as_nfc() -> None:
    text = EXAMPLES["ko"][0]
    assert read(unicodedata.normalize("NFD", text), "ko") == read(text, "ko")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧 🙂 👍🏽",
        "ㅋㅋㅋ ㅠㅠ",
        "<script>alert(1)</script> & [x](y)",
        "\u200b\u200b x",
        "[1] [PAD] [v1] [?] . .",
        "word " * 2000,
        "가" * 300,
        "0 1 2 3",
    ],
)
def test_any_text_is_read(language: str, text: str) -> None:
    found = read(text, language)
    assert len(found.labels) == len(found.ids) == len(found.joined) <= LONGEST + 1
    assert found.ids[-1] == MARK and all(0 < i < len(lexicon(language).texts) for i in found.ids)
    assert all(found.labels)


def test_more_unknown_nouns_than_spare_ids_lose_their_names() -> None:
    found = read(" ".join(f"이름{letter}가" for letter in "abcdefghijklm"), "ko")
    assert OTHER in found.ids


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_to_read_is_told(text: str) -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        read(text, "ko")
