"""Trainings of other settings that died with their server: told, and begun again with a click."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from nlp_core.engine.key import run_id_of
from nlp_core.training.run import Spec
from pages.kit.engine import engine, visitor
from pages.kit.language import language, t
from pages.kit.prose import fill, sections


def tell(here: str, key: str, start: Callable[[Spec], None]) -> None:
    """A row for each lost run but the one ``here``; ``start`` is called with the spec of one."""
    for run, described in engine().lost_of(visitor()).items():
        if run == here:
            continue
        said = sections("kit", language())["training-lost-elsewhere"].body
        spec = spec_of(run, described)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(fill(said, {"run": run}))
            name = f"{key}-lost-{run}"
            if spec is not None:
                st.button(
                    t("다시 시작하기", "Start it again"), key=name, on_click=start, args=(spec,)
                )
            else:
                read = engine().forget_lost
                st.button(t("확인", "OK"), key=name, on_click=read, args=(run, visitor()))


def spec_of(run: str, described: Any) -> Spec | None:
    """The spec that a note describes by ``name`` and ``fields``; None where it is not this run's.

    A private run is not described, and a note may have been changed by hand.
    """
    from nlp_core.recipes import recipes

    try:
        spec = recipes()[described["name"]](**described["fields"])
        return spec if run_id_of(spec) == run else None
    except (KeyError, TypeError, ValueError):
        return None
