"""The library and a learner's own texts are searched alike."""

import pytest

from nlp_core.corpora import library
from nlp_core.experiments.retrieval.collection import own, shelves


@pytest.mark.parametrize("language", library.LANGUAGES)
def test_the_library_is_read_with_its_titles(language: str) -> None:
    found = shelves(language)
    assert found.is_library and len(found) == len(found.read) == 120
    for title, text, read in zip(found.titles, found.texts, found.read, strict=True):
        assert read == f"{title}\n{text}"


def test_own_texts_are_named_by_their_beginnings() -> None:
    found = own("ko", ("짧은 글", "글" * 100))
    assert not found.is_library
    assert found.titles[0] == "1. 짧은 글"
    assert found.titles[1].startswith("2. 글글") and found.titles[1].endswith("…")
    assert found.read == found.texts
