"""Public text as numbers, on a folder of a few lines; and its tests of word vectors."""

import json
from pathlib import Path

import pytest

from nlp_core.corpora import running_text as texts
from nlp_core.corpora.public_sets import CORPORA
from nlp_core.corpora.running_text import running_text
from nlp_core.corpora.word_tests import analogy_questions, similar_pairs

pytest.importorskip("datasets", reason="the datasets library is not installed")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of public data with six small sets, and no other."""
    monkeypatch.setenv("NLP_REVISITED_DATA", str(tmp_path))
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))
    running_text.cache_clear()
    lines = {
        "presidents/presidents.jsonl": [
            {"collection": "inaugural", "text": "We the people. We the people!\nWe stand."}
        ],
        "movie_reviews/movie_reviews.jsonl": [{"label": 1, "text": "The people stand."}],
    }
    written = {
        name: "".join(json.dumps(row) + "\n" for row in rows) for name, rows in lines.items()
    }
    written |= {
        "sentence_polarity/pos.txt": "we stand . \n",
        "sentence_polarity/neg.txt": "sexy people stand\n",
        "subjectivity/subjective.txt": "We stand.\n",
        "subjectivity/objective.txt": "the people stand\n",
        "sms_spam/SMSSpamCollection": "ham\twe the people stand\n",
        "word_similarity/wordsim353.tsv": "# told\nTiger\tcat\t7.35\n",
        "word_analogy/questions-words.txt": ": capitals\nAthens Greece Oslo Norway\n",
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    yield tmp_path
    running_text.cache_clear()


def test_english_sentences_are_numbered_once_without_rude_and_rare_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(texts, "LEAST_SEEN", 2)
    found = running_text("en", 100)
    assert set(found.words) == {"we", "the", "people", "stand"}
    assert list(found.counts) == sorted(found.counts, reverse=True)
    assert found.read == sum(found.counts) + 1  # and "sexy"
    assert len(found.ids) == len(found.sentence) == sum(found.counts)
    assert found.signs == {}
    again = [[found.words[i] for i in found.ids[found.sentence == n]] for n in set(found.sentence)]
    assert again.count(["we", "stand"]) == 2  # "We stand." of two sets, and "we stand ."


def test_the_vocabulary_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LEAST_SEEN", 1)
    assert len(running_text("en", 2).words) == 2


def test_korean_reviews_tell_the_sign_of_a_word(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    monkeypatch.setattr(texts, "cut", lambda some, language: [text.split() for text in some])
    monkeypatch.setattr(texts, "LEAST_SEEN", 1)
    monkeypatch.setattr(texts, "POLAR_SEEN", 2)
    monkeypatch.setattr(texts, "POLAR_WORDS", 1)
    rows = [
        "좋다 영화\t10",
        "좋다 음악 좋다\t9",
        "나쁘다 영화\t1",
        "나쁘다 음악\t2",
        "나쁘다 음악\t9",
    ]
    (here / "nsmc").mkdir()
    with gzip.open(here / "nsmc" / "all_ratings.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("id\tdocument\trating\tmovie_id\n")
        file.writelines(f"{i}\t{row}\t7\n" for i, row in enumerate(rows))
    found = running_text("ko", 10)
    assert found.signs == {"나쁘다": -1, "좋다": 1}
    assert found.read == 9  # the review that comes again is dropped, whatever its rating


def test_a_credit_names_every_set_and_its_licence() -> None:
    for language, names in texts.SETS.items():
        for name in names:
            assert f"{name}, {CORPORA[name].licence}" in texts.credit(language)
    assert not any("SA" in CORPORA[name].licence for names in texts.SETS.values() for name in names)


def test_the_tests_are_read_where_they_are_here(here: Path) -> None:
    assert similar_pairs() == [("tiger", "cat", 7.35)]
    assert analogy_questions() == [("athens", "greece", "oslo", "norway")]
    (here / "word_similarity" / "wordsim353.tsv").unlink()
    assert similar_pairs() == []
