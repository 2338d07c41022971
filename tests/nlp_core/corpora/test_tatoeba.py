"""The public sentence pairs: read with their credits, and held out on both sides."""

from pathlib import Path

import pytest

from nlp_core.corpora import public, tatoeba


@pytest.fixture
def corpus(public_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real corpus."""
    if not (public_data / tatoeba.NAME).is_dir():
        pytest.skip("the Tatoeba pairs are not here (set NLP_REVISITED_DATA to their folder)")
    pytest.importorskip("datasets", reason="the datasets library is not installed")
    monkeypatch.setenv("NLP_REVISITED_DATA", str(public_data))
    tatoeba.pairs.cache_clear()
    tatoeba.split.cache_clear()


def test_lines_become_pairs_with_credits(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "Hi.\t안녕.\tCC-BY 2.0 #1",
        "Hi.\t안녕.\tCC-BY 2.0 #2",
        "broken",
        "\t \tx",
        "A  b.\t가\tc",
    ]
    monkeypatch.setattr(public, "load", lambda name: {"all": [(line, "pair") for line in lines]})
    tatoeba.pairs.cache_clear()
    found = tatoeba.pairs()
    tatoeba.pairs.cache_clear()
    assert found == (tatoeba.Pair("Hi.", "안녕.", "CC-BY 2.0 #1"), tatoeba.Pair("A b.", "가", "c"))


@pytest.mark.public_data
def test_held_out_pairs_share_neither_side(corpus: None) -> None:
    learned, held = tatoeba.split()
    assert len(held) == tatoeba.HELD_OUT and len(learned) > 3000
    for side in ("en", "ko"):
        mine, theirs = ({getattr(one, side).casefold() for one in some} for some in (learned, held))
        assert not mine & theirs
    assert all("tatoeba.org" in one.credit for one in (*learned, *held))
