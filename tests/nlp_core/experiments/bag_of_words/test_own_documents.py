import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bag_of_words import own_documents
from nlp_core.text.reader import Reader


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


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("words", ("학교에", "간다")),
        ("syllables", tuple("학교에간다")),
        ("runs", ("학교", "교에", "에 ", " 간", "간다", "학교에", "교에 ", "에 간", " 간다")),
    ],
)
def test_each_unit_cuts(unit: str, expected: tuple[str, ...]) -> None:
    (units,) = own_documents.cut(("학교에 간다",), Reader("ko", unit))
    assert units == expected


def test_pairs_come_after_the_units() -> None:
    (units,) = own_documents.cut(("Is it FUN?",), Reader("en", pairs=True))
    assert units == ("is", "it", "fun", "is it", "it fun")


def test_the_units_of_shipped_texts_are_kept_for_all() -> None:
    texts, own = own_documents.review_documents("en"), ("My own text.",)
    assert own_documents.cut(texts, Reader("en")) is own_documents.cut(texts, Reader("en"))
    assert own_documents.cut(own, Reader("en")) is not own_documents.cut(own, Reader("en"))


def test_own_stop_words_are_in_the_spelling_of_units() -> None:
    assert own_documents.own_stop_words(" The, 'so'  DON’T,그리고 ㄴ다 ") == {
        *("the", "so", "'so'", "don't", "그리고", "ㄴ다"),
    }
    assert own_documents.own_stop_words(" ,, ") == frozenset()


def test_documents_are_tidied() -> None:
    found = own_documents.tidied(("좋아요<br/>ㅋㅋㅋㅋ", "끝"), shorten=True)
    assert found.texts == ("좋아요 ㅋㅋ", "끝")
    assert found.marked == 1
