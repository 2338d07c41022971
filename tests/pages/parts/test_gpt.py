"""The GPT lesson's stage."""

from dataclasses import replace

import pytest

from nlp_core.experiments.gpt import sheet
from nlp_core.recipes.pretraining import BEGINNINGS, LITTLE_GPT
from pages.kit.lesson import Lesson
from pages.parts import gpt as parts
from tests.nlp_core.experiments.gpt.shipped import both


class Words:
    """What a lesson says, for a figure that asks it alone."""

    def words(self, key: str, **values: object) -> dict[str, str]:
        from pages.kit.prose import figure_titles

        return figure_titles("gpt", "en", key, values)


LESSON: Lesson = Words()  # type: ignore[assignment]


def test_the_default_model_is_the_shipped_one() -> None:
    tokens, width = parts.TOKENS.default, parts.WIDTH.default
    assert tokens is not None and width is not None
    assert parts.spec_of(tokens, width, 0) == LITTLE_GPT
    assert parts.spec_of(300_000, 24, 2).steps < LITTLE_GPT.steps


def test_the_side_of_a_text_is_told_by_its_letters() -> None:
    assert parts.side_of("왕은") == "ko" and parts.side_of("the king") == "en"
    assert parts.side_of("東京") == "en"


@pytest.mark.parametrize("language", BEGINNINGS)
def test_counts_stand_under_the_moments_and_numbers_are_theirs(language: str) -> None:
    model, counted = both()
    lines = sheet.sheet(model, counted, BEGINNINGS[language], language)
    drawn = parts.sheet(LESSON, BEGINNINGS[language], lines)
    column = list(drawn.table.values())
    assert len(column[0]) == 8
    assert all(text.startswith(BEGINNINGS[language]) for text in column[1])
    numbers = parts.sheet_numbers(lines, model, language)
    assert numbers["last"] < numbers["three"] < numbers["two"] < numbers["first"]
    assert 0 < numbers["passed_two"] < numbers["passed_three"] <= numbers["steps"]
    assert parts.passed(numbers) == "passed-both"
    asked = parts.passing(model, lines, language)
    assert asked["passed_two"] == numbers["passed_two"] <= asked["answer"]
    assert asked["answer"] in asked["options"]
    row = next(line for line in lines if line.step == asked["answer"])
    assert row.perplexity < numbers["two"]
    early = [line for line in lines if line.order > 0 or line.perplexity > numbers["two"]]
    assert parts.passing(model, early, language) == {}  # no row would be right


def test_it_is_said_what_a_model_never_passed() -> None:
    """One that has read little stays behind the counts, and no step is named for it."""
    model, counted = both()
    short = replace(model, card=model.card | {"history": model.card["history"][:2]})
    lines = sheet.sheet(model, counted, BEGINNINGS["ko"], "ko")
    numbers = parts.sheet_numbers(lines, short, "ko")
    assert numbers["passed_two"] is numbers["passed_three"] is None
    assert parts.passed(numbers) == "passed-none"
    assert parts.passed(numbers | {"passed_two": 120}) == "passed-two"
