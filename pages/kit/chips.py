"""Tokens as chips: one height everywhere, spaces visible, subwords joined, nothing unescaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from nlp_core.figures import palette


@dataclass(frozen=True)
class Chip:
    """One token: ``weight`` (0 to 1) deepens its role's colour, ``joined`` glues it to the last."""

    text: str
    role: str | None = None
    weight: float | None = None
    joined: bool = False
    special: bool = False
    note: str = ""


def draw(chips: Sequence[Chip], *, label: str) -> None:
    """A row of chips that wraps; ``label`` stands before it and is read out by screen readers."""
    name = escape(label)
    st.html(markup(chips, label=label, before=f'<span class="chips-label">{name}</span>'))


def markup(chips: Sequence[Chip], *, label: str, before: str = "") -> str:
    """The row as HTML, ``before`` in front of it; ``label`` is read out by screen readers.

    Joined tokens stay on one line while there is room for them.
    """
    groups: list[list[Chip]] = []
    for chip in chips:
        if chip.joined and groups:
            groups[-1].append(chip)
        else:
            groups.append([chip])
    row = "".join(_group(group) for group in groups)
    return f'<div class="chips" role="list" aria-label="{escape(label)}">{before}{row}</div>'


def _group(group: list[Chip]) -> str:
    inside = "".join(_chip(chip) for chip in group)
    return inside if len(group) == 1 else f'<span class="chip-word" role="none">{inside}</span>'


def _chip(chip: Chip) -> str:
    classes = ["chip"] + ["joined"] * chip.joined + ["special"] * chip.special
    style = ""
    if chip.role is not None:
        depth = 0.55 if chip.weight is None else min(max(chip.weight, 0.0), 1.0)
        share = round(8 + 62 * depth)
        colour = palette.ROLES[chip.role]
        style = (
            f"background:color-mix(in srgb,{colour} {share}%,transparent);border-color:{colour};"
        )
    text = escape(chip.text).replace(" ", '<span class="space">␣</span>').replace("\n", "⏎")
    note = f"<small>{escape(chip.note)}</small>" if chip.note else ""
    return f'<span role="listitem" class="{" ".join(classes)}" style="{style}">{text}{note}</span>'
