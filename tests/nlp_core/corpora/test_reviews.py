"""The reviews are balanced, clean and all different, and splits keep them apart."""

import subprocess
import sys
import unicodedata
from collections import Counter
from itertools import combinations

import pytest

from nlp_core.corpora.reviews import (
    HARD,
    LABELS,
    LANGUAGES,
    TOPICS,
    morphemes,
    normalised,
    reviews,
    split,
)
from nlp_core.text.morphemes import analyse

SIZE = 300
LENGTHS = {"ko": range(4, 16), "en": range(8, 31)}  # in eojeol, in words

in_both = pytest.mark.parametrize("language", LANGUAGES)


@in_both
def test_balanced(language: str) -> None:
    cells = Counter((review.topic, review.label) for review in reviews(language))
    each = SIZE // (len(TOPICS) * len(LABELS))
    assert cells == {(topic, label): each for topic in TOPICS for label in LABELS}


@in_both
def test_about_a_fifth_is_hard_in_each_way_and_both_labels(language: str) -> None:
    hard = Counter((review.hard, review.label) for review in reviews(language) if review.hard)
    assert 0.15 <= sum(hard.values()) / SIZE <= 0.25
    for label in LABELS:
        assert 0.35 <= sum(hard[kind, label] for kind in HARD) / sum(hard.values()) <= 0.65


@in_both
def test_fields(language: str) -> None:
    for review in reviews(language):
        assert review.label in LABELS and review.topic in TOPICS and review.hard in HARD
        assert review.text == unicodedata.normalize("NFC", review.text).strip()
        assert "  " not in review.text
        assert all(c.isprintable() for c in review.text)
        assert len(review.text.split()) in LENGTHS[language], review.text


@in_both
def test_script(language: str) -> None:
    for review in reviews(language):
        if language == "en":
            assert review.text.isascii(), review.text
        else:
            hangul = sum("가" <= c <= "힣" for c in review.text)
            assert hangul > 0.6 * len(review.text.replace(" ", "")), review.text
            assert not any(c.isascii() and c.isalpha() for c in review.text), review.text


@in_both
def test_no_two_are_alike(language: str) -> None:
    """Near duplicates share most of their character trigrams; templates share their beginnings."""
    texts = [review.text for review in reviews(language)]
    assert len({normalised(text) for text in texts}) == len(texts)
    grams = [_trigrams(text) for text in texts]
    for (a, first), (b, second) in combinations(zip(texts, grams, strict=True), 2):
        assert len(first & second) / len(first | second) < 0.4, (a, b)
    openings = Counter(" ".join(text.split()[:3]) for text in texts)
    assert openings.most_common(1)[0][1] <= 3, openings.most_common(3)


def _trigrams(text: str) -> set[str]:
    letters = normalised(text)
    return {letters[i : i + 3] for i in range(len(letters) - 2)}


@in_both
@pytest.mark.parametrize("held_out", [0.25, 0.5])
def test_split(language: str, held_out: float) -> None:
    learn, test = split(language, seed=3, held_out=held_out)
    assert not {normalised(r.text) for r in learn} & {normalised(r.text) for r in test}
    assert Counter(learn) + Counter(test) == Counter(reviews(language))
    assert abs(len(test) - held_out * SIZE) <= len(TOPICS) * len(LABELS) / 2  # rounding
    for part in (learn, test):
        labels = Counter(review.label for review in part)
        assert labels["positive"] == labels["negative"]
        assert len(set(Counter(review.topic for review in part).values())) == 1


@in_both
def test_split_is_decided_by_its_seed(language: str) -> None:
    assert split(language, seed=1) == split(language, seed=1)
    assert split(language, seed=1) != split(language, seed=2)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        reviews("fr")
    with pytest.raises(ValueError, match="Korean"):
        morphemes("en")
    for share in (0.0, 1.0):
        with pytest.raises(ValueError, match="held_out"):
            split("ko", seed=0, held_out=share)


def test_morphemes_cover_the_texts() -> None:
    texts = [review.text for review in reviews("ko")]
    assert len(morphemes()) == len(texts)
    for text, units in zip(texts, morphemes(), strict=True):
        covered: set[int] = set()
        for unit in units:
            assert unit.form and unit.tag
            assert 0 <= unit.start <= unit.start + unit.length <= len(text)
            covered |= set(range(unit.start, unit.start + unit.length))
        assert all(c.isspace() for i, c in enumerate(text) if i not in covered), text
        assert [unit.start for unit in units] == sorted(unit.start for unit in units)
        _assert_nouns_stand_in_the_text(text, units)


def _assert_nouns_stand_in_the_text(text: str, units: tuple) -> None:
    """Verbs and endings contract (보 + 았 = 봤); a common noun is always written as it is."""
    for unit in units:
        if unit.tag == "NNG":
            assert text[unit.start : unit.start + unit.length] == unit.form, (text, unit)


def test_morphemes_are_those_of_kiwi_today() -> None:
    pytest.importorskip("kiwipiepy", reason="kiwipiepy is not installed")
    chosen = list(range(0, SIZE, 6))
    texts = [reviews("ko")[i].text for i in chosen]
    assert [tuple(row) for row in analyse(texts)] == [morphemes()[i] for i in chosen]


def test_reading_them_loads_no_analyser() -> None:
    code = (
        "import sys\n"
        "from nlp_core.corpora.reviews import morphemes, reviews, split\n"
        "reviews('ko'), reviews('en'), morphemes(), split('ko', seed=0)\n"
        "sys.exit(any(name in sys.modules for name in ('kiwipiepy', 'torch', 'sklearn')))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
