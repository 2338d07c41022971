"""A value outlives a change of language, in all controls of all lessons."""

import importlib

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.controls import Choice, Control
from pages.kit.curriculum import LESSONS
from tests.pages.drawing import visit

SLUGS = [lesson.slug for lesson in LESSONS]


def listed(slug: str) -> tuple[Control, ...]:
    """The controls that a lesson declares, without running its page."""
    found: tuple[Control, ...] = importlib.import_module(f"pages.parts.{slug}").CONTROLS
    return found


def other(control: Choice[object]) -> str:
    """An option that is not the default, and that both languages have."""
    options = [option for option in control.options if option != "morphemes"]
    default = options[0] if control.default is None else control.default
    return str(next(option for option in options if option != default))


def shown(page: AppTest, slug: str) -> dict[str, str]:
    """The lesson's values in the address."""
    return {name: value for name, value in page.query_params.items() if name.startswith(f"{slug}-")}


@pytest.mark.parametrize("slug", SLUGS)
def test_controls_can_be_listed_and_have_their_own_keys(slug: str) -> None:
    keys = [control.key for control in listed(slug)]
    assert keys and len(keys) == len(set(keys))
    for control in listed(slug):
        assert all(control.label), control.key


@pytest.mark.parametrize("slug", SLUGS)
def test_a_choice_outlives_the_language(slug: str) -> None:
    first = shown(visit(slug, "ko"), slug)
    choices = [c for c in listed(slug) if isinstance(c, Choice) and f"{slug}-{c.key}" in first]
    chosen = {f"{slug}-{c.key}": other(c) for c in choices}
    page = visit(slug, "ko", **chosen)
    before = shown(page, slug)
    page.session_state["lang"] = "en"
    page.run()
    assert not page.exception
    after = shown(page, slug)
    assert {name: after[name] for name in chosen} == {name: before[name] for name in chosen}
