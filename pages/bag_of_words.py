"""Bag of words: a column a word, a row a document, and what such numbers cannot say."""

import streamlit as st

from nlp_core.experiments.bag_of_words import bag
from nlp_core.experiments.bag_of_words.one_hots import compare_words
from nlp_core.experiments.bag_of_words.own_documents import (
    cut,
    own_stop_words,
    review_documents,
    shortened,
    tidied,
)
from nlp_core.experiments.bag_of_words.zipf import ranks
from nlp_core.provenance import Computed
from nlp_core.text import stop_words
from nlp_core.text.counts import build_vocabulary, count, inverse_document_frequency, tf_idf
from nlp_core.text.reader import Reader, reversed_words
from nlp_core.text.similarity import cosine_similarities, distances, dot_products, one_hot
from pages.kit.chips import Chip
from pages.kit.documents import SOURCE, UNIT_NAMES, documents, unit_choice
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.morphemes import reader_for
from pages.parts import bag_of_words as parts

lesson = open_lesson("bag_of_words")
here = language()

# The stage: every two words of the text, and the two that are compared.
stage = lesson.stage()
with stage.controls:
    compared, written = st.container(), st.container()
    chosen_unit = lesson.ask(unit_choice())
with stage.more:
    source, shorten = lesson.ask(SOURCE), lesson.ask(parts.SHORTEN)
    min_df, mine = lesson.ask(parts.MIN_DF), own_stop_words(lesson.ask(parts.OWN_STOP))
with written:
    tidy = tidied(documents(lesson, source), shorten=shorten)
    texts = tidy.texts
    if tidy.marked:
        lesson.say("html-removed", count=tidy.marked)
reader = reader_for(here, chosen_unit, texts)
with written:
    packed = lesson.attempt(lambda: bag.pack(cut(texts, reader)), None)
if packed is None:  # such as runs of two letters of a single one
    chosen_unit, reader = "words", Reader(here)
whole = bag.pack(cut(texts, reader)) if packed is None else packed
unit = t(*UNIT_NAMES[reader.unit])
with written:
    plain = lesson.attempt(lambda: whole.only(in_documents=min_df, left_out=mine), whole)
with stage.more:
    if unmatched := mine - set(whole.vocabulary.words):
        lesson.say("own-stop-unmatched", words=", ".join(sorted(unmatched)))
pairs = compare_words(plain, parts.WORDS)
with compared, lesson.beside():
    first, second = (lesson.ask(choice) for choice in parts.word_choices(pairs.words))
with stage.controls:
    if len(pairs.words) > 2:
        tie = t("모두 똑같이 멀어요", "all equally far")
        lesson.exercise(
            "nearest",
            answer=pairs.nearest_to_first(tie),
            options=[*pairs.words[1:4], tie],
            word=pairs.words[0],
        )
chart = parts.identity(lesson, pairs, first, second)
lesson.aha(chart, Computed(), key="identity", size=len(plain.vocabulary))
names = [shortened(text, i) for i, text in enumerate(texts, 1)]
long_names = [shortened(text, i, 60) for i, text in enumerate(texts, 1)]


@lesson.step("one-hot")
def vectors() -> None:
    """Why every two words are the square root of 2 apart."""
    lesson.say("no-word-is-closer", **pairs.extremes())
    with lesson.folded(t("두 벡터 보기", "Show the two vectors"), key="vectors") as opened:
        if opened:
            chart = parts.one_hots(lesson, plain, pairs, first, second)
            lesson.figure(chart, Computed(), key="one-hots")


@lesson.step("sum")
def document() -> None:
    """A document is the sum of its one-hots."""
    label = ("더해 볼 문서", "Document to add up")
    place = lesson.ask(parts.document_choice("document", label, long_names))
    lesson.figure(parts.document_sum(lesson, plain, place), Computed(), key="sum")


@lesson.step("vocabulary")
def duplicates() -> None:
    """Duplicates go from the vocabulary; the bag keeps their number."""
    lesson.say("tokens", tokens=plain.tokens, size=len(plain.vocabulary))
    frequent = plain.frequent(parts.COLUMNS)
    label = t("어휘 집합(중복 없음)", "Vocabulary (no duplicates)")
    lesson.chips([Chip(word) for word, _ in frequent], label=label)
    label = t("BoW(나온 횟수까지)", "Bag (with counts)")
    lesson.chips([Chip(word, note=f"×{n}") for word, n in frequent], label=label)


@lesson.step("matrix")
def matrix() -> None:
    """The document-term matrix: where the forms of a word go."""
    with lesson.beside():
        sought = lesson.ask(parts.SOUGHT_TEXT)
        size = lesson.ask(parts.SIZE)
        weighting = lesson.ask(parts.WEIGHTS)
        two, stop = lesson.ask(parts.PAIRS), lesson.ask(parts.STOP)
    most = None if size == "all" else int(size)
    out = mine | stop_words.ALL if stop else mine
    cut_now = cut(texts, reader_for(here, chosen_unit, texts, pairs=two))
    packed = lesson.attempt(
        lambda: bag.pack(cut_now, left_out=out, in_documents=min_df, at_most=most), plain
    )
    columns = packed.in_reading_order(parts.COLUMNS, parts.ROWS)
    chart = parts.matrix(lesson, packed, weighting, columns, names, sought)
    lesson.figure(chart, Computed(), key="matrix")
    meeting = bag.meeting(packed, texts, sought)
    if meeting is None:
        lesson.say("meets-nowhere", sought=sought)
    else:
        met = "meets-in-one" if meeting.joined == meeting.holding else "meets-apart"
        lesson.say(met, sought=sought, unit=unit, **meeting.numbers())
    shape = {"n": len(texts), "size": len(packed.vocabulary), "zeros": packed.zeros()}
    lesson.say("shown", rows=len(names[: parts.ROWS]), columns=len(columns), **shape)
    for problem in packed.problems(texts):
        lesson.warn(problem)
    stop_list = t("불용어 목록", "The stop words")
    with lesson.folded(stop_list, key="stop-words") as opened:
        if opened:
            listed = {of: sorted(words) for of, words in stop_words.STOP_WORDS.items()}
            ko, en = (", ".join(listed[of]) for of in ("ko", "en"))
            lesson.say("stop-words", count=len(stop_words.ALL), ko=ko, en=en)


@lesson.step("cosine", folded=True)
def cosine() -> None:
    """Documents beside documents, and one beside itself turned round."""
    with lesson.beside():
        label = ("견줄 문서", "Document to compare")
        asked = lesson.ask(parts.document_choice("asked", label, long_names))
        weighting = lesson.ask(parts.COMPARED)
    backwards = reversed_words(texts[asked])
    turned = bag.cosine_of(*(reader.units(text) for text in (texts[asked], backwards)))
    lesson.exercise(
        "order",
        answer=bag.between(turned),
        options=["one", "between", "zero"],
        names={"one": "1", "between": t("0과 1 사이", "between 0 and 1"), "zero": "0"},
        backwards=backwards,
        cosine=turned,
        unit=unit,
    )
    if len(texts) > 1:
        chart = parts.similar(lesson, plain, weighting, asked, names)
        lesson.figure(chart, Computed(), key="similar")
    lesson.say("angle")
    with lesson.folded(
        t("모든 쌍의 유사도", "Every pair of documents"), key="every-pair"
    ) as opened:
        if opened:
            chart = parts.all_pairs(lesson, plain, weighting, names)
            lesson.figure(chart, Computed(), key="cosine")
    lesson.code(cosine_similarities, *((tf_idf,) if weighting == "tf-idf" else ()))


@lesson.step("tf-idf", folded=True)
def rarity() -> None:
    """Common words weigh less."""
    lesson.figure(parts.idf(lesson, plain), Computed(), key="idf")
    lesson.say("idf", n=len(texts), **plain.rarity())
    lesson.code(inverse_document_frequency)


@lesson.step("zipf", folded=True)
def zipf() -> None:
    """Few words are frequent, most occur once."""
    counted = lesson.ask(parts.COUNTED)
    read = review_documents(here) if counted == "reviews" else texts
    law = ranks(cut(read, reader_for(here, chosen_unit, read)))
    name = t(*parts.COUNTED_NAMES[counted])
    lesson.figure(parts.zipf(lesson, law, name), Computed(), key="zipf")
    lesson.say("law", unit=unit, **law.numbers())


lesson.code(build_vocabulary, count, one_hot, dot_products, distances)
lesson.close()
