"""Attention: a decoder that looks back at every word of the source, and what it looks at."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from nlp_core.experiments.attention import one_sentence, sentences
from nlp_core.experiments.attention.accuracy import by_length
from nlp_core.figures.heatmap import heatmap
from nlp_core.measurements import attention_results, translators
from nlp_core.models import attention
from nlp_core.models.gru import gru_cell
from nlp_core.models.seq2seq import Decoder, decode_step
from pages.kit.controls import Choice
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.translation import ask_sentence, home, known_words, sentence_chips, sides
from pages.parts import attention as parts
from pages.parts import attention_texts

lesson = open_lesson("attention")
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "general": attention.general_score,
    "dot": attention.dot_score,
    "scaled": attention.scaled_dot_score,
    "additive": attention.additive_score,
}

# The stage: what is translated, and by which kind of model.
stage = lesson.stage()
with stage.controls:
    place = st.container()  # the examples depend on the direction
    direction = lesson.ask(replace(parts.DIRECTION, default=home()))
    texts = lesson.ask(attention_texts.TEXTS)
with stage.more:
    score, size = lesson.ask(parts.SCORE), lesson.ask(parts.SIZE)
target_side = direction.split("-")[1]
ready = sentences.examples(direction)
with place:
    text, is_own = ask_sentence(lesson, direction, "other-language")
spec, nearest = parts.spec_of(direction, texts, score, size)
model = lesson.trained(
    spec,
    nearest=nearest,
    metric=("exact_match", t("정확히 번역한 비율", "exact match")),
    live=lambda _, frame: parts.live_matrix(lesson, direction, frame["attention"]),
)
with stage.under:
    result = lesson.attempt(
        lambda: one_sentence.translate(model, text), one_sentence.translate(model, ready[0])
    )
    if is_own:
        known_words(lesson, text, tuple(model.vocabulary["source"]), direction, "known")
if result.attention is None:
    chart = parts.lengths(lesson, direction, by_length(model.model, model.vocabulary, direction))
    lesson.aha(chart, attention_results.provenance(), model.provenance, key="lengths")
    lesson.say("no-matrix", translation=result.text or "…")
    lesson.code(decode_step, gru_cell, trained_by=Decoder.forward)
    lesson.end()

written = sentences.labels(result.target)
read = sentences.labels(result.source)
chart = parts.matrix(lesson, direction, result.attention, written, read, result.gold)
lesson.aha(chart, model.provenance, key="alignment", **sides(direction))
with stage.under:
    lesson.chips(sentence_chips(result.source, direction.split("-")[0]), label=t("원문", "Source"))
    lesson.chips(sentence_chips(result.target, target_side), label=t("번역", "Translation"))
rows = {place: f"{place + 1}. {word}" for place, word in enumerate(written)}
columns = {place: f"{place + 1}. {word}" for place, word in enumerate(read)}
aim = one_sentence.crossing_row(result)  # the word written that looks farthest away


@lesson.step("crossing")
def crossing() -> None:
    """The picture scored against gold."""
    if result.links is not None:
        found = {"words": result.links.proposed, "hits": result.links.both}
        lesson.say("scored", **found, error_rate=result.links.error_rate)
    elif result.reference is not None:
        lesson.say("differs", reference=result.reference)
    else:
        lesson.say("no-gold")
    if "public_chrf" in model.metrics:
        lesson.say("measured-public", **model.metrics)
    else:
        lesson.say("measured", **translators.numbers(direction, score))
    unseen = ready[(ready.index(text) + 1) % len(ready) if text in ready else 0]
    quiz = one_sentence.translate(model, unseen)  # a sentence whose matrix is not on the page
    row = one_sentence.crossing_row(quiz)
    strongest = int(quiz.weights[row].argmax())
    choices = {strongest, min(row, len(quiz.source) - 1), *sentences.nouns(quiz.source)[:3]}
    lesson.exercise(
        "which-word",
        answer=strongest,
        options=sorted(choices),
        names=dict(enumerate(sentences.labels(quiz.source))),
        source=quiz.source_text,
        translation=quiz.text,
        word=quiz.target[row].strip(),
        weight=quiz.weights[row].max(),
    )


@lesson.step("without")
def without() -> None:
    """The bottleneck: exact match against sentence length."""
    numbers: dict[str, Any] = {**attention_results.numbers(direction)}
    lesson.exercise("lengths", answer=100 * numbers["long_without"], tolerance=10, **numbers)
    lesson.figure(parts.lengths(lesson, direction), attention_results.provenance(), key="lengths")
    lesson.say("lengths", **numbers)


@lesson.step("numbers", folded=True)
def numbers() -> None:
    """Scores, distribution and context vector of one written word."""
    row = lesson.ask(Choice("word", ("쓰는 단어", "Word being written"), rows, default=aim))
    one = one_sentence.reading(result, row)
    lesson.say("distribution", word=written[row], sum=one.exponentials.sum(), row=row + 1)
    bars = parts.distribution(lesson, one, read)
    st.dataframe(bars.table, hide_index=True, height="content")
    lesson.figure(bars, model.provenance, key="distribution")
    lesson.say("context", count=len(one.numbers), size=result.memory.shape[1])
    words = lesson.words("context")
    mixture = heatmap(
        one.mixture,
        rows=[*columns.values(), words.pop("sum_name")],
        columns=[str(number) for number in one.numbers],
        signed=True,
        marked_row=len(columns),
        **words,
    )
    lesson.figure(mixture, model.provenance, key="context")


@lesson.step("functions", folded=True)
def functions() -> None:
    """The same word under all four score functions."""
    attention_texts.functions(lesson, direction, text, aim)


@lesson.step("elsewhere", folded=True)
def elsewhere() -> None:
    """One word's attention sent elsewhere, and what is written then."""
    asked = one_sentence.other_row(result, aim)  # another word than the one shown below
    goal = int(result.weights[aim].argmax())
    sent = one_sentence.translate(model, text, forced=((asked, goal),))
    shown = one_sentence.word_at(sent, asked) or t("(문장 끝)", "(end of sentence)")
    others = {result.target[row].strip() for row in (0, aim, asked)}
    lesson.exercise(
        "elsewhere",
        answer=shown,
        options=sorted({shown, *others}),
        word=written[asked],
        column=read[goal],
        translation=sent.text,
    )
    with lesson.beside():
        row = lesson.ask(Choice("row", ("이 단어를 쓸 때", "When writing"), rows, aim))
        away = one_sentence.other_column(result, aim)
        column = lesson.ask(Choice("column", ("이 단어만 보게", "look only at"), columns, away))
    changed = one_sentence.translate(model, text, forced=((row, column),))
    lesson.say("forced", word=written[row], column=read[column])
    lesson.chips(sentence_chips(result.target, target_side), label=t("그대로", "As it was"))
    after = sentence_chips(changed.target, target_side, old=result.target)
    lesson.chips(after, label=t("바꾼 뒤", "After"))
    lesson.say("same" if changed.target == result.target else "changed", translation=changed.text)
    kept = attention_results.forced(direction)
    lesson.figure(parts.moved(lesson, kept), attention_results.provenance(), key="moved")
    lesson.say("moved", **kept)


@lesson.step("public", folded=True)
def public() -> None:
    """The translator that also read sentences that people wrote."""
    attention_texts.public(lesson, direction)


if model.snapshots:

    @lesson.step("growth", folded=True)
    def growth() -> None:
        """The matrix of one sentence while the model was learning."""
        drawn = parts.growing(lesson, direction, model.snapshots)
        lesson.figure(drawn, model.provenance, key="growth", **sides(direction))
        lesson.say("grown", **model.metrics)


lesson.code(
    FUNCTIONS[model.spec.score],
    attention.attention_distribution,
    attention.context_vector,
    decode_step,
    gru_cell,
    trained_by=Decoder.forward,
)
lesson.close()
