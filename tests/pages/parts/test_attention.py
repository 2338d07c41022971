"""The attention lesson's specs and chips."""

from nlp_core.recipes.translation import SHIPPED
from pages.parts.attention import sentence_chips, sides, spec_of


def test_the_nearest_shipped_translator_answers_like_the_one_asked_for() -> None:
    for score in ("none", "dot", "general", "additive"):
        asked, nearest = spec_of("en-ko", score, 32)
        assert (asked.score, asked.d_model) == (score, 32)
        assert nearest in SHIPPED
        assert (nearest.score == "none") == (score == "none")


def test_sides_are_named_in_the_learners_language() -> None:
    assert sides("en-ko") == {"source": "영어", "target": "한국어"}


def test_what_changed_stands_out() -> None:
    row = sentence_chips((" 고양이", "가", " 잔다"), "ko", old=(" 고양이", "는", " 잔다"))
    assert [chip.role for chip in row] == ["korean", "gold", "korean"]
    assert [chip.joined for chip in row] == [False, True, False]
    assert [chip.note for chip in row] == ["", "≠", ""]
