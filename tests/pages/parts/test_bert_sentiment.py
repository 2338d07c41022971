"""The BERT lesson's fine-tuned judge: its verdicts, its figure, and reviews of any kind."""

import pytest

from nlp_core.experiments.bert.sentiment import MOST, judge
from pages.parts import bert_sentiment as sentiments
from tests.pages.drawing import charts, visit, words

OPENED = {"bert-open": "sentiment"}
both = pytest.mark.parametrize("language", ["ko", "en"])
CLEAR = {
    "ko": ("정말 재미있고 감동적인 영화", "지루하고 재미없는 쓰레기"),
    "en": ("a moving and wonderful film", "a dull and stupid mess"),
}


@both
def test_clear_reviews_are_judged_as_anyone_would(language: str) -> None:
    run = sentiments.judge_of(language)
    assert run is not None and run.metrics["accuracy"] > 0.7
    praise, blame = (judge(run, text).praise for text in CLEAR[language])
    assert praise > 0.8 and blame < 0.2


@both
def test_the_question_is_about_the_lessons_own_review(language: str) -> None:
    run = sentiments.judge_of(language)
    assert run is not None
    verdict = judge(run, sentiments.usual(language))
    asked = sentiments.strongest(verdict)
    assert asked["names"][asked["answer"]] == asked["word"]
    assert asked["word"] in sentiments.usual(language).split()
    assert abs(asked["praise"] - asked["without"]) == max(map(abs, verdict.gains))


@both
def test_the_figure_has_a_bar_a_word_and_not_too_many(language: str) -> None:
    run = sentiments.judge_of(language)
    assert run is not None
    many = judge(run, "word " * 60)
    table = sentiments.gains(language, many).table
    assert {len(column) for column in table.values()} == {MOST}


@both
@pytest.mark.parametrize(
    "typed",
    ["", "[MASK]", "🙂🙂", "ㅋㅋㅋㅋ ㅠㅠ", "<b>x</b> ![](//a.b)", "영화 movie 映画", "너무 " * 90],
)
def test_any_review_is_judged_or_refused_in_words(language: str, typed: str) -> None:
    page = visit("bert", language, **OPENED, **{"bert-review": typed})
    assert not page.exception
    assert len(charts(page)) > len(charts(visit("bert", language)))


def test_where_the_model_is_damaged_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentiments, "judge_of", lambda spoken: None)
    page = visit("bert", "en", **OPENED)
    assert not page.exception and "damaged" in words(page)


@both
def test_what_of_a_long_review_is_cut_or_not_drawn_is_said(language: str) -> None:
    said = {"ko": "처음 24개", "en": "first 24"}[language]
    page = visit("bert", language, **OPENED, **{"bert-review": "good " * 60})
    assert not page.exception and said in words(page)
    assert said not in words(visit("bert", language, **OPENED))
