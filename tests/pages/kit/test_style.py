"""One stylesheet, whose variables are all defined."""

import re

from pages.kit.style import stylesheet


def test_every_variable_is_defined() -> None:
    sheet = stylesheet()
    defined = set(re.findall(r"(--[a-z-]+)\s*:", sheet))
    used = set(re.findall(r"var\((--[a-z-]+)", sheet))
    assert used <= defined, used - defined


def test_motion_may_be_turned_off() -> None:
    assert "prefers-reduced-motion" in stylesheet()
