"""The gates lesson with settings and sentences that are not its own."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

OPENED = {"gates-open": "race,begin,sentence,worth,sizes"}


@pytest.mark.parametrize("lag", ["0", "10000", "-1", "many"])
def test_a_lag_that_is_not_offered_is_told_and_put_right(lag: str) -> None:
    page = visit("gates", "en", **{"gates-lag": lag})
    assert not page.exception
    assert page.query_params["gates-lag"] == "50"
    assert any("lag" in str(one.value) for one in page.warning)


def test_settings_not_trained_yet_show_the_curves_before_training() -> None:
    page = visit("gates", "en", **{"gates-lag": "10", "gates-keep": "0.0"})
    assert not page.exception
    assert "before training" in words(page)
    assert charts(page)


def test_the_curves_before_training_can_be_asked_for() -> None:
    page = visit("gates", "ko", **{"gates-when": "before", "gates-start": "identity"})
    assert not page.exception
    assert charts(page)


@pytest.mark.parametrize("task", ["adding", "recall"])
@pytest.mark.parametrize("view", ["cells", "plain", "identity"])
def test_every_comparison_opens(task: str, view: str) -> None:
    page = unfold(visit("gates", "ko", **{"gates-task": task, "gates-view": view}))
    assert not page.exception
    assert len(charts(page)) == 7


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "The dragon sees the cat 🙂", "dragon"),
        ("ko", "🙂🙂", "🙂"),
        ("ko", "고양이가 " * 200, "20"),
        ("en", "고양이 cat", "고양이"),
        ("en", "<b>the</b>", "b"),
    ],
)
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_any_sentence_is_read(language: str, typed: str, said: str, cell: str) -> None:
    address = {"gates-text": "own", f"sentence-{language}": typed, "gates-cell": cell, **OPENED}
    page = unfold(visit("gates", language, **address))
    assert not page.exception
    assert said in words(page)
    assert len(charts(page)) == 7


def test_an_emptied_sentence_is_asked_for_and_an_example_stands_in() -> None:
    page = unfold(visit("gates", "en", **{"gates-text": "own", "sentence-en": " ", **OPENED}))
    assert not page.exception
    assert page.warning
    assert len(charts(page)) == 7


def test_a_hold_from_the_end_to_the_beginning_is_turned_round() -> None:
    page = unfold(visit("gates", "en", **{"gates-first-0": "6", "gates-last-0": "2"}))
    assert not page.exception
    assert "Held while reading" in words(page)


@pytest.mark.parametrize(("inputs", "hidden"), [("1", "1"), ("256", "256")])
def test_sizes_are_counted_up_to_their_ends(inputs: str, hidden: str) -> None:
    page = unfold(visit("gates", "en", **{"gates-input": inputs, "gates-hidden": hidden}))
    assert not page.exception
    rows = next(table.value for table in page.dataframe if "blocks" in table.value)
    assert (rows["by the formula"] == rows["in PyTorch's module"]).all()


def test_a_hidden_size_of_nothing_is_told() -> None:
    page = unfold(visit("gates", "en", **{"gates-hidden": "0"}))
    assert not page.exception
    assert page.query_params["gates-hidden"] == "3"
