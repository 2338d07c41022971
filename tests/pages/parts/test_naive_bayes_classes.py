"""A file of more than two classes: all of them are judged, in both languages."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

THREE = "text,label\n" + "".join(
    f"{word} {word} number {i},{label}\n"
    for label, word in (("sport", "goal"), ("food", "soup"), ("travel", "train"))
    for i in range(9)
)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_all_classes_of_a_file_are_judged_together(language: str) -> None:
    page = visit("naive_bayes", language, **{"naive_bayes-source": "file"})
    page.file_uploader(key="naive_bayes-file").set_value(
        ("m.csv", THREE.encode(), "text/csv")
    ).run()
    assert not page.exception, page.exception
    page.text_area(key="naive_bayes-review").set_value("a train to the soup, a train home").run()
    said = words(page)
    assert "**travel**" in said and ("of 3 classes" in said or "3개 가운데" in said)
    before = len(charts(page))
    page = unfold(page)
    assert not page.exception, page.exception
    assert len(charts(page)) > before
    assert r"**1\.000**" in words(page), "words that stand in one class alone are never mixed up"
