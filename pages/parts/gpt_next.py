"""The GPT lesson's next token: who writes, how one is picked, and the buttons that write it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from nlp_core.experiments.gpt.next_token import Candidate, Next
from nlp_core.experiments.gpt.reading import TrainedGpt
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, LEARNED
from nlp_core.published.going_on import Candidate as Published
from nlp_core.recipes.mini_models import MINI_GPT
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.engine import engine
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.resetting import put_back

WRITER = Choice(
    "writer",
    ("누가 쓸까요?", "Who writes"),
    {
        "world": ("작은 세계를 읽은 GPT", "the GPT of the little world"),
        "reviews": ("실제 리뷰를 읽은 GPT", "the GPT of real reviews"),
    },
    listed=True,
)
SO_FAR = Text("so-far", ("지금까지 쓴 글", "Text so far"), ("옛날에", "the king was"), 600)
TEMPERATURE = Choice(
    "temperature",
    ("온도", "Temperature"),
    {
        0.0: ("0 (그리디)", "0 (greedy)"),
        0.5: "0.5",
        1.0: "1",
        2.0: "2",
        100.0: "100",
    },
    default=1.0,
    listed=True,
)
TOP_K = Choice(
    "top-k", ("top-k", "top-k"), {0: ("자르지 않음", "no cut"), 1: "1", 3: "3", 10: "10", 50: "50"}
)
TOP_P = Slider("top-p", ("top-p", "top-p"), 0.0, 1.0, 0.05, 1.0)
CONTROLS: tuple[Control, ...] = (WRITER, SO_FAR, TEMPERATURE, TOP_K, TOP_P)
LEAST = 0.005  # of a token that has a button


def writer(lesson: Lesson, little: TrainedGpt) -> TrainedGpt:
    """Who writes: the model of the stage, or the shipped one of real text, which says what it read.

    Where that one is not to be had, there is no choice.
    """
    real = engine().find(MINI_GPT)
    if real is None or lesson.ask(WRITER) == "world":
        return little
    names = [
        f"{name}_{one}" for name in ("perplexity", "bigram_perplexity") for one in ("ko", "en")
    ]
    lesson.say(
        "writer",
        tokens=real.spec.tokens,
        parameters=real.card["parameters"],
        **{name: real.metrics[name] for name in names},
    )
    return real


def next_bars(lesson: Lesson, found: Next) -> Figure:
    """The likeliest tokens at the chosen temperature; those cut are grey and named so."""
    return token_bars(lesson.words("next"), found.candidates, found.others)


def token_bars(
    words: dict[str, Any], candidates: Sequence[Candidate | Published], others: float
) -> Figure:
    """The same for any GPT's candidates; ``others`` is what all the rest have together."""
    cut = words.pop("cut_name")
    names, values, colours = [], [], []
    for one in candidates:
        stays = one.drawn > 0
        names.append(visible(one.text) if stays else f"{visible(one.text)} ({cut})")
        values.append(one.warmed)
        colours.append(LEARNED if stays else FIXED)
    names.append(words.pop("others_name"))
    values.append(others)
    colours.append(FIXED)
    return named_bars(names, values, colours=colours, value_format=".1%", **words)


def hot(found: Next) -> dict[str, Any]:
    """The exercise on the likeliest token at a temperature of 100."""
    names = {
        "even": t(f"거의 1/{found.of:,}", f"nearly 1 in {found.of:,}"),
        "half": t("절반쯤", "about a half"),
        "same": t("온도 1일 때와 같아요", "the same as at temperature 1"),
    }
    largest = max(one.warmed for one in found.candidates)
    answer = "even" if largest < 10 / found.of else "half" if largest > 0.3 else "same"
    return {"answer": answer, "options": list(names), "names": names, "largest": largest}


def visible(token: str) -> str:
    """A token with its space to be seen."""
    return token.replace(" ", "␣").replace("\n", "⏎")


def has_bytes(found: Next) -> bool:
    """Whether a token that is shown is the beginning of a letter alone."""
    return any("‹" in one.text for one in (*found.candidates, found.drawn))


def take_buttons(lesson: Lesson, found: Next) -> None:
    """Buttons that write a token into the text: the drawn one, then the likeliest."""
    with st.container(horizontal=True, gap="small", key="gpt-take"):
        _button("drawn", t("뽑아서 쓰기", "Draw one"), found.drawn)
        for place, one in enumerate(found.candidates[:6]):
            if one.drawn >= LEAST:
                _button(str(place), f"`{visible(one.text)}` {one.drawn:.0%}", one)


def _button(key: str, label: str, one: Candidate) -> None:
    st.button(
        label,
        key=f"gpt-take-{key}",
        on_click=put_back,
        args=({"gpt-so-far": one.after},),
        disabled=not one.after,
        type="primary" if key == "drawn" else "secondary",
    )
