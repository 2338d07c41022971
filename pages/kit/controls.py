"""Controls whose values live in the address, keep from visit to visit, reset and come back.

A control's widget key and its parameter are ``<slug>-<key>``. A value that arrives by the address
is checked against the control's declaration before the widget is made; what does not fit is put
right and said. Values outlive a change of page in the session's own store.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.kit.language import LANGUAGES, language, t

SENTENCES = tuple(f"sentence-{code}" for code in LANGUAGES)
SEGMENTS = 5  # more options than this make a select box


@dataclass
class Controls:
    """The controls that a page has declared in this run."""

    slug: str
    arrived: dict[str, str]
    problems: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)  # encoded, for the address
    defaults: dict[str, Any] = field(default_factory=dict)

    def choice(
        self,
        label: str,
        *,
        key: str,
        options: Sequence[Any],
        names: Mapping[Any, str] | None = None,
        default: Any = None,
        help: str | None = None,
    ) -> Any:
        """One of ``options``: segments when there are few and short, else a select box."""
        options = list(options)
        default = options[0] if default is None else default
        by_text = {str(option): option for option in options}
        name = self._seed(key, default, lambda text: by_text[text], lambda value: value in options)

        def shown(option: Any) -> str:
            return str((names or {}).get(option, option))

        common = {"format_func": shown, "key": name, "help": help}
        few = len(options) <= SEGMENTS and sum(len(shown(option)) for option in options) <= 60
        if few:
            value = st.segmented_control(label, options, required=True, wrap=True, **common)
        else:
            value = st.selectbox(label, options, **common)
        return self._keep(name, default if value is None else value, str)

    def slider(
        self,
        label: str,
        *,
        key: str,
        low: float,
        high: float,
        step: float,
        default: float,
        help: str | None = None,
    ) -> Any:
        """A number from ``low`` to ``high``; integers if ``step`` and ``default`` are."""
        kind = int if isinstance(step, int) and isinstance(default, int) else float
        low, high, default = kind(low), kind(high), kind(default)
        name = self._seed(key, default, kind, lambda value: low <= value <= high)
        value = st.slider(label, low, high, step=kind(step), key=name, help=help)
        return self._keep(name, value, lambda number: format(number, "g"))

    def switch(
        self, label: str, *, key: str, default: bool = False, help: str | None = None
    ) -> bool:
        """On or off."""
        name = self._seed(key, default, lambda text: {"1": True, "0": False}[text])
        return bool(
            self._keep(name, st.toggle(label, key=name, help=help), lambda on: str(int(on)))
        )

    def text(
        self,
        label: str,
        *,
        key: str,
        default: str = "",
        limit: int = 500,
        lines: int = 1,
        help: str | None = None,
        placeholder: str | None = None,
    ) -> str:
        """The learner's own text: NFC, without control characters, cut at ``limit`` and saying so.

        A default that the learner has not touched follows the language.
        """
        name = self._seed(key, default, str)
        self._follow_language(name, default)
        common = {"key": name, "help": help, "placeholder": placeholder}
        if lines > 1:
            raw = st.text_area(label, height=32 + 28 * lines, **common)
        else:
            raw = st.text_input(label, **common)
        value = clean(raw or "")
        if len(value) > limit:
            value = value[:limit]
            st.warning(
                t(
                    f"글이 길어서 앞의 {limit:,}자까지만 읽었어요.",
                    f"The text is long: only its first {limit:,} characters are read.",
                )
            )
        self._keep(name, raw or "", lambda _: value)
        if value == default:  # another lesson's default may be another
            st.session_state["values"].pop(name)
        return value

    def _seed(
        self,
        key: str,
        default: Any,
        parse: Callable[[str], Any],
        fits: Callable[[Any], bool] = lambda _: True,
    ) -> str:
        """Give the widget its value before it is made: the address, the session, or the default."""
        name = f"{self.slug}-{key}"
        self.defaults[name] = default
        saved: dict[str, Any] = st.session_state.setdefault("values", {})
        if name in self.arrived:
            try:
                value = parse(self.arrived[name])
                valid = fits(value)
            except (ValueError, KeyError, OverflowError):
                valid = False
            if not valid:
                self.problems.append(name)
                value = default
            st.session_state[name] = value
        elif name not in st.session_state:
            value = saved.get(name, default)
            st.session_state[name] = value if fits(value) else default
        elif not fits(st.session_state[name]):  # the options changed under it
            st.session_state[name] = default
        return name

    def _follow_language(self, name: str, default: str) -> None:
        """Swap an untouched default text for the other language's."""
        marks: dict[str, tuple[str, str]] = st.session_state.setdefault("default-texts", {})
        spoken, text = marks.get(name, (language(), default))
        if spoken != language() and st.session_state[name] == text:
            st.session_state[name] = default
        if spoken != language() or name not in marks:
            marks[name] = (language(), default)

    def _keep(self, name: str, value: Any, encode: Callable[[Any], str]) -> Any:
        st.session_state.setdefault("values", {})[name] = value
        self.values[name] = encode(value)
        return value


def clean(text: str) -> str:
    """Text as the lessons read it: NFC, line ends unified, no control or unpaired characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def take_sentences(arrived: dict[str, str]) -> None:
    """Keep the shared sentences of an address, also on a lesson that shows none."""
    saved: dict[str, Any] = st.session_state.setdefault("values", {})
    saved |= {name: value for name, value in arrived.items() if name in SENTENCES}


def own_sentence() -> dict[str, str]:
    """The learner's sentence in this language, if there is one, for the address."""
    name = f"sentence-{language()}"
    saved = st.session_state.get("values", {})
    return {name: saved[name]} if name in saved else {}


def reset(slug: str, defaults: dict[str, Any]) -> None:
    """Put every control of a page back to its default, remembering what it was."""
    st.session_state["undo"] = {
        name: st.session_state[name] for name in defaults if name in st.session_state
    }
    put_back(defaults)
    st.session_state["undo-page"] = slug


def put_back(values: dict[str, Any]) -> None:
    """Give widgets these values, in a callback, before the next run makes them."""
    saved: dict[str, Any] = st.session_state.setdefault("values", {})
    for name, value in values.items():
        st.session_state[name] = value
        saved[name] = value
