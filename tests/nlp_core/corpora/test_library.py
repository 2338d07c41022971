"""The library's files: parallel, clean, of many lengths, and judged."""

import unicodedata
from collections import Counter

import pytest

from nlp_core.corpora.library import KINDS, LANGUAGES, morphemes_by_text, queries, texts
from nlp_core.text.morphemes import analyse

in_both = pytest.mark.parametrize("language", LANGUAGES)


def test_both_languages_hold_the_same_texts() -> None:
    korean, english = texts("ko"), texts("en")
    assert [t.id for t in korean] == [t.id for t in english]
    assert [t.subject for t in korean] == [t.subject for t in english]
    assert len({t.id for t in korean}) == 120
    assert set(Counter(t.subject for t in korean).values()) == {10}


@in_both
def test_texts_are_clean(language: str) -> None:
    for one in texts(language):
        for part in (one.title, one.text):
            assert part == unicodedata.normalize("NFC", part).strip() and part
            assert "  " not in part and "\n" not in part
            assert all(c.isprintable() for c in part)
    assert len({one.title for one in texts(language)}) == 120


@in_both
def test_lengths_vary(language: str) -> None:
    lengths = [len(one.text.split()) for one in texts(language)]
    assert max(lengths) > 3 * min(lengths)


def test_queries_are_judged() -> None:
    found = queries()
    assert len({q.id for q in found}) == 60
    assert Counter(q.kind for q in found) == dict.fromkeys(KINDS, 10)
    for query in found:
        assert set(query.relevant.values()) <= {1, 2} and 2 in query.relevant.values()
        assert all(0 <= place < 120 for place in query.relevant)
        for language in LANGUAGES:
            said = query.words[language]
            assert said == unicodedata.normalize("NFC", said).strip() and said


def test_morphemes_are_those_of_the_texts() -> None:
    found = morphemes_by_text()
    some = [texts("ko")[0].whole, texts("ko")[60].title, queries()[5].words["ko"]]
    cut = analyse(some)
    assert [found[text] for text in some] == [[unit.token for unit in row] for row in cut]
    wanted = {text.whole for text in texts("ko")} | {query.words["ko"] for query in queries()}
    assert wanted <= set(found)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="library"):
        texts("fr")
