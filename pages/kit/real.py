"""A published checkpoint for a lesson: offered, fetched for everybody at once, and then asked.

``opened`` draws how it stands and gives the checkpoint once it is here; what is asked of it is
answered on the worker for short tasks and kept with the visit. A lesson that leaves the step shut
asks nothing of any network.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.provenance import Downloaded
from nlp_core.published.catalogue import listed
from nlp_core.published.fetching import Fetching, Standing
from pages.kit import short
from pages.kit.controls import Choice
from pages.kit.engine import visitor
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import fill, sections
from pages.kit.visit import visit
from pages.kit.words import worded

log = logging.getLogger(__name__)
LIMIT_S = 60.0  # for an answer; the first one has to wait for the model to be read
POLL_S = 1.0
KEPT = 8  # answers a visit
SPOKEN: dict[str, Both] = {"ko": ("한국어", "Korean"), "en": ("영어", "English")}
WAITING = ("asking", "fetching")
STRANGE = 0.2  # of the tokens: from here on it is said that the language may be another


@st.cache_resource(show_spinner=False)
def _server() -> Fetching:
    return Fetching()


def fetching() -> Fetching:
    """What this server asks and fetches, for all its visitors."""
    return _server()


@dataclass(frozen=True)
class Opened:
    """A checkpoint that is here, as a lesson may ask it."""

    lesson: Lesson
    standing: Standing

    @property
    def language(self) -> str:
        """The language that it reads."""
        return self.standing.listed.language

    @property
    def name(self) -> str:
        """Its name on the hub."""
        return self.standing.listed.name

    @property
    def provenance(self) -> Downloaded:
        """Where its numbers come from."""
        return self.standing.provenance

    def ask(self, question: Callable[..., Any], *args: Any) -> Any | None:
        """``question(folder, *args)``, answered on the worker; None, and said, where there is none.

        The answer is kept with the visit: the same question is not asked twice.
        """
        key = f"real-{self.lesson.slug}"
        kept: dict[Any, Any] = visit().keep(key, self.standing.commit, dict)
        of = (question.__qualname__, *args)
        if of not in kept:
            while len(kept) >= KEPT:
                del kept[next(iter(kept))]
            kept[of] = self._answer(question, args)
        found = kept[of]
        if isinstance(found, LearnerError):
            self._refused(found, kept.clear)
            return None
        return found

    def _answer(self, question: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        words = t("모델이 답하는 중이에요 …", "The model is answering …")
        try:
            folder = str(self.standing.folder)
            return short.ask(Call(question, (folder, *args), limit=LIMIT_S), words)
        except LearnerError as error:
            return error
        except Exception as error:  # whatever ended it: the lesson goes on
            log.warning("%s: %s", self.name, type(error).__name__)
            return LearnerError("real-failed", name=self.name, why=type(error).__name__)

    def _refused(self, error: LearnerError, again: Callable[[], None]) -> None:
        """Say why there is no answer, and offer what may help."""
        self.lesson.warn(error)
        name = f"{self.lesson.slug}-real"
        if error.code.startswith(("short-", "real-failed", "model-elsewhere")):
            label = t("다시 해 보기", "Try again")
            st.button(label, key=f"{name}-retry", icon=":material/refresh:", on_click=again)
        if error.code == "model-damaged":

            def discard() -> None:
                fetching().discard(self.name)
                again()

            label = t("지우고 다시 받기", "Remove it and fetch it again")
            st.button(label, key=f"{name}-discard", icon=":material/delete:", on_click=discard)


def opened(lesson: Lesson, names: Sequence[str]) -> Opened | None:
    """One of the catalogue's ``names``, that of the page's language first; None until it is here.

    Draws which one, how it stands, and the buttons that fetch it or give that up.
    """
    usual = next((one for one in names if listed(one).language == language()), names[0])
    name = usual
    if len(names) > 1:
        options = {one: one for one in names}
        label = ("공개 체크포인트", "Published checkpoint")
        name = lesson.ask(Choice(f"real-{language()}", label, options, usual, listed=True))
    standing = fetching().look(name, visitor())
    every = POLL_S if standing.state in WAITING else None
    st.fragment(_row, run_every=every)(lesson, name, standing.state)
    return Opened(lesson, standing) if standing.state == "here" else None


def _row(lesson: Lesson, name: str, drawn: str) -> None:
    """How it stands; the whole page is drawn anew when that becomes something else."""
    now = fetching().look(name, visitor())
    if now.state != drawn:
        st.rerun()
    with st.container(key=f"{lesson.slug}-real-row", gap="small"):
        if now.state == "asking":
            st.markdown(_said("asking", now))
        elif now.state == "fetching":
            _fetching(lesson, now)
        elif now.state == "offered":
            st.markdown(_said("offered", now))
            label = t(f"내려받기 ({_size(now)})", f"Download ({_size(now)})")
            _button(lesson, "fetch", label, ":material/download:", fetching().fetch, name)
        elif now.state == "refused" and now.error is not None:
            st.info(worded(now.error, lesson.slug), icon=":material/cloud_off:")
            if now.error.code != "hub-off":
                label, icon = t("다시 물어보기", "Ask again"), ":material/refresh:"
                _button(
                    lesson, "again", label, icon, lambda one, _: fetching().ask_again(one), name
                )
        else:
            st.markdown(_said("here", now))


def _fetching(lesson: Lesson, now: Standing) -> None:
    done, total = (now.progress.done, now.progress.total) if now.progress else (0, 0)
    with st.container(horizontal=True, vertical_alignment="center"):
        share = min(done / total, 1.0) if total else 0.0
        st.progress(share, text=_said("fetching", now, done=done / 1e6))
        if now.watching:
            label, icon = t("그만 받기", "Give it up"), ":material/stop_circle:"
            _button(lesson, "leave", label, icon, fetching().leave, now.listed.name)


def _button(
    lesson: Lesson, key: str, label: str, icon: str, act: Callable[[str, str], None], name: str
) -> None:
    named = f"{lesson.slug}-real-{key}"
    st.button(label, key=named, icon=icon, on_click=act, args=(name, visitor()))


def _said(section: str, now: Standing, **more: Any) -> str:
    """A section of the kit's prose about this checkpoint."""
    values = {
        "name": now.listed.name,
        "licence": now.listed.licence,
        "language": t(*SPOKEN[now.listed.language]),
        "size": _size(now),
        "commit": now.commit[:7],
        "watchers": now.watchers,
    }
    return fill(sections("kit", language())[f"real-{section}"].body, values | more)


def _size(now: Standing) -> str:
    return f"{now.size / 1e6:,.0f} MB" if now.size >= 1e6 else f"{now.size / 1e3:,.0f} kB"


def notes(lesson: Lesson, left_out: int, unknown: int, read: int) -> None:
    """What was odd in a text that was read: cut, or of another language."""
    prose = sections("kit", language())
    if left_out:
        st.caption(fill(prose["real-cut"].body, {"read": read, "left": left_out}))
    if unknown and read and unknown / read > STRANGE:
        st.caption(fill(prose["real-strange"].body, {"read": read, "unknown": unknown}))
