"""A value outlives a change of language, in all controls of all lessons."""

import importlib

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.controls import Choice, Control, Slider, Switch, Text
from pages.kit.curriculum import LESSONS
from tests.pages.drawing import unfold, visit

SLUGS = [lesson.slug for lesson in LESSONS]


def listed(slug: str) -> tuple[Control, ...]:
    """The controls that a lesson declares, without running its page."""
    found: tuple[Control, ...] = importlib.import_module(f"pages.parts.{slug}").CONTROLS
    return found


def other(control: Control) -> str:
    """A value that is not the default, and that both languages have."""
    if isinstance(control, Switch):
        return str(int(not control.default))
    if isinstance(control, Slider):
        return format(control.high if control.default != control.high else control.low, "g")
    if isinstance(control, Text):
        default = control.default if isinstance(control.default, str) else control.default[0]
        return f"{default} "[: control.limit]
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


@pytest.mark.parametrize("kind", [Choice, Slider, Switch, Text])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_value_outlives_the_language(slug: str, kind: type[Control]) -> None:
    first = shown(unfold(visit(slug, "ko")), slug)
    drawn = [c for c in listed(slug) if isinstance(c, kind) and f"{slug}-{c.key}" in first]
    chosen = {f"{slug}-{c.key}": other(c) for c in drawn}
    if not chosen:
        pytest.skip("this lesson has no such control at first")
    opened = {name: value for name, value in first.items() if name == f"{slug}-open"}
    page = visit(slug, "ko", **chosen, **opened)
    before = shown(page, slug)
    kept = chosen.keys() & before.keys()  # a choice may take other controls away
    assert kept
    page.session_state["lang"] = "en"
    page.run()
    assert not page.exception
    after = shown(unfold(page), slug)
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
