"""Reset with undo, a link that carries every value, and what an arriving link got wrong."""

from collections.abc import Collection

import streamlit as st

from pages.kit import address, resetting
from pages.kit.language import t
from pages.kit.prose import escape
from pages.kit.visit import visit


def tools(slug: str) -> st.delta_generator.DeltaGenerator | None:
    """Share, reset, undo; the place for the link if it is asked for: it is filled at the end."""
    place = None
    menu = st.popover(
        t("공유", "Share"),
        icon=":material/link:",
        type="tertiary",
        key=f"{slug}-share",
        on_change="rerun",
    )
    if menu.open:
        with menu:
            place = st.empty()  # the page's controls are not drawn yet
    st.button(
        t("처음 설정", "Reset"),
        key=f"{slug}-reset",
        icon=":material/restart_alt:",
        type="tertiary",
        on_click=resetting.reset,
        args=(slug,),
    )
    undo = visit().undo
    if undo is not None and undo.slug == slug:
        st.button(
            t("되돌리기", "Undo reset"),
            key=f"{slug}-undo",
            icon=":material/undo:",
            type="tertiary",
            on_click=resetting.undo,
        )
    return place


def show_link(values: dict[str, str]) -> None:
    """The address of the page as it is now, to be copied."""
    st.caption(
        t("이 주소를 열면 지금 화면이 그대로 나와요.", "This address opens the page as it is now.")
    )
    st.code(address.link(values), language=None, wrap_lines=False)
    if address.too_long(values):
        st.caption(
            t(
                "긴 글이 들어 있어서 주소창에는 다 담지 못했어요. 이 링크에는 모두 들어 있어요.",
                "A long text does not fit the address bar; this link carries all of it.",
            )
        )


def tell(problems: Collection[str], unknown: int) -> None:
    """Say which controls the address could not set, and how many of its names nobody knows."""
    if problems:
        names = ", ".join(escape(name.split("-", 1)[-1]) for name in problems)
        st.warning(
            t(
                f"주소에 있는 값 가운데 쓸 수 없는 것이 있어 기본값으로 바꾸었어요: {names}",
                "Some values in the address cannot be used and were set to their defaults: "
                f"{names}",
            ),
            icon=":material/link_off:",
        )
    if unknown:
        st.warning(
            t(
                f"이 수업이 모르는 이름이 주소에 {unknown}개 있어요.",
                f"Names in the address that this lesson does not know: {unknown}.",
            ),
            icon=":material/link_off:",
        )
