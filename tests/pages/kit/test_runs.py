"""The last runs are remembered, the oldest first forgotten, and named by what differs."""

from nlp_core.recipes.translation import TranslationSpec
from pages.kit.runs import name
from tests.pages.kit.running import run


def test_a_run_is_named_by_its_changes() -> None:
    assert name(TranslationSpec()) == "기본 설정"
    assert name(TranslationSpec(score="dot", seed=2)) == "score=dot, seed=2"


def _page() -> None:
    import streamlit as st

    from nlp_core.recipes.translation import TranslationSpec
    from pages.kit.runs import remember, remembered

    for seed in (0, 1, 2, 1, 3):
        remember("k", str(seed), TranslationSpec(seed=seed))
    st.text(" ".join(remembered("k")))


def test_three_are_kept() -> None:
    assert run(_page).text[0].value == "2 1 3"
