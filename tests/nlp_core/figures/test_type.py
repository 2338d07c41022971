"""Widths agree with the shipped typeface, letter by letter."""

from pathlib import Path

import pytest
from PIL import ImageFont

from nlp_core.figures.type import text_width, two_lines, widest, wrap

FONT = Path(__file__).parents[3] / "assets" / "fonts" / "RevisitedSans-Regular.otf"


@pytest.mark.parametrize("text", ["attention", "어텐션 행렬", "W = 3.25 (12%)", "~", "ㅎㅎ", ""])
def test_the_width_is_that_of_the_font(text: str) -> None:
    font = ImageFont.truetype(str(FONT), 100)
    drawn = sum(font.getlength(letter) for letter in text)
    assert text_width(text, 100) == pytest.approx(drawn, abs=0.6 * len(text) + 0.1)


def test_letters_that_are_not_drawn_have_no_width() -> None:
    assert text_width("e\u0301") == text_width("e")
    assert text_width("漢字") == 2.0


def test_lines_break_at_spaces_and_nowhere_else() -> None:
    text = "가나다 라마바사 아자차카타파하 가\n나"
    lines = wrap(text, 5)
    assert " ".join(lines) == text.replace("\n", " ")
    assert all(text_width(line) <= 5 for line in lines if " " in line)
    assert wrap("", 5) == [""]


def test_the_widest_of_none_is_nothing() -> None:
    assert widest([]) == 0.0
    assert widest(["i", "W"]) == text_width("W")


@pytest.mark.parametrize(
    "names",
    [
        ["1. 앞에서 말을 보았다.", "2. 말을", "내 문장: 그의 말을 들었다"],
        ["the well shallower", "a → the longest of all", "constructor", ""],
        ["한단어뿐인긴이름", "가 나 다 라 마 바"],
        [],
    ],
)
def test_names_on_two_lines_lose_nothing_and_only_the_wide_break(names: list[str]) -> None:
    lines = two_lines(names)
    assert [" ".join(one) for one in lines] == names
    assert all(len(one) <= 2 for one in lines)
    room = max((widest(one) for one in lines), default=0.0)
    assert all(len(one) == 1 for one in lines if text_width(" ".join(one)) <= room)
