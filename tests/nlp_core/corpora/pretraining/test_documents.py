"""The documents of pre-training: each once, in one spelling, none that swears, split by letters."""

from pathlib import Path

import pytest

from nlp_core.corpora.pretraining import documents
from nlp_core.corpora.pretraining.documents import Document, document, little_world
from nlp_core.corpora.reviews import normalised
from nlp_core.corpora.rude import is_rude


def sentences(source: str, text: str, language: str = "en") -> tuple[str, ...]:
    return document(language, source, text).sentences


def test_a_review_is_its_sentences() -> None:
    said = sentences("nsmc_all", "재밌어요! 또 볼게요~ 추천ㅋㅋㅋㅋㅋㅋ", "ko")
    assert said == ("재밌어요!", "또 볼게요~", "추천ㅋㅋㅋ")
    assert sentences("sms_spam", "Call me.  I'm HOME") == ("call me.", "i'm home")


def test_lines_of_film_reviews_are_their_sentences_and_marks_go_back() -> None:
    text = 'mr . smith ( bob ) is " great " . . . \nwho knew ?'
    assert sentences("movie_reviews", text) == ('mr. smith (bob) is "great"...', "who knew?")


def test_a_short_document_that_swears_is_left_out_and_a_long_one_loses_the_sentence() -> None:
    assert sentences("nsmc_all", "재밌다. 존나 좋다.", "ko") == ()
    long = "\n".join([f"line {i} ." for i in range(12)] + ["what the fuck ."])
    assert len(sentences("movie_reviews", long)) == 12


def test_the_side_is_decided_by_the_letters_alone() -> None:
    plain, loud = (Document("en", "x", (text,)) for text in ("great film", "Great, FILM!"))
    assert plain.held_out == loud.held_out
    some = [Document("en", "x", (f"film number {i}",)) for i in range(4000)]
    assert 0.01 < sum(one.held_out for one in some) / len(some) < 0.03


@pytest.mark.parametrize("language", documents.LANGUAGES)
def test_the_little_world_is_told_in_its_stories_and_sentences(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "STORIES", 30)
    monkeypatch.setattr(documents, "SENTENCES", 50)
    told = list(little_world(language))
    assert len(told) == 80 and all(all(one.sentences) for one in told)
    assert sum(len(one.sentences) > 1 for one in told) > 10
    assert [one.sentences for one in told] == [one.sentences for one in little_world(language)]


def test_each_text_comes_once_and_none_that_is_kept_for_scoring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = {
        "nsmc": {"train": [], "test": [("이건 평가용.", "positive")]},
        "nsmc_all": {
            "all": [(t, "10") for t in ("재밌다!", "재밌다", "이건 평가용", "...", "존나 별로")]
        },
    }
    monkeypatch.setattr(documents, "load", lambda name: rows[name])
    monkeypatch.setattr(documents, "little_world", lambda language: iter(()))
    assert [one.sentences for one in documents.documents("ko")] == [("재밌다!",)]


def test_a_language_is_known() -> None:
    with pytest.raises(ValueError, match="'ko' or 'en', not 'fr'"):
        next(documents.documents("fr"))


@pytest.mark.public_data
def test_public_documents_are_clean_and_their_sides_share_nothing(
    public_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NLP_REVISITED_DATA", str(public_data))
    monkeypatch.setitem(documents.SETS, "en", ("sentence_polarity", "sms_spam"))
    monkeypatch.setattr(documents, "STORIES", 100)
    monkeypatch.setattr(documents, "SENTENCES", 100)
    sides: tuple[set[str], set[str]] = set(), set()
    for one in documents.documents("en"):
        text = " ".join(one.sentences)
        assert not any(map(is_rude, one.sentences)) and text == text.lower()
        sides[one.held_out].add(normalised(text))
    assert not sides[0] & sides[1] and len(sides[1]) > 200
