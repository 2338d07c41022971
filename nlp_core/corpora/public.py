"""Public corpora: nobody's words here, so each is named with its licence, origin and revision.

They are read through ``datasets`` from the folder that ``NLP_REVISITED_DATA`` names, or else from
the cache, where ``fetch`` puts what it downloads. None of them ships with the site.
"""

import csv
import gzip
import json
import os
import re
import shutil
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlp_core.corpora.public_sets import CORPORA, Archive, Corpus, Source
from nlp_core.errors import LearnerError
from nlp_core.places import local_cache

__all__ = ["CORPORA", "Corpus", "Row", "Source", "fetch", "find", "folders", "load"]

Row = tuple[str, str]  # text, label
TIMEOUT_S = 60


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
    return [*([Path(named)] if named else []), local_cache() / "data"]


def find(name: str) -> Path | None:
    """The folder that holds all files of a corpus, None where there is none."""
    for folder in folders():
        here = folder / CORPORA[name].folder
        if all((here / source.file).is_file() for source in CORPORA[name].sources):
            return here
    return None


def fetch(name: str) -> Path:
    """Download a corpus at its pinned revision into the cache; OSError where that fails.

    A file is written aside and then moved into place, so that none is ever there in part.
    """
    folder = folders()[-1] / CORPORA[name].folder
    folder.mkdir(parents=True, exist_ok=True)
    for source in CORPORA[name].sources:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".aside-") as temporary:
            whole = Path(temporary) / "whole"
            if source.archives:
                _gather(source, whole, Path(temporary))
            else:
                got = _download(source.url, Path(temporary) / "got")
                if source.member:
                    with zipfile.ZipFile(got) as archive:
                        got = Path(archive.extract(source.member, temporary))
                whole.write_text(got.read_text(encoding=source.encoding), encoding="utf-8")
            whole.replace(folder / source.file)
    return folder


def _download(url: str, to: Path) -> Path:
    with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer, to.open("wb") as file:
        shutil.copyfileobj(answer, file)
    return to


def _gather(source: Source, whole: Path, temporary: Path) -> None:
    """Write the rows of a source's archives: tab-separated and packed (".tsv.gz"), or as JSON."""
    rows = (row for one in source.archives for row in _archived(one, temporary))
    if source.file.endswith(".tsv.gz"):
        with gzip.open(whole, "wt", encoding="utf-8", newline="") as file:
            names = [*source.archives[0].columns.values()]
            table = csv.DictWriter(
                file,
                names,
                delimiter="\t",
                lineterminator="\n",
                quoting=csv.QUOTE_NONE,
                quotechar=None,
            )
            table.writeheader()
            for row in rows:
                table.writerow({key: " ".join(str(value).split()) for key, value in row.items()})
        return
    with whole.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _archived(archive: Archive, temporary: Path) -> Iterator[dict[str, Any]]:
    """The rows that an archive holds, in the order of its members' names."""
    with zipfile.ZipFile(_download(archive.url, temporary / "got")) as opened:
        for name in sorted(opened.namelist()):
            if re.fullmatch(archive.pattern, name):
                text = opened.read(name).decode(archive.encoding)
                if archive.columns:
                    for record in json.loads(text):
                        yield {here: record[there] for there, here in archive.columns.items()}
                else:
                    yield {**archive.fields, "file": name.rpartition("/")[2], "text": text}


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
        labels = [source.label] * len(texts) if source.label else map(str, table[source.labelled])
        rows = zip(texts, [corpus.labels.get(label, label) for label in labels], strict=True)
        return [(text, label) for text, label in rows if text]
