"""Keywords, collocations and topics of the library and of little."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.retrieval.mining import (
    SEEDS,
    dull,
    grouped,
    joined,
    pairs_of,
    seen_once,
    telling,
)
from tests.nlp_core.experiments.retrieval.searching import few, shelved


def test_plain_pmi_finds_what_was_seen_once_and_a_threshold_does_not() -> None:
    index = shelved("en")
    assert seen_once(joined(index, "pmi", 1, 12)) == 12
    often = joined(index, "pmi", 2, 12)
    assert seen_once(often) == 0
    assert ("carbon", "dioxide") in {one.words for one in joined(index, "npmi", 2, 5)}


def test_titles_make_no_pairs_and_dull_words_neither() -> None:
    index = shelved("ko", "morphemes")
    both = pairs_of(index).both
    out = dull(index)
    assert not any(one in out or other in out for one, other in both)
    assert ("가야금", "가야금") not in both


def test_keywords_tell_the_subject() -> None:
    index = shelved("en")
    turtle = index.collection.titles.index("Sea turtle")
    assert "turtle" in [one.word for one in telling(index, turtle, 5)]


@pytest.mark.parametrize(("language", "unit"), [("ko", "morphemes"), ("en", "words")])
def test_topics_meet_the_subjects_better_than_chance(language: str, unit: str) -> None:
    found = grouped(shelved(language, unit), 12)
    assert len(found.runs) == len(SEEDS)
    numbers = found.numbers()
    assert numbers["purity_low"] > numbers["purity_chance"] + 0.1
    assert numbers["nmi_low"] > numbers["nmi_chance"] + 0.1
    subjects, counts = found.table()
    assert len(subjects) == 12 and counts.sum() == 120
    assert all(len(names) == 6 for names in found.names())


def test_too_little_for_topics() -> None:
    with pytest.raises(LearnerError, match="too-little"):
        grouped(few("one text", "two texts"), 4)


def test_own_texts_have_topics_without_a_score() -> None:
    texts = ["cat dog pet", "dog cat fur", "sun moon star", "moon star sky", "sun star sky"]
    found = grouped(few(*texts, "cat pet fur"), 2)
    assert not found.purities and len(found.names(2)) == 2
