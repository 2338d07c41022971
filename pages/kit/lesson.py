"""A lesson: opened with one call, spoken to plainly, closed at the end.

A file that is long because a page speaks to one object and to nothing else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from html import escape as html_escape
from typing import Any, NoReturn, TypeVar

import streamlit as st

from nlp_core.errors import LearnerError
from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from nlp_core.trained import Trained
from nlp_core.training.run import Spec
from pages.kit import address, chips, code, ending, figure, share, stage, training
from pages.kit.controls import (
    SENTENCE,
    Control,
    Controls,
    Text,
    own_sentence,
    sentence,
    take_sentences,
)
from pages.kit.curriculum import lesson as row
from pages.kit.exercise import Exercise, ask
from pages.kit.language import Both, language, t
from pages.kit.prose import Section, figure_titles, figure_words, fill, sections
from pages.kit.steps import Steps
from pages.kit.suggested import Suggested
from pages.kit.visit import visit
from pages.kit.words import worded

T = TypeVar("T")
S = TypeVar("S", bound=Spec)


def open_lesson(slug: str) -> "Lesson":
    """The line at the top: title, question, share, reset; the address is read."""
    about = row(slug)
    arrived = {name: value for name, value in visit().arrived.items() if name != "lang"}
    take_sentences(arrived)
    top = visit().top
    if top is None:
        raise RuntimeError("a lesson is drawn inside the frame")
    with top.title:
        title, question = html_escape(about.title), html_escape(about.question)
        st.html(f'<div class="head"><h1>{title}</h1><p>{question}</p></div>')
    with top.tools:
        link = share.tools(slug)
    return Lesson(slug, Controls(slug, arrived, visit().enter(slug)), link)


class Lesson:
    """What a lesson page says and draws; each part of the kit documents its own piece."""

    def __init__(self, slug: str, controls: Controls, link: Any) -> None:
        self.slug = slug
        self._link = link
        self._notice = st.empty()
        self._controls = controls
        self._stage: stage.Stage | None = None
        asked = controls.arrived.pop(f"{slug}-open", "")
        self._steps = Steps(slug, {key for key in asked.split(",") if key})
        self._closed = False
        self._inside = False  # a step, which redraws alone already

    # What the learner sets.

    def ask(self, control: Control | Suggested) -> Any:
        """The value of a control, drawn here."""
        return control.draw(self._controls)

    def sentence(self, default: str, label: Both = SENTENCE) -> str:
        """The learner's own sentence: one for each language, kept from lesson to lesson."""
        return sentence(self._controls, default, label)

    def rows(self, label: str, *, key: str, **table: Any) -> list[dict[str, Any]]:
        """A small table to fill in; see ``pages.kit.table.rows``."""
        from pages.kit.table import rows

        return rows(f"{self.slug}-{key}", label, **table)

    def put(self, control: Text, change: Callable[[str], str]) -> None:
        """Change a text control that is drawn further down, such as after a click in a chart."""
        control.put(self._controls, change)

    def clicked(self, key: str, parameter: str) -> Any:
        """What was selected in chart ``key`` since it was last asked for; None if nothing was."""
        name = f"{self.slug}-{key}"
        selected = st.session_state.get(name, {}).get("selection", {}).get(parameter)
        if not selected or visit().clicks.get(name) == selected:
            return None
        visit().clicks[name] = selected
        return selected

    # How the page is laid out.

    def stage(self) -> stage.Stage:
        """The first screen: ``stage.controls``, ``.more``, ``.figure``, ``.training``."""
        self._stage = stage.set_up(self.slug)
        with self.folded(t("이 수업에서 배우는 것", "What you will learn"), key="goals") as opened:
            if opened:
                self.say("goals")
        return self._stage

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Controls or figures beside each other, wrapping on a narrow screen."""
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            yield

    def folded(self, label: str, *, key: str) -> AbstractContextManager[bool]:
        """A detail behind one line; the value says whether to compute it."""
        return self._steps.folded(label, key)

    def step(
        self, section: str, *, folded: bool = False, **values: Any
    ) -> Callable[[Callable[[], None]], None]:
        """A numbered step: a question, what the prose says, and what the decorated function draws.

        The function runs at once, as a fragment: a control inside it redraws this step alone. A
        ``folded`` step shows its question and its words, and computes the rest when it is opened.
        """
        text = self._section(section)

        def draw(body: Callable[[], None]) -> None:
            words = fill(text.body, values)
            self._steps.step(section, text.title, words, folded, self._guarded(body))

        return draw

    def _guarded(self, body: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self._inside = True
            try:
                with self.guard():
                    body()
            finally:
                self._inside = False
            if self._closed:  # a control in this step was moved: the rest of the page did not run
                address.write(self._values())

        return run

    # What is said and shown.

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Word a LearnerError raised inside, and let the rest of the page go on."""
        try:
            yield
        except LearnerError as error:
            self.warn(error)

    def warn(self, error: LearnerError) -> None:
        """Say what went wrong in the learner's language."""
        st.warning(worded(error, self.slug))

    def attempt(self, parse: Callable[[], T], otherwise: T) -> T:
        """``parse()``, or ``otherwise`` after saying why not."""
        try:
            return parse()
        except LearnerError as error:
            self.warn(error)
            return otherwise

    def _section(self, section: str) -> Section:
        return sections(self.slug, language())[section]

    def say(self, section: str, **values: Any) -> None:
        """A section of this lesson's prose, with its heading and its values."""
        text = self._section(section)
        heading = f"### {text.title}\n\n" if text.title else ""
        st.markdown(heading + fill(text.body, values), anchors=False)

    def words(self, key: str, **values: Any) -> dict[str, Any]:
        """The words of figure ``key`` but its ``alt`` and ``caption``: axis titles and names."""
        return figure_titles(self.slug, language(), key, values)

    def figure(
        self,
        drawn: Figure,
        *provenance: Provenance,
        key: str,
        select: str | None = None,
        **values: Any,
    ) -> Any:
        """Draw figure ``key`` with its badge; the values of its selection, if it has one.

        Its ``alt`` and ``caption`` stand in the prose under ``figure-<key>``; ``values`` fill them.
        """
        said = figure_words(self.slug, language(), key, values)
        name = f"{self.slug}-{key}"
        return figure.draw(drawn, *provenance, words=said, key=name, select=select)

    def aha(self, drawn: Figure, *provenance: Provenance, key: str, **values: Any) -> None:
        """The figure of the stage, as high as the window lets it be.

        While a training runs that can draw it, its newest snapshot stands in its place.
        """
        if self._stage is None:
            raise RuntimeError("the stage is set before its figure is drawn")
        said = figure_words(self.slug, language(), key, values)
        self._stage.show(drawn, provenance, said, f"{self.slug}-{key}")

    def chips(self, row: Sequence[chips.Chip], *, label: str) -> None:
        """A row of tokens."""
        chips.draw(row, label=label)

    def code(self, *objects: Callable[..., Any], trained_by: Any = None, same: bool = True) -> None:
        """The real source of objects that this page called."""
        key = f"{self.slug}-code-{objects[0].__name__}"
        self._alone(code.show)(key, objects, trained_by, same)

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
        """Predict, then reveal; the words stand in the prose, the answer is computed.

        ``answer`` may be a list where options tie; with no ``options`` it is a number.
        """
        answers = tuple(answer) if isinstance(answer, list | tuple | set) else (answer,)
        question = fill(self._section(f"exercise-{identifier}").body, values)
        why = fill(self._section(f"exercise-{identifier}-why").body, values)
        key = f"{self.slug}-exercise-{identifier}"
        self._alone(ask)(Exercise(key, question, why, answers, options, names or {}, tolerance))

    def _alone(self, draw: Callable[..., None]) -> Callable[..., None]:
        """``draw`` as a part that redraws alone; inside a step it redraws with the step."""
        return draw if self._inside else st.fragment(draw)

    def trained(
        self,
        spec: S,
        *,
        nearest: S | None = None,
        key: str = "model",
        metric: tuple[str, str] | None = None,
        live: Callable[[int, dict[str, Any]], Figure] | None = None,
    ) -> Trained[S, Any]:
        """The model of ``spec`` if it is ready, else the one of ``nearest``.

        Where neither is there, the page ends here: there is nothing to show before a training.
        """
        found = self.trainable(spec, nearest=nearest, key=key, metric=metric, live=live)
        if found is None:
            self.end()
        return found

    def trainable(
        self,
        spec: S,
        *,
        nearest: S | None = None,
        key: str = "model",
        metric: tuple[str, str] | None = None,
        live: Callable[[int, dict[str, Any]], Figure] | None = None,
    ) -> Trained[S, Any] | None:
        """As ``trained``, but None where neither model is there.

        Draws the training row, on the stage for the lesson's first model. Training starts on a
        click alone. ``metric`` is one of the recipe's metrics and its name; ``live`` turns the step
        and the newest snapshot of a job into the stage's figure while it trains.
        """
        place = self._stage if key == "model" else None
        panel = training.Panel(spec, self.slug, f"{self.slug}-{key}", metric, live)
        with place.training if place is not None else st.container():
            found, running = training.trained(panel, nearest)
        if place is not None:
            place.live = running
        return found

    # The end.

    def end(self) -> NoReturn:
        """Close the page here: there is nothing more to show."""
        self.close()
        st.stop()

    def close(self) -> None:
        """The slip put right, further reading, the way on; then the address is written."""
        st.info(fill(self._section("slip").body, {}), icon=":material/report:")
        with self.folded(t("더 읽을거리", "Further reading"), key="reading") as opened:
            if opened:
                self.say("reading")
        ending.onward(self.slug)
        visit().defaults[self.slug] = self._controls.defaults
        if self._link is not None:
            with self._link.container():
                share.show_link(self._values())
        with self._notice.container():
            share.tell(
                self._controls.problems, ending.unknown(self._controls) + self._steps.unknown
            )
        self._controls.arrived.clear()  # a step that redraws alone must not read it again
        self._controls.fresh = False
        visit().arrived = {}
        self._closed = True
        address.write(self._values())

    def _values(self) -> dict[str, str]:
        values = {"lang": language(), **own_sentence(), **self._controls.values}
        return values | self._steps.as_parameter()
