"""The ALBERT lesson's controls, and the figures of its formula with their words."""

from functools import lru_cache
from typing import Any

import streamlit as st

from nlp_core.experiments.albert import factors, sizes
from nlp_core.experiments.albert.sizes import BASE, PRESETS, Size
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.stacked import stacked_bars
from nlp_core.figures.waterfall import Term, waterfall
from nlp_core.memory import per_visitor
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.resetting import put_back
from pages.parts import albert_models

SHARING: dict[str, Both] = {
    "all": ("블록 전체", "the whole block"),
    "attention": ("어텐션만", "attention only"),
    "feed-forward": ("FFN만", "the FFN only"),
    "none": ("공유하지 않음", "nothing"),
}
STEPS: dict[str, Both] = {
    "bert": ("BERT", "BERT"),
    "factorised": ("임베딩 파라미터 분해", "factorised embedding"),
    "attention": ("어텐션 공유", "shared attention"),
    "feed-forward": ("FFN 공유", "shared FFN"),
}
PARTS: dict[str, Both] = {
    "embedding": ("임베딩 표", "embedding table"),
    "attention": ("어텐션", "attention"),
    "feed-forward": ("피드 포워드 신경망(FFN)", "feed-forward networks"),
    "other": ("그 밖(위치, 풀러 등)", "other (positions, pooler)"),
}
H = Slider("h", ("은닉 상태의 크기 H", "State size H"), 64, 4096, 64, BASE.h)
LAYERS = Slider("layers", ("층 수 L", "Layers L"), 1, 24, 1, BASE.layers)
E = Slider("e", ("임베딩의 크기 E", "Embedding size E"), 16, 1024, 16, BASE.e)
SHARED = Choice("sharing", ("층끼리 무엇을 공유할까요?", "What layers share"), SHARING, listed=True)
TOKENS = Text("v", ("어휘 집합의 크기 V", "Vocabulary V"), str(BASE.v), limit=20)
HEADS = Slider("heads", ("헤드 수", "Heads"), 1, 64, 1, 4)
RANK = Slider("rank", ("임베딩의 크기 E", "Embedding size E"), 1, factors.H, 1, 2)
WORDS = Text(
    "words",
    ("표에 넣을 내 단어들", "My words for the table"),
    (
        "고양이 강아지 토끼 우유 빵 사과 학교 병원",
        "cat dog rabbit milk bread apple school hospital",
    ),
    limit=200,
)
CONTROLS: tuple[Control, ...] = (
    *(H, LAYERS, E, SHARED, TOKENS, HEADS, RANK, WORDS),
    *albert_models.CONTROLS,
)


def preset_buttons(lesson: Lesson) -> None:
    """The published sizes, each a click that moves the sliders."""
    with st.container(horizontal=True, gap="small", key=f"{lesson.slug}-presets"):
        for name, one in PRESETS.items():
            values = {H.key: one.h, LAYERS.key: one.layers, E.key: one.e, TOKENS.key: str(one.v)}
            named = {f"{lesson.slug}-{key}": value for key, value in values.items()}
            st.button(name, key=f"{lesson.slug}-preset-{name}", on_click=put_back, args=(named,))


def size_of(lesson: Lesson, h: int, layers: int, e: int, sharing: str, typed: str) -> Size:
    """What is asked; where the vocabulary cannot be read, that of the paper after saying so.

    There is a head for every 64 features, as in all the published models.
    """
    v = lesson.attempt(lambda: sizes.parse_tokens(typed), BASE.v)
    return sizes.checked(Size(v, h, layers, e, h // 64, sharing))


# The stage.


@lru_cache(maxsize=64)
def ladder(spoken: str, size: Size) -> Figure:
    """From BERT's parameters to ALBERT's, a bar for each step."""
    words = figure_titles("albert", spoken, "ladder", {})
    found = sizes.ladder(size)
    names = [STEPS[step][spoken != "ko"] for step in found]
    totals = [n / 1e6 for n in found.values()]
    terms = [Term(names[0], totals[0])]
    for name, before, after in zip(names[1:], totals, totals[1:], strict=False):
        terms.append(Term(name, after - before))
    form = "+.1f" if totals[0] >= 10 else "+.2f"
    return waterfall(terms, total="ALBERT", rest="{}", value_format=form, from_amount=True, **words)


def numbers(size: Size) -> dict[str, Any]:
    """The numbers that the stage's words name, in millions but the sizes."""
    found = list(sizes.ladder(size).values())
    return {
        "albert": found[-1] / 1e6,
        "share": found[-1] / found[0],
        "table": size.table / 1e6,
        "factors": size.factors / 1e6,
        "h": size.h,
        "e": size.e,
    }


# Where the parameters are.


@lru_cache(maxsize=64)
def where(spoken: str, size: Size) -> Figure:
    """Both models by their parts."""
    words = figure_titles("albert", spoken, "where", {})
    both = [sizes.parts(size.bert), sizes.parts(size.albert)]
    lengths = {
        PARTS[part][spoken != "ko"]: [round(one[part] / 1e6, 1) for one in both] for part in PARTS
    }
    return stacked_bars(["BERT", "ALBERT"], lengths, **words)


def block_numbers(size: Size) -> dict[str, Any]:
    """A block's shares, and BERT's parts in millions."""
    found = sizes.parts(size.bert)
    block = found["attention"] + found["feed-forward"]
    return {
        "attention": found["attention"] / block,
        "feed": found["feed-forward"] / block,
        "layers": size.layers,
        "blocks": block / sum(found.values()),
        "table": found["embedding"] / sum(found.values()),
    }


def most(size: Size) -> list[str]:
    """The part of BERT that has the most parameters."""
    found = sizes.parts(size.bert)
    return [name for name in PARTS if found[name] == max(found.values())]


# What a narrow table keeps.


@per_visitor(8)
def factored(spoken: str, words: tuple[str, ...], e: int) -> tuple[Figure, Figure, int]:
    """The learner's words in a table made of two, its singular values, and its rank."""
    found = factors.factored(words, e)
    titles = figure_titles("albert", spoken, "product", {})
    features = [str(i + 1) for i in range(factors.H)]
    table = heatmap(
        found.product,
        rows=words,
        columns=features,
        signed=True,
        decimals=1,
        row_height=30,
        **titles,
    )
    titles = figure_titles("albert", spoken, "singular", {})
    bars = named_bars(features, found.singular.tolist(), **titles)
    return table, bars, found.rank


# The published models.


def published(lesson: Lesson) -> dict[str, list[Any]]:
    """Published totals beside the formula's."""
    words = lesson.words("published")
    rows = [(one.name, one.size, one.total, one.millions) for one in sizes.PUBLISHED]
    return {
        words["name_title"]: [name for name, *_ in rows],
        "V": [f"{size.v:,}" for _, size, *_ in rows],
        "H": [size.h for _, size, *_ in rows],
        "L": [size.layers for _, size, *_ in rows],
        "E": [size.h if name.startswith("BERT") else size.e for name, size, *_ in rows],
        words["formula_title"]: [f"{total / 1e6:.1f} M" for *_, total, _ in rows],
        words["paper_title"]: [f"{paper} M" for *_, paper in rows],
    }


def in_parts(lesson: Lesson) -> dict[str, list[Any]]:
    """ALBERT-base by what its layers share: the formula beside the paper."""
    words = lesson.words("published")
    totals = [list(sizes.ladder(Size(sharing=name)).values())[-1] for name in sizes.SHARED_IN_PARTS]
    return {
        words["sharing_title"]: [t(*SHARING[name]) for name in sizes.SHARED_IN_PARTS],
        words["formula_title"]: [f"{total / 1e6:.1f} M" for total in totals],
        words["paper_title"]: [f"{n} M" for n in sizes.SHARED_IN_PARTS.values()],
    }


def compared(size: Size) -> dict[str, Any]:
    """Formula and modules of both models; LearnerError where the heads do not share H out."""
    counted = sizes.in_modules(sizes.checked(size))
    return {
        "bert": counted["bert"],
        "albert": counted["albert"],
        "bert_formula": sum(sizes.parts(size.bert).values()),
        "albert_formula": sum(sizes.parts(size.albert).values()),
        "megabytes_bert": counted["bert"] * 4 / 1e6,
        "megabytes_albert": counted["albert"] * 4 / 1e6,
    }
