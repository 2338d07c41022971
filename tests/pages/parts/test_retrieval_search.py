"""The figures of one search show what was found; a choice of a text is by its place."""

from nlp_core.experiments.retrieval.reranking import rerank
from nlp_core.experiments.retrieval.search import Settings
from pages.parts.retrieval_search import document_choice, whole
from tests.nlp_core.experiments.retrieval.searching import shelved


def test_a_text_is_chosen_by_its_place() -> None:
    index = shelved("en")
    found = rerank(index, index.terms("light"), Settings(), 1.0)
    choice = document_choice("k", ("글", "Text"), found)
    assert list(choice.options) == list(range(len(found.found)))
    first = index.collection.titles[found.found[0].document]
    assert choice.options[0] == first  # type: ignore[call-overload]


def test_a_title_is_no_token() -> None:
    assert " " not in whole("Sea turtle") and "Sea" in whole("Sea turtle")
