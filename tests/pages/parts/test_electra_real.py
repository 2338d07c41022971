"""A published ELECTRA judges the learner's sentence, token by token."""

from pathlib import Path

import pytest

from nlp_core.published.asking import Verdicts
from pages.parts import electra_real
from tests.pages.drawing import charts, visit
from tests.pages.real_hub import fetched, hub, said

NAME = "google/electra-small-discriminator"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_token_is_judged(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch):
        page = fetched("electra", language)
        assert len(charts(page)) == len(charts(visit("electra", language))) + 1
        assert not page.warning and not page.exception
        assert ("판정한 토큰" if language == "ko" else "Tokens judged") in said(page)


def test_a_long_sentence_is_drawn_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub(NAME, tmp_path, monkeypatch):
        page = fetched("electra", "en", **{"electra-real-text": "the cat <b>&</b> 🙂 " * 40})
        assert not page.exception
        assert f"first {electra_real.SHOWN} tokens" in said(page)


def test_an_empty_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub(NAME, tmp_path, monkeypatch):
        page = fetched("electra", "en", **{"electra-real-text": " "})
        assert not page.exception and page.warning


def test_what_is_likely_replaced_has_another_colour() -> None:
    class Lesson:
        def words(self, key: str) -> dict[str, str]:
            return {"x_title": "p", "name_title": "token"}

    found = Verdicts(("the", "the", "cat"), (0.1, 0.2, 0.9), 0, 0)
    drawn = electra_real.verdicts(Lesson(), found)  # type: ignore[arg-type]
    assert drawn.table["p"] == [0.1, 0.2, 0.9]
