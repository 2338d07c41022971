"""The training row: what is shown, a button, and nothing started without a click."""

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from nlp_core.engine.engine import Engine
from nlp_core.engine.journal import FOLDER
from nlp_core.engine.key import run_id_of
from nlp_core.places import MODELS
from nlp_core.recipes.translation import TranslationSpec
from pages.kit.presence import Windows
from tests.pages.drawing import visit, words


def test_a_shipped_model_is_named_and_offered_again() -> None:
    page = visit("attention", "en")
    assert "the shipped model" in words(page)
    assert [b.label for b in page.button if b.key == "attention-model-train"] == ["Train it now"]
    assert not page.get("progress")


def test_other_settings_show_the_nearest_and_say_so() -> None:
    page = visit("attention", "en", **{"attention-size": "32"})
    assert "Not trained with these settings yet" in words(page)
    assert not page.exception


def test_the_curve_is_drawn_when_it_is_opened_with_its_badge() -> None:
    from tests.pages.drawing import badges, charts

    page = visit("attention", "en")
    before = len(charts(page)), len(badges(page))
    page.session_state["attention-model-curves"] = True
    page.run()
    assert (len(charts(page)), len(badges(page))) == (before[0] + 2, before[1] + 2)


RUN = run_id_of(TranslationSpec(direction="en-ko"))


class Asked(Engine):
    """An engine that notes what it is to train, and trains nothing."""

    def __init__(self, cache: Path) -> None:
        super().__init__(shipped=MODELS, cache=cache)
        self.submitted: list[str] = []

    def submit(self, spec, visitor, *, again=False, address=""):  # type: ignore[no-untyped-def]
        self._journal.settle(run_id_of(spec), visitor)
        self.submitted.append(run_id_of(spec))


@pytest.fixture
def restarted(tmp_path: Path) -> Iterator[Asked]:
    """A server that follows one which was killed while it trained for this visitor."""
    note = tmp_path / FOLDER / "0.json"
    note.parent.mkdir()
    note.write_text(json.dumps({"watched": {RUN: ["me"], "translation-0": ["someone else"]}}))
    engine = Asked(tmp_path)
    engine._journal.read()
    with (
        patch("pages.kit.engine._server", lambda: (engine, Windows())),
        patch("pages.kit.training.visitor", lambda: "me"),
    ):
        yield engine


def test_a_training_that_died_with_its_server_is_told_and_starts_again_with_one_click(
    restarted: Asked,
) -> None:
    page = visit("attention", "en")
    button = page.button(key="attention-model-train")
    assert any("your training was lost" in one.value for one in page.warning)
    assert button.label == "Start it again"
    button.click().run()
    assert restarted.submitted == [RUN]
    assert not any("lost" in one.value for one in page.warning)
    assert page.button(key="attention-model-train").label == "Train it now"


def test_a_lost_training_of_other_settings_is_not_told_here(restarted: Asked) -> None:
    page = visit("attention", "ko", **{"attention-size": "32"})
    assert not any("사라졌어요" in one.value for one in page.warning)
    assert page.button(key="attention-model-train").label == "지금 학습하기"
