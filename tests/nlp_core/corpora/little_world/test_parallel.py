"""Parallel sentences: one translation each, sure links, agreement, units that join to the text."""

import itertools
import re
from collections import defaultdict

import pytest

from nlp_core.corpora.little_world import Pair, parallel
from nlp_core.corpora.little_world.lexicon import nouns, verbs
from nlp_core.corpora.little_world.particles import PARTICLES, particle

CORE = parallel(4000, seed=11)
FULL = parallel(4000, seed=12, size="full")
NAMES = {form: name for name, forms in PARTICLES.items() for form in forms}
NOT_SUBJECTS = {"를", "에게", "에", "에서", "로"}
FORBIDDEN = re.compile(r"그녀|그것|께서|에게서|[ㄱ-ㅣᄀ-ᇿ]|시었|(?<!마)셨|으시|십니다|세요|습니다")


@pytest.mark.parametrize("pairs", [CORE, FULL], ids=["core", "full"])
class TestBoth:
    def test_units_join_to_the_text(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            for sentence in (pair.en, pair.ko):
                assert "".join(sentence.tokens).lower() == sentence.text.replace(" ", "").lower()
                assert all(unit.text and unit.lemma and unit.kind for unit in sentence.units)
                assert "  " not in sentence.text

    def test_links_are_in_range_and_join_content(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            assert pair.links == tuple(sorted(set(pair.links)))
            assert len(pair.links) >= 2
            for i, j in pair.links:
                assert 0 <= i < len(pair.en.units)
                assert 0 <= j < len(pair.ko.units)
                assert pair.en.units[i].kind not in ("punctuation", "determiner")
                assert pair.ko.units[j].kind != "punctuation"

    def test_linked_nouns_are_the_lexicon_s(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            for i, j in pair.links:
                noun = nouns().get(pair.en.units[i].lemma)
                if noun and pair.en.units[i].kind in ("noun", "name"):
                    assert pair.ko.units[j].text == noun.ko.text

    def test_particles_follow_the_final_consonant(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            units = pair.ko.units
            for before, unit in itertools.pairwise(units):
                if unit.kind == "particle" and unit.text in NAMES and before.text != "누":
                    assert unit.text == particle(NAMES[unit.text], before.text), pair.ko.text

    def test_nothing_that_is_left_out(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            assert not FORBIDDEN.search(pair.ko.text), pair.ko.text
            assert not re.search(r"(두|세|네|다섯) \S+들", pair.ko.text), pair.ko.text

    def test_a_verb_alone_before_its_noun_goes_on(self, pairs: list[Pair]) -> None:
        """자던 여왕, never 잔 여왕: what is done, -은, has its object or place before it."""
        going_on = 0
        for pair in pairs:
            units = pair.ko.units
            for before, verb, after in zip((None, *units), units, units[1:], strict=False):
                if verb.kind != "verb":
                    continue
                going_on += after.text == "던"
                if after.text == "은" or (after.kind == "noun" and after.text != "것"):
                    assert before and before.lemma in NOT_SUBJECTS, pair.ko.text
        assert going_on > len(pairs) // 100

    def test_english_articles_and_agreement(self, pairs: list[Pair]) -> None:
        plural = {noun.plural.text for noun in nouns().values() if noun.plural}
        plural -= set(nouns())
        third = {v.third.text for v in verbs().values()} | {"is", "was", "does", "wants"}
        base = {v.base.text for v in verbs().values()} - plural - set(nouns())
        base -= {v.past.text for v in verbs().values()}
        for pair in pairs:
            tokens = pair.en.tokens
            for word, after in itertools.pairwise(tokens):
                if word in ("a", "an"):
                    assert (word == "an") == (after[0] in "aeiou"), pair.en.text
                    assert after not in plural, pair.en.text
            if tokens[0] == "the" and tokens[1] in plural:
                assert tokens[2] not in third, pair.en.text
            if tokens[0] == "the" and tokens[1] in nouns() and tokens[1] not in plural:
                assert tokens[2] not in base | {"are", "were", "do"}, pair.en.text

    def test_translation_is_a_function_both_ways(self, pairs: list[Pair]) -> None:
        korean, english = defaultdict(set), defaultdict(set)
        for pair in pairs:
            korean[pair.en.text].add(pair.ko.text)
            english[pair.ko.text].add(pair.en.text)
        assert all(len(found) == 1 for found in korean.values())
        assert all(len(found) == 1 for found in english.values())

    def test_varied(self, pairs: list[Pair]) -> None:
        assert len({pair.en.text for pair in pairs}) > 0.85 * len(pairs)


def test_seed_decides_and_differs() -> None:
    assert parallel(200, seed=3) == parallel(200, seed=3)
    assert parallel(200, seed=3) != parallel(200, seed=4)


def test_clauses_make_length() -> None:
    lengths = []
    for clauses in (1, 2, 3, 4):
        pairs = parallel(300, seed=5, clauses=clauses)
        lengths.append(sum(len(pair.en.units) for pair in pairs) / len(pairs))
    assert lengths == sorted(lengths)
    assert lengths[0] < 8
    assert lengths[3] > 18


def test_elders_receive_nothing() -> None:
    elders = {noun.ko.text for noun in nouns().values() if "to" not in noun.tags}
    for pair in FULL:
        for before, unit in zip(pair.ko.units, pair.ko.units[1:], strict=False):
            if unit.text == "에게":
                assert before.text not in elders


def test_core_is_small() -> None:
    assert len({token for pair in CORE for token in pair.en.tokens}) <= 260
    assert len({token for pair in CORE for token in pair.ko.tokens}) <= 330


def test_bad_arguments() -> None:
    with pytest.raises(ValueError, match="size"):
        parallel(1, seed=0, size="huge")
    with pytest.raises(ValueError, match="clauses"):
        parallel(1, seed=0, clauses=9)
