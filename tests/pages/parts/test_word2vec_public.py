"""The Word2Vec lesson on text that people wrote: its map, its questions, its data named."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

both = pytest.mark.parametrize("language", ["ko", "en"])


@both
def test_the_public_vectors_answer(language: str) -> None:
    page = unfold(visit("word2vec", language, **{"word2vec-corpus": "public"}))
    assert not page.exception and not page.warning
    assert len(charts(page)) >= 4
    assert "NSMC" in words(page) or "CC BY" in words(page)
    assert not [one for one in page.button if str(one.key).endswith("-train")]


@both
def test_an_unknown_word_is_told_with_near_ones(language: str) -> None:
    page = visit("word2vec", language, **{"word2vec-corpus": "public"})
    typed = {"ko": "감돔", "en": "musicc"}[language]
    page.text_input(key=f"word2vec-public-word-{language}").set_value(typed).run()
    assert not page.exception
    assert any({"ko": "감독", "en": "music"}[language] in str(w.value) for w in page.warning)
