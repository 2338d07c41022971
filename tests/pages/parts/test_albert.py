"""The ALBERT lesson's formula: the ladder's bars, shares of a block, words in a table, tables."""

from dataclasses import replace
from typing import Any

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.albert.sizes import BASE, PRESETS, PUBLISHED, SHARED_IN_PARTS, STEPS, Size
from pages.kit.prose import figure_titles
from pages.parts import albert as parts


class Words:
    """A lesson that has a word for everything."""

    slug = "albert"

    def words(self, key: str, **_: object) -> dict[str, str]:
        return dict(figure_titles("albert", "en", key, {}))


LESSON: Any = Words()


@pytest.mark.parametrize("spoken", ["ko", "en"])
@pytest.mark.parametrize("sharing", STEPS)
def test_the_ladder_has_a_bar_for_each_step_and_adds_up(spoken: str, sharing: str) -> None:
    size = replace(BASE, sharing=sharing)
    table = parts.ladder(spoken, size).table
    name, change, total, _ = table.values()
    assert list(name) == [parts.STEPS[step][spoken != "ko"] for step in ("bert", *STEPS[sharing])]
    assert sum(change) == pytest.approx(total[-1]) == pytest.approx(parts.numbers(size)["albert"])


def test_small_models_are_told_in_hundredths() -> None:
    drawn = str(parts.ladder("en", Size(v=1000, h=64, layers=2, e=16, heads=1)).chart)
    assert "+.2f" in drawn and "+.2f" not in str(parts.ladder("en", BASE).chart)


def test_a_third_of_a_block_is_attention() -> None:
    found = parts.block_numbers(BASE)
    assert found["attention"] == pytest.approx(1 / 3, abs=0.01)
    assert found["attention"] + found["feed"] == pytest.approx(1)
    assert parts.most(BASE) == ["feed-forward"]
    assert parts.most(Size(v=250_000)) == ["embedding"]


@pytest.mark.parametrize("size", PRESETS.values())
def test_the_bars_by_part_are_the_totals(size: Size) -> None:
    table = dict(parts.where("en", size).table)
    assert table.pop("model") == ["BERT", "ALBERT"]
    totals = [sum(column[i] for column in table.values()) for i in (0, 1)]
    assert totals[1] == pytest.approx(parts.numbers(size)["albert"], abs=0.3)
    assert totals[0] > totals[1]


def test_words_in_a_table_made_of_two() -> None:
    table, bars, rank = parts.factored("en", ("cat", "dog", "rabbit"), 2)
    assert rank == 2
    assert [value > 0 for value in bars.table["singular value"]].count(True) == 2
    assert len(table.table["value"]) == 3 * 8


def test_the_tables_hold_the_papers_numbers() -> None:
    rows = parts.published(LESSON)
    assert rows["paper"] == [f"{one.millions} M" for one in PUBLISHED]
    assert rows["formula"][-1].startswith("222") or rows["formula"][-1].startswith("223")
    assert len(parts.in_parts(LESSON)["formula"]) == len(SHARED_IN_PARTS)


def test_formula_and_modules_agree_and_heads_must_fit() -> None:
    found = parts.compared(replace(BASE, heads=4))
    assert found["bert"] == found["bert_formula"] and found["albert"] == found["albert_formula"]
    with pytest.raises(LearnerError):
        parts.compared(replace(BASE, heads=7))
