"""What every visit runs: the language, the navigation, and the chosen page.

The body stands under a main guard: Streamlit runs this file as ``__main__``, and a worker process
that replaces a killed one imports ``__main__`` again, which must not run a page.
"""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def main() -> None:
    """One run, for one visitor."""
    import streamlit as st

    from pages.kit import address, seen
    from pages.kit.curriculum import LESSONS
    from pages.kit.language import language_switch, settle_language, t
    from pages.kit.visit import Top, visit

    arrived = address.arriving()
    if arrived:
        visit().arrived = arrived
    known = settle_language(arrived.get("lang"))
    st.set_page_config(  # before the menu, whose icons the tab would fetch from another host
        page_icon=str(ROOT / "assets" / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    chosen = st.navigation(_menu(), expanded=True)
    site = t("다시 보는 NLP", "NLP Revisited")
    titles = {one.slug: f"{one.title} · {site}" for one in LESSONS}
    st.set_page_config(page_title=titles.get(chosen.url_path, site))
    seen.mark(chosen.url_path)
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        title = st.container(width="stretch", key="top-title")
        with st.container(horizontal=True, width="content", key="top-tools", gap="xsmall"):
            tools = st.container(horizontal=True, width="content", gap="xsmall")
            language_switch()
    visit().top = Top(title, tools)
    _tell(language_is_known=known, page_is_known=address.NO_SUCH_PAGE not in arrived)
    chosen.run()


def _tell(*, language_is_known: bool, page_is_known: bool) -> None:
    """What of the address led nowhere."""
    import streamlit as st

    from pages.kit.language import t

    if not language_is_known:
        st.toast(
            t("모르는 언어라서 한국어로 보여 드려요.", "Unknown language in the address."),
            icon=":material/translate:",
        )
    if not page_is_known:
        said = t(
            "그런 페이지는 없어서 처음 화면으로 왔어요.",
            "There is no such page: this is the first.",
        )
        st.toast(said, icon=":material/explore:", duration="long")


def _menu() -> dict[str, list[Any]]:
    """The navigation: the front page, then the lessons by part, with a mark where one was seen."""
    import streamlit as st

    from pages.kit.curriculum import LESSONS, PARTS, page_file
    from pages.kit.language import t
    from pages.kit.seen import seen

    opened = seen()
    home = st.Page(page_file("home"), title=t("처음", "Home"), icon=":material/home:", default=True)
    menu = {t("다시 보는 NLP", "NLP Revisited"): [home]}
    for number, part in enumerate(PARTS, 1):
        pages = [
            st.Page(
                page_file(one.slug),
                title=f"{one.short} ✓" if one.slug in opened else one.short,
                icon=one.icon,
                url_path=one.slug,
            )
            for one in LESSONS
            if one.part == number
        ]
        if pages:
            menu[f"{number}. {part.short}"] = pages
    return menu


if __name__ == "__main__":
    from pages.kit.turns import turns

    with turns.take():
        main()
