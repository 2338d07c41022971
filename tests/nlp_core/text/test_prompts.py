"""Typed prompts: what is read, and what is said about those that cannot be."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.text.prompts import characters, parse


@pytest.mark.parametrize("arrow", [">", "=>", "->", "→", " > ", "\t=>  ", "＞"])
def test_arrows(arrow: str) -> None:
    prompt = parse(f"cat{arrow}cats\n\n dog{arrow}\n", longest=10)
    assert prompt.examples == ((tuple("cat"), tuple("cats")),)
    assert prompt.question == tuple("dog")
    assert not prompt.description


def test_a_description_comes_first() -> None:
    prompt = parse("# _ ly\nkind >", longest=10)
    assert prompt.description == ("_", "l", "y")
    assert prompt.examples == ()


def test_characters_are_those_a_reader_sees() -> None:
    assert characters("각👩‍🚀👍🏽🇰🇷é") == ["각", "👩‍🚀", "👍🏽", "🇰🇷", "é"]
    assert characters("ㅎㅏ") == ["ㅎ", "ㅏ"]
    assert characters("") == []


def test_nfd_is_read_as_nfc() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "사과 > 사과요\n감 >")
    assert parse(text, longest=10) == parse("사과 > 사과요\n감 >", longest=10)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-text"),
        (" \n\t\n", "empty-text"),
        ("a", "no-arrow"),
        ("cat > cats\ndog", "no-arrow"),
        ("cat > cats\ndog > dogs", "no-question"),
        ("# _ly", "no-question"),
        ("cat >\ndog >", "open-line"),
        ("> cats\ndog >", "empty-word"),
        ("cat > cats\n>", "empty-word"),
        ("cat > cats\ncat > kitten\ndog >", "contradiction"),
        ("cat > cats\n# _s\ndog >", "description-place"),
        ("abcdefghijk >", "long-word"),
        ("ab > " + "c" * 21 + "\nab >", "long-word"),
        ("x" * 10_000, "no-arrow"),
        ("x" * 10_000 + ">", "long-word"),
        ("<b>bold</b>", "no-question"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, code: str) -> None:
    with pytest.raises(LearnerError) as error:
        parse(text, longest=10)
    assert error.value.code == code


def test_a_repeated_example_is_no_contradiction() -> None:
    assert len(parse("a > b\na > b\nc >", longest=10).examples) == 2
