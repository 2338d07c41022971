"""The catalogue of public corpora: what each is, who may use it how, and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TABS = {"delimiter": "\t", "quoting": 3, "keep_default_na": False}  # quotation marks are text
_GITHUB = "https://raw.githubusercontent.com"


@dataclass(frozen=True)
class Archive:
    """A zip archive of many small texts, which become the rows of one file.

    Members whose name matches ``pattern`` (a regular expression) count. Each is one text, with
    ``fields`` beside it; or, where ``columns`` are given, a JSON list of records, of which these
    columns (as there -> as here) are kept.
    """

    url: str
    pattern: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Source:
    """One file of a corpus: how ``datasets`` reads it, and where it comes from.

    ``member`` is its name inside the archive at ``url``, where that is one; ``archives`` are what
    it is gathered from, where that is many texts. All texts of the file bear ``label`` where it is
    given, else those of the column ``labelled``.
    """

    split: str
    file: str
    url: str
    member: str = ""
    archives: tuple[Archive, ...] = ()
    reader: str = "csv"
    options: Mapping[str, Any] = field(default_factory=dict)
    text: str = "text"
    label: str = ""
    labelled: str = "label"
    encoding: str = "utf-8"  # at its origin; here it is UTF-8


@dataclass(frozen=True)
class Corpus:
    """A public corpus: what it is, who may use it how, where it comes from.

    Its files lie in ``folder``, which has its name unless two corpora share one.
    """

    name: str
    language: str
    licence: str
    size: str
    origin: str
    revision: str
    sources: tuple[Source, ...]
    labels: Mapping[str, str] = field(default_factory=dict)  # as written -> as named here
    shared_folder: str = ""

    @property
    def folder(self) -> str:
        """The folder of its files, inside the one of all public data."""
        return self.shared_folder or self.name


NSMC_REVISION = "e25115d10dc8eb9f9ea8b42b750ca13832deed57"
NLTK_REVISION = "88e706f3c896835f1203b2ad5de7d90826fcaa2b"
SPEECHES_REVISION = "c38fae336d2400f1d7bf5754d2c13cba832e64d8"
GENSIM_REVISION = "a97b67942a0a3656337d394e1cfb8b8df3c78268"
WORD2VEC_REVISION = "20c129af10659f7c50e86e3be406df663beff438"


def _nltk(name: str, revision: str = NLTK_REVISION) -> str:
    return f"{_GITHUB}/nltk/nltk_data/{revision}/packages/corpora/{name}.zip"


def _nsmc(split: str) -> Source:
    url = f"{_GITHUB}/e9t/nsmc/{NSMC_REVISION}/ratings_{split}.txt"
    return Source(split, f"{split}.tsv", url, options=TABS, text="document")


def _nsmc_all() -> Source:
    url = f"https://codeload.github.com/e9t/nsmc/zip/{NSMC_REVISION}"
    columns = {"review_id": "id", "review": "document", "rating": "rating", "movie_id": "movie_id"}
    archive = Archive(url, r".*/raw/\d+\.json", columns=columns)
    return Source(
        *("all", "all_ratings.tsv.gz", url),
        archives=(archive,),
        options=TABS,
        text="document",
        labelled="rating",
    )


def _polarity(label: str) -> Source:
    member = f"sentence_polarity/rt-polarity.{label[:3]}"
    options: dict[str, Any] = {"reader": "text", "label": label, "encoding": "latin-1"}
    return Source("all", f"{label[:3]}.txt", _nltk("sentence_polarity"), member, **options)


def _subjectivity(label: str, member: str) -> Source:
    options: dict[str, Any] = {"reader": "text", "label": label, "encoding": "latin-1"}
    return Source("all", f"{label}.txt", _nltk("subjectivity"), f"subjectivity/{member}", **options)


def _movie_reviews() -> Source:
    url = _nltk("movie_reviews")
    kinds = [Archive(url, rf"movie_reviews/{k}/.*\.txt", {"label": i}) for i, k in enumerate(KINDS)]
    return Source("all", "movie_reviews.jsonl", url, archives=tuple(kinds), reader="json")


def _presidents() -> Source:
    collections = [
        Archive(
            _nltk(name, SPEECHES_REVISION),
            rf"{name}/\d{{4}}-.*\.txt",
            {"collection": name},
            encoding="latin-1",
        )
        for name in ("inaugural", "state_union")
    ]
    archives = tuple(collections)
    options: dict[str, Any] = {"reader": "json", "labelled": "collection"}
    return Source("all", "presidents.jsonl", archives[0].url, archives=archives, **options)


KINDS = ("neg", "pos")
_VERDICTS = {"0": "negative", "1": "positive"}
_SPAM = "https://archive.ics.uci.edu/static/public/228/sms+spam+collection.zip"
_PANG = "https://www.cs.cornell.edu/people/pabo/movie-review-data/"
CORPORA = {
    one.name: one
    for one in (
        Corpus(
            *("nsmc", "ko", "CC0 1.0", "200,000 film reviews"),
            *("https://github.com/e9t/nsmc", NSMC_REVISION),
            (_nsmc("train"), _nsmc("test")),
            _VERDICTS,
        ),
        Corpus(
            *("nsmc_all", "ko", "CC0 1.0", "712,383 film reviews with ratings"),
            *("https://github.com/e9t/nsmc", NSMC_REVISION),
            (_nsmc_all(),),
            shared_folder="nsmc",
        ),
        Corpus(
            *("sentence_polarity", "en", "CC BY 4.0 (Pang and Lee 2005)"),
            *("10,662 sentences of film reviews", _PANG, NLTK_REVISION),
            (_polarity("positive"), _polarity("negative")),
        ),
        Corpus(
            *("movie_reviews", "en", "CC BY 4.0 (Pang and Lee 2004)"),
            *("2,000 film reviews", _PANG, NLTK_REVISION),
            (_movie_reviews(),),
            _VERDICTS,
        ),
        Corpus(
            *("subjectivity", "en", "CC BY 4.0 (Pang and Lee 2004)"),
            *("10,000 sentences about films", _PANG, NLTK_REVISION),
            (
                _subjectivity("subjective", "quote.tok.gt9.5000"),
                _subjectivity("objective", "plot.tok.gt9.5000"),
            ),
        ),
        Corpus(
            *("presidents", "en", "public domain", "124 speeches of US presidents"),
            *("https://github.com/nltk/nltk_data", SPEECHES_REVISION),
            (_presidents(),),
        ),
        Corpus(
            *("sms_spam", "en", "CC BY 4.0 (Almeida and Hidalgo 2011)", "5,574 text messages"),
            *("https://archive.ics.uci.edu/dataset/228", "2012-06-21"),
            (
                Source(
                    *("all", "SMSSpamCollection", _SPAM, "SMSSpamCollection"),
                    options={**TABS, "column_names": ["label", "text"]},
                ),
            ),
        ),
        Corpus(
            *("word_similarity", "en", "CC BY 4.0 (Finkelstein et al. 2002)"),
            *("353 pairs of words, judged", "https://github.com/piskvorky/gensim", GENSIM_REVISION),
            (
                Source(
                    *("all", "wordsim353.tsv"),
                    f"{_GITHUB}/piskvorky/gensim/{GENSIM_REVISION}/gensim/test/test_data/wordsim353.tsv",
                    reader="text",
                    label="pair",
                ),
            ),
        ),
        Corpus(
            *("word_analogy", "en", "Apache-2.0 (Mikolov et al. 2013)", "19,544 analogies"),
            *("https://github.com/tmikolov/word2vec", WORD2VEC_REVISION),
            (
                Source(
                    *("all", "questions-words.txt"),
                    f"{_GITHUB}/tmikolov/word2vec/{WORD2VEC_REVISION}/questions-words.txt",
                    reader="text",
                    label="question",
                ),
            ),
        ),
        Corpus(
            "ko_en_tatoeba",
            "en, ko",
            "CC BY 2.0 FR (tatoeba.org)",
            "3,885 sentence pairs",
            "https://www.manythings.org/anki/",
            "kor.txt with sha256 cd75876a79c6",
            (
                Source(
                    "all",
                    "kor-eng.tsv",
                    "https://www.manythings.org/anki/kor-eng.zip",
                    "kor.txt",
                    reader="text",  # a line: English, Korean and whose they are, with tabs between
                    label="pair",
                ),
            ),
        ),
    )
}
