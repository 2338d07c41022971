"""Every kind of query and every subject has its name in both languages."""

from nlp_core.corpora import library
from pages.parts.retrieval_measured import KIND_NAMES, SUBJECT_NAMES


def test_names() -> None:
    assert set(KIND_NAMES) == set(library.KINDS)
    assert set(SUBJECT_NAMES) == {text.subject for text in library.texts("en")}
    for both in (*KIND_NAMES.values(), *SUBJECT_NAMES.values()):
        assert all(both) and both[0] != both[1]
