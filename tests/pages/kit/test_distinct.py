"""Options alike are told apart, without a letter more to see."""

import unicodedata

from pages.kit.distinct import distinct
from tests.pages.drawing import visit


def test_what_comes_once_stays_as_it_is() -> None:
    assert distinct(["나는", "너를"]) == ["나는", "너를"]
    assert distinct([]) == []


def test_what_comes_again_differs_by_what_nobody_sees() -> None:
    found = distinct(["the", "cat", "the", "the"])
    assert len(set(found)) == 4
    seen = ["".join(c for c in one if unicodedata.category(c) != "Cf") for one in found]
    assert seen == ["the", "cat", "the", "the"]


def test_a_word_that_a_sentence_holds_twice_can_be_hidden_at_either_place() -> None:
    address = {"bert-text": "own", "sentence-en": "the cow saw the dog and the cat"}
    page = visit("bert", "en", **address)
    places = next(one for one in page.segmented_control if one.key == "bert-place-own")
    assert len(set(places.options)) == len(places.options) == 8
