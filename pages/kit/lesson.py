"""The frame of a lesson: opened with one call, spoken to plainly, closed at the end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nlp_core.errors import LearnerError
from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from pages.kit import address, chips, code, exercise, figure, share
from pages.kit.controls import Controls, own_sentence, take_sentences
from pages.kit.curriculum import lesson as row
from pages.kit.curriculum import neighbours, page_file
from pages.kit.language import language, t
from pages.kit.prose import fill, sections
from pages.kit.words import worded

_CURRENT = "lesson-open"


def current_slug() -> str:
    """The lesson that this run draws."""
    return str(st.session_state[_CURRENT])


def open_lesson(slug: str) -> "Lesson":
    """Title, question, goals; the address is read; reset and share stand at the top."""
    st.session_state[_CURRENT] = slug
    about = row(slug)
    st.title(about.title, anchor=False)
    st.markdown(f"##### {about.question}")
    arrived = {k: v for k, v in st.session_state.get("arrived", {}).items() if k != "lang"}
    take_sentences(arrived)
    link = share.bar(slug)
    one = Lesson(slug, Controls(slug, arrived), link)
    with one.fold(t("이 수업에서 배우는 것", "What you will learn"), key="goals") as opened:
        if opened:
            one.say("goals")
    return one


class Lesson:
    """What a lesson page says and draws; see the module docstring of each part of the kit."""

    def __init__(self, slug: str, controls: Controls, link: DeltaGenerator | None) -> None:
        self.slug = slug
        self._link = link
        self.notice = st.empty()
        self._controls = controls
        self.choice = controls.choice
        self.slider = controls.slider
        self.switch = controls.switch
        self.text = controls.text
        self._codes = 0

    def sentence(self, default: str, label: str | None = None, limit: int = 300) -> str:
        """The learner's own sentence: one for each language, kept from lesson to lesson."""
        shared = replace(self._controls, slug="sentence")
        return shared.text(
            label or t("나의 문장 (수업마다 이어져요)", "My sentence (kept from lesson to lesson)"),
            key=language(),
            default=default,
            limit=limit,
        )

    def rows(
        self,
        label: str,
        *,
        key: str,
        columns: Mapping[str, str],
        default: Sequence[Mapping[str, Any]] = (),
        limit: int = 50,
        options: Mapping[str, Mapping[str, str]] | None = None,
    ) -> list[dict[str, Any]]:
        """A small table to fill in; ``options`` maps a column to its values and their names."""
        from pages.kit import table

        return table.rows(
            f"{self.slug}-{key}", label, columns, default, limit=limit, options=options or {}
        )

    @contextmanager
    def controls(self) -> Iterator[None]:
        """Controls beside each other, wrapping on a narrow screen."""
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            yield

    @contextmanager
    def fold(self, label: str, *, key: str, opened: bool = False) -> Iterator[bool]:
        """A folded part; the value says whether to compute its body."""
        panel = st.expander(label, expanded=opened, key=f"{self.slug}-{key}", on_change="rerun")
        with panel:
            yield bool(panel.open)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Word a LearnerError raised inside, and let the rest of the page go on."""
        try:
            yield
        except LearnerError as error:
            st.warning(worded(error, self.slug))

    def say(self, section: str, **values: Any) -> None:
        """A section of this lesson's prose, with its heading and its values."""
        words = sections(self.slug, language())[section]
        if words.title:
            st.markdown(f"### {words.title}", anchors=False)
        st.markdown(fill(words.body, values))

    def figure(
        self,
        drawn: Figure,
        *provenance: Provenance,
        alt: str,
        key: str,
        select: str | None = None,
        caption: str | None = None,
        live: bool = False,
    ) -> Any:
        """Draw a figure with its badge and menu; the values of its selection, if it has one."""
        name = f"{self.slug}-{key}"
        return figure.draw(
            drawn, *provenance, alt=alt, key=name, select=select, caption=caption, live=live
        )

    def chips(self, row: Sequence[chips.Chip], *, label: str, key: str) -> None:
        """A row of tokens."""
        chips.draw(row, label=label, key=f"{self.slug}-{key}")

    def code(self, *objects: Callable[..., Any], trained_by: Any = None) -> None:
        """The real source of objects that this page called."""
        self._codes += 1
        code.show(self.slug, objects, trained_by, f"code-{self._codes}")

    def exercise(
        self,
        identifier: str,
        *,
        answer: Any,
        options: Sequence[Any] | None = None,
        names: Mapping[Any, str] | None = None,
        tolerance: float = 0.0,
        **values: Any,
    ) -> None:
        """Predict, then reveal; the words stand in the prose, the answer is computed."""
        words = sections(self.slug, language())
        exercise.ask(
            self.slug,
            identifier,
            fill(words[f"exercise-{identifier}"].body, values),
            fill(words[f"exercise-{identifier}-why"].body, values),
            answer=answer,
            options=options,
            names=names,
            tolerance=tolerance,
        )

    def close(self) -> None:
        """The slip put right, further reading, the way on; then the address is written."""
        words = sections(self.slug, language())
        st.info(fill(words["slip"].body, {}), icon=":material/report:")
        with self.fold(t("더 읽을거리", "Further reading"), key="reading") as opened:
            if opened:
                self.say("reading")
        _onward(self.slug)
        self._finish()

    def _finish(self) -> None:
        """Say what the address got wrong, and put the address right."""
        unknown = [
            name
            for name in self._controls.arrived
            if name.startswith(f"{self.slug}-") and name not in self._controls.values
        ]
        values = {"lang": language(), **own_sentence(), **self._controls.values}
        share.remember(self.slug, self._controls.defaults)
        if self._link is not None:
            self._link.code(address.link(values), language=None, wrap_lines=True)
        with self.notice:
            share.tell(self._controls.problems + unknown)
        st.session_state["arrived"] = {}
        address.write(values)


def _onward(slug: str) -> None:
    """Previous and next, by click or by keyboard."""
    before, after = neighbours(slug)
    left, right = st.columns(2)
    if before is not None:
        with left:
            if st.button(
                before.title,
                key=f"{slug}-previous",
                icon=":material/arrow_back:",
                shortcut="Alt+Shift+Left",
            ):
                st.switch_page(page_file(before.slug))
    if after is not None:
        with right, st.container(horizontal_alignment="right"):
            if st.button(
                after.title,
                key=f"{slug}-next",
                icon=":material/arrow_forward:",
                icon_position="right",
                shortcut="Alt+Shift+Right",
            ):
                st.switch_page(page_file(after.slug))
