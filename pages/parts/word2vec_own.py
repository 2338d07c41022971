"""The Word2Vec lesson on a learner's own text: private, cut into chosen units, trained live.

The text, and the words that are picked from it, stay out of the address: a link holds none of it.
"""

from typing import Any, NoReturn

import streamlit as st

from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec import own_text
from nlp_core.experiments.word2vec.trained_vectors import word_vectors
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, POSITIVE
from nlp_core.figures.scatter import scatter
from nlp_core.provenance import Computed
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.text import embeddings, own_corpus
from nlp_core.text.own_corpus import OwnCorpus
from pages.kit import short
from pages.kit.controls import Choice, Switch
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.private import pick, private_text
from pages.kit.prose import figure_titles
from pages.kit.stage import Stage
from pages.kit.upload import columns
from pages.kit.visit import visit

SOURCE = Choice(
    "mine-source",
    ("내 글을 어디서 가져올까요?", "Where is my text?"),
    {"paste": ("붙여 넣기", "I paste it"), "file": ("내 파일", "my file")},
)
UNITS = {
    "words": ("어절", "words"),
    "morphemes": ("형태소(한국어)", "morphemes (Korean)"),
    "syllables": ("음절", "characters"),
}
UNIT = Choice("mine-unit", ("벡터를 줄 단위", "What gets a vector"), UNITS, listed=True)
CONTROLS = (SOURCE, UNIT)
MOST_CHARACTERS = 300_000
CUT_HERE = 20_000  # characters that are cut in no time
LISTED = 2_000  # words to pick from
BARS = 12


def learn(lesson: Lesson, stage: Stage, exclude: Switch, **settings: Any) -> NoReturn:
    """The whole lesson on the learner's text: asked for, trained when they say so, and asked."""
    with stage.controls:
        source, unit = lesson.ask(SOURCE), lesson.ask(UNIT)
        lesson.say("mine-private")
    with stage.under:
        told = st.container()
        texts = _texts(lesson, source)
        corpus = lesson.attempt(lambda: _gathered(texts, unit), None)
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
        if corpus.left_out or sum(map(len, texts)) > MOST_CHARACTERS:
            limits = {"units": own_corpus.MOST_UNITS, "characters": MOST_CHARACTERS}
            lesson.say("mine-cut", **limits)
    if model is None:
        lesson.aha(_frequent(lesson, corpus), Computed(), key="mine-counts")
        with told:
            lesson.say("mine-ready", **counts)
        lesson.end()
    past = own_text.replay(model)
    lesson.aha(points(past), model.provenance, key="mine-words")
    with told:
        lesson.say("mine-trained", share=100 * past.share, **counts)
    _ask(lesson, model, words, exclude)
    lesson.code(embeddings.neighbours, embeddings.analogy)
    lesson.end()


def _texts(lesson: Lesson, source: str) -> list[str]:
    """What the learner gave: a pasted text, or the chosen column of a file."""
    if source == "file":
        found = columns(lesson.slug, "mine-file", {"text": t("글이 있는 열", "Column of the text")})
        return [] if found is None else found.texts["text"]
    name = f"{lesson.slug}-mine"
    return [private_text(t("내 글", "My text"), key=name, most=MOST_CHARACTERS)]


def _gathered(texts: list[str], unit: str) -> OwnCorpus | None:
    """The corpus in its units, cut once for this visit; None without any text.

    A long text and morphemes are cut by the short-task worker, so that no other visitor waits.
    """
    if not any(text.strip() for text in texts):
        return None
    read = own_corpus.first(texts, MOST_CHARACTERS)

    def gather() -> OwnCorpus | LearnerError:
        try:
            if unit != "morphemes" and sum(map(len, read)) <= CUT_HERE:
                return own_corpus.cut(read, unit, language())
            words = t("글을 자르는 중이에요 …", "Cutting the text …")
            found: OwnCorpus = short.ask(Call(own_corpus.cut, (read, unit, language())), words)
            return found
        except LearnerError as error:
            return error

    found = visit().keep("word2vec-own", (read, unit), gather)
    if isinstance(found, LearnerError):
        raise found
    return found


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


def _ask(lesson: Lesson, model: Any, first: list[str], exclude: Switch) -> None:
    """Neighbours and analogies among the learner's own words."""
    vectors, made = word_vectors(model), model.provenance
    listed = list(dict.fromkeys([*first, *vectors.words[:LISTED]]))

    def picked(key: str, label: str, place: int) -> str:
        return pick(label, listed, place, key=f"{lesson.slug}-mine-{key}")

    @lesson.step("neighbours")
    def neighbours() -> None:
        found = embeddings.neighbours(vectors, picked("word", t("단어", "Word"), 0), 8)
        names, cosines = zip(*found, strict=True)
        drawn = named_bars(names, cosines, **lesson.words("neighbours"))
        lesson.figure(drawn, made, key="neighbours")

    @lesson.step("mine-analogy")
    def analogy() -> None:
        with lesson.beside():
            a, b, c = (picked(name, name, place) for place, name in enumerate("abc"))
            left_out = lesson.ask(exclude)
        answers = embeddings.analogy(vectors, a, b, c, exclude=left_out)
        names, cosines = zip(*answers, strict=True)
        colours = [FIXED if name in (a, b, c) else POSITIVE for name in names]
        drawn = named_bars(names, cosines, colours=colours, **lesson.words("analogy"))
        lesson.figure(drawn, made, key="analogy")
        said = "analogy-excluded" if left_out else "analogy-included"
        lesson.say(said, a=a, b=b, c=c, d=names[0])
