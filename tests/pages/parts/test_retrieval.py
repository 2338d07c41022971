"""The retrieval lesson's controls are data, and what it searches is always something."""

from nlp_core.corpora import library
from pages.parts import retrieval as parts


def test_every_control_has_its_own_key_and_words_in_both_languages() -> None:
    keys = [control.key for control in parts.CONTROLS]
    assert len(keys) == len(set(keys))
    for control in parts.CONTROLS:
        assert all(control.label)


def test_the_queries_to_begin_with_are_judged() -> None:
    known = {query.id for query in library.queries()}
    assert set(parts.STARTS) <= known
    for language in library.LANGUAGES:
        assert parts.start(language) in parts.query_field(language).text.default
        assert len(parts.query_field(language).examples) == len(parts.STARTS)


def test_a_hybrid_is_mixed_by_places_or_by_a_share() -> None:
    names = list(parts.SHARE.options)
    assert names[0] == "places"
    assert all(0 < float(name) < 1 for name in names[1:])
