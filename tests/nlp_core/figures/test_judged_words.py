"""A sentence as its judge sees it: words, chances, what stood there, and the marks under tokens."""

from html import escape

import pytest

from nlp_core.figures.judged_words import JudgedWord, judged_words
from nlp_core.figures.word_lines import broken
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

TITLES = {
    "chance_name": "P(replaced)",
    "word_title": "word",
    "chance_title": "chance",
    "was_title": "before",
}
QUESTIONS = ("MLM", "RTD")
WORDS = (
    JudgedWord("the", 0.01, None, [(False, True)]),
    JudgedWord("spoon", 0.97, "cow", [(True, True), (False, True)]),
    JudgedWord("lived.", 0.4, None, [(False, True)]),
)


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_words_chances_and_originals_are_drawn_at_every_width(width: int) -> None:
    said = texts(svg(judged_words(WORDS, QUESTIONS, **TITLES), width, 400))
    assert {"the", "spoon", "lived.", "cow", "0.01", "0.97", "0.40"} <= set(said)
    assert {"P(replaced)", "MLM", "RTD"} <= set(said)


def test_the_table_counts_the_tokens_that_teach() -> None:
    table = judged_words(WORDS, QUESTIONS, **TITLES).table
    assert table["word"] == ["the", "spoon", "lived."]
    assert table["before"] == ["", "cow", ""]
    assert table["MLM"] == [0, 1, 0]
    assert table["RTD"] == [1, 2, 1]


def test_a_line_names_its_rows_once() -> None:
    many = [JudgedWord(f"word{i}", 0.5, None, [(False, True)]) for i in range(30)]
    said = texts(svg(judged_words(many, QUESTIONS, **TITLES), STAGE, 400))
    assert said.count("MLM") == said.count("RTD") > 1
    assert sum(one.startswith("word") for one in said) == 30


def test_hostile_words_are_data() -> None:
    evil = "<script>datum['x']</script>"
    drawn = svg(judged_words([JudgedWord(evil, 0.5, evil, [(True,)])], ("a",), **TITLES), STAGE)
    assert texts(drawn).count(escape(evil, quote=False)) == 2


def test_words_keep_their_order_and_fit_their_lines() -> None:
    places, count, longest = broken([3.0] * 20, beside=4, line=6, wide=900, high=400)
    assert [line for line, _, _ in places] == sorted(line for line, _, _ in places)
    assert max(line for line, _, _ in places) == count - 1
    assert all(x + w <= longest + 1e-9 for _, x, w in places)
