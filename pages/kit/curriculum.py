"""The table of lessons: it drives navigation, the map, previous and next, and the tests."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages.kit.language import language, t

PAGES = Path(__file__).parents[1]
CLASS_MINUTES = 50  # a lesson is made for one class of this length

Words = dict[str, str]  # by language


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the course: its number is its place in PARTS, from 1."""

    ko: str
    en: str
    shorts: Words = field(default_factory=dict)

    @property
    def title(self) -> str:
        return t(self.ko, self.en)

    @property
    def short(self) -> str:
        """The title where there is little room."""
        return self.shorts.get(language(), self.title)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A lesson's row in the table: its page is ``pages/<slug>.py``, absent while it is to come.

    ``needs`` are the lessons it builds on; ``part`` counts from 1.
    """

    slug: str
    part: int
    titles: Words
    shorts: Words = field(default_factory=dict)
    questions: Words = field(default_factory=dict)
    icon: str = ""
    needs: tuple[str, ...] = ()
    minutes: int = CLASS_MINUTES

    @property
    def title(self) -> str:
        return self.titles[language()]

    @property
    def short(self) -> str:
        """The title where there is little room."""
        return self.shorts.get(language(), self.title)

    @property
    def question(self) -> str:
        """The question this lesson answers, in one line."""
        return self.questions[language()]

    @property
    def stands(self) -> bool:
        """Whether its page is there."""
        return page_file(self.slug).exists()


def page_file(slug: str) -> Path:
    """The script of a lesson or of the home page."""
    return PAGES / f"{slug}.py"


def _read() -> tuple[tuple[Part, ...], tuple[Entry, ...]]:
    """The table beside this file."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    parts = tuple(Part(shorts=row.pop("short", {}), **row) for row in table["parts"])
    return parts, tuple(_entry(**row) for row in table["lessons"])


def _entry(title: Words, icon: str = "", needs: tuple[str, ...] = (), **row: Any) -> Entry:
    shorts, questions = row.pop("short", {}), row.pop("question", {})
    named = f":material/{icon}:" if icon else ""
    return Entry(
        titles=title, shorts=shorts, questions=questions, icon=named, needs=tuple(needs), **row
    )


PARTS, COURSE = _read()
"""The parts, and every lesson of the course in its order, those to come among them."""

LESSONS = tuple(one for one in COURSE if one.stands)
"""The lessons that stand, in the order of the course."""

_BY_SLUG = {one.slug: one for one in COURSE}


def lesson(slug: str) -> Entry:
    """The row of a lesson that stands; KeyError if there is none."""
    return {one.slug: one for one in LESSONS}[slug]


def neighbours(slug: str) -> tuple[Entry | None, Entry | None]:
    """The lessons before and after ``slug`` in the order of the course."""
    place = [one.slug for one in LESSONS].index(slug)
    before = LESSONS[place - 1] if place > 0 else None
    after = LESSONS[place + 1] if place + 1 < len(LESSONS) else None
    return before, after


def groundwork(entry: Entry) -> tuple[Entry, ...]:
    """The nearest lessons that stand and that ``entry`` builds on, past those to come."""
    found: dict[str, Entry] = {}
    for need in (_BY_SLUG[slug] for slug in entry.needs):
        nearest = (need,) if need.stands else groundwork(need)
        found |= {one.slug: one for one in nearest}
    return tuple(found.values())
