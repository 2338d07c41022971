"""Reset with undo, a link that carries every value, and what an arriving link got wrong."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit.controls import put_back, reset
from pages.kit.language import t
from pages.kit.prose import escape


def bar(slug: str) -> DeltaGenerator | None:
    """The row under the title: share, reset, undo; the place for the link if it is asked for."""
    place = None
    with st.container(horizontal=True, gap="small", key=f"{slug}-bar"):
        menu = st.popover(
            t("공유", "Share"), icon=":material/link:", key=f"{slug}-share", on_change="rerun"
        )
        if menu.open:
            with menu:
                st.caption(
                    t(
                        "이 주소를 열면 지금 화면이 그대로 나와요.",
                        "This address opens the page as it is now.",
                    )
                )
                place = st.empty()  # the page's controls are not drawn yet
        st.button(
            t("처음 설정으로", "Reset"),
            key=f"{slug}-reset",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(slug,),
        )
        undo = st.session_state.get("undo")
        if undo and st.session_state.get("undo-page") == slug:
            st.button(
                t("되돌리기", "Undo reset"),
                key=f"{slug}-undo",
                icon=":material/undo:",
                on_click=_undo,
            )
    return place


def _reset(slug: str) -> None:
    reset(slug, st.session_state.get("declared", {}).get(slug, {}))


def _undo() -> None:
    put_back(st.session_state.pop("undo"))


def remember(slug: str, defaults: dict[str, Any]) -> None:
    """Keep the defaults that this run declared: a reset goes back to them."""
    st.session_state.setdefault("declared", {})[slug] = defaults


def tell(problems: list[str]) -> None:
    """Say which parameters of the address could not be used."""
    if not problems:
        return
    names = ", ".join(escape(name.split("-", 1)[-1]) for name in problems)
    st.warning(
        t(
            f"주소에 있는 값 가운데 쓸 수 없는 것이 있어 기본값으로 바꾸었어요: {names}",
            f"Some values in the address cannot be used and were set to their defaults: {names}",
        ),
        icon=":material/link_off:",
    )
