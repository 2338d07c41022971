"""The GPT lesson's published checkpoints, which continue the learner's own text."""

import math
from dataclasses import replace
from typing import Any

from nlp_core.published.going_on import Continued, go_on
from nlp_core.training.sampling import Sampling
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.real import Opened, notes
from pages.parts.gpt_next import TEMPERATURE, TOP_K, TOP_P, token_bars
from pages.parts.gpt_steps import MOST

BEGINNINGS: dict[str, str] = {
    "ko": "오늘은 날씨가 좋아서",
    "en": "The weather was nice, so we",
}
LABEL: Both = ("체크포인트에게 줄 글", "A text for the checkpoint")
HEAT = replace(TEMPERATURE, key="real-temperature")
CUT_K, CUT_P = replace(TOP_K, key="real-top-k"), replace(TOP_P, key="real-top-p")
DICE = Choice("real-draw", ("주사위", "Throw of the dice"), {n: str(n) for n in (1, 2, 3, 4)})
CONTROLS: tuple[Control, ...] = (HEAT, CUT_K, CUT_P, DICE)


def draw(lesson: Lesson, one: Opened) -> bool:
    """Its continuation, the next token's bars, and how surprised it is; whether it answered."""
    spoken = one.language
    text = lesson.ask(Text(f"real-text-{spoken}", LABEL, BEGINNINGS[spoken], 1_000, lines=2))
    with lesson.beside():
        heat, k, p = lesson.ask(HEAT), lesson.ask(CUT_K), lesson.ask(CUT_P)
    dice = lesson.ask(DICE)
    found: Continued | None = one.ask(go_on, text, Sampling(heat, k, p), dice)
    if found is None:
        return False
    others = max(0.0, 1.0 - sum(each.warmed for each in found.candidates))
    bars = token_bars(lesson.words("real"), found.candidates, others)
    lesson.say("real-written", written=found.written + ("" if found.ended else " …"), text=text)
    lesson.figure(bars, one.provenance, key="real")
    lesson.say("real-read", stays=found.stays, of=found.of, seconds=found.seconds)
    if found.bits:
        lesson.chips(
            chips(found), label=t("토큰마다 뜻밖인 정도(비트)", "Surprisal by token, in bits")
        )
        lesson.say("real-perplexity", perplexity=found.perplexity, tokens=len(found.bits))
    notes(lesson, found.left_out, found.unknown, len(found.tokens))
    return True


def chips(found: Continued) -> list[Chip]:
    """The last tokens of the text, darker where they surprise more."""
    bits: list[float] = [math.nan, *found.bits]
    row: list[Any] = list(zip(found.tokens, bits, strict=True))[-MOST:]
    return [
        Chip(token, note="")
        if math.isnan(one)
        else Chip(token, role="negative", weight=min(one / 16, 1.0), note=f"{one:.1f}")
        for token, one in row
    ]
