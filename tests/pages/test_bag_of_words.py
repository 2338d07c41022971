"""The bag-of-words lesson under a learner's hands: units, awkward documents, own files."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.short import Call
from nlp_core.text.stop_words import STOP_WORDS
from pages.kit import short
from tests.pages.drawing import charts, unfold, visit, words


class HereEngine:
    """Does short tasks at once, in this process; ``error`` breaks it."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def ask(self, call: Call, told: object) -> Any:
        if self.error is not None:
            raise self.error
        return call.function(*call.args)


LISTED = ("unit", "source", "first", "second", "document", "asked")


def choose(page: AppTest, **values: Any) -> AppTest:
    for name, value in values.items():
        kind = page.selectbox if name in LISTED else page.segmented_control
        kind(key=f"bag_of_words-{name}").set_value(value)
    return page.run()


def unfold_steps(page: AppTest) -> AppTest:
    for step in ("cosine", "tf-idf", "zipf"):
        page.button(key=f"bag_of_words-{step}-unfold").click().run()
    return page


def write(page: AppTest, text: str) -> AppTest:
    page.text_area(key="bag_of_words-documents").set_value(text).run()
    assert not page.exception, page.exception
    return page


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_unit_draws(language: str) -> None:
    page = unfold_steps(visit("bag_of_words", language))
    for unit in ("words", "syllables", "runs"):
        choose(page, unit=unit, weights="tf-idf", size="10")
        page.toggle(key="bag_of_words-pairs").set_value(True)
        page.toggle(key="bag_of_words-stop").set_value(True).run()
        assert not page.exception, page.exception
        assert len(charts(page)) == 3 + 3


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_detail_opens(language: str) -> None:
    page = unfold(unfold_steps(visit("bag_of_words", language)))
    assert not page.exception, page.exception
    assert len(charts(page)) == 3 + 3 + 2  # two vectors, every pair of documents
    assert ", ".join(sorted(STOP_WORDS[language])) in words(page)


def test_words_are_sqrt_two_apart_and_said_so() -> None:
    said = words(visit("bag_of_words", "en"))
    assert said.count("1\\.4142") == 2


def headline(page: AppTest) -> str:
    """What stands large above the stage's figure."""
    params = json.loads(charts(page)[0].proto.spec)["params"]
    lines = next(one["value"] for one in params if one["name"] == "headlines")
    return " ".join(lines[0])


def test_two_words_of_the_learner_are_compared() -> None:
    page = visit("bag_of_words", "en")
    assert headline(page) == "to ↔ school: distance √2 ≈ 1.4142"
    choose(page, first=2, second=5)
    assert headline(page) == "today ↔ rabbit: distance √2 ≈ 1.4142"
    choose(page, second=2)
    assert headline(page) == "today ↔ today: distance 0"
    assert page.query_params["bag_of_words-first"] in ("2", ["2"])  # a place and no word


def test_a_word_that_is_gone_gives_way() -> None:
    page = choose(visit("bag_of_words", "en"), first=7, second=6)
    write(page, "one two")
    assert headline(page) == "one ↔ two: distance √2 ≈ 1.4142"
    write(page, "one")
    assert headline(page) == "one ↔ one: distance 0"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("unit", ["words", "syllables", "runs"])
@pytest.mark.parametrize("text", ["안", "a", "7", "ㅋ", "a\nb", "가 나", "é", "م"])
def test_the_shortest_documents_in_any_unit(language: str, unit: str, text: str) -> None:
    given = {"bag_of_words-documents": text, "bag_of_words-unit": unit}
    page = unfold_steps(visit("bag_of_words", language, **given))
    assert not page.exception, page.exception
    assert charts(page)
    said = " ".join(str(one.value) for one in page.warning)
    told = "두 글자" in said or "run of two" in said
    assert told is (unit == "runs" and all(len(line) < 2 for line in text.splitlines()))


@pytest.mark.parametrize(("old", "new"), [("characters", "syllables"), ("runs", "runs")])
def test_a_unit_of_an_older_address_is_accepted(old: str, new: str) -> None:
    page = visit("bag_of_words", "ko", **{"bag_of_words-unit": old})
    assert not page.warning
    assert page.selectbox(key="bag_of_words-unit").value == new
    assert page.query_params["bag_of_words-unit"] in (new, [new])


def test_an_own_file_is_read_a_line_a_document() -> None:
    page = visit("bag_of_words", "en", **{"bag_of_words-source": "file"})
    assert charts(page)  # the ready documents, until there is a file
    file = ("mine.csv", b"text,n\nred fox,1\nred hen,2\n", "text/csv")
    page.file_uploader(key="bag_of_words-file").set_value(file).run()
    assert not page.exception, page.exception
    assert "Tokens in this text: **4**" in words(page)
    assert headline(page).startswith("red ↔ fox")


def test_forms_of_a_noun_meet_as_morphemes(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("kiwipiepy", reason="the Korean morpheme analyser is not installed")
    monkeypatch.setattr(short, "engine", HereEngine)
    page = visit("bag_of_words", "ko")
    assert "모두 만나지는 않아요" in words(page)
    choose(page, unit="morphemes")
    assert not page.exception, page.exception
    assert "열 하나에서 모두 만나요" in words(page)


def test_eojeol_stand_in_where_there_are_no_morphemes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short, "engine", lambda: HereEngine(RuntimeError("worker lost")))
    page = choose(visit("bag_of_words", "ko"), unit="morphemes")
    assert not page.exception, page.exception
    assert any("어절로 나누어" in str(one.value) for one in page.warning)
    assert len(charts(page)) == 3


def test_the_reviews_need_no_analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    class Counting(HereEngine):
        def ask(self, call: Call, told: object) -> Any:
            (texts,) = call.args
            asked.append(texts)
            return [[] for _ in texts]

    monkeypatch.setattr(short, "engine", Counting)
    page = choose(visit("bag_of_words", "ko"), source="reviews", unit="morphemes")
    assert not page.exception, page.exception
    assert not asked
    unfold_steps(page)
    assert sum(map(len, asked)) == 1  # a document turned round


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "셀 수 있는 글이 없어요"),
        ("...!?", "셀 수 있는 글이 없어요"),
        ("학교에 간다\n학교에 간다", "똑같아요"),
        ("가\x00나\x07다 \u202e라", "원"),
        ("👩‍👩‍👧 👍🏽\n❤️ 좋다", "원"),
        ("<b>굵게</b> $x$ [[p]] :red[a]", "원"),
        ("한 낱말만", "원"),
        ("하나", "원"),
        ("긴 글 " * 1900, "4,000자"),
    ],
)
def test_any_documents_are_answered(text: str, said: str) -> None:
    page = write(visit("bag_of_words", "ko"), text)
    assert said in words(page)
    assert "<b>" not in words(page).replace("\\<", "")
    assert charts(page)


def test_a_vocabulary_larger_than_the_text_is_said() -> None:
    page = choose(write(visit("bag_of_words", "en"), "one two\ntwo three"), size="50")
    assert any("only 3 different" in str(one.value) for one in page.warning)


def test_a_document_of_stop_words_alone_is_said() -> None:
    page = write(visit("bag_of_words", "en"), "the cat\nthe")
    page.toggle(key="bag_of_words-stop").set_value(True).run()
    assert any("holds no word" in str(one.value) for one in page.warning)
    page = write(page, "the")
    assert any("Nothing is left" in str(one.value) for one in page.warning)


def test_rare_words_and_own_stop_words_leave_the_columns() -> None:
    page = write(visit("bag_of_words", "en"), "red fox ran\nred hen ran\nred fish")
    page.text_input(key="bag_of_words-own-stop").set_value("ran, whale").run()
    assert headline(page).startswith("red ↔ fox")
    assert "does not hold: whale" in words(page)
    page.selectbox(key="bag_of_words-min-df").set_value(3).run()
    assert headline(page).startswith("red ↔ red")
    page.selectbox(key="bag_of_words-min-df").set_value(10).run()
    assert any("Nothing is left" in str(one.value) for one in page.warning)
    assert charts(page)


def test_chat_and_html_remains_are_tidied_and_said() -> None:
    page = write(visit("bag_of_words", "ko"), "재밌다ㅋㅋㅋㅋ<br />ㅋㅋㅋ\n&quot;ㅋㅋ&quot; 굿")
    assert "그런 글의 수: 2" in words(page)
    assert headline(page).startswith("재밌다ㅋㅋㅋㅋ ↔ ㅋㅋㅋ:")
    page.toggle(key="bag_of_words-shorten").set_value(True).run()
    assert headline(page).startswith("재밌다ㅋㅋ ↔ ㅋㅋ:")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_texts_in_several_scripts_are_cut_the_same_on_both_pages(language: str) -> None:
    page = write(visit("bag_of_words", language), "나는 don’t बिल्ली cat을\nபூனை 'quoted'")
    page.toggle(key="bag_of_words-stop").set_value(True).run()
    assert not page.exception, page.exception
    spec = json.loads(charts(page)[0].proto.spec)
    drawn = json.dumps(spec, ensure_ascii=False)
    for word in ("나는", "don't", "बिल्ली", "cat을", "பூனை", "quoted"):
        assert f'"{word}"' in drawn, word
