"""Public corpora: nobody's words here, so each is named with its licence, origin and revision.

They are read through ``datasets`` from the folder that ``NLP_REVISITED_DATA`` names, or else from
the cache, where ``fetch`` puts what it downloads. None of them ships with the site.
"""

import os
import shutil
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlp_core.errors import LearnerError
from nlp_core.places import default_cache

Row = tuple[str, str]  # text, label
TABS = {"delimiter": "\t", "quoting": 3, "keep_default_na": False}  # quotation marks are text
TIMEOUT_S = 60
_GITHUB = "https://raw.githubusercontent.com"


@dataclass(frozen=True)
class Source:
    """One file of a corpus: how ``datasets`` reads it, and where it comes from.

    ``member`` is its name inside the archive at ``url``, where that is one. All texts of the file
    bear ``label`` where it is given, else those of the column "label".
    """

    split: str
    file: str
    url: str
    member: str = ""
    reader: str = "csv"
    options: Mapping[str, Any] = field(default_factory=dict)
    text: str = "text"
    label: str = ""
    encoding: str = "utf-8"  # at its origin; here it is UTF-8


@dataclass(frozen=True)
class Corpus:
    """A public corpus: what it is, who may use it how, where it comes from."""

    name: str
    language: str
    licence: str
    size: str
    origin: str
    revision: str
    sources: tuple[Source, ...]
    labels: Mapping[str, str] = field(default_factory=dict)  # as written -> as named here


def _nsmc(split: str) -> Source:
    url = f"{_GITHUB}/e9t/nsmc/{NSMC_REVISION}/ratings_{split}.txt"
    return Source(split, f"{split}.tsv", url, options=TABS, text="document")


def _polarity(label: str) -> Source:
    url = f"{_GITHUB}/nltk/nltk_data/{NLTK_REVISION}/packages/corpora/sentence_polarity.zip"
    member = f"sentence_polarity/rt-polarity.{label[:3]}"
    file = f"{label[:3]}.txt"
    return Source("all", file, url, member, reader="text", label=label, encoding="latin-1")


NSMC_REVISION = "e25115d10dc8eb9f9ea8b42b750ca13832deed57"
NLTK_REVISION = "88e706f3c896835f1203b2ad5de7d90826fcaa2b"
CORPORA = {
    one.name: one
    for one in (
        Corpus(
            "nsmc",
            "ko",
            "CC0 1.0",
            "200,000 film reviews",
            "https://github.com/e9t/nsmc",
            NSMC_REVISION,
            (_nsmc("train"), _nsmc("test")),
            {"0": "negative", "1": "positive"},
        ),
        Corpus(
            "sentence_polarity",
            "en",
            "CC BY 4.0 (Pang and Lee 2005)",
            "10,662 sentences of film reviews",
            "https://www.cs.cornell.edu/people/pabo/movie-review-data/",
            NLTK_REVISION,
            (_polarity("positive"), _polarity("negative")),
        ),
        Corpus(
            "sms_spam",
            "en",
            "CC BY 4.0 (Almeida and Hidalgo 2011)",
            "5,574 text messages",
            "https://archive.ics.uci.edu/dataset/228",
            "2012-06-21",
            (
                Source(
                    "all",
                    "SMSSpamCollection",
                    "https://archive.ics.uci.edu/static/public/228/sms+spam+collection.zip",
                    "SMSSpamCollection",
                    options={**TABS, "column_names": ["label", "text"]},
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


def load(name: str) -> dict[str, list[Row]]:
    """The rows of each split, downloaded first where they are not here and there is a network.

    Raises LearnerError "no-corpus" (with ``name``) where there is neither.
    """
    corpus = CORPORA[name]
    folder = find(name)
    if folder is None:
        try:
            folder = fetch(name)
        except (OSError, urllib.error.URLError, zipfile.BadZipFile, KeyError) as error:
            raise LearnerError("no-corpus", name=name) from error
    splits: dict[str, list[Row]] = {}
    for source in corpus.sources:
        splits.setdefault(source.split, []).extend(_read(folder / source.file, source, corpus))
    return splits


def folders() -> list[Path]:
    """Where corpora are looked for, in this order; ``fetch`` writes to the last."""
    named = os.environ.get("NLP_REVISITED_DATA")
    cache = os.environ.get("NLP_REVISITED_CACHE", "")
    if not cache or "://" in cache:
        cache = str(default_cache())
    return [*([Path(named)] if named else []), Path(cache) / "data"]


def find(name: str) -> Path | None:
    """The folder that holds all files of a corpus, None where there is none."""
    for folder in folders():
        here = folder / name
        if all((here / source.file).is_file() for source in CORPORA[name].sources):
            return here
    return None


def fetch(name: str) -> Path:
    """Download a corpus at its pinned revision into the cache; OSError where that fails.

    A file is written aside and then moved into place, so that none is ever there in part.
    """
    folder = folders()[-1] / name
    folder.mkdir(parents=True, exist_ok=True)
    for source in CORPORA[name].sources:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".aside-") as temporary:
            got = Path(temporary) / "got"
            with (
                urllib.request.urlopen(source.url, timeout=TIMEOUT_S) as answer,
                got.open("wb") as file,
            ):
                shutil.copyfileobj(answer, file)
            if source.member:
                with zipfile.ZipFile(got) as archive:
                    got = Path(archive.extract(source.member, temporary))
            text = got.read_text(encoding=source.encoding)
            whole = Path(temporary) / "whole"
            whole.write_text(text, encoding="utf-8")
            whole.replace(folder / source.file)
    return folder


def _read(path: Path, source: Source, corpus: Corpus) -> list[Row]:
    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as temporary:
        table = datasets.load_dataset(
            source.reader,
            data_files=str(path),
            split="train",
            cache_dir=temporary,
            keep_in_memory=True,
            **source.options,
        )
        texts = [str(text).strip() for text in table[source.text]]
        labels = [source.label] * len(texts) if source.label else map(str, table["label"])
        rows = zip(texts, [corpus.labels.get(label, label) for label in labels], strict=True)
        return [(text, label) for text, label in rows if text]
