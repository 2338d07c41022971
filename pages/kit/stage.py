"""The stage: a lesson's first screen. The figure large, its controls beside it, training in a row.

On a window of 1000 px and more the figure takes about two thirds of the width and the controls the
rest; on a narrower one the figure comes first. ``assets/style.css`` gives the figure its height,
which follows the window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from pages.kit import figure
from pages.kit.language import t
from pages.kit.prose import FigureWords


@dataclass(frozen=True)
class Live:
    """A running training that draws the stage's figure: every so many seconds, once it can."""

    every: float
    newest: Callable[[], tuple[Figure, Provenance] | None]


@dataclass
class Stage:
    """Places on the first screen; a page writes into them with ``with stage.controls:``."""

    slug: str
    top: DeltaGenerator  # the lesson's figure
    under: DeltaGenerator  # what stands under it
    controls: DeltaGenerator
    training: DeltaGenerator
    live: Live | None = None

    @cached_property
    def more(self) -> DeltaGenerator:
        """Controls that matter less, folded under the others."""
        with self.controls:
            return st.expander(
                t("더 많은 설정", "More settings"), type="compact", key=f"{self.slug}-more"
            )

    def show(
        self, drawn: Figure, provenance: tuple[Provenance, ...], words: FigureWords, key: str
    ) -> None:
        """The figure in its place, or the newest snapshot of the training that draws it."""
        live = self.live

        def draw() -> None:
            newest = live.newest() if live is not None else None
            now, origin = (drawn, provenance) if newest is None else (newest[0], newest[1:])
            with st.container(key=f"{self.slug}-stage-plot"):
                figure.chart(now, alt=words.alt, key=None, fill=True)
            figure.foot(now, origin, words, key, live=newest is not None)

        with self.top:
            st.fragment(draw, run_every=live.every if live is not None else None)()


def set_up(slug: str) -> Stage:
    """Lay the stage out."""
    with st.container(key=f"{slug}-stage", gap="small"):
        with st.container(key=f"{slug}-stage-row"):
            left, controls = st.columns([2, 1], gap="medium")
        with left:
            top = st.container(gap="small")
            under = st.container(key=f"{slug}-stage-under", gap="small")
        training = st.container(key=f"{slug}-stage-training")
    return Stage(slug, top, under, controls, training)
