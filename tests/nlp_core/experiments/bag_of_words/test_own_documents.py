import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bag_of_words import own_documents
from nlp_core.text.tokenizers import eojeol


def test_a_line_is_a_document_and_empty_ones_go() -> None:
    assert own_documents.split_documents(" 학교에  간다\x00 \n\n...\n👩‍👩‍👧 좋다") == (
        "학교에 간다",
        "👩‍👩‍👧 좋다",
    )
    for nothing in ("", "\n \n", "...!?", "\x00\x07"):
        with pytest.raises(LearnerError, match="no-documents"):
            own_documents.split_documents(nothing)


def test_documents_are_bounded() -> None:
    lines = own_documents.usable_documents(["가" * 10_000] * 10_000)
    assert len(lines) == own_documents.MOST
    assert len(lines[0]) == own_documents.LONGEST


@pytest.mark.parametrize("unit", ["words", "characters", "runs"])
def test_each_unit_cuts(unit: str) -> None:
    expected = {
        "words": ("학교에", "간다"),
        "characters": tuple("학교에간다"),
        "runs": ("학교", "교에", "에 ", " 간", "간다"),
    }
    assert (
        own_documents.cut(("학교에 간다!",), "ko", unit)[0][: len(expected[unit])] == expected[unit]
    )


def test_pairs_come_after_the_units() -> None:
    assert own_documents.units(eojeol("Is it FUN?"), pairs=True) == (
        "is",
        "it",
        "fun",
        "is it",
        "it fun",
    )


def test_the_reviews_come_with_their_morphemes() -> None:
    assert len(own_documents.review_morphemes()) == len(own_documents.review_documents("ko"))
    assert "극장" in own_documents.review_morphemes()[0]
    assert not any("." in document for document in own_documents.review_morphemes())
