"""Particle rules, against the Unicode decomposition, over the whole lexicon."""

import unicodedata

import pytest

from nlp_core.corpora.little_world.lexicon import nouns, spots
from nlp_core.corpora.little_world.particles import PARTICLES, particle

WORDS = sorted({n.ko.text for n in nouns().values()} | {s.ko.text for s in spots().values()})


def final_jamo(word: str) -> str:
    """The final consonant by canonical decomposition, "" for none."""
    jamo = unicodedata.normalize("NFD", word[-1])
    return jamo[2] if len(jamo) == 3 else ""


@pytest.mark.parametrize("word", WORDS)
def test_particles_fit_every_word(word: str) -> None:
    final = final_jamo(word)
    for name, (after_vowel, after_consonant) in PARTICLES.items():
        vowel = not final or (name == "로" and final == "ᆯ")
        assert particle(name, word) == (after_vowel if vowel else after_consonant)


def test_rieul_counts_as_a_vowel_before_ro_only() -> None:
    assert particle("로", "서울") == "로"
    assert particle("로", "연필") == "로"
    assert particle("를", "연필") == "을"
    assert particle("로", "칼") + particle("는", "칼") == "로은"
    assert particle("로", "부산") == "으로"


def test_other_scripts_are_refused() -> None:
    with pytest.raises(ValueError, match="Hangul"):
        particle("는", "BERT")
