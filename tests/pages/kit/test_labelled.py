"""Rows with labels: the reviews stand in until the learner's own can be used."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.experiments.naive_bayes import verdict
from pages.kit.labelled import Labelled
from tests.pages.kit.running import run

pytestmark = pytest.mark.usefixtures("no_worker")


def _page() -> None:
    import json

    import streamlit as st

    from pages.kit.controls import Controls
    from pages.kit.labelled import labelled
    from pages.kit.language import settle_language
    from pages.kit.lesson import Lesson

    settle_language(None)
    lesson = Lesson("naive_bayes", Controls("naive_bayes", {}), None)
    found = labelled(lesson, ("말뭉치", "a corpus"))
    st.json(json.dumps({"source": found.source, "rows": found.rows, "names": found.classes}))


def seen(page: AppTest) -> dict[str, Any]:
    assert not page.exception, page.exception
    return json.loads(page.json[0].value)


def chosen(source: str) -> AppTest:
    return run(_page, **{"naive_bayes-source": source})


def test_the_reviews_come_first() -> None:
    found = seen(run(_page))
    reviews = [list(row) for row in verdict.review_rows("en")]
    assert (found["source"], found["rows"]) == ("reviews", reviews)
    assert found["names"] == {"positive": "positive", "negative": "negative"}


def test_own_rows_alone_or_beside_the_reviews() -> None:
    own = seen(chosen("own"))["rows"]
    assert own == [list(row) for row in verdict.usable_rows(verdict.OWN_ROWS["en"])]
    both = seen(chosen("both"))["rows"]
    assert both == [*(list(row) for row in verdict.review_rows("en")), *own]


def test_two_labels_of_a_file_are_its_classes() -> None:
    page = chosen("file")
    assert seen(page)["source"] == "file"
    assert len(seen(page)["rows"]) == len(verdict.review_rows("en")), "no file yet"
    data = b"text,label\nfree prize,spam\nfree cash,spam\nsee you,ham\nhome late,ham\n"
    page.file_uploader[0].set_value(("mail.csv", data, "text/csv")).run()
    found = seen(page)
    assert set(found["names"]) == {"spam", "ham"}
    assert sorted(found["rows"])[0] == ["free cash", "spam"] and len(found["rows"]) == 4


def test_a_file_of_one_class_is_told_and_the_reviews_stay() -> None:
    page = chosen("file")
    data = b"text,label\nfree prize,spam\nfree cash,spam\n"
    page.file_uploader[0].set_value(("mail.csv", data, "text/csv")).run()
    assert page.warning and len(seen(page)["rows"]) == len(verdict.review_rows("en"))


def test_labels_are_merged_and_further_classes_are_shown() -> None:
    page = chosen("file")
    data = "text,label\na b,Spam\nc d,spam \ne f,spam\ng h,ham\ni j,ham\nk l,news\n"
    page.file_uploader[0].set_value(("mail.csv", data.encode(), "text/csv")).run()
    found = seen(page)
    assert list(found["names"]) == ["spam", "ham"] and len(found["rows"]) == 5
    said = " ".join(one.value for one in page.caption).replace("\\", "")
    assert "3 labels: spam 3, ham 2, news 1" in said and "other 1 rows" in said
    page.selectbox(key="naive_bayes-minus").set_value("news").run()
    assert list(seen(page)["names"]) == ["spam", "news"] and len(seen(page)["rows"]) == 4


def test_prior_and_classes_follow_the_sorted_labels() -> None:
    one = Labelled("file", (), "spam", "ham", {})
    assert one.prior(0.25) == (0.75, 0.25)
    assert Labelled("file", (), "ham", "spam", {}).prior(0.25) == (0.25, 0.75)
    assert list(one.classes.items()) == [("spam", "spam"), ("ham", "ham")]
