"""The retrieval lesson under a learner's hands: odd queries, own texts, ends of its controls."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.short import Call
from pages.kit import short
from pages.parts import retrieval as parts
from tests.pages.drawing import charts, unfold, visit, words

LESSON = "retrieval"


def ask(page: AppTest, query: str) -> AppTest:
    page.text_input(key="retrieval-query").set_value(query).run()
    assert not page.exception, page.exception
    return page


def slide(page: AppTest, **values: float) -> AppTest:
    for name, value in values.items():
        page.slider(key=f"retrieval-{name}").set_value(value)
    page.run()
    assert not page.exception, page.exception
    return page


def headline(page: AppTest) -> str:
    """What stands large above the stage's figure."""
    params = json.loads(charts(page)[0].proto.spec)["params"]
    lines = next(one["value"] for one in params if one["name"] == "headlines")
    return " ".join(lines[0])


def warned(page: AppTest) -> str:
    return "\n".join(str(one.value) for one in page.warning)


def test_a_rare_word_decides_and_without_its_weight_it_does_not() -> None:
    page = visit(LESSON, "en")
    assert headline(page).startswith("First: Rainbow")
    slide(page, power=0.0)
    assert not headline(page).startswith("First: Rainbow")


@pytest.mark.parametrize("k1", [0.0, 3.0])
@pytest.mark.parametrize("b", [0.0, 1.0])
def test_the_ends_of_the_controls(k1: float, b: float) -> None:
    page = slide(unfold(visit(LESSON, "en")), k1=k1, b=b, power=2.0)
    assert len(charts(page)) == 10
    assert not page.warning


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("the of and", "stop words only"),
        ("", "no letters to look up"),
        ("?!…", "no letters to look up"),
        ("zzzqqq", "nothing was found"),
        ("rainbwo light", "rainbow"),
        ("<b>light</b> $x$ [[p]] :red[a] & ' \" \\", ""),
        ("👍🏽 light ❤️", ""),
        ("light " * 60, "200 characters"),
        (" ".join(f"w{i}" for i in range(60)), "left out"),
    ],
)
def test_any_query_is_answered(query: str, said: str) -> None:
    page = ask(visit(LESSON, "en"), query)
    assert said in words(page).replace("\\", "")
    assert "<b>" not in words(page).replace("\\<", "")
    assert charts(page)


def test_own_texts_are_searched_and_not_judged() -> None:
    page = visit(LESSON, "en", **{"retrieval-source": "typed"})
    page.text_area(key="retrieval-texts").set_value("red fox ran\nblue hen sat\nred hen").run()
    ask(page, "red hen")
    assert headline(page).startswith("First: 3. red hen")
    page = unfold(page)
    assert not page.exception, page.exception
    assert "Nobody has judged" in warned(page)
    assert "too little text for topics" in warned(page)


@pytest.mark.parametrize("text", ["", "...", "one", "<b>bold</b> &amp; 1", "긴 글 " * 2000])
def test_any_collection_is_searched(text: str) -> None:
    page = visit(LESSON, "en", **{"retrieval-source": "typed"})
    page.text_area(key="retrieval-texts").set_value(text).run()
    assert not page.exception, page.exception
    assert charts(page)
    assert not unfold(page).exception


def test_an_own_file_is_searched() -> None:
    page = visit(LESSON, "en", **{"retrieval-source": "file"})
    assert headline(page).startswith("First: Rainbow")  # the library, until there is a file
    file = ("mine.csv", b"text,n\nred fox,1\nlight hen,2\n", "text/csv")
    page.file_uploader(key="retrieval-file").set_value(file).run()
    assert not page.exception, page.exception
    assert headline(page).startswith("First: 2. light hen")


class Engine:
    """The worker for short tasks, here; it counts what it is asked, or fails."""

    asked: list[list[str]]

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.asked = error, []

    def ask(self, call: Call, told: object) -> Any:
        if self.error is not None:
            raise self.error
        (texts,) = call.args
        self.asked.append(texts)
        return [[] for _ in texts]


def test_the_library_needs_no_analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    monkeypatch.setattr(short, "engine", lambda: engine)
    page = unfold(visit(LESSON, "ko"))
    assert not page.exception, page.exception
    assert headline(page).startswith("1위: 무지개")
    assert not engine.asked
    ask(page, "처음 보는 질의")
    assert engine.asked == [["처음 보는 질의"]]


def test_eojeol_stand_in_where_there_are_no_morphemes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short, "engine", lambda: Engine(RuntimeError("worker lost")))
    page = ask(visit(LESSON, "ko"), "무지개는 왜 생기나")
    assert "어절로 나누어" in warned(page)
    assert charts(page)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_without_the_shipped_vectors_those_of_the_texts_stand_in(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Empty:
        def find(self, spec: object) -> None:
            return None

    monkeypatch.setattr(parts, "engine", Empty)
    page = unfold(visit(LESSON, language))
    assert not page.exception, page.exception
    assert "LSA" in warned(page)
    assert len(charts(page)) == 10


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("mix", ["places", "0.5"])
@pytest.mark.parametrize("vectors", ["public", "latent"])
def test_vectors_and_their_mix_can_be_chosen(language: str, vectors: str, mix: str) -> None:
    given = {"retrieval-vectors": vectors, "retrieval-mix": mix}
    page = unfold(visit(LESSON, language, **given))
    assert not page.exception and not page.warning
    assert ("LSA**)" in words(page) or "(LSA)" in words(page)) == (vectors == "latent")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_measures_and_losers_can_be_chosen(language: str) -> None:
    page = unfold(visit(LESSON, language))
    for measure in ("precision", "recall"):
        page.segmented_control(key="retrieval-measure").set_value(measure).run()
        assert not page.exception, page.exception
    for method in ("bm25", "dense", "hybrid"):
        page.segmented_control(key="retrieval-loser").set_value(method).run()
        assert not page.exception, page.exception
    for score in ("npmi", "likelihood"):
        page.segmented_control(key="retrieval-score").set_value(score)
        page.slider(key="retrieval-least").set_value(5).run()
        assert not page.exception, page.exception
    page.selectbox(key="retrieval-topics").set_value(20).run()
    assert not page.exception, page.exception
