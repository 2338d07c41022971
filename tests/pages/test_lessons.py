"""The contract of every lesson, in both languages, from a cold start."""

import inspect
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.places import ROOT
from pages.kit import code, short
from pages.kit.curriculum import LESSONS
from pages.kit.prose import sections
from tests.conftest import forget
from tests.pages.drawing import badges, charts, drawn, unfold, visit, words

SLUGS = [lesson.slug for lesson in LESSONS]
LANGUAGES = ["ko", "en"]
ABSURD = "<img src=x onerror=alert(1)>\x00"
# A particle that names both of its forms, or one with a space before it, is a machine's.
MACHINE_PARTICLE = re.compile(
    r"[이은을]\([가는를]\)|[가는를]\([이은을]\)|\(으\)로"
    r"|(?<=[\w\])’”]) (?:은|는|을|를|이에요|예요)(?= )"
)
NOT_A_KEY = r"(?<!Choice\()(?<!Slider\()(?<!Switch\()(?<!Text\()(?<!key=)"
both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("slug", SLUGS)


@every
@both
def test_a_lesson_runs_from_a_cold_start(slug: str, language: str) -> None:
    found = drawn(slug, language)
    for page in (found.closed, found.page):
        assert not page.exception, page.exception
        assert charts(page)
    said = [line for line in found.logged if "ScriptRunContext" not in line]
    assert not [line for line in said if "deprecat" in line.lower() or "default value" in line]


@every
@both
def test_every_chart_has_a_badge_and_a_description(slug: str, language: str) -> None:
    page = drawn(slug, language).page
    assert len(badges(page)) == len(charts(page))
    assert all(badge.strip() for badge in badges(page))
    for chart in charts(page):
        assert chart.proto.alt.strip(), "a chart without a description"


@every
@both
def test_a_lesson_speaks_its_language(slug: str, language: str) -> None:
    said = words(drawn(slug, language).page)
    said = re.sub(r"\$[^$]*\$|`[^`]*`|\([^)]*\)|https?://\S+", " ", said)
    hangul = sum("가" <= letter <= "힣" for letter in said)
    latin = sum(letter.isascii() and letter.isalpha() for letter in said)
    assert hangul > latin if language == "ko" else latin > 3 * hangul


@every
def test_particles_are_written_by_a_person(slug: str) -> None:
    page = drawn(slug, "ko").page
    alts = "\n".join(chart.proto.alt for chart in charts(page))
    said = words(page).replace("\\", "").replace("\N{WORD JOINER}", "").replace("*", "")
    assert not MACHINE_PARTICLE.findall(f"{said}\n{alts}")


@every
def test_a_lesson_opens_on_its_figure(slug: str) -> None:
    """One figure stands on the stage, in the line at the top one title."""
    page = drawn(slug, "en").closed
    assert (
        sum(f"{slug}-stage-plot" in str(block.proto) for block in page.get("flex_container")) == 1
    )
    assert sum('<div class="head">' in html.proto.body for html in page.get("html")) == 1


@every
def test_the_code_shown_is_code_that_was_called(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    here = lambda call, _words: call.function(*call.args, **call.kwargs)  # noqa: E731
    monkeypatch.setattr(short, "ask", here)  # what the short-task worker does, seen from here
    shown: list[Any] = []
    kept = code.show

    def spy(key: str, objects: tuple[Any, ...], trained_by: Any, same: bool) -> None:
        shown.extend(objects)
        kept(key, objects, trained_by, same)

    code.show = spy  # type: ignore[assignment]
    try:
        with recorded() as called:
            unfold(visit(slug, "ko"))
    finally:
        code.show = kept
    assert shown, "a lesson shows code"
    for thing in shown:
        assert _codes(thing) & called, f"{thing.__qualname__} is shown and was not called"


@every
def test_an_exercise_tells_right_from_wrong(slug: str) -> None:
    page = unfold(visit(slug, "en"))
    reveals = [str(button.key) for button in page.button if str(button.key).endswith("-reveal")]
    assert reveals, "a lesson has an exercise"
    key = reveals[0].removesuffix("-reveal")
    asked = [radio for radio in page.radio if radio.key == key]
    verdicts: set[bool] = set()
    if asked:
        for option in asked[0].options:
            verdicts.add(_verdict(page, key, "radio", re.sub(r"\\(.)", r"\1", option)))
    else:
        verdicts.add(_verdict(page, key, "number_input", 1e9))
        said = "\n".join(str(box.value) for box in page.info if "Answer" in str(box.value))
        answer = re.search(r"Answer: \*\*([^*]+)\*\*", said)
        assert answer is not None
        verdicts.add(_verdict(page, key, "number_input", float(answer[1])))
    assert verdicts == {True, False}


def _verdict(page: AppTest, key: str, kind: str, guess: Any) -> bool:
    """Whether ``guess`` is called right; it is called right or wrong, once."""
    widget = next(one for one in page.get(kind) if one.key == key)
    value = next((v for v in [guess] if kind == "number_input"), None)
    widget.set_value(value if kind == "number_input" else guess)
    page.run()
    if key not in page.session_state["visit"].opened:
        next(button for button in page.button if button.key == f"{key}-reveal").click()
        page.run()
    assert not page.exception
    right = sum(str(box.value).startswith("Right.") for box in page.success)
    wrong = sum(str(box.value).startswith("Not this time.") for box in page.info)
    assert right + wrong == 1
    return bool(right)


@every
@both
def test_a_lesson_survives_an_absurd_address(slug: str, language: str) -> None:
    """Every control's value is absurd and one name unknown: each is said, and put right."""
    usual = drawn(slug, language).page
    names = [name for name in usual.query_params if name.startswith(f"{slug}-")]
    opened = usual.query_params.get(f"{slug}-open", "")
    names = [name for name in names if name != f"{slug}-open"]
    address = dict.fromkeys(names, ABSURD) | {f"{slug}-nothing": "1", f"{slug}-open": opened}
    page = visit(slug, language, **address)
    assert not page.exception, page.exception
    free = {field.key for field in [*page.text_input, *page.text_area]}
    warned = "\n".join(str(one.value) for one in page.warning).replace("\\", "")
    for name in names:
        if name in free:
            assert "\x00" not in page.query_params[name]
        else:
            assert name.removeprefix(f"{slug}-") in warned
            assert page.query_params[name] == usual.query_params[name], name
    told = "모르는 이름" if language == "ko" else "does not know"
    assert told in warned
    assert "nothing" not in warned


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _draws(path: Path) -> bool:
    """Whether a file of the kit draws a lesson's figures for it."""
    return "lesson.figure(" in _text(path)


@every
def test_prose_is_used_whole(slug: str) -> None:
    """A section that nothing says is dead; a control's key of the same name does not save it."""
    parts = (ROOT / "pages" / "parts").glob(f"{slug}*.py")
    page = "\n".join(map(_text, [ROOT / "pages" / f"{slug}.py", *parts]))
    shared = filter(_draws, (ROOT / "pages" / "kit").glob("*.py"))
    page += "\n".join(_text(path) for path in shared if f"pages.kit.{path.stem} " in page)
    core = "\n".join(map(_text, (ROOT / "nlp_core").rglob("*.py")))
    for name in sections(slug, "ko"):
        if name in {"goals", "slip", "reading"}:
            continue
        kind, _, stem = name.partition("-")
        if kind == "error":
            assert f'"{stem}"' in core + page, name
        elif kind == "exercise":
            assert re.search(rf'exercise\(\s*"{stem.removesuffix("-why")}"', page), name
        elif kind == "figure":
            used = rf'(?:words\(|key=|figure_key=)\s*"{stem}"|FIGURE = "{stem}"'
            assert re.search(used, page), name
        else:
            assert re.search(rf'{NOT_A_KEY}"{name}"(?!\s*:)', page), name


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
