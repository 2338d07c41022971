"""The prompting lesson's published checkpoints: such prompts in words that mean something."""

import math
from typing import Any

import streamlit as st

from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.published.prompted import Prompted, answer
from pages.kit.controls import Choice, Control, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.real import Opened, notes
from pages.parts.prompting import LINES, PROMPT

READY: dict[str, dict[str, tuple[str, str]]] = {  # a prompt and its right answer
    "ko": {
        "capital": ("한국 > 서울\n일본 > 도쿄\n프랑스 > 파리\n이탈리아 >", "로마"),
        "opposite": ("크다 > 작다\n높다 > 낮다\n길다 > 짧다\n빠르다 >", "느리다"),
        "review": ("재미있다 > 긍정\n지루하다 > 부정\n감동적이다 > 긍정\n돈이 아깝다 >", "부정"),
    },
    "en": {
        "capital": ("Korea > Seoul\nJapan > Tokyo\nFrance > Paris\nItaly >", "Rome"),
        "opposite": ("big > small\nhigh > low\nlong > short\nfast >", "slow"),
        "review": ("great > positive\nboring > negative\nmoving > positive\nawful >", "negative"),
    },
}
TASK = Choice(
    "real-task",
    ("무엇을 물을까요?", "What to ask"),
    {
        "capital": ("나라와 수도", "countries and capitals"),
        "opposite": ("반대말", "opposites"),
        "review": ("긍정과 부정", "praise and blame"),
        "own": ("직접 쓰기", "my own"),
    },
)
ANSWER: Both = ("정답 (비우면 모델이 쓴 답)", "The right answer (empty: what the model wrote)")
CONTROLS: tuple[Control, ...] = (TASK,)
LEAST = 0.001  # of the probabilities that are told as numbers


def draw(lesson: Lesson, one: Opened) -> bool:
    """What it wrote, and how likely the right answer is after each example; whether it answered."""
    text, wanted = _asked(lesson, one.language)
    found: Prompted | None = one.ask(answer, text, wanted)
    if found is None:
        return False
    lesson.say(
        "real-written" if found.written else "real-silent",
        question=found.question,
        written=found.written,
    )
    if not math.isnan(found.right[-1]):
        lesson.figure(after_each(lesson, found), one.provenance, key="real", answer=found.answer)
        lesson.say("real-read", **numbers(found))
        if found.dealt:
            lesson.say("real-dealt", dealt=told(found.dealt[-1]))
    notes(lesson, found.left_out, found.unknown, found.read)
    return True


def _asked(lesson: Lesson, spoken: str) -> tuple[str, str]:
    """A prompt and its right answer, ready or the learner's own."""
    task = lesson.ask(TASK)
    if task != "own":
        text, wanted = READY[spoken][task]
        st.code(text, language=None)
        return text, wanted
    usual, right = READY[spoken]["capital"]
    text = lesson.ask(Text(f"real-prompt-{spoken}", PROMPT.label, usual, 400, lines=5))
    return text, lesson.ask(Text(f"real-answer-{spoken}", ANSWER, right, 40))


def after_each(lesson: Lesson, found: Prompted) -> Figure:
    """The right answer's probability against the number of examples, beside the control."""
    lines = [
        Series(t(*LINES[name]), range(len(chances)), chances, points=True)
        for name, chances in (("gpt", found.right), ("other-answers", found.dealt))
        if chances
    ]
    counts = range(len(found.right))
    return curves(lines, y_log=True, x_values=counts, height=270, **lesson.words("real"))


def numbers(found: Prompted) -> dict[str, Any]:
    """The numbers that the words name."""
    return {
        "answer": found.answer,
        "none": told(found.right[0]),
        "count": len(found.right) - 1,
        "every": told(found.right[-1]),
        "seconds": found.seconds,
    }


def told(chance: float) -> str:
    """A probability in words that also fit a tiny one."""
    return f"{chance:.1%}" if chance >= LEAST else t("0.1% 미만", "less than 0.1%")
