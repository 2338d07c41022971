"""The labelled texts: dealt out by the seed, balanced, and apart from those held out."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp_core.corpora import labelled_texts, public
from nlp_core.corpora.labelled_texts import labelled
from nlp_core.corpora.reviews import normalised
from nlp_core.errors import LearnerError


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    labelled_texts._public.cache_clear()
    yield
    labelled_texts._public.cache_clear()


@pytest.fixture
def films(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public corpus of our own: of a text that comes again the later ones are left out."""
    train = [(f"film {i}", ("positive", "negative")[i % 3 == 0]) for i in range(60)]
    test = [(f"review {i}", "positive") for i in range(20)]
    splits = {"train": [*train, ("FILM 1!", "negative")], "test": [*test, ("film 2", "positive")]}
    monkeypatch.setattr(public, "load", lambda name: splits)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_projects_reviews_are_dealt_out_by_the_seed(language: str) -> None:
    first, other = labelled("reviews", language, 0), labelled("reviews", language, 1)
    assert (len(first.learned), len(first.tested)) == (200, 100)
    texts = [{normalised(text) for text, _ in part} for part in (first.learned, first.tested)]
    assert not texts[0] & texts[1]
    assert set(first.tested) != set(other.tested)
    assert sum(label for _, label in first.tested) == 50


def test_a_text_that_comes_again_is_taken_once(films: None) -> None:
    found = labelled("nsmc", "ko", 0)
    assert len(found.learned) == 60 and len(found.tested) == 20
    assert found.tested == labelled("nsmc", "ko", 1).tested
    assert list(found.learned) != list(labelled("nsmc", "ko", 1).learned)


def test_a_corpus_without_a_test_part_holds_the_same_texts_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [(f"film {i}", ("positive", "negative")[i % 2]) for i in range(50)]
    monkeypatch.setattr(public, "load", lambda name: {"all": texts})
    monkeypatch.setattr(labelled_texts, "UNDIVIDED", 20)
    found, other = (labelled("sentence_polarity", "en", seed) for seed in (0, 1))
    assert found.tested == other.tested and len(found.tested) == 20
    assert set(found.learned) == set(other.learned) and list(found.learned) != list(other.learned)
    assert len({text for part in (found.learned, found.tested) for text, _ in part}) == 50


def test_few_labels_are_half_of_each_and_among_the_many(films: None) -> None:
    found = labelled("nsmc", "ko", 3)
    few, many = found.first(10), found.first(40)
    assert sum(label for _, label in few) == 5
    assert few == many[:10]
    assert sum(label for _, label in found.first(60)) == 20  # all there are
    assert len(found.first(1_000)) == 60


def test_of_another_corpus_there_is_nothing() -> None:
    with pytest.raises(ValueError, match="corpora are reviews, nsmc, sentence_polarity"):
        labelled("news", "ko", 0)


def test_without_the_public_corpus_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NLP_REVISITED_DATA", str(tmp_path))
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))

    def fails(name: str) -> None:
        raise OSError

    monkeypatch.setattr(public, "fetch", fails)
    with pytest.raises(LearnerError, match="no-corpus"):
        labelled("nsmc", "ko", random.Random(0).randrange(5))
