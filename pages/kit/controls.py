"""Controls: declared as data, drawn as widgets, kept from visit to visit, written in the address.

A control is a small frozen value (``Choice``, ``Slider``, ``Switch``, ``Text``) that can be listed
without running a page. Its widget key and its parameter in the address are ``<slug>-<key>``. A
value that arrives by the address is checked against the declaration before the widget is made; what
does not fit is put right and said. Values outlive a change of page and of language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import streamlit as st

from pages.kit.clean import clean
from pages.kit.distinct import distinct
from pages.kit.language import LANGUAGES, Both, language, t
from pages.kit.numbers import stands
from pages.kit.prose import escape
from pages.kit.visit import visit

SENTENCES = tuple(f"sentence-{code}" for code in LANGUAGES)
SENTENCE: Both = (
    "내 문장 (다음 수업에서도 이어서 써요)",
    "My sentence (kept from lesson to lesson)",
)
SEGMENTS = 4  # more options than this make a list
FACTOR = 3  # of a text's limit: what a field may send, so that a cut can be said
V = TypeVar("V")


@dataclass(frozen=True)
class Choice(Generic[V]):
    """One of ``options``: a mapping of values to names (in both languages), or values alone.

    The first option is the default. Few options are segments, more a list; ``listed`` decides where
    the names are long. The kind of widget never depends on the language. ``former`` maps values of
    older addresses to those in their place.
    """

    key: str
    label: Both
    options: Mapping[V, Both | str] | Sequence[V]
    default: V | None = None
    help: Both | None = None
    listed: bool | None = None
    former: Mapping[str, V] = field(default_factory=dict)

    def draw(self, controls: "Controls") -> V:
        options = list(self.options)
        default = options[0] if self.default is None else self.default
        by_text = {**self.former, **{str(option): option for option in options}}
        name = controls.seed(self.key, default, by_text.__getitem__, options.__contains__)
        listed = len(options) > SEGMENTS if self.listed is None else self.listed
        said = [self._shown(option) for option in options]  # in the language of this run
        said = said if listed else [escape(one) for one in said]  # segments are Markdown
        names = dict(zip(options, distinct(said), strict=True))
        common: dict[str, Any] = {"format_func": names.get, "key": name, "help": _in(self.help)}
        now = st.session_state[name]
        common |= {"index": options.index(now)} if listed else {"default": now, "required": True}
        draw: Any = st.selectbox if listed else partial(st.segmented_control, wrap=True)
        value = draw(t(*self.label), options, **common)
        return controls.keep(name, default if value is None else value, str)

    def _shown(self, option: V) -> str:
        name = self.options[option] if isinstance(self.options, Mapping) else str(option)
        return t(*name) if isinstance(name, tuple) else name


@dataclass(frozen=True)
class Slider:
    """A number from ``low`` to ``high``, integers if all four are; not drawn where it is one."""

    key: str
    label: Both
    low: float
    high: float
    step: float
    default: float
    help: Both | None = None

    def draw(self, controls: "Controls") -> Any:
        numbers = (self.low, self.high, self.step, self.default)
        kind = int if all(isinstance(number, int) for number in numbers) else float
        low, high, step, default = grid = [kind(number) for number in numbers]
        name = controls.seed(self.key, default, kind, lambda value: stands(value, *grid))
        now = st.session_state[name]
        drawn = (t(*self.label), low, high, now, step, "%g", name, _in(self.help))
        value = st.slider(*drawn) if low < high else low
        return controls.keep(name, value, lambda number: format(number, "g"))


@dataclass(frozen=True)
class Switch:
    """On or off."""

    key: str
    label: Both
    default: bool = False
    help: Both | None = None

    def draw(self, controls: "Controls") -> bool:
        name = controls.seed(self.key, self.default, {"1": True, "0": False}.__getitem__)
        value = st.toggle(t(*self.label), st.session_state[name], name, _in(self.help))
        return controls.keep(name, bool(value), lambda on: str(int(on)))


@dataclass(frozen=True)
class Text:
    """The learner's own text: cleaned, cut at ``limit`` characters and saying so.

    ``default`` may differ by language; one that the learner has not touched follows the language.
    A ``live`` line is read while it is being typed, at each pause.
    """

    key: str
    label: Both
    default: Both | str = ""
    limit: int = 500
    lines: int = 1
    help: Both | None = None
    placeholder: Both | None = None
    live: bool = False

    def put(self, controls: "Controls", change: Callable[[str], str]) -> None:
        """Change the text before its field is drawn; a LearnerError leaves it as it was."""
        name = f"{controls.slug}-{self.key}"
        now = (st.session_state.get(name) or self._default())[: FACTOR * self.limit]
        st.session_state[name] = change(now)

    def _default(self) -> str:
        return self.default if isinstance(self.default, str) else t(*self.default)

    def draw(self, controls: "Controls") -> str:
        default = self._default()
        name = controls.seed(self.key, default, clean_up_to(self.limit))
        _follow_language(name, default)
        common: dict[str, Any] = {"key": name, "max_chars": FACTOR * self.limit}
        common |= {"help": _in(self.help), "placeholder": _in(self.placeholder)}
        now = st.session_state[name]
        if self.lines > 1:
            raw = st.text_area(t(*self.label), now, height=32 + 28 * self.lines, **common)
        else:
            raw = st.text_input(t(*self.label), now, live=self.live, **common)
        raw = (raw or "")[: FACTOR * self.limit]  # a browser may send more than it is asked to
        value = clean(raw, FACTOR * self.limit)
        if len(value) > self.limit:
            value, n = value[: self.limit], f"{self.limit:,}"
            said = f"The text is long: only its first {n} characters are read."
            st.warning(t(f"글이 길어서 앞의 {n}자까지만 읽었어요.", said))
        controls.keep(name, raw, lambda _: value)
        if value == default:  # another lesson's default may be another
            visit().values.pop(name)
        return value


Control = Choice[Any] | Slider | Switch | Text


@dataclass
class Controls:
    """The controls that a page has declared in this run, under its ``slug``.

    On a ``fresh`` page widgets take their values from the visit: those of another page's widget
    with the same key are lost with it.
    """

    slug: str
    arrived: dict[str, str]
    fresh: bool = False
    problems: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)  # encoded, for the address
    defaults: dict[str, Any] = field(default_factory=dict)

    def seed(
        self,
        key: str,
        default: Any,
        parse: Callable[[str], Any],
        fits: Callable[[Any], bool] = lambda _: True,
    ) -> str:
        """Give the widget its value before it is made: the address, the session, or the default.

        Who makes it passes the value again as Streamlit's default: a browser that missed the first
        run's messages, cut by a click, begins with the default and sends that back.
        """
        name = f"{self.slug}-{key}"
        self.defaults[name] = default
        if name in self.arrived:
            try:
                value = parse(self.arrived[name])
                valid = fits(value)
            except (ValueError, KeyError, OverflowError):
                valid = False
            if not valid:
                self.problems.append(name)
            st.session_state[name] = value if valid else default
        elif self.fresh or name not in st.session_state:
            value = visit().values.get(name, default)
            st.session_state[name] = value if fits(value) else default
        elif not fits(st.session_state[name]):  # the options changed under it
            st.session_state[name] = default
        return name

    def keep(self, name: str, value: Any, encode: Callable[[Any], str]) -> Any:
        """Remember a control's value, and how the address writes it."""
        visit().values[name] = value
        self.values[name] = encode(value)
        return value


def clean_up_to(limit: int) -> Callable[[str], str]:
    """A parser of addresses: text no longer than a field may send."""
    return lambda text: clean(text, FACTOR * limit)


def _in(words: Both | None) -> str | None:
    return t(*words) if words else None


def _follow_language(name: str, default: str) -> None:
    """Swap an untouched default text for the other language's."""
    marks = visit().default_texts
    spoken, text = marks.get(name, (language(), default))
    if spoken != language() and st.session_state[name] == text:
        st.session_state[name] = default
    if spoken != language() or name not in marks:
        marks[name] = (language(), default)


def sentence(controls: Controls, default: str, label: Both) -> str:
    """The learner's own sentence in this language, shared by all lessons."""
    own = Controls("sentence", controls.arrived, controls.fresh, controls.problems)
    value = Text(language(), label, default, limit=300).draw(own)
    controls.values |= own.values
    controls.defaults |= own.defaults
    return value


def take_sentences(arrived: dict[str, str]) -> None:
    """Keep the shared sentences of an address, also on a lesson that shows none."""
    visit().values |= {n: clean(arrived[n], 900) for n in SENTENCES if n in arrived}


def own_sentence() -> dict[str, str]:
    """The learner's sentence in this language, if there is one, for the address."""
    name = f"sentence-{language()}"
    saved = visit().values
    return {name: saved[name]} if name in saved else {}
