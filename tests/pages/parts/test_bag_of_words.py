"""The bag-of-words lesson's choices are by place, and so hold any word."""

from pages.parts.bag_of_words import ROWS, document_choice, word_choices


def test_two_words_are_chosen_by_their_places() -> None:
    first, second = word_choices(["a", "a", "<b>"])
    assert list(first.options) == [0, 1, 2]
    assert (first.default, second.default) == (None, 1)
    assert word_choices(["only"])[1].default == 0


def test_no_more_documents_than_a_figure_holds() -> None:
    choice = document_choice("k", ("문서", "Document"), [str(i) for i in range(30)])
    assert list(choice.options) == list(range(ROWS))
