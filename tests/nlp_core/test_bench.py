"""The timings run, on text of the size they name; nothing is asserted about how long they take."""

import functools

import pytest

from nlp_core import bench
from nlp_core.bench import Timing, best, megabyte
from nlp_core.cli.main import main
from nlp_core.corpora import public


@pytest.fixture(autouse=True)
def without_public_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NLP_REVISITED_DATA", raising=False)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_megabyte_is_one(language: str) -> None:
    texts = megabyte(language, 20_000)
    size = sum(len(text.encode("utf-8")) for text in texts)
    assert 20_000 <= size < 20_500


def test_the_best_of_all_times_and_the_last_outcome() -> None:
    made: list[int] = []
    timing = best("append", lambda: made.append(1) or len(made), str, 3)
    assert (timing.name, timing.outcome, len(made)) == ("append", "3", 3)
    assert 0 <= timing.seconds < 1


def test_every_text_timing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    small = {language: megabyte(language, 3000) for language in ("ko", "en")}
    monkeypatch.setattr(bench, "megabyte", small.__getitem__)
    names = [timing.name for timing in bench.text(repeat=1)]
    assert len(names) == len(set(names)) == 10


def test_the_command_prints_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(bench.TOPICS, "text", lambda: iter([Timing("reading", 0.25, "1 text")]))
    assert main(["bench", "text"]) == 0
    assert capsys.readouterr().out.split() == ["reading", "0.250", "s", "1", "text"]
    assert main(["bench", "nothing"]) == 2


def test_vectors_are_trained_and_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from nlp_core.recipes import word2vec

    small = functools.partial(word2vec.Word2VecSpec, steps=20, slices=1, d_model=8)
    monkeypatch.setattr(word2vec, "Word2VecSpec", small)
    monkeypatch.setattr(public, "find", lambda name: None)
    timings = list(bench.vectors(repeat=1))
    assert len(timings) == 2 + 2 * 4
    assert "accuracy" in timings[0].outcome and "12,000" in timings[-1].outcome
