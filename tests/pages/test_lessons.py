"""The contract of every lesson, in both languages, from a cold start."""

import inspect
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

import pytest

from pages.kit import code
from pages.kit.curriculum import LESSONS
from pages.kit.prose import sections
from tests.conftest import forget
from tests.pages.drawing import charts, unfold, visit, words

SLUGS = [one.slug for one in LESSONS]
LANGUAGES = ["ko", "en"]
BADGE = re.compile(r":(gray|violet|blue|orange)-badge\[")
both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("slug", SLUGS)


@every
@both
def test_a_lesson_runs_from_a_cold_start(
    slug: str, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    forget()
    with caplog.at_level(logging.WARNING):
        page = unfold(visit(slug, language))
    assert not page.exception, page.exception
    assert charts(page)
    said = [r.getMessage() for r in caplog.records if "ScriptRunContext" not in r.getMessage()]
    assert not [line for line in said if "deprecat" in line.lower() or "default value" in line]


@every
@both
def test_every_chart_has_a_badge_and_a_description(slug: str, language: str) -> None:
    page = visit(slug, language)
    badges = [one for one in page.caption if BADGE.search(one.value)]
    assert badges
    for chart in charts(page):
        assert chart.proto.alt.strip(), "a chart without a description"


@every
@both
def test_a_lesson_speaks_its_language(slug: str, language: str) -> None:
    said = re.sub(
        r"\$[^$]*\$|`[^`]*`|\([^)]*\)|https?://\S+|:\w+-badge", " ", words(visit(slug, language))
    )
    hangul = sum("가" <= letter <= "힣" for letter in said)
    latin = sum(letter.isascii() and letter.isalpha() for letter in said)
    assert hangul > latin if language == "ko" else latin > 3 * hangul


@every
def test_the_code_shown_is_code_that_was_called(slug: str) -> None:
    forget()
    shown: list[Any] = []
    kept = code.show

    def spy(name: str, objects: tuple[Any, ...], trained_by: Any, key: str) -> None:
        shown.extend(objects)
        kept(name, objects, trained_by, key)

    code.show = spy  # type: ignore[assignment]
    try:
        with recorded() as called:
            visit(slug, "ko")
    finally:
        code.show = kept
    assert shown, "a lesson shows code"
    for thing in shown:
        assert _codes(thing) & called, f"{thing.__qualname__} is shown and was not called"


@every
def test_a_lesson_has_an_exercise_that_reveals(slug: str) -> None:
    page = unfold(visit(slug, "ko"))
    reveals = [one for one in page.button if str(one.key).endswith("-reveal")]
    assert reveals, "a lesson has an exercise"
    key = str(reveals[0].key).removesuffix("-reveal")
    asked = [one for one in page.radio if one.key == key]
    if asked:
        asked[0].set_value(asked[0].options[0])
    else:
        next(one for one in page.number_input if one.key == key).set_value(0.0)
    page.run()
    next(one for one in page.button if one.key == f"{key}-reveal").click()
    page.run()
    assert not page.exception
    assert any("답" in str(one.value) for one in [*page.success, *page.info])


@every
@both
def test_a_lesson_survives_an_absurd_address(slug: str, language: str) -> None:
    """Every control's value is absurd and one parameter unknown: said, and put right."""
    usual = visit(slug, language)
    names = [name for name in usual.query_params if name.startswith(f"{slug}-")]
    absurd = dict.fromkeys(names, "<img src=x onerror=alert(1)>\x00") | {f"{slug}-nothing": "1"}
    page = visit(slug, language, **absurd)
    assert not page.exception, page.exception
    assert any("nothing" in str(one.value) for one in page.warning)


@every
def test_prose_is_used_whole(slug: str) -> None:
    """A section that nothing names is dead."""
    page = (code.ROOT / "pages" / f"{slug}.py").read_text(encoding="utf-8")
    core = "\n".join(
        path.read_text(encoding="utf-8") for path in (code.ROOT / "nlp_core").rglob("*.py")
    )
    for name in sections(slug, "ko"):
        if name in {"goals", "slip", "reading"}:
            continue
        if name.startswith("error-"):
            assert f'"{name.removeprefix("error-")}"' in core + page, name
        elif name.startswith("exercise-"):
            stem = name.removeprefix("exercise-").removesuffix("-why")
            assert f'"{stem}"' in page, name
        else:
            assert f'"{name}"' in page, name


@contextmanager
def recorded() -> Iterator[set[CodeType]]:
    """The code objects that new threads call (the test runner draws a page in one)."""
    called: set[CodeType] = set()

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            called.add(frame.f_code)

    threading.setprofile(watch)
    sys.setprofile(watch)
    try:
        yield called
    finally:
        threading.setprofile(None)  # type: ignore[arg-type]
        sys.setprofile(None)


def _codes(thing: Any) -> set[CodeType]:
    """The code objects of a function, or of the methods that a class itself defines."""
    plain = inspect.unwrap(thing)
    if inspect.isclass(plain):
        members = [inspect.unwrap(one) for one in vars(plain).values() if callable(one)]
        return {one.__code__ for one in members if hasattr(one, "__code__")}
    return {getattr(plain, "__func__", plain).__code__}
