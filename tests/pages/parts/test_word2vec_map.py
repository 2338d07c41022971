"""The map of all words: flat and solid, by components and by t-SNE, with a word to find."""

import json
from typing import Any

import pytest

from nlp_core.text.projection import t_sne
from pages.kit import short
from pages.parts import word2vec_map
from tests.pages.drawing import charts, visit, words

both = pytest.mark.parametrize("language", ["ko", "en"])
MAP = {"word2vec-open": "map"}


@both
def test_the_map_is_solid_at_first_and_can_be_flat(language: str) -> None:
    page = visit("word2vec", language, **MAP)
    assert not page.exception and not page.warning
    before = charts(page)
    assert sum(turns(one) for one in before) == 1
    page.segmented_control(key="word2vec-space").set_value(2).run()
    assert not page.exception and not any(turns(one) for one in charts(page))
    assert len(charts(page)) == len(before)


def turns(chart: Any) -> bool:
    """Whether a chart has a camera."""
    names = {one["name"] for one in json.loads(chart.proto.spec).get("params", ())}
    return {"turn", "tilt", "spinning"} <= names


@both
def test_t_sne_is_made_by_the_worker_and_warns(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def ask(call: short.Call, said: str) -> object:
        asked.append((call.args[0].shape, call.kwargs, said))
        return t_sne(call.args[0][:, :2], call.args[1], rounds=2, **call.kwargs)

    monkeypatch.setattr(word2vec_map.short, "ask", ask)
    page = visit(
        "word2vec", language, **MAP, **{"word2vec-map-by": "tsne", "word2vec-map-seed": "2"}
    )
    assert not page.exception and asked[0][1] == {"seed": 2}
    assert "t-SNE" in words(page)


@both
def test_a_word_is_looked_for_and_an_unknown_one_told(language: str) -> None:
    page = visit("word2vec", language, **MAP)
    page.text_input(key=f"word2vec-find-{language}").set_value("zzzz").run()
    assert not page.exception and page.warning
    page.text_input(key=f"word2vec-find-{language}").set_value("").run()
    assert not page.exception and not page.warning
