"""The language models' timings run and count right; how long they take is not asserted."""

import math
from pathlib import Path

import pytest
import torch

from nlp_core import bench_lm, bench_timing
from nlp_core.bench_lm import Course, Preset, as_ids, plainly, shakespeare
from nlp_core.bench_timing import Clock, in_turn
from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.models.gpt_writing import Writer, warm, write
from nlp_core.training.run import Point
from tests.nlp_core.models.test_bert import awake

SMALL = Preset(d_model=16, n_layer=1, n_head=2, context=8, rows=4, steps=25)


@pytest.fixture()
def a_play(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / bench_lm.PLAY
    path.parent.mkdir()
    path.write_text("To be, or not to be: that is the question.\n" * 40)
    monkeypatch.setenv("NLP_REVISITED_DATA", str(tmp_path))
    return path


def test_the_last_tenth_is_held_out() -> None:
    play = as_ids("abcabcabcb")
    assert play.characters == "abc"
    assert play.learned.tolist() == [0, 1, 2] * 3 and play.held_out.tolist() == [1]


def test_the_play_is_learned(a_play: Path) -> None:
    (timing,) = shakespeare(SMALL, report=10)
    assert "25 x 4 rows" in timing.name and timing.seconds > 0
    loss = float(timing.outcome.split()[2].rstrip(","))
    assert 0 < loss < math.log(20)
    assert "1.88 never reached" in timing.outcome


def test_without_the_play_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NLP_REVISITED_DATA", str(tmp_path))
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    (timing,) = shakespeare(SMALL)
    assert "NLP_REVISITED_DATA" in timing.outcome and "not timed" in timing.name


def test_a_course_leaves_its_checks_off_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(Clock(float(wall), wall / 2) for wall in (0, 10, 10, 30, 30, 30))
    monkeypatch.setattr(Clock, "now", staticmethod(lambda: next(now)))
    checks = {"wall": 4.0, "processor": 1.0}
    losses = (2.0, 1.87)
    points = (
        Point(step, 20, 0.0, checks | {"held-out": loss})
        for step, loss in zip((10, 20), losses, strict=True)
    )
    course = Course(points)
    assert course.advance() and course.took == Clock(6.0, 4.0) and course.reached is None
    assert course.advance() and course.took == Clock(22.0, 13.0)
    assert not course.advance()
    assert course.reached == (20, Clock(22.0, 13.0)) and course.best == 1.87
    assert str(course) == "1.88 at step 20: 22.0 s, processor 13.0 s"


def test_ways_take_turns_and_their_median_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    now = 0.0
    took = {"a": iter([99, 1, 5, 2]), "b": iter([99, 10, 30, 20])}

    def run(name: str) -> None:
        nonlocal now
        order.append(name)
        now += next(took[name])

    monkeypatch.setattr(bench_timing.time, "perf_counter", lambda: now)
    monkeypatch.setattr(bench_timing.time, "process_time", lambda: 2 * now)
    found = in_turn({"a": lambda: run("a"), "b": lambda: run("b")}, 3)
    assert order == ["a", "b"] * 4
    assert found == {"a": Clock(2, 4), "b": Clock(20, 40)}


def test_the_plain_way_writes_what_the_writer_writes() -> None:
    model = awake(Gpt(GptConfig(30, d_model=16, n_layer=2, n_head=2)))
    assert isinstance(model, Gpt)
    beginning = torch.tensor([3, 1, 4])
    warm()
    assert torch.equal(plainly(model, beginning, 9), write(Writer(model, 12), beginning, 9))


def test_writing_and_bert_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_lm, "VOCAB_SIZE", 50)
    monkeypatch.setattr(bench_lm, "WRITTEN", 3)
    monkeypatch.setattr(bench_lm, "ROWS", 2)
    monkeypatch.setattr(bench_lm, "WIDTH", 20)
    timings = [*bench_lm.writing(1), *bench_lm.bert_steps(1)]
    assert len({timing.name for timing in timings}) == 3
    assert all("tokens/s" in timing.outcome and timing.seconds > 0 for timing in timings)
