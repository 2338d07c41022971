"""The attention lesson's other models: each score function, and the one that read public text."""

from typing import Any

import streamlit as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.attention.score_functions import compare
from nlp_core.experiments.attention.sentences import examples, labels
from nlp_core.figures.heatmap import heatmap
from nlp_core.measurements import tatoeba, translators
from nlp_core.recipes.tatoeba import TatoebaSpec
from nlp_core.recipes.translation import TranslationSpec
from pages.kit.controls import Choice
from pages.kit.engine import engine
from pages.kit.language import t
from pages.kit.lesson import Lesson

TEXTS = Choice(
    "texts",
    ("학습한 글", "Learned from"),
    {
        "world": ("작은 세계", "little world"),
        "public": ("작은 세계 + Tatoeba", "little world + Tatoeba"),
    },
)
CONTROLS = (TEXTS,)
FORMULAS = {
    "dot": "q · k",
    "scaled": "q · k / √d",
    "general": "qᵀ W k",
    "additive": "vᵀ tanh(W q + U k)",
}


def functions(lesson: Lesson, direction: str, text: str, row: int) -> None:
    """The chosen word under all four score functions, each with its own shipped translator.

    They know the little world alone: of a sentence that they cannot read, an example's place.
    """
    specs = [TranslationSpec(direction=direction, score=score) for score in FORMULAS]
    models = [model for spec in specs if (model := engine().find(spec)) is not None]
    try:
        found = compare(models, text, row)
    except LearnerError:
        text = examples(direction)[0]
        lesson.say("functions-example", example=text)
        found = compare(models, text, row)
    if not found:
        return
    names = [f"{FORMULAS[one.function]} ({one.function})" for one in found]
    columns = [f"{place + 1}. {word}" for place, word in enumerate(labels(found[0].source))]
    words = lesson.words("functions")
    wrote, scored = words.pop("wrote"), words.pop("score")
    measured = {score: translators.numbers(direction, score) for score in FORMULAS}
    weights, rows = [one.weights for one in found], [one.function for one in found]
    drawn = heatmap(weights, rows=rows, columns=columns, limits=(0.0, 1.0), **words)
    lesson.figure(drawn, *(model.provenance for model in models), key="functions")
    table: dict[str, list[Any]] = {scored: names, wrote: [one.word for one in found]}
    for place, column in enumerate(columns):
        table[column] = [round(float(one.scores[place]), 2) for one in found]
    st.dataframe(table, hide_index=True, height="content")
    lesson.say(
        "functions-measured",
        **{
            f"{score}_{short}": measured[score][name]
            for score in FORMULAS
            for short, name in (("exact", "exact_match"), ("error", "alignment_error"))
        },
    )


def public(lesson: Lesson, direction: str) -> None:
    """How the translator that also read public text does: its scores and 20 translations."""
    model = engine().find(TatoebaSpec(direction=direction))
    if model is None:
        return
    lesson.say("public-measured", **tatoeba.numbers(direction))
    kept = model.vocabulary
    columns = {
        t("원문", "Source"): kept["sample_sources"],
        t("사람의 번역", "A person's translation"): kept["sample_references"],
        t("이 모델의 번역", "This model's translation"): kept["sample_translations"],
        t("출처", "Credit"): kept["sample_credits"],
    }
    st.dataframe(columns, hide_index=True)
