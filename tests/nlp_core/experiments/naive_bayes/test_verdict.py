import unicodedata

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.naive_bayes import verdict
from nlp_core.text.cleaning import clean
from nlp_core.text.reader import Reader, reversed_words, without

ROWS = (
    ("good fun", "positive"),
    ("good story", "positive"),
    ("bad story", "negative"),
    ("bad and not fun", "negative"),
)
AWKWARD = [
    "",
    "a",
    "ㅋ",
    "재밌ㄷ ㅋㅋㅋ",
    "👍🏽👩‍👩‍👧",
    "<b>good</b> **bad** $x$ [[p]]",
    unicodedata.normalize("NFD", "정말 재미있다"),
    "...!?",
    "낱말없음 xyzzy",
    "good " * 2000,
]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("unit", ["words", "pairs", "runs"])
@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_every_text_gets_a_verdict_that_adds_up(language: str, unit: str, text: str) -> None:
    model = verdict.learn(verdict.review_rows(language), Reader(language, unit))
    judged = verdict.judge_text(model, clean(text, limit=500).text, Reader(language, unit))
    total = judged.prior + sum(share.total for share in judged.shares)
    assert total == pytest.approx(judged.odds, abs=1e-9)
    assert sum(judged.posterior.values()) == pytest.approx(1)
    assert judged.posterior[judged.winner] == max(judged.posterior.values())
    for c, joint in judged.log_joint.items():
        assert joint == pytest.approx(judged.log_prior[c] + judged.log_likelihood[c])


def test_unknown_words_are_named_and_leave_the_prior() -> None:
    model = verdict.learn(ROWS, Reader("en"), 1.0, (0.75, 0.25))
    judged = verdict.judge_text(model, "Wibble wobble, wibble!", Reader("en"), towards="positive")
    assert judged.unknown == ("wibble", "wobble")
    assert judged.posterior == pytest.approx({"negative": 0.75, "positive": 0.25})
    assert judged.winner == "negative"


def test_towards_fixes_the_sign() -> None:
    model = verdict.learn(ROWS, Reader("en"))
    good, bad = (
        verdict.judge_text(model, text, Reader("en"), towards="positive")
        for text in ("good", "bad")
    )
    assert good.odds > 0 > bad.odds
    assert (good.winner, bad.winner) == ("positive", "negative")


def test_a_tipping_word_turns_the_verdict_when_it_goes() -> None:
    model = verdict.learn(ROWS, Reader("en"))
    text = "good but not bad, good"
    winner = verdict.judge_text(model, text, Reader("en")).winner
    tipping = verdict.tipping_words(model, text, Reader("en"))
    assert tipping
    for word in tipping:
        left = without(text, word)
        assert verdict.judge_text(model, left, Reader("en")).winner != winner
    assert verdict.tipping_words(model, "", Reader("en")) == []


def test_a_long_text_is_tried_by_its_weightiest_words() -> None:
    model = verdict.learn(ROWS, Reader("en"))
    filler = " ".join(f"filler{i}" for i in range(200))
    assert verdict.tipping_words(model, f"{filler} good", Reader("en"), most=1) == ["good"]


def test_words_of_a_text_can_be_left_out_or_turned_round() -> None:
    assert without("Not good, not bad.", "not") == "good, bad."
    assert without("안 좋아요. 안", "안") == "좋아요."
    assert reversed_words("정말 안 좋아요!") == "좋아요 안 정말"


def test_units() -> None:
    assert Reader("en").units("Not funny!") == ["not", "funny"]
    assert Reader("en", "pairs").units("Not funny!") == ["not", "funny", "not funny"]
    assert Reader("ko", "runs").units("안 좋") == ["안 ", " 좋", "안 좋"]


def test_rows_that_cannot_be_used_say_why() -> None:
    assert verdict.usable_rows([(" 좋다 ", "positive"), ("", "positive")]) == (
        ("좋다", "positive"),
    )
    assert verdict.usable_rows([]) == ()
    with pytest.raises(LearnerError, match="empty-class") as caught:
        verdict.usable_rows([("좋다", "positive"), ("...", "negative")])
    assert caught.value.values == {"label": "negative"}
    with pytest.raises(LearnerError, match="one-class"):
        verdict.learn((("좋다", "positive"),), Reader("ko"))
    with pytest.raises(LearnerError, match="one-class"):
        verdict.learn((), Reader("ko"))


def test_texts_without_words_say_why() -> None:
    verdict.check_text("ㅋ")
    with pytest.raises(LearnerError, match="empty-text"):
        verdict.check_text("  ")
    with pytest.raises(LearnerError, match="no-letters"):
        verdict.check_text("...!?")


def test_learned_models_are_kept() -> None:
    rows = verdict.review_rows("ko")
    assert verdict.learn(rows, Reader("ko")) is verdict.learn(rows, Reader("ko"))
