"""The GloVe lesson on a learner's own text: counted at once, trained live, and asked."""

import math
from typing import Any, NoReturn

import streamlit as st

from nlp_core.experiments.glove import fitted
from nlp_core.experiments.glove.ratios import ratios, telling
from nlp_core.provenance import Computed
from nlp_core.recipes.glove import GloVeSpec
from nlp_core.text.cooccurrence import Cooccurrences, cooccurrences
from nlp_core.text.own_corpus import LEAST_UNITS
from nlp_core.training.glove import Settings
from pages.kit import own_corpus as own
from pages.kit.controls import Switch
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.private import pick
from pages.kit.stage import Stage
from pages.kit.table import show
from pages.kit.visit import visit
from pages.kit.word_answers import own_words
from pages.parts import glove_figures as figures

STEPS = 1_200  # about as many as the little world takes: few cells are gone over more often
MOST_EPOCHS = 100


def learn(lesson: Lesson, stage: Stage, exclude: Switch, **settings: Any) -> NoReturn:
    """The whole lesson on the learner's text: asked for, counted, trained when they say so."""
    with stage.controls:
        source, unit = lesson.ask(own.SOURCE), lesson.ask(own.UNIT)
        own.say_private()
    with stage.under:
        told = st.container()
        texts = own.texts(lesson, source)
        corpus = own.gathered(lesson, texts, unit)
    if corpus is None:
        with told:
            lesson.say("mine-needed", least=LEAST_UNITS)
        lesson.end()
    spec, found = visit().keep(
        "glove-own-counts",
        (corpus.written, settings),
        lambda: _counted(corpus.written, corpus.words, settings),
    )
    listed = own.to_pick_from(corpus)
    with stage.controls:
        names = tuple(
            pick(label, listed, place, key=f"{lesson.slug}-mine-{key}")
            for place, (key, label) in enumerate(
                (("first", t("단어 a", "Word a")), ("second", t("단어 b", "Word b")))
            )
        )
    with told:
        own.say_cut(corpus, texts)
        lesson.say("mine-counted", units=corpus.units, words=len(corpus.words))
    model = lesson.trainable(spec)
    _ratios(lesson, stage, model, found, (names[0], names[1]))
    if model is not None:
        _ask(lesson, model, found, listed, exclude)
    lesson.code(cooccurrences)
    lesson.end()


def _counted(
    written: str, words: tuple[str, ...], settings: dict[str, Any]
) -> tuple[GloVeSpec, Cooccurrences]:
    """The spec of a text and its counts, with as many epochs as its cells ask for."""
    first = GloVeSpec(corpus="own", text=written, **settings)
    found = first.counted(words)
    once = max(Settings(epochs=1).steps(len(found.counts)), 1)
    epochs = min(max(math.ceil(STEPS / once), Settings().epochs), MOST_EPOCHS)
    return GloVeSpec(corpus="own", text=written, epochs=epochs, **settings), found


def _ratios(
    lesson: Lesson, stage: Stage, model: Any, found: Cooccurrences, names: tuple[str, str]
) -> None:
    """The stage: which words tell the picked two apart."""
    if names[0] == names[1]:
        with stage.top:
            lesson.say("mine-same", word=names[0])
        return
    probes = telling(found, *names)
    if not probes:
        with stage.top:
            lesson.say("mine-alone", a=names[0], b=names[1])
        return
    asked = ratios(found, *names, probes)
    said = [] if model is None else fitted.learned_ratios(model, found, names, probes)
    origin = [] if model is None else [model.provenance]
    drawn = figures.own_ratios(lesson.words("own-ratios"), asked, said, names)
    lesson.aha(drawn, Computed(), *origin, key="own-ratios")
    with stage.under:
        show(figures.ratio_table(asked, names))


def _ask(
    lesson: Lesson, model: Any, found: Cooccurrences, listed: list[str], exclude: Switch
) -> None:
    """The fit, neighbours and analogies among the learner's own words."""
    vectors, made = fitted.word_vectors(model), model.provenance

    @lesson.step("fit")
    def fit() -> None:
        past = fitted.replay(model, found)
        lesson.figure(figures.cloud_of(language(), model.spec, past), made, key="fit")

    said = dict.fromkeys((True, False), "analogy-answer")
    own_words(lesson, vectors, made, listed, exclude, said)
