"""A lesson: opened with one call, spoken to plainly, closed at the end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape as html_escape
from typing import Any, NoReturn, TypeVar

import streamlit as st

from nlp_core.engine.artifact import Trained
from nlp_core.errors import LearnerError
from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from nlp_core.training.run import Spec
from pages.kit import address, chips, code, figure, onward, share, stage, training
from pages.kit.clean import clean
from pages.kit.controls import Choice, Controls, Slider, Switch, Text, own_sentence, take_sentences
from pages.kit.curriculum import lesson as row
from pages.kit.exercise import Exercise, ask
from pages.kit.language import Both, language, t
from pages.kit.prose import Section, fill, plain, sections, words
from pages.kit.visit import visit
from pages.kit.words import worded

T = TypeVar("T")
V = TypeVar("V")
S = TypeVar("S", bound=Spec)
SENTENCE: Both = (
    "내 문장 (다음 수업에서도 이어서 써요)",
    "My sentence (kept from lesson to lesson)",
)


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
    return Lesson(slug, Controls(slug, arrived), link)


class Lesson:
    """What a lesson page says and draws; each part of the kit documents its own piece."""

    def __init__(self, slug: str, controls: Controls, link: Any) -> None:
        self.slug = slug
        self._link = link
        self._notice = st.empty()
        self._controls = controls
        self._stage: stage.Stage | None = None
        self._asked = set(controls.arrived.pop(f"{slug}-open", "").split(","))
        self._open: dict[str, bool] = {}  # steps and details: whether they are open
        self._steps = 0
        self._codes = 0
        self._closed = False

    # What the learner sets.

    def ask(self, control: Choice[V] | Slider | Switch | Text) -> Any:
        """The value of a control, drawn here."""
        return control.draw(self._controls)

    def sentence(self, default: str, label: Both = SENTENCE, limit: int = 300) -> str:
        """The learner's own sentence: one for each language, kept from lesson to lesson."""
        own = Controls("sentence", self._controls.arrived, self._controls.problems)
        value = Text(language(), label, default, limit).draw(own)
        self._controls.values |= own.values
        self._controls.defaults |= own.defaults
        return value

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

        name = f"{self.slug}-{key}"
        return table.rows(name, label, columns, default, limit=limit, options=options or {})

    def clicked(self, key: str, selected: T | None) -> T | None:
        """``selected`` when it is a new click in a chart, None while it is the last one seen."""
        name = f"{self.slug}-{key}"
        if selected is None or visit().clicks.get(name) == selected:
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

    @contextmanager
    def folded(self, label: str, *, key: str) -> Iterator[bool]:
        """A detail behind one line; the value says whether to compute it."""
        name = f"{self.slug}-{key}"
        asked = key in self._asked
        panel = st.expander(label, asked, type="compact", key=name, on_change="rerun")
        self._open[key] = bool(panel.open)
        with panel:
            yield bool(panel.open)

    def step(
        self, section: str, *, folded: bool = False, **values: Any
    ) -> Callable[[Callable[[], None]], None]:
        """A numbered step: a question, what the prose says, and what the decorated function draws.

        The function runs at once, as a fragment: a control inside it redraws this step alone. A
        ``folded`` step shows its question and its words, and computes the rest when it is opened.
        """
        self._steps += 1
        number = self._steps

        def draw(body: Callable[[], None]) -> None:
            text = self._section(section)
            with st.container(key=f"{self.slug}-step-{section}", gap="small"):
                st.markdown(f"## {number}. {text.title}", anchors=False)
                if text.body:
                    st.markdown(fill(text.body, values))
                if folded and not self._unfolded(section):
                    return
                st.fragment(self._guarded(body))()

        return draw

    def _unfolded(self, section: str) -> bool:
        name, opened = f"{self.slug}-{section}", visit().opened
        self._open[section] = section in self._asked or name in opened
        if self._open[section]:
            opened.add(name)
            return True
        label = t("펼쳐서 해 보기", "Open and try")
        icon = ":material/expand_more:"
        st.button(label, key=f"{name}-unfold", icon=icon, on_click=opened.add, args=(name,))
        return False

    def _guarded(self, body: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            with self.guard():
                body()
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
        if text.title:
            st.markdown(f"### {text.title}", anchors=False)
        st.markdown(fill(text.body, values))

    def words(self, key: str, **values: Any) -> dict[str, Any]:
        """The words of figure ``key`` but its ``alt`` and ``caption``: axis titles and names."""
        found = words(self.slug, language(), f"figure-{key}")
        return {n: plain(w, values) for n, w in found.items() if n not in ("alt", "caption")}

    def figure(
        self,
        drawn: Figure,
        *provenance: Provenance,
        key: str,
        select: str | None = None,
        live: bool = False,
        **values: Any,
    ) -> Any:
        """Draw figure ``key`` with its badge; the values of its selection, if it has one.

        Its ``alt`` and ``caption`` stand in the prose under ``figure-<key>``; ``values`` fill them.
        """
        said = words(self.slug, language(), f"figure-{key}")
        return figure.draw(
            drawn,
            *provenance,
            alt=plain(said["alt"], values),
            caption=fill(said.get("caption", ""), values),
            key=f"{self.slug}-{key}",
            select=select,
            live=live,
        )

    def aha(self, drawn: Figure, *provenance: Provenance, key: str, **values: Any) -> None:
        """The figure of the stage, as high as the window lets it be.

        While a training runs that can draw it, its newest snapshot stands in its place.
        """
        place = self._stage
        if place is None:
            raise RuntimeError("the stage is set before its figure is drawn")
        said = words(self.slug, language(), f"figure-{key}")
        alt, caption = plain(said["alt"], values), fill(said.get("caption", ""), values)
        name, live = f"{self.slug}-{key}", place.live

        def draw() -> None:
            newest = live.newest() if live is not None else None
            now, origin = (drawn, provenance) if newest is None else (newest[0], newest[1:])
            with st.container(key=f"{self.slug}-stage-plot"):
                figure.chart(now, alt=alt, key=None, fill=True)
            running = newest is not None
            figure.foot(now, *origin, alt=alt, caption=caption, key=name, live=running)

        with place.top:
            st.fragment(draw, run_every=live.every if live is not None else None)()

    def chips(self, row: Sequence[chips.Chip], *, label: str) -> None:
        """A row of tokens."""
        chips.draw(row, label=label)

    def code(self, *objects: Callable[..., Any], trained_by: Any = None, same: bool = True) -> None:
        """The real source of objects that this page called."""
        self._codes += 1
        key = f"{self.slug}-code-{self._codes}"
        st.fragment(code.show)(key, objects, trained_by, same)

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
        st.fragment(ask)(Exercise(key, question, why, answers, options, names or {}, tolerance))

    def trained(
        self,
        spec: S,
        *,
        nearest: S | None = None,
        key: str = "model",
        metric: tuple[str, str] | None = None,
        live: Callable[[dict[str, Any]], Figure] | None = None,
    ) -> Trained:
        """The model of ``spec`` if it is ready, else the one of ``nearest``.

        Draws the training row, on the stage for the lesson's first model. Where neither is there,
        the page ends here: there is nothing to show before a training. Training starts on a click
        alone. ``metric`` is one of the recipe's metrics and its name; ``live`` turns a job's
        newest snapshot into the stage's figure while it trains.
        """
        place = self._stage if key == "model" else None
        panel = training.Panel(spec, self.slug, f"{self.slug}-{key}", metric, live)
        with place.training if place is not None else st.container():
            found, running = training.trained(panel, nearest)
        if place is not None:
            place.live = running
        if found is None:
            self.end()
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
        onward.draw(self.slug)
        self._finish()

    def _values(self) -> dict[str, str]:
        opened = ",".join(key for key, is_open in self._open.items() if is_open)
        shown = {f"{self.slug}-open": opened} if opened else {}
        return {"lang": language(), **own_sentence(), **self._controls.values, **shown}

    def _finish(self) -> None:
        """Say what the address got wrong, and put the address right."""
        declared, arrived = self._controls.values, self._controls.arrived
        mine = [name for name in arrived if name.startswith(f"{self.slug}-")]
        unknown = sum(name not in declared for name in mine)
        unknown += len(self._asked - self._open.keys() - {""})
        visit().defaults[self.slug] = self._controls.defaults
        if self._link is not None:
            with self._link.container():
                share.show_link(self._values())
        with self._notice.container():
            share.tell(self._controls.problems, unknown)
        arrived.clear()  # a step that redraws alone must not read it again
        visit().arrived = {}
        self._closed = True
        address.write(self._values())


__all__ = ["Choice", "Lesson", "Slider", "Switch", "Text", "clean", "open_lesson"]
