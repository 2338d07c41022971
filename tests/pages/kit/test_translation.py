"""What the lessons on translation share: whose language, which sentence, chips that differ."""

import pytest

from nlp_core.experiments.attention.sentences import is_mixed
from pages.kit.translation import DIRECTION, sentence_chips
from tests.pages.drawing import visit, words


@pytest.mark.parametrize("slug", ["seq2seq", "attention", "transformer"])
def test_the_direction_reads_the_learners_own_language(slug: str) -> None:
    for language, direction in (("ko", "ko-en"), ("en", "en-ko")):
        page = visit(slug, language)
        assert page.query_params[f"{slug}-direction"] in (direction, [direction])
    assert set(DIRECTION.options) == {"ko-en", "en-ko"}


@pytest.mark.parametrize("slug", ["seq2seq", "attention", "transformer"])
def test_the_other_language_is_pointed_out_and_a_mixed_sentence_named(slug: str) -> None:
    address = {f"{slug}-sentence": "own", f"{slug}-direction": "en-ko"}
    page = visit(slug, "ko", **address)
    assert "다른 언어" in words(page)
    page = visit(slug, "en", **address | {"sentence-en": "The 고양이 sleeps"})
    assert any("고양이" in str(one.value) for one in page.warning)
    assert is_mixed("The 고양이") and not is_mixed("고양이 🙂 1")


def test_chips_join_and_mark_what_changed() -> None:
    row = sentence_chips((" 고양이", "가", " 잔"), "ko", old=(" 고양이", "는", " 잔"))
    assert [chip.joined for chip in row] == [False, True, False]
    assert [chip.note for chip in row] == ["", "≠", ""]
    assert [chip.role for chip in row] == ["korean", "gold", "korean"]
