"""The self-attention lesson's own sentence in numbers: its controls and figures."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.self_attention.in_numbers import (
    LONGEST,
    MASKS,
    Numbers,
    in_numbers,
    tokens_of,
)
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map, heatmap
from nlp_core.provenance import Computed
from pages.kit.controls import Choice, Control, Switch, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.numbers import written

MASK_NAMES: dict[str, Both] = {
    "none": ("마스크 없음", "no mask"),
    "causal": ("인과 마스크", "causal mask"),
    "padding": ("패딩 마스크", "padding mask"),
    "left": ("앞쪽 패딩 + 인과", "padding in front + causal"),
    "cross": ("크로스 어텐션", "cross-attention"),
}
SAID = {
    "none": "mask-none",
    "causal": "mask-causal",
    "padding": "mask-padding",
    "left": "mask-left",
    "cross": "mask-cross",
}
MASK = Choice("mask", ("마스크", "Mask"), {name: MASK_NAMES[name] for name in MASKS}, listed=True)
SIZE = Choice("size", ("벡터의 크기 d", "Vector size d"), (4, 6, 8, 12, 64), default=8)
SHARED = Choice("shared-by", ("나눌 헤드 수", "Heads to share it"), (1, 2, 3, 4), default=2)
SCALED = Switch("scaled", ("√d로 나누기", "Divide by √d"), True)
MEMORY = Text(
    "memory",
    ("다른 문장(키와 밸류)", "The other sentence (keys and values)"),
    ("고양이가 우유를 마신다.", "The cat drinks milk."),
    limit=300,
)
CONTROLS: tuple[Control, ...] = (MASK, SIZE, SHARED, SCALED, MEMORY)
SHOWN_SIZE = 12  # features of a table
EXAMPLE: Both = (
    "여우가 닭을 쫓았지만 너무 느려서 잡지 못했다.",
    "The fox could not catch the hen because it was too slow.",
)
AFTER_MASK: Both = ("마스크 뒤", "after mask")


def own_sentence(lesson: Lesson) -> None:
    """The learner's sentence: the weights of all queries, then one query and key in numbers."""
    text = lesson.sentence(t(*EXAMPLE))
    with lesson.beside():
        mask, size = lesson.ask(MASK), lesson.ask(SIZE)
        count, scaled = lesson.ask(SHARED), lesson.ask(SCALED)
    tokens, memory = _sides(lesson, text, mask)
    if size % count:
        lesson.warn(LearnerError("not-divisible", d=size, heads=count))
        count = 1
    head = lesson.ask(head_of(count)) if count > 1 else 0
    found, other = (
        in_numbers(
            tokens, memory=memory, d_model=size, n_head=count, head=head, scaled=on, mask=mask
        )
        for on in (scaled, not scaled)
    )
    lesson.figure(weights(lesson, found), Computed(), key="weights")
    lesson.say(SAID[mask])
    with lesson.beside():
        middle = len(found.rows) // 2
        query = lesson.ask(place("query", ("쿼리", "Query"), found.rows, middle))
        key = lesson.ask(place("key", ("키", "Key"), found.columns, 0))
    _in_tables(lesson, found, (query, key), size // count, count)
    lesson.say(
        "entropy",
        this=float(found.entropy.mean()),
        other=float(other.entropy.mean()),
        most=float(np.log2(len(found.columns))),
        how=t("나눔", "with") if scaled else t("나누지 않음", "without"),
        apart=found.apart,
    )
    lesson.figure(summed(lesson, found, query), Computed(), key="summed")


def _sides(lesson: Lesson, text: str, mask: str) -> tuple[list[str], list[str]]:
    """The sentence's tokens, and those of the other sentence that cross-attention looks at."""
    example = tokens_of(t(*EXAMPLE))
    tokens = lesson.attempt(lambda: tokens_of(text), example)
    if len(tokens) > LONGEST:
        lesson.say("cut", limit=LONGEST, count=len(tokens))
    if mask != "cross":
        return tokens, tokens
    memory = lesson.ask(MEMORY)
    return tokens, lesson.attempt(lambda: tokens_of(memory), example)


def _in_tables(lesson: Lesson, found: Numbers, cell: tuple[int, int], d: int, heads: int) -> None:
    """One dot product and one row, number by number."""
    query, key = cell
    lesson.say("product", query=found.rows[query], key=found.columns[key], d=d, heads=heads)
    st.dataframe(product(found, query, key), hide_index=True, height="content")
    scaled = not np.array_equal(found.raw, found.scores)
    how = "summed-scaled" if scaled else "summed-plain"
    lesson.say(how, raw=found.raw[query, key], score=found.scores[query, key], d=d)
    right = st.column_config.TextColumn(alignment="right")  # −∞ makes a column of text
    st.dataframe(
        row_table(found, query),
        column_config={t(*AFTER_MASK): right},
        hide_index=True,
        height="content",
    )
    if not found.seen[query].any():
        lesson.say("all-masked", query=found.rows[query])


def place(key: str, label: Both, tokens: tuple[str, ...], default: int) -> Choice[int]:
    """A token of a sentence."""
    names: dict[int, Both | str] = {i: f"{i + 1}. {one}" for i, one in enumerate(tokens)}
    return Choice(key, label, names, default=min(default, len(tokens) - 1), listed=True)


def head_of(count: int) -> Choice[int]:
    """Which head is looked at."""
    names: dict[int, Both | str] = {i: str(i + 1) for i in range(count)}
    return Choice(f"which-{count}", ("볼 헤드", "Head to look at"), names)


def weights(lesson: Lesson, found: Numbers) -> Figure:
    """The weights of every query; under the pointer, the dot product that a cell comes from."""
    return attention_map(
        found.weights,
        rows=list(found.rows),
        columns=list(found.columns),
        row_height=30 if len(found.rows) <= LONGEST // 2 else 20,
        more={"q · k": found.raw, t("점수", "score"): found.scores},
        **lesson.words("weights"),
    )


def product(found: Numbers, query: int, key: int) -> pd.DataFrame:
    """One dot product, feature by feature."""
    q, k = found.query[query], found.key[key]
    some = slice(0, SHOWN_SIZE)
    table: dict[str, Any] = {
        t("번호", "feature"): np.arange(1, len(q) + 1)[some],
        f"q({found.rows[query]})": q[some].round(3),
        f"k({found.columns[key]})": k[some].round(3),
        "q × k": (q * k)[some].round(3),
    }
    return pd.DataFrame(table)


def row_table(found: Numbers, query: int) -> pd.DataFrame:
    """One query's way from scores to weights."""
    seen = found.seen[query]
    masked = np.where(seen, found.scores[query], -np.inf)
    names = [f"{i + 1}. {one}" for i, one in enumerate(found.columns)]
    table: dict[str, Any] = {
        t("키", "key"): names,
        "q · k": found.raw[query].round(3),
        t("점수", "score"): found.scores[query].round(3),
        t(*AFTER_MASK): ["−∞" if np.isinf(one) else written(one, ".3f") for one in masked],
        t("가중치", "weight"): found.weights[query].round(4),
    }
    return pd.DataFrame(table)


def summed(lesson: Lesson, found: Numbers, query: int) -> Figure:
    """Each value times its weight, and their sum."""
    words = lesson.words("summed")
    last = words.pop("sum_name")
    some = slice(0, SHOWN_SIZE)
    parts = found.weights[query][:, None] * found.value
    return heatmap(
        np.vstack([parts, found.output[query]])[:, some],
        rows=[*(f"{i + 1}. {one}" for i, one in enumerate(found.columns)), last],
        columns=[str(i + 1) for i in range(found.value.shape[1])][some],
        signed=True,
        marked_row=len(parts),
        row_height=28,
        **words,
    )
