"""Sentences for word order: well formed, equal in their two orders, kept apart for measuring."""

import numpy as np
import pytest

from nlp_core.corpora.word_order import (
    ACTORS,
    LANGUAGES,
    MARK,
    PLACES,
    VERBS,
    draw,
    is_held_out,
    lexicon,
)
from nlp_core.text.hangul import final_consonant


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_has_one_text_and_one_kind(language: str) -> None:
    lex = lexicon(language)
    kinds = [*range(lex.word), *range(lex.word, lex.place), *lex.places, *lex.nouns, *lex.verbs]
    assert kinds == list(range(len(lex.texts)))
    assert len(set(lex.texts[: lex.verb])) == lex.verb
    assert set(lex.spare_nouns) < set(lex.nouns)
    for joined in (False, True):
        assert set(lex.spare_verbs(joined=joined)) < set(lex.verbs)
        assert all(lex.texts[unit].startswith("[v") for unit in lex.spare_verbs(joined=joined))


def test_korean_nouns_take_the_same_particle_forms() -> None:
    lex = lexicon("ko")
    for unit in lex.nouns:
        if unit not in lex.spare_nouns:
            assert not final_consonant(lex.texts[unit]), lex.texts[unit]
    assert len(ACTORS) >= 24 and len(VERBS) >= 12 and len(PLACES) == 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n_clause", [1, 2, 5])
def test_a_sentence_answers_who_and_where(language: str, n_clause: int) -> None:
    lex, rng = lexicon(language), np.random.default_rng(1)
    for _ in range(50):
        one = draw(language, n_clause, rng, held_out=False)
        assert len(one.agents) == n_clause and one.ids[-1] == MARK
        assert one.where in one.ids and one.where in lex.places
        nouns = [unit for unit in one.ids if unit in lex.nouns]
        assert len(set(nouns)) == len(nouns) == 2 * n_clause
        for place, agent in one.agents:
            assert one.ids[place] in lex.verbs
            before = one.ids[:place]
            marks = (lex.of("가"), lex.of("는")) if language == "ko" else ()
            at = max(i for i, unit in enumerate(before) if unit == agent)
            if language == "ko":
                assert one.ids[at + 1] in marks
            else:
                assert at == max(i for i, unit in enumerate(before) if unit in lex.nouns)


def test_both_orders_of_a_pair_are_equally_likely() -> None:
    """So that nothing but order tells who does it: guessing scores one half."""
    rng = np.random.default_rng(2)
    first = 0
    for _ in range(2000):
        one = draw("en", 1, rng, held_out=False)
        patient = one.ids[one.agents[0][0] + 2]
        first += one.agents[0][1] < patient
    assert abs(first / 2000 - 0.5) < 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_training_and_held_out_share_no_clause_in_either_order(language: str) -> None:
    rng = np.random.default_rng(3)
    seen: dict[bool, set[tuple[int, int, int]]] = {True: set(), False: set()}
    lex = lexicon(language)
    for held_out in (True, False):
        for _ in range(400):
            one = draw(language, 1, rng, held_out=held_out)
            nouns = sorted(unit for unit in one.ids if unit in lex.nouns)
            verb = one.ids[one.agents[0][0]]
            seen[held_out].add((nouns[0], verb, nouns[1]))
    assert not seen[True] & seen[False]
    assert is_held_out(3, 4, 9) == is_held_out(9, 4, 3)


@pytest.mark.parametrize("n_clause", [0, -1, 1000])
def test_a_length_that_no_sentence_has_is_refused(n_clause: int) -> None:
    with pytest.raises(ValueError, match="clauses, not"):
        draw("ko", n_clause, np.random.default_rng(0), held_out=False)
