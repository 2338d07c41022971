"""The transfer lesson's further figures: chips of questions, counts, beliefs, the cost."""

import math
from types import SimpleNamespace
from typing import Any

import pytest

from nlp_core.experiments.transfer import cost, questions
from nlp_core.experiments.transfer.cost import Model, Speed
from pages.kit.prose import figure_titles
from pages.parts import transfer_steps as steps

SPEED = Speed(1e11, "float32", "CPU, 1 thread")
TEXT = questions.read("비가 왔다. 우산을 썼다. 다 젖었다.")


class Words:
    """A lesson that has a word for everything, and tells no error."""

    slug = "transfer"

    def words(self, key: str, **values: object) -> dict[str, str]:
        return dict(figure_titles("transfer", "en", key, dict(values)))


LESSON: Any = Words()


def test_chips_say_what_is_asked_and_the_answer() -> None:
    hidden = steps.asked(TEXT, "masked", 2)
    asked = [chip for chip in hidden if chip.role]
    assert asked and all(chip.text == "[MASK]" and chip.note for chip in asked)
    following = steps.asked(TEXT, "next", 2)
    assert len(following) == len(TEXT.tokens) + 1
    assert all(chip.note.startswith("→ ") for chip in following)
    order = steps.asked(TEXT, "order", 2)
    assert [chip.text for chip in order[::5]] == ["[CLS]", "[CLS]"]
    assert all(chip.note for chip in order[::5])


@pytest.mark.parametrize("kind", questions.KINDS)
def test_of_a_long_text_not_every_token_is_a_chip(kind: str) -> None:
    long = questions.read("비가 왔다. " * 100)
    assert 0 < len(steps.asked(long, kind, 1)) <= steps.MOST_CHIPS


@pytest.mark.parametrize("spoken", ["ko", "en"])
def test_questions_are_counted_by_kind(spoken: str) -> None:
    found, numbers = steps.numbers_of("비가 왔다. 우산을 썼다.")
    names, counts = steps.counted(spoken, numbers).table.values()
    assert len(set(names)) == 3
    assert counts[1] == len(found.tokens) + 1 and counts[2] == 1


def test_beliefs_are_bars_to_one() -> None:
    drawn = steps.beliefs("en", {"from scratch": 0.25})
    assert list(drawn.table.values()) == [["from scratch"], [0.25]]


@pytest.mark.parametrize("spoken", ["ko", "en"])
def test_times_are_powers_of_ten(spoken: str) -> None:
    models = [*cost.PUBLISHED, Model("mine", 1e3, 1e3)]
    names, powers = steps.times(spoken, models, SPEED, len(models) - 1).table.values()
    assert names[-1] == "mine" and powers[-1] == 0.0
    assert powers[1] == pytest.approx(math.log10(6 * 175e9 * 300e9 / 1e11))


def test_the_table_has_a_row_a_model() -> None:
    table = steps.table(LESSON, cost.PUBLISHED, SPEED, 16_000)
    assert all(len(column) == len(cost.PUBLISHED) for column in table.values())
    assert any("16,000" in title for title in table)
    assert table["N"][1] == "1,750억"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.5, "0.5초"),
        (90, "1.5분"),
        (7200, "2.0시간"),
        (20 * cost.DAY, "20일"),
        (3 * cost.YEAR, "3.0년"),
        (5e4 * cost.YEAR, "5.0만 년"),
        (2e9 * cost.YEAR, "20억 년"),
    ],
)
def test_a_time_is_said_in_the_largest_unit_it_fills(seconds: float, said: str) -> None:
    assert steps.lasting(seconds) == said


@pytest.mark.parametrize(
    ("value", "said"), [(12, "12"), (1.84e6, "184만"), (1.75e11, "1,750억"), (1.5e12, "1.5조")]
)
def test_large_numbers_are_short(value: float, said: str) -> None:
    assert steps.short(value) == said


@pytest.mark.parametrize("spoken", ["ko", "en"])
def test_what_ships_judges_a_review_before_anything_is_trained(spoken: str) -> None:
    named = steps.shipped_judge(spoken)
    texts = {
        "ko": ("정말 감동적인 영화", "지루하고 재미없다"),
        "en": ("a moving film", "a dull mess"),
    }
    praise, blame = (list(steps.judged(named, text).values()) for text in texts[spoken])
    assert praise[0] > 0.7 > 0.3 > blame[0]


def test_a_damaged_judge_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "engine", lambda: SimpleNamespace(find=lambda spec: None))
    assert steps.shipped_judge("ko") == {}
