"""A checkpoint for a lesson: nothing is asked before its step opens, and every ending is told."""

from pathlib import Path
from unittest.mock import patch

import pytest

from nlp_core.errors import LearnerError
from nlp_core.published import hub as core_hub
from tests.pages.drawing import charts, visit
from tests.pages.real_hub import fetched, hub, opened, press, said, until, until_said

NAME = "klue/bert-base"
LESSONS = ("bert", "gpt", "prompting", "albert", "electra")


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_whose_step_is_shut_asks_no_network(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core_hub, "_api", lambda _: pytest.fail("the hub was asked"))
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a network was asked"))
    page = visit(slug, "ko")
    assert not page.exception and f"{slug}-real-unfold" in {one.key for one in page.button}


def test_the_size_and_the_licence_stand_before_the_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch) as fake:
        page = opened("bert", "ko")
        assert NAME in said(page) and not page.exception
        page = until(page, "bert-real-fetch")
        told = said(page)
        assert "CC BY-SA 4.0" in told and "kB" in told and "77c8b3d" in told
        other = until(opened("bert", "ko"), "bert-real-fetch")
        assert not other.exception
        assert len(fake.asked) == 1, "one question serves both"
        assert not [path for path in fake.asked if "/resolve/" in path]


def test_a_hub_that_does_not_answer_is_told_and_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch) as fake:
        fake.fault = "busy"
        page = until(opened("bert", "ko"), "bert-real-again")
        assert any("503" in str(one.value) for one in page.info)
        fake.fault = ""
        page = until(press(page, "bert-real-again"), "bert-real-fetch")
        assert not page.exception


def test_a_second_visitor_sees_the_download_and_either_may_leave_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch) as fake:
        page = until(opened("bert", "ko"), "bert-real-fetch")
        fake.fault = "hangs in the middle"
        page = until(press(page, "bert-real-fetch"), "bert-real-leave")
        other = until(opened("bert", "ko"), "bert-real-leave")
        assert "사람 2명" in str([one.proto for one in other.get("progress")])
        press(page, "bert-real-leave")
        press(other, "bert-real-leave")
        fake.end.set()
        until(other, "bert-real-fetch")
        assert not page.exception and not other.exception


def test_a_download_that_breaks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub(NAME, tmp_path, monkeypatch) as fake:
        page = until(opened("bert", "ko"), "bert-real-fetch")
        fake.fault = "cut off"
        page = until(press(page, "bert-real-fetch"), "bert-real-again")
        assert any("끊겼어요" in str(one.value) for one in page.info)


def test_what_is_here_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub(NAME, tmp_path, monkeypatch) as fake:
        fetched("bert", "ko")
        asked = len(fake.asked)
        page = until_said(opened("bert", "ko"), "그대로 넣어 실행")
        assert len(fake.asked) == asked and not page.exception


def test_a_damaged_file_is_told_and_fetched_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch):
        shown = len(charts(fetched("bert", "ko")))
        folder = core_hub.found(NAME)
        assert folder is not None
        weights = folder / "model.safetensors"
        weights.write_bytes(b"\xff" * weights.stat().st_size)
        from nlp_core.published import asking

        asking.forget()
        page = until(opened("bert", "ko"), "bert-real-discard")
        assert any("손상" in str(one.value) for one in page.warning)
        page = until(press(page, "bert-real-discard"), "bert-real-fetch")
        page = until_said(press(page, "bert-real-fetch"), "그대로 넣어 실행")
        assert len(charts(page)) == shown


@pytest.mark.parametrize("error", [LearnerError("short-hung", seconds=60.0), RuntimeError("no")])
def test_an_answer_that_does_not_come_is_told_and_asked_once(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def silent(call: object, _: str) -> None:
        asked.append(call)
        raise error

    with hub(NAME, tmp_path, monkeypatch):
        page = fetched("bert", "ko")
        with patch("pages.kit.short.ask", silent):
            page = opened("bert", "ko")
            page.run()
            assert len(asked) == 1 and page.warning and not page.exception
            press(page, "bert-real-retry")
            assert len(asked) == 2


def test_a_server_that_asks_no_hub_says_so() -> None:
    page = opened("bert", "ko")
    assert any("묻지 않도록" in str(one.value) for one in page.info)
    assert not page.exception and "bert-real-fetch" not in {one.key for one in page.button}
