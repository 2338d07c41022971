"""The Word2Vec lesson on a learner's own text: private, cut into chosen units, trained live.

The text, and the words that are picked from it, stay out of the address: a link holds none of it.
"""

from typing import Any, NoReturn

import streamlit as st

from nlp_core.experiments.word2vec import own_text
from nlp_core.experiments.word2vec.trained_vectors import word_vectors
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.scatter import scatter
from nlp_core.provenance import Computed
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.text import embeddings, own_corpus
from nlp_core.text.own_corpus import OwnCorpus
from pages.kit import own_corpus as own
from pages.kit.controls import Switch
from pages.kit.language import language
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.stage import Stage
from pages.kit.visit import visit
from pages.kit.word_answers import own_words
from pages.parts.word2vec import SAID

BARS = 12


def learn(lesson: Lesson, stage: Stage, exclude: Switch, **settings: Any) -> NoReturn:
    """The whole lesson on the learner's text: asked for, trained when they say so, and asked."""
    with stage.controls:
        source, unit = lesson.ask(own.SOURCE), lesson.ask(own.UNIT)
        own.say_private()
    with stage.under:
        told = st.container()
        texts = own.texts(lesson, source)
        corpus = own.gathered(lesson, texts, unit)
    if corpus is None:
        with told:
            lesson.say("mine-needed", least=own_corpus.LEAST_UNITS)
        lesson.end()
    spec = visit().keep(
        "word2vec-own-spec",
        (corpus.written, settings),
        lambda: Word2VecSpec(corpus="own", text=corpus.written, **settings),
    )
    words = own_corpus.telling(corpus.words)
    model = lesson.trainable(
        spec,
        live=lambda step, frame: points(own_text.moments(words, [(step, frame["words"])])),
    )
    counts = {"units": corpus.units, "words": len(corpus.words)}
    with told:
        own.say_cut(corpus, texts)
    if model is None:
        lesson.aha(_frequent(lesson, corpus), Computed(), key="mine-counts")
        with told:
            lesson.say("mine-ready", **counts)
        lesson.end()
    past = own_text.replay(model)
    lesson.aha(points(past), model.provenance, key="mine-words")
    with told:
        lesson.say("mine-trained", share=100 * past.share, **counts)
    listed, made = own.to_pick_from(corpus), model.provenance
    own_words(lesson, word_vectors(model), made, listed, exclude, SAID)
    lesson.code(embeddings.neighbours, embeddings.analogy)
    lesson.end()


def points(seen: own_text.Moments) -> Figure:
    """The most telling words, from where they began to where they came to stand."""
    words = figure_titles("word2vec", language(), "mine-words", {})
    caption = words.pop("moment")
    return scatter(
        seen.frames,
        seen.words,
        kinds=[""] * len(seen.words),
        captions=[caption.format(step=step) for step in seen.steps],
        start=-1,
        **words,
    )


def _frequent(lesson: Lesson, corpus: OwnCorpus) -> Figure:
    """How often the most telling words were seen."""
    seen = dict(zip(corpus.words, corpus.seen, strict=True))
    names = own_corpus.telling(corpus.words, BARS)
    values = [seen[name] for name in names]
    return named_bars(names, values, whole_numbers=True, **lesson.words("mine-counts"))
