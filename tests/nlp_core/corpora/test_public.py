import io
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

from nlp_core.corpora import public
from nlp_core.corpora.rude import is_rude
from nlp_core.errors import LearnerError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Neither data nor cache of this machine."""
    monkeypatch.setenv("NLP_REVISITED_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))
    return tmp_path


def answer(monkeypatch: pytest.MonkeyPatch, content: bytes | Exception) -> None:
    def urlopen(url: str, timeout: float) -> Any:
        if isinstance(content, Exception):
            raise content
        return io.BytesIO(content)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)


def test_every_corpus_says_whose_it_is() -> None:
    for corpus in public.CORPORA.values():
        assert corpus.licence and corpus.size and corpus.revision
        assert corpus.origin.startswith("https://")
        assert all(source.url.startswith("https://") for source in corpus.sources)


def test_a_local_folder_is_read(elsewhere: Path) -> None:
    pytest.importorskip("datasets", reason="the datasets library is not installed")
    folder = elsewhere / "data" / "nsmc"
    folder.mkdir(parents=True)
    text = 'id\tdocument\tlabel\n1\t"정말 좋다\t1\n2\tNone\t0\n3\t\t1\n'
    for split in ("train", "test"):
        (folder / f"{split}.tsv").write_text(text, encoding="utf-8")
    assert public.load("nsmc")["test"] == [('"정말 좋다', "positive"), ("None", "negative")]


def test_what_is_absent_is_named_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, urllib.error.URLError("no network"))
    with pytest.raises(LearnerError) as caught:
        public.load("nsmc")
    assert (caught.value.code, caught.value.values) == ("no-corpus", {"name": "nsmc"})


def test_a_download_is_unpacked_and_found(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets", reason="the datasets library is not installed")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("sentence_polarity/rt-polarity.pos", "a café \n".encode("latin-1"))
        archive.writestr("sentence_polarity/rt-polarity.neg", b"dull\n")
    answer(monkeypatch, whole.getvalue())
    assert public.find("sentence_polarity") is None
    expected = [("a café", "positive"), ("dull", "negative")]
    assert public.load("sentence_polarity")["all"] == expected
    assert public.find("sentence_polarity") is not None


def test_a_broken_download_is_no_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, b"<html>moved</html>")
    with pytest.raises(LearnerError, match="no-corpus"):
        public.load("sms_spam")


def test_swearing_is_kept_off_the_wall() -> None:
    assert is_rude("존나 재밌") and is_rude("what the FUCK")
    assert not any(map(is_rude, ["보지 마세요", "재미있다", "scunthorpe", "지루하다"]))


def test_a_download_that_is_broken_off_leaves_no_part_of_a_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, b"document\tlabel\nfine\t1\n")
    write_text = Path.write_text

    def broken_off(path: Path, text: str, **options: Any) -> int:
        write_text(path, text[:5], **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "write_text", broken_off)
        public.fetch("nsmc")
    assert not [path for path in elsewhere.rglob("*") if path.is_file()]
    assert public.find("nsmc") is None
    public.fetch("nsmc")
    files = sorted(path.name for path in elsewhere.rglob("*") if path.is_file())
    assert files == ["test.tsv", "train.tsv"] and public.find("nsmc") is not None


def packed(**members: str) -> bytes:
    """A zip archive of members by name ("__" for a slash, "_DOT_" for a point)."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_DOT_", "."), text.encode("utf-8"))
    return archive.getvalue()


def test_many_small_texts_become_the_rows_of_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets", reason="the datasets library is not installed")
    members = {"neg__b": "so dull\nindeed", "pos__a": "so fine", "pos__c_DOT_md": "no review"}
    named = {
        f"movie_reviews__{name}" + ("" if "DOT" in name else "_DOT_txt"): text
        for name, text in members.items()
    }
    answer(monkeypatch, packed(**named))
    rows = public.load("movie_reviews")["all"]
    assert rows == [("so dull\nindeed", "negative"), ("so fine", "positive")]


def test_lists_of_records_become_one_packed_table(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets", reason="the datasets library is not installed")
    record = '[{"review": "좋다\\t\\"정말", "rating": "9", "review_id": "1", "movie_id": "5"}]'
    answer(monkeypatch, packed(nsmc__raw__5_DOT_json=record, nsmc__README_DOT_md="no data"))
    assert public.load("nsmc_all")["all"] == [('좋다 "정말', "9")]
    assert public.find("nsmc_all") is not None and public.find("nsmc") is None
