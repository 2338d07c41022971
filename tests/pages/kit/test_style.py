"""One stylesheet, whose variables are all defined."""

import re

from nlp_core.places import ASSETS
from pages.kit.style import SHEETS, stylesheet


def test_every_variable_is_defined() -> None:
    sheet = stylesheet()
    defined = set(re.findall(r"(--[a-z-]+)\s*:", sheet))
    used = set(re.findall(r"var\((--[a-z-]+)", sheet))
    assert used <= defined, used - defined


def test_colours_stand_in_the_palette_alone() -> None:
    own = "".join((ASSETS / name).read_text() for name in SHEETS)
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", own)) == {"#FFFFFF"}  # on a filled button


def test_motion_may_be_turned_off() -> None:
    assert "prefers-reduced-motion" in stylesheet()
