import math

import pytest

from nlp_core.experiments.naive_bayes import verdict_numbers
from nlp_core.experiments.naive_bayes.verdict import judge_text, learn
from nlp_core.text.reader import Reader

ROWS = (("good fun", "positive"), ("bad story", "negative"), ("bad fun", "negative"))


def test_the_steps_of_the_rule_agree_with_each_other() -> None:
    model = learn(ROWS, Reader("en"))
    judged = judge_text(model, "good good story", Reader("en"), towards="positive")
    n = verdict_numbers.numbers(judged)
    for side in ("a", "b"):
        joint = math.log(n[f"prior_{side}"]) + n[f"likelihood_{side}"]
        assert joint == pytest.approx(n[f"joint_{side}"])
        assert math.exp(joint - n["evidence"]) == pytest.approx(n[f"posterior_{side}"])
    assert n["joint_a"] - n["joint_b"] == pytest.approx(n["odds"])
    assert [name for name, _, _ in verdict_numbers.terms(judged, "words")] == ["good × 2", "story"]


def test_the_strongest_words_stand_at_both_ends() -> None:
    ranked = verdict_numbers.strongest(
        learn(ROWS, Reader("en")), "words", 1, "positive", "negative"
    )
    assert [word for word, _ in ranked] == ["good", "bad"]
    assert ranked[0][1] > 0 > ranked[-1][1]
    assert (
        len(
            verdict_numbers.strongest(learn(ROWS, Reader("en")), "words", 9, "positive", "negative")
        )
        == 4
    )


def test_words_in_a_row() -> None:
    assert verdict_numbers.listed(["a b", "c"], "runs") == "a␣b, c"
    assert verdict_numbers.listed(["a", "b", "c"], "words", most=2) == "a, b … (+1)"


@pytest.mark.parametrize(
    ("log", "shown"),
    [(0.0, "1.0 × 10⁰"), (math.log(0.00123), "1.2 × 10⁻³"), (-2000.0, "2.6 × 10⁻⁸⁶⁹")],
)
def test_numbers_too_small_for_a_float(log: float, shown: str) -> None:
    assert verdict_numbers.power_of_ten(log) == shown


def test_a_product_that_underflows() -> None:
    factors = int(verdict_numbers.copies_to_zero(-26.0))
    assert math.prod([math.exp(-26.0)] * (factors + 1)) == 0
    assert math.prod([math.exp(-26.0)] * (factors - 2)) > 0  # also where denormals are flushed
    assert verdict_numbers.copies_to_zero(0.0) == "∞"


def test_a_change_needs_more_than_rounding() -> None:
    assert [verdict_numbers.change(1.0, x) for x in (1.0 + 1e-12, 1.1, 0.9)] == [
        "same",
        "up",
        "down",
    ]
