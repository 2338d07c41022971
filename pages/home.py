"""The front page: one sentence goes live through the lessons, and below it the map of them all."""

from functools import lru_cache

import streamlit as st

from pages.kit import address
from pages.kit.controls import Controls, own_sentence
from pages.kit.curriculum import COURSE, LESSONS, PARTS, Entry, groundwork, lesson, page_file
from pages.kit.language import language, t
from pages.kit.prose import fill, sections
from pages.kit.seen import seen
from pages.parts.home import EXAMPLES, Step, journey

ASSETS = page_file("home").parents[1] / "assets"
LONGEST = 200  # characters of a sentence
words = sections("home", language())


@lru_cache(maxsize=64)
def thumbnail(slug: str, spoken: str) -> str:
    """The picture of a lesson, drawn by ``python -m nlp_core build``."""
    path = ASSETS / "thumbnails" / f"{slug}.{spoken}.svg"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def say(section: str, **values: object) -> None:
    """A section of this page's prose."""
    st.markdown(fill(words[section].body, dict(values)))


def begin() -> None:
    """The door to the first lesson that this browser has not opened."""
    known = seen()
    ahead = next((one for one in LESSONS if one.slug not in known), LESSONS[0])
    label = t("이어서 배우기", "Go on") if known else t("처음부터 시작하기", "Begin")
    with st.container(key="home-begin"):
        st.page_link(page_file(ahead.slug), label=f"{label}: {ahead.short}", icon=ahead.icon)


def draw_step(number: int, step: Step, text: str) -> None:
    """A card of the journey."""
    one = lesson(step.lesson)
    with st.container(key=f"home-step-{step.key}"):
        title = words[f"{step.key}-title"].body
        st.markdown(
            f"### {number}. {title}\n\n{step.html}\n\n{step.phrase}", unsafe_allow_html=True
        )
        values = {"lang": language(), f"sentence-{language()}": text, **step.address}
        label = t(f"수업: {one.short}", f"Lesson: {one.short}")
        st.page_link(
            page_file(one.slug),
            label=label,
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params=values,
        )


@st.fragment
def stage() -> None:
    """The sentence and its steps: typing redraws these alone."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="home-hero"):
        field = Controls("sentence", st.session_state.get("arrived", {}))
        label = t(
            "문장을 하나 써 보세요. 한국어도 영어도 좋아요.",
            "Write a sentence, in English or Korean.",
        )
        example = EXAMPLES[language()]
        typed = field.text(label, key=language(), default=example, limit=LONGEST, live=True)
        begin()
    text = typed.strip() or example
    kept = st.session_state.get("home-steps")
    if kept is None or kept[:2] != (language(), text):
        kept = (language(), text, journey(text))
        st.session_state["home-steps"] = kept
    with st.container(key="home-steps"):
        for number, step in enumerate(kept[2], 1):
            draw_step(number, step, text)
    address.write({"lang": language(), **own_sentence()})


def draw_card(one: Entry, opened: bool) -> None:
    """A lesson of the map: its picture, title, question, minutes, and what it builds on."""
    with st.container(key=f"home-card-{one.slug}"):
        alt = words[f"thumb-{one.slug.replace('_', '-')}"].body
        picture = thumbnail(one.slug, language())
        st.markdown(
            f'<div class="home-figure home-thumb" role="img" aria-label="{alt}">{picture}</div>',
            unsafe_allow_html=True,
        )
        mark = t(" ✓ 본 수업", " ✓ seen") if opened else ""
        st.page_link(page_file(one.slug), label=one.title + mark, icon=one.icon)
        needs = ", ".join(before.short for before in groundwork(one))
        after = t(f" · 먼저 볼 것: {needs}", f" · after {needs}") if needs else ""
        minutes = t(f"{one.minutes}분", f"{one.minutes} min")
        st.markdown(f"{one.question}\n\n{minutes}{after}")


def course_map() -> None:
    """Parts of the course with their lessons; those to come are named and lead nowhere."""
    known = seen()
    st.markdown(f"## {words['map-title'].body}", anchors=False)
    say("map", seen=len(known), count=len(LESSONS))
    with st.container(key="home-map"):
        for number, part in enumerate(PARTS, 1):
            rows = [one for one in COURSE if one.part == number]
            standing = [one for one in rows if one in LESSONS]
            with st.container(key=f"home-part-{min(len(standing), 3)}-{number}"):
                st.markdown(f"### {number}. {part.title}", anchors=False)
                with st.container(key=f"home-cards-{number}"):
                    for one in standing:
                        draw_card(one, one.slug in known)
                coming = ", ".join(one.title for one in rows if not one.stands)
                if coming:
                    say("coming", titles=coming)


st.html(ASSETS / "home.css")
with st.container(key="home-lead", gap="xsmall"):
    st.title(t("다시 보는 NLP", "NLP Revisited"), anchor=False)
    say("lead")
stage()
course_map()
st.session_state["arrived"] = {}
