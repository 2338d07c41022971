"""The subwords lesson's controls, and its figures with their words."""

from collections.abc import Sequence
from typing import Any

from nlp_core.experiments.bpe import merge_replay, subwords
from nlp_core.experiments.bpe.merge_by_hand import MERGES, Stage
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import ENGLISH, KOREAN, LEARNED
from nlp_core.figures.replay import Span, replay
from nlp_core.measurements.korean_share import Cost
from nlp_core.text.bpe_base import Base
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Slider, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson

SOURCE = Choice(
    "source",
    ("학습할 글", "Learn from"),
    {
        "both": ("리뷰(한국어+영어)", "reviews, both"),
        "ko": ("한국어 리뷰", "Korean reviews"),
        "en": ("영어 리뷰", "English reviews"),
        "world": ("작은 세계", "the little world"),
        "own": ("내 글", "my text"),
    },
)
BASES: dict[Base, Both] = {"characters": ("글자", "characters"), "bytes": ("바이트", "bytes")}
BASE = Choice("base", ("시작하는 단위", "Start from"), BASES)
SIZE = Choice("size", ("어휘 집합 크기", "Vocabulary size"), (500, 1000, 2000, 4000), default=2000)
OWN = Text(
    "own",
    ("내 글(이 접속에서만 써요)", "My text (used in this visit only)"),
    (
        "학교에 가다. 학교에서 배우다.\n학교를 나와 집에 가다.",
        "We walked to the old school.\nThe old school was walking distance away.",
    ),
    limit=20_000,
    lines=6,
)
SENTENCE: Both = (
    "영화관에서 본 영화가 정말 재미있었어요!",
    "The surprisingly funny story was wonderful!",
)
TINY = Text(
    "tiny",
    ("아주 짧은 글", "A tiny text"),
    (
        "학교 학교에 학교에서 학교에서는 집에서 집에서는 산에서",
        "low lower lowest slow slower slowest",
    ),
    limit=80,
)
DONE = Slider("done", ("병합한 횟수", "Merges done"), 0, MERGES, 1, 0)
DATA = Choice(
    "data",
    ("잰 글", "Measured on"),
    {
        "public": ("공개 데이터(2 MB, 어휘 집합 8,000)", "public text (2 MB, vocabulary 8,000)"),
        "live": (
            "리뷰로 지금 계산(20 KB, 어휘 집합 1,000)",
            "reviews, now (20 KB, vocabulary 1,000)",
        ),
    },
    listed=True,
)
SHARE = Choice("korean", ("한국어의 비율(%)", "Korean share (%)"), (0, 5, 25, 50, 100), default=50)
PAIR = Slider("pair", ("문장 쌍", "Sentence pair"), 1, 20, 1, 1)
CONTROLS = (SOURCE, BASE, SIZE, OWN, TINY, DONE, DATA, SHARE, PAIR)
TRIPS: dict[str, Both] = {
    "syllables": ("한글", "Hangul"),
    "decomposed": ("자모로 풀린 한글(NFD)", "Hangul apart (NFD)"),
    "half-typed": ("치다 만 글자", "half-typed Hangul"),
    "joined": ("이어 붙인 이모지", "joined emoji"),
    "invisible": ("보이지 않는 글자", "invisible characters"),
    "scripts": ("다른 문자", "other scripts"),
}


def merges(lesson: Lesson, seen: merge_replay.Replay) -> Figure:
    """A sentence as blocks that join, merge by merge."""
    words = lesson.words("replay")
    captions = [words.pop("start").format(tokens=seen.symbols)]
    said = words.pop("merge")
    captions += [said.format(**step._asdict()) for step in seen.steps]
    titles = [words.pop(name) for name in ("number", "left", "right", "times", "tokens")]
    table = {title: [step[i] for step in seen.steps] for i, title in enumerate(titles)}
    blocks = [Span(*block) for block in seen.blocks]
    return replay(blocks, captions, width=seen.width, table=table, **words)


def pairs(lesson: Lesson, stage: Stage) -> Figure:
    """How often the neighbouring pairs of a tiny text stand side by side."""
    best = stage.pairs[:8]
    return named_bars(
        [f"{left} + {right}" for left, right, _ in best],
        [count for _, _, count in best],
        whole_numbers=True,
        colours=[LEARNED] * len(best),
        **lesson.words("pairs"),
    )


def cost(lesson: Lesson, costs: Sequence[Cost]) -> Figure:
    """Tokens a sentence against the share of Korean that was learned from."""
    percent = [100 * one.share for one in costs]
    lines = (
        (t("한국어", "Korean"), [one.korean for one in costs], KOREAN),
        (t("영어", "English"), [one.english for one in costs], ENGLISH),
    )
    return curves(
        [Series(name, percent, y, colour=colour, points=True) for name, y, colour in lines],
        y_domain=(0, 1.05 * max(one.korean for one in costs)),
        x_values=[0, 25, 50, 75, 100],
        **lesson.words("cost"),
    )


def chips(pieces: list[subwords.Piece], *, ids: bool = False) -> list[Chip]:
    """Pieces as chips: colour says Korean, English, or bytes that are no whole character."""
    roles = {"korean": "korean", "english": "english", "bytes": "fixed"}
    row = []
    for text, number, joined, kind in pieces:
        note = str(number) if ids and number is not None else ""
        row.append(Chip(text, roles.get(kind), 0.3, joined, kind == "unknown", note))
    return row


def counted(name: str, row: Sequence[Chip]) -> str:
    """A row's label with its number of tokens."""
    return f"{name} · {len(row)}"


def hand_chips(stage: Stage) -> list[Chip]:
    """The words of a tiny text, each once, in their tokens."""
    return [
        Chip(token, role="learned" if len(token) > 1 else "fixed", weight=0.3, joined=i > 0)
        for word, _ in stage.words
        for i, token in enumerate(word)
    ]


def share_numbers(costs: Sequence[Cost]) -> dict[str, Any]:
    """What the prose names of the costs: no Korean, a twentieth, and half."""
    by_share = {one.share: one for one in costs}
    values: dict[str, Any] = {}
    for name, share in (("first", 0.0), ("little", 0.05), ("half", 0.5)):
        found = by_share[share]
        values[f"korean_{name}"] = found.korean
        values[f"english_{name}"] = found.english
        values[f"ratio_{name}"] = found.korean / found.english
    return values | {"eojeol": by_share[0.5].per_eojeol, "word": by_share[0.5].per_word}
