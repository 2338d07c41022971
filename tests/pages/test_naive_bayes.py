"""The naive Bayes lesson under a learner's hands: awkward texts, own rows, every setting."""

import unicodedata

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.short import Call
from nlp_core.experiments.naive_bayes import negation, verdict
from nlp_core.text.reader import Reader
from nlp_core.text.tokenizers import Token, written_words
from pages.kit import short
from pages.kit.prose import sections
from tests.pages.drawing import charts, unfold, visit, words

AWKWARD = {
    "one character": "a",
    "long": "정말 재미있다 " * 1400,
    "emoji": "👍🏽👩‍👩‍👧 ❤️",
    "half-typed": "재밌ㄷ ㅋㅋ ㅁㅏㅅ",
    "decomposed": unicodedata.normalize("NFD", "정말 재미있다"),
    "markup": "<script>alert(1)</script> **굵게** $x$ [[p]] :red[a] [a](b)",
    "control": "재미\x00있\x07다 \u202e좋다",
}


def judge(text: str, language: str = "ko") -> AppTest:
    page = visit("naive_bayes", language)
    page.text_area(key="naive_bayes-review").set_value(text).run()
    assert not page.exception, page.exception
    assert charts(page)
    return page


@pytest.mark.parametrize("name", AWKWARD)
def test_any_text_is_judged(name: str) -> None:
    said = words(judge(AWKWARD[name]))
    assert "<script>" not in said.replace("\\<", "")
    assert "판정: **" in said


def test_a_long_text_is_cut_and_said() -> None:
    assert any("500" in str(one.value) for one in judge(AWKWARD["long"]).warning)


@pytest.mark.parametrize(("text", "said"), [("", "비어"), ("...!?", "글자가 없어요")])
def test_nothing_to_count_is_said_and_leaves_the_prior(text: str, said: str) -> None:
    page = judge(text)
    assert any(said in str(one.value) for one in page.warning)
    assert "사전 확률뿐" in words(page)


def test_unknown_words_alone_leave_the_prior_and_are_named() -> None:
    said = words(judge("Xyzzy plugh", "en"))
    assert "Only the prior is left" in said
    assert "xyzzy, plugh" in said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_first_review_shows_the_point(language: str) -> None:
    """A negated review is read as praise, and one word without the negation tips it."""
    page = visit("naive_bayes", language)
    text = page.text_area(key="naive_bayes-review").value
    model = verdict.learn(verdict.review_rows(language), Reader(language))
    judged = verdict.judge_text(model, text, Reader(language), towards="positive")
    tipping = verdict.tipping_words(model, text, Reader(language))
    assert judged.winner == "positive"
    assert len(tipping) == 1
    assert not {"안", "not"} & set(tipping)


@pytest.mark.parametrize("unit", ["words", "pairs", "runs"])
@pytest.mark.parametrize("alpha", [0.01, 10.0])
def test_every_setting_draws(unit: str, alpha: float) -> None:
    page = visit("naive_bayes", "en")
    page.selectbox(key="naive_bayes-unit").set_value(unit)
    for name, value in (("alpha", alpha), ("prior", "0.1")):
        page.segmented_control(key=f"naive_bayes-{name}").set_value(value)
    page.run()
    assert not page.exception, page.exception
    assert page.selectbox(key="naive_bayes-unit").value == unit
    assert len(charts(page)) == 3


def test_a_unit_of_an_older_address_is_accepted_and_renamed() -> None:
    page = visit("naive_bayes", "en", **{"naive_bayes-unit": "characters"})
    assert not page.warning
    assert page.selectbox(key="naive_bayes-unit").value == "runs"
    assert page.query_params["naive_bayes-unit"] in ("runs", ["runs"])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_stage_predicts_a_review_whose_bars_are_not_shown(language: str) -> None:
    """Praise in words of blame: the answer is the model's verdict, not the reader's."""
    page = visit("naive_bayes", language)
    model = verdict.learn(verdict.review_rows(language), Reader(language))
    review = negation.DOUBLE[language]
    judged = verdict.judge_text(model, review, Reader(language), towards="positive")
    assert judged.winner == "negative"
    key = "naive_bayes-exercise-double"
    assert not [one for one in page.get("vega_lite_chart") if review in one.proto.spec]
    page.radio(key=key).set_value("negative").run()
    page.button(key=f"{key}-reveal").click().run()
    assert f"{judged.posterior['positive']:.3f}".replace(".", "\\.") in page.success[0].value


def test_an_own_pair_joins_the_figure_and_the_count() -> None:
    page = visit("naive_bayes", "en")
    assert "Of the 5 pairs" in words(page)
    page.text_input(key="naive_bayes-plain").set_value("A wonderful story").run()
    page.text_input(key="naive_bayes-denied").set_value("Not a wonderful story").run()
    assert not page.exception, page.exception
    assert "Of the 6 pairs" in words(page)


def test_a_misjudged_plain_sentence_is_told_and_not_counted() -> None:
    said = words(visit("naive_bayes", "en", **{"naive_bayes-unit": "pairs"}))
    assert "Of the 4 pairs" in said
    assert "Of all 5 pairs, 1 had a plain sentence" in said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_step_opens(language: str) -> None:
    page = visit("naive_bayes", language)
    for step in ("product", "learned", "held-out"):
        page.button(key=f"naive_bayes-{step}-unfold").click().run()
        assert not page.exception, page.exception
    page = unfold(page)
    assert not page.exception, page.exception
    assert len(charts(page)) == 3 + 1 + 4
    alts = [one.proto.alt for one in charts(page)]
    titles = [sections("naive_bayes", language)[f"figure-{key}"].body for key in ("kinds", "curve")]
    assert all(any(alt in title for alt in alts) for title in titles)


def test_own_rows_teach_the_model() -> None:
    page = visit("naive_bayes", "ko")
    page.selectbox(key="naive_bayes-source").set_value("own").run()
    assert not page.exception, page.exception
    page.text_area(key="naive_bayes-review").set_value("지루하다").run()
    assert "판정: **부정**" in words(page)


def load(data: bytes, name: str = "mine.csv") -> AppTest:
    """A visitor of the English page uploads a file to learn from."""
    page = visit("naive_bayes", "en", **{"naive_bayes-source": "file"})
    page.file_uploader(key="naive_bayes-file").set_value((name, data, "text/csv")).run()
    assert not page.exception, page.exception
    assert charts(page)
    return page


SPAM = (
    "text,label\n"
    + "win a free prize now,spam\nfree cash call now,spam\n" * 2
    + "see you at lunch,ham\nhome late tonight,ham\n"
)


def test_an_own_file_teaches_the_model() -> None:
    page = load(SPAM.encode("utf-16"))
    page.text_area(key="naive_bayes-review").set_value("free prize").run()
    said = words(page)
    assert "Verdict: **spam**" in said
    assert "repeated 2 times" in said
    assert "Does a negation" not in said


def test_with_more_than_two_labels_two_are_chosen() -> None:
    page = load((SPAM + "dear sir please note,formal\n").encode())
    page.selectbox(key="naive_bayes-minus").set_value("formal").run()
    page.text_area(key="naive_bayes-review").set_value("dear sir").run()
    assert "Verdict: **formal**" in words(page)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"word " * 400_000, "One line has"),
        (b"text\ngood\nbad\n", "There is no column for the label"),
        (b"text,label\n" + b"word " * 400_000, "One line has"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "does not look like text"),
        (b"text,label\na, b,x\n", "Many rows could not be read"),
        (b"text,label\ngood,yes\nfine,yes\n", "only one label"),
        (b"text,label\ngood,yes\n...,no\n", "No text marked"),
        (b"text,label\ngood,\nbad,\n", "label column is empty"),
        ("text,label\n" + "".join(f"w{i},{i}\n" for i in range(99)), "too many to be classes"),
        ("text,label\n👩‍👩‍👧 \x07good\u202e,yes\nbad 👍🏽,no\nsad,\n", "1 rows have no label"),
        (b"", "nothing to read"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_any_file_is_answered(data: bytes | str, said: str) -> None:
    page = load(data.encode() if isinstance(data, str) else data)
    assert said in words(page)
    assert "Verdict: **" in words(page)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_public_corpus_has_been_counted(language: str) -> None:
    page = visit("naive_bayes", language, **{"naive_bayes-source": "public"})
    assert not page.exception, page.exception
    said = words(page)
    assert "nsmc" in said if language == "ko" else "sentence_polarity" in said
    assert len(charts(page)) == 3


def test_morphemes_are_counted_and_the_reviews_are_not_cut_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    class Here:
        def ask(self, call: Call, told: object) -> list[list[Token]]:
            (texts,) = call.args
            asked.extend(texts)
            return [written_words(text) for text in texts]

    monkeypatch.setattr(short, "engine", Here)
    page = visit("naive_bayes", "ko", **{"naive_bayes-unit": "morphemes"})
    assert not page.exception, page.exception
    assert len(charts(page)) == 3
    assert 0 < len(set(asked)) < 40
    assert len(asked) == len(set(asked))


def test_html_remains_and_drawn_out_letters_of_a_review_are_tidied() -> None:
    page = visit("naive_bayes", "en", **{"naive_bayes-review": "It&#39;s soooo funny<br />really"})
    assert not page.exception, page.exception
    assert "HTML remains" in words(page)
    assert "soooo" in words(page)
    page.toggle(key="naive_bayes-shorten").set_value(True).run()
    assert "soooo" not in words(page)


def test_many_rows_of_few_texts_are_too_few_to_hold_out() -> None:
    page = visit("naive_bayes", "en", **{"naive_bayes-source": "file"})
    rows = b"text,label\n" + b"good film,a\nbad film,b\n" * 20
    page.file_uploader(key="naive_bayes-file").set_value(("x.csv", rows, "text/csv")).run()
    unfold(page)
    assert not page.exception
    assert "8 different texts of each class" in words(page)
