"""The front page: one sentence goes live through the lessons, and below it the map of them all."""

import hashlib
from dataclasses import replace
from functools import lru_cache
from html import escape

import streamlit as st

from nlp_core.places import ASSETS
from pages.kit import address
from pages.kit.controls import Controls, Text, own_sentence, take_sentences
from pages.kit.curriculum import COURSE, LESSONS, PARTS, Entry, groundwork, lesson, page_file
from pages.kit.language import language, t
from pages.kit.prose import fill, sections
from pages.kit.seen import seen
from pages.kit.visit import visit
from pages.parts.home import EXAMPLES, Step, journey

LONGEST = 200  # characters of a sentence
FIELD = Text(
    "",
    ("문장을 하나 써 보세요. 한국어도 영어도 좋아요.", "Write a sentence, in English or Korean."),
    (EXAMPLES["ko"], EXAMPLES["en"]),
    LONGEST,
    live=True,
)
words = sections("home", language())


@lru_cache(maxsize=64)
def thumbnail(slug: str, spoken: str) -> str:
    """Where a browser finds the picture of a lesson; the address changes with what is drawn."""
    path = ASSETS / "thumbnails" / f"{slug}.{spoken}.svg"
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return f"assets/thumbnails/{path.name}?{mark}"


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
    with st.container(key=f"home-look-{step.key}"):
        title = f"{number}. {words[f'{step.key}-title'].body}"
        told = f"{step.phrase} *{step.made}*" if step.made else step.phrase
        if "<svg" in step.html:
            told = f"## {title}\n\n{step.html}\n\n{told}"
            st.markdown(told, unsafe_allow_html=True, anchors=False)
        else:  # plain HTML is drawn sooner than what Markdown carries
            st.html(f"<h2>{title}</h2>{step.html}")
            st.markdown(told)
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
        typed = replace(FIELD, key=language()).draw(controls)
        begin()
    text = typed.strip() or EXAMPLES[language()]
    with st.container(key="home-looks"):
        for number, step in enumerate(journey(text), 1):
            draw_step(number, step, text)
    address.write({"lang": language(), **own_sentence()})


def draw_card(one: Entry, opened: bool) -> None:
    """A lesson of the map: its picture, title, question, minutes, and what it builds on."""
    with st.container(key=f"home-card-{one.slug}"):
        mark = t(" ✓ 본 수업", " ✓ seen") if opened else ""
        st.page_link(page_file(one.slug), label=one.title + mark, icon=one.icon)
        alt = words[f"thumb-{one.slug.replace('_', '-')}"].body
        needs = ", ".join(before.short for before in groundwork(one))
        after = t(f" · 먼저 볼 것: {needs}", f" · after {needs}") if needs else ""
        st.html(
            f'<div class="home-thumb"><img src="{thumbnail(one.slug, language())}"'
            f' alt="{escape(alt)}" loading="lazy"></div><p>{escape(one.question)}</p>'
            f"<p>{t(f'{one.minutes}분', f'{one.minutes} min')}{escape(after)}</p>"
        )


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


arrived = dict(visit().arrived)
take_sentences(arrived)
controls = Controls("sentence", arrived, visit().enter("home"))
top = visit().top
if top is not None:
    with top.title:
        site = t("다시 보는 NLP", "NLP Revisited")
        st.html(f'<div class="head"><h1>{site}</h1></div>')
with st.container(key="home-lead"):
    say("lead")
stage()
controls.arrived.clear()  # typing redraws the stage alone, which must not read it again
controls.fresh = False
course_map()
arrived.clear()  # typing redraws the stage alone, which must not read the address again
visit().arrived = {}
