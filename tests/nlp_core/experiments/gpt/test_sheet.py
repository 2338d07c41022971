"""The sample sheet: rows from noise to sentences, each by its own model, with the same dice."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.gpt import sheet as sheets
from nlp_core.experiments.gpt.sheet import first_below, moments, sheet, while_training
from nlp_core.recipes.pretraining import BEGINNINGS
from tests.nlp_core.experiments.gpt.shipped import both

LANGUAGES = tuple(BEGINNINGS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_go_from_the_untrained_model_to_the_trained_one_and_end_with_counts(
    language: str,
) -> None:
    lines = sheet(*both(), BEGINNINGS[language], language)
    assert [line.step for line in lines[:-2]] == [0, 12, 35, 88, 234, 585]
    assert [line.order for line in lines[-2:]] == [2, 3]
    values = [line.perplexity for line in lines[:-2]]
    assert values == sorted(values, reverse=True) and values[-1] < 5 < 1000 < values[0]
    assert lines[5].ended and lines[5].text.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_the_training_is_the_one_computed_from_the_kept_weights(
    language: str,
) -> None:
    gpt, counted = both()
    step, last = gpt.snapshots[-1]
    assert step == gpt.card["steps"]
    live = while_training(counted, gpt.spec.corpus, last, language)
    again = sheet(gpt, counted, BEGINNINGS[language], language)
    assert [line.step for line in live] == [line.step for line in again]
    assert live[0].text == again[0].text and live[-2:] == again[-2:]
    same = sum(a.text == b.text for a, b in zip(live, again, strict=True))
    assert same >= 5  # the others were rounded to 8 bits since
    for one, other in zip(live, again, strict=True):
        assert one.perplexity == pytest.approx(other.perplexity, rel=0.01)


def test_each_row_is_another_model() -> None:
    models = [one.model for one in moments(both()[0])]
    tables = [model.embeddings.tokens.weight for model in models]
    for i, table in enumerate(tables):
        assert not any(np.array_equal(table, other) for other in tables[:i])


def test_another_draw_writes_another_sheet_and_an_own_beginning_its_own() -> None:
    first = sheet(*both(), "왕은", "ko", 1)
    assert [line.text for line in first] != [line.text for line in sheet(*both(), "왕은", "ko", 2)]
    assert sheet(*both(), "왕은", "ko", 1) == first
    with pytest.raises(LearnerError):
        sheet(*both(), " ", "ko")
    assert sheet(*both(), "👩\u200d🚀" * 50, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_passed_one_after_another(language: str) -> None:
    gpt, counted = both()
    two, three = (counted.metrics[f"perplexity_{n}_{language}"] for n in (2, 3))
    steps = [first_below(gpt, limit, language) for limit in (two, three)]
    assert None not in steps and steps[0] < steps[1] <= 585  # type: ignore[operator]
    assert first_below(gpt, 1.0, language) is None
    assert sheets.COUNTED == (2, 3)
