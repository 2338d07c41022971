"""Colours are told apart on both papers, and text on them can be read."""

import tomllib

import pytest

from nlp_core.figures import palette
from nlp_core.places import ROOT


def mixed(fill: str, paper: str, opacity: float) -> str:
    pairs = [(int(fill[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * a + (1 - opacity) * b):02X}" for a, b in pairs)


@pytest.mark.parametrize("theme", palette.THEMES)
def test_roles_and_categories_differ_from_the_paper(theme: str) -> None:
    paper = palette.THEMES[theme]["paper"]
    for colour in (*palette.ROLES.values(), *palette.CATEGORIES):
        assert palette.contrast(colour, paper) >= 3


@pytest.mark.parametrize("theme", palette.THEMES)
def test_inks_are_read_on_paper_and_surface(theme: str) -> None:
    one = palette.THEMES[theme]
    for ink in ("ink", "ink-soft", "accent", "code-sign", "code-text", "code-number"):
        assert palette.contrast(one[ink], one["paper"]) >= 4.5
        assert palette.contrast(one[ink], one["surface"]) >= 4.5


@pytest.mark.parametrize("theme", palette.THEMES)
def test_white_is_read_on_buttons(theme: str) -> None:
    assert palette.contrast("#FFFFFF", palette.THEMES[theme]["button"]) >= 4.5


@pytest.mark.parametrize("theme", palette.THEMES)
@pytest.mark.parametrize("tint", [palette.TINT_PLUS, palette.TINT_MINUS])
def test_values_on_tints_are_read_in_both_themes(theme: str, tint: str) -> None:
    paper, ink = palette.THEMES[theme]["paper"], palette.THEMES[theme]["ink"]
    for step in range(101):
        opacity = step / 100
        shade = mixed(tint, paper, opacity)
        if opacity <= palette.TINT_INK:
            assert palette.contrast(ink, shade) >= 4.5
        if opacity >= palette.TINT_WHITE:
            assert palette.contrast("#FFFFFF", shade) >= 4.5


@pytest.mark.parametrize("fill", [palette.TINT_LEARNED, palette.TINT_FIXED])
def test_white_is_read_on_filled_blocks(fill: str) -> None:
    assert palette.contrast("#FFFFFF", fill) >= 4.5


def test_ink_on_any_category_is_read() -> None:
    for colour in palette.CATEGORIES:
        assert palette.contrast(palette.ink_on(colour), colour) >= 4.5


def test_css_has_every_colour_of_both_themes() -> None:
    light, dark = palette.THEMES["light"], palette.THEMES["dark"]
    assert light.keys() == dark.keys()
    lines = palette.css_variables().splitlines()
    assert lines == [f"--{name}: light-dark({light[name]}, {dark[name]});" for name in light]


@pytest.mark.parametrize("theme", palette.THEMES)
def test_streamlit_is_given_the_same_colours(theme: str) -> None:
    """Its own settings cannot read the palette, so they repeat it."""
    given = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][theme]
    named = {
        "primaryColor": "primary",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "surface",
        "textColor": "ink",
        "borderColor": "line",
        "linkColor": "accent",
        "codeBackgroundColor": "surface",
        "codeTextColor": "ink",
    }
    assert {name: given[name] for name in named} == {
        name: palette.THEMES[theme][colour] for name, colour in named.items()
    }
