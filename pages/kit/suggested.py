"""A text field with examples under it: a click writes one into the field."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from pages.kit.controls import Controls, Text
from pages.kit.language import Both, t
from pages.kit.resetting import put_back


@dataclass(frozen=True)
class Suggested:
    """A ``text`` to type, and ``examples``: what a click writes, and what its button says.

    An empty name shows the example itself, as code.
    """

    text: Text
    examples: Mapping[str, Both | str]

    @property
    def key(self) -> str:
        """The text's own key."""
        return self.text.key

    @property
    def label(self) -> Both:
        """The text's own label."""
        return self.text.label

    def draw(self, controls: Controls) -> str:
        """The text as it stands in the field."""
        value = self.text.draw(controls)
        name = f"{controls.slug}-{self.key}"
        with st.container(horizontal=True, gap="small", key=f"{name}-examples"):
            for number, (example, said) in enumerate(self.examples.items()):
                words = t(*said) if isinstance(said, tuple) else said or f"`{example}`"
                st.button(
                    words,
                    key=f"{name}-example-{number}",
                    on_click=put_back,
                    args=({name: example},),
                    type="tertiary",
                )
        return value
