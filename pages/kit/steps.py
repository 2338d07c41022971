"""Numbered steps and folded details: what is open, what is computed, what redraws alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from pages.kit.language import t
from pages.kit.visit import visit


@dataclass
class Steps:
    """The steps and details of one lesson in this run; those an address ``asked`` for are open."""

    slug: str
    asked: set[str] = field(default_factory=set)
    opened: dict[str, bool] = field(default_factory=dict)
    number: int = 0

    @contextmanager
    def folded(self, label: str, key: str) -> Iterator[bool]:
        """A detail behind one line; the value says whether to compute it.

        What is open stays open in the other language, whose line is another widget to Streamlit.
        """
        name, opened = f"{self.slug}-{key}", visit().opened
        asked = key in self.asked or name in opened
        st.session_state[name] = bool(st.session_state.get(name, asked))
        panel = st.expander(label, type="compact", key=name, on_change="rerun")
        self.opened[key] = bool(panel.open)
        (opened.add if panel.open else opened.discard)(name)
        with panel:
            yield bool(panel.open)

    def step(self, key: str, title: str, text: str, folded: bool, body: Callable[[], None]) -> None:
        """Question, words and, unless it is folded and shut, ``body`` as a fragment."""
        self.number += 1
        with st.container(key=f"{self.slug}-step-{key}", gap="small"):
            st.markdown(f"## {self.number}. {title}\n\n{text}", anchors=False)
            if not folded or self._unfolded(key):
                st.fragment(body)()

    def _unfolded(self, key: str) -> bool:
        name, opened = f"{self.slug}-{key}", visit().opened
        self.opened[key] = key in self.asked or name in opened
        if self.opened[key]:
            opened.add(name)
            return True
        label = t("펼쳐서 해 보기", "Open and try")
        icon = ":material/expand_more:"
        st.button(label, key=f"{name}-unfold", icon=icon, on_click=opened.add, args=(name,))
        return False

    def as_parameter(self) -> dict[str, str]:
        """What is open, for the address."""
        opened = ",".join(key for key, is_open in self.opened.items() if is_open)
        return {f"{self.slug}-open": opened} if opened else {}

    @property
    def unknown(self) -> int:
        """How many steps an address named that the lesson does not have."""
        return len(self.asked - self.opened.keys())
