"""A learner's file whose name, columns, labels and texts try to be more than text."""

import csv
import io

import pytest

from tests.fuzz.drive import unescaped
from tests.fuzz.hostile import HOSTILE
from tests.pages.drawing import unfold, visit


def hostile_table(place: int) -> bytes:
    """Two texts a label, where names, labels and texts all hold the hostile string."""
    evil = HOSTILE[place]
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow([f"text {evil}", f"label {evil}"])
    for number in range(12):
        sheet.writerow([f"film {number} {evil}", f"{evil} {number % 2}"])
    sheet.writerow(["one", "two", evil])
    return written.getvalue().encode()


@pytest.mark.parametrize("place", range(0, len(HOSTILE), 3))
@pytest.mark.parametrize("slug", ["naive_bayes", "bag_of_words"])
def test_nothing_in_a_file_is_more_than_text(slug: str, place: int) -> None:
    language = "ko" if place % 2 else "en"
    page = visit(slug, language, **{f"{slug}-source": "file"})
    file = (f"{HOSTILE[place]}.csv", hostile_table(place), "text/csv")
    page.file_uploader(key=f"{slug}-file").set_value(file).run()
    unfold(page)
    assert not page.exception, page.exception
    assert list(unescaped(page)) == []
