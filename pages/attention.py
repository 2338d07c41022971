"""Attention: a decoder that looks back at every word of the source, and what it looks at.

A page that is long because every figure's words stand beside it in both languages.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from nlp_core.experiments.attention import one_sentence, sentences
from nlp_core.experiments.attention.accuracy import by_length
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map
from nlp_core.figures.palette import FIXED, KEY, NEGATIVE, QUERY
from nlp_core.measurements import attention_results
from nlp_core.models import attention as parts
from nlp_core.models.gru import gru_cell
from nlp_core.models.seq2seq import Decoder, decode_step
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec
from pages.kit.chips import Chip
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.training import trained

lesson = open_lesson("attention")
NO_ATTENTION = t("어텐션 없음", "no attention")
SCORES = {"general": "general", "dot": "dot", "additive": "additive", "none": NO_ATTENTION}
FUNCTIONS = {
    "general": parts.general_score,
    "dot": parts.dot_score,
    "additive": parts.additive_score,
}
TONGUES = {"en": t("영어", "English"), "ko": t("한국어", "Korean")}
ROLES = {"en": "english", "ko": "korean"}
ARROWS = {d: " → ".join(TONGUES[side] for side in d.split("-")) for d in DIRECTIONS}
WEIGHT = t("어텐션 가중치", "attention weight")
READ = t("원문의 단어", "source word")
EXACT = t("정확히 번역한 비율", "exact match")
CURVES = {
    "general": (t("어텐션 있음(general)", "with attention (general)"), QUERY),
    "none": (NO_ATTENTION, NEGATIVE),
    "none-longer": (t("어텐션 없음, 스텝 4배", "no attention, 4 × the steps"), FIXED),
}
MOVES = {
    "strongest": t("가장 많이 보던 단어만 보게", "only at the word it looked at most"),
    "hidden": t("그 단어만 가리고", "with that word hidden"),
    "other": t("아무 다른 단어만 보게", "only at some other word"),
}

# What is translated, and by which kind of model.
home = "ko-en" if language() == "ko" else "en-ko"  # reads the learner's own language
with lesson.controls():
    label = t("번역 방향", "Direction")
    direction = lesson.choice(
        label, key="direction", options=list(ARROWS), names=ARROWS, default=home
    )
    label = t("점수 함수", "Score function")
    score = lesson.choice(label, key="score", options=list(SCORES), names=SCORES)
    label = t("벡터의 크기", "Vector size")
    size = lesson.choice(label, key="size", options=[32, 64, 128], default=128)
from_side, to_side = direction.split("-")
ready = sentences.examples(direction)
label = t("번역할 문장", "Sentence to translate")
names = dict(enumerate(ready)) | {"own": t("내 문장 쓰기", "My own sentence")}
number = lesson.choice(label, key="sentence", options=list(names), names=names)
text = ready[0] if number == "own" else ready[number]
if number == "own":
    typed = lesson.sentence(sentences.examples(home)[0])
    text = typed if sentences.language_of(typed) in ("", from_side) else ready[0]
    if text != typed:
        lesson.say("other-language", wanted=TONGUES[from_side], example=text)
stage = st.container()  # the figure stands above the training panel
base = TranslationSpec(direction=direction, score="none" if score == "none" else "general")
spec = replace(base, score=score, d_model=size)
model = trained(spec, nearest=base, metric="exact_match", metric_name=EXACT)


def draw_lengths() -> None:
    """Exact match against sentence length: measured over seeds, and for the model shown."""
    drawn = [
        Series(CURVES[one.name][0], one.x, one.mean, one.low, one.high, CURVES[one.name][1], True)
        for one in attention_results.lines(direction)
    ]
    own = by_length(model.model, model.vocabulary, direction)
    mine = [one.middle for one in own], [one.exact_match for one in own]
    drawn.append(Series(t("지금 이 모델", "this very model"), *mine, colour=KEY, points=True))
    x_title = t("원문의 길이(조각 수)", "length of the source (pieces)")
    chart = curves(drawn, x_title=x_title, y_title=EXACT, y_domain=(0, 1))
    alt = t("문장이 길어질 때 정확히 번역한 비율", "Exact match as sentences grow longer")
    lesson.figure(chart, attention_results.provenance(), model.provenance, alt=alt, key="lengths")
    lesson.say("lengths", **attention_results.numbers(direction))


def chips(pieces: tuple[str, ...], side: str, label: str, old: tuple[str, ...] = ()) -> None:
    """A sentence as chips, its units joined; what differs from ``old`` stands out."""
    row = [
        Chip(piece.strip(), role=ROLES[side], joined=piece[0] != " ")
        if not old or old[place : place + 1] == (piece,)
        else Chip(piece.strip(), role="gold", joined=piece[0] != " ", note="≠")
        for place, piece in enumerate(pieces)
    ]
    lesson.chips(row, label=label, key=label)


def matrix(weights: Any, target: list[str], source: list[str], gold: sentences.Links) -> Figure:
    """Rows are the words being written, columns the words looked at."""
    return attention_map(
        weights,
        rows=target,
        columns=source,
        row_title=t(f"쓰는 단어({TONGUES[to_side]})", f"written ({TONGUES[to_side]})"),
        column_title=t(f"보는 단어({TONGUES[from_side]})", f"looked at ({TONGUES[from_side]})"),
        value_title=WEIGHT,
        gold=gold,
        gold_title=t("정답 단어 정렬", "gold alignment"),
    )


def draw_alignment() -> None:
    """The matrix, both sentences, and its score against gold."""
    chart = matrix(
        result.attention,
        sentences.labels(result.target),
        sentences.labels(result.source),
        result.gold,
    )
    alt = t(
        "번역하며 쓰는 단어마다 원문의 어느 단어를 얼마나 보았는지 보여 주는 행렬",
        "For each word written, how much each source word was looked at",
    )
    framed = t("금색 테두리: 정답 단어 정렬", "Gold frames: the gold word alignment")
    caption = framed if result.gold else None
    lesson.figure(chart, model.provenance, alt=alt, key="alignment", caption=caption)
    chips(result.source, from_side, TONGUES[from_side])
    chips(result.target, to_side, TONGUES[to_side])
    held_out = model.metrics["alignment_error"]
    if result.links is not None:
        words, hits = result.links.proposed, result.links.both
        error_rate = result.links.error_rate
        lesson.say("crossing", words=words, hits=hits, error_rate=error_rate, held_out=held_out)
    elif result.reference is not None:
        lesson.say("differs", reference=result.reference)
    else:
        lesson.say("no-gold", held_out=held_out)


def draw_numbers() -> None:
    """Scores, distribution and context vector of one written word."""
    label = t("쓰는 단어", "Word being written")
    row = lesson.choice(label, key="word", options=list(rows), names=rows, default=aim)
    one = one_sentence.reading(result, row)
    lesson.say("distribution", word=written[row], sum=one.exponentials.sum(), row=row + 1)
    table = {
        READ: read,
        t("점수", "score"): one.scores.round(2).tolist(),
        t("exp(점수 − 가장 큰 점수)", "exp(score − largest)"): one.exponentials.round(4).tolist(),
        WEIGHT: one.weights.round(4).tolist(),
    }
    st.dataframe(table, hide_index=True, height="content")
    names = list(columns.values())
    bars = named_bars(names, table[WEIGHT], x_title=WEIGHT, name_title=READ, domain=(0, 1))
    alt = t("한 단어를 쓸 때의 어텐션 분포", "The attention distribution of one word")
    lesson.figure(replace(bars, table=table), model.provenance, alt=alt, key="distribution")
    lesson.say("context", count=len(one.numbers), size=result.memory.shape[1])
    mixture = attention_map(
        one.mixture,
        rows=[*names, t("합: 컨텍스트 벡터", "sum: context vector")],
        columns=[str(number) for number in one.numbers],
        row_title=t("가중치 × 단어의 벡터", "weight × the word's vector"),
        column_title=t("벡터의 몇 번째 수", "which number of the vector"),
        value_title=t("값", "value"),
        signed=True,
        marked_row=len(names),
    )
    alt = t("가중치를 곱한 벡터들의 합", "Weighted vectors and their sum")
    lesson.figure(mixture, model.provenance, alt=alt, key="context")


def draw_moved() -> None:
    """One word's attention sent elsewhere, and what is written then."""
    asked = one_sentence.other_row(result, aim)  # another word than the one shown below
    goal = int(result.attention[aim].argmax())
    sent = one_sentence.translate(model, text, forced=((asked, goal),))
    ending = t("(문장 끝)", "(end of sentence)")
    shown = one_sentence.word_at(sent, asked) or ending
    lesson.exercise(
        "elsewhere",
        answer=shown,
        options=sorted({shown, *(result.target[row].strip() for row in (0, aim, asked))}),
        word=written[asked],
        column=read[goal],
        translation=sent.text,
    )
    with lesson.controls():
        label = t("이 단어를 쓸 때", "When writing")
        row = lesson.choice(label, key="row", options=list(rows), names=rows, default=aim)
        label = t("이 단어만 보게", "look only at")
        places = list(columns)
        column = lesson.choice(label, key="column", options=places, names=columns, default=away)
    changed = one_sentence.translate(model, text, forced=((row, column),))
    lesson.say("forced", word=written[row], column=read[column])
    chips(result.target, to_side, t("그대로", "As it was"))
    chips(changed.target, to_side, t("바꾼 뒤", "After"), old=result.target)
    lesson.say("same" if changed.target == result.target else "changed", translation=changed.text)
    kept = attention_results.forced(direction)
    bars = named_bars(
        [MOVES[kind] for kind in kept],
        list(kept.values()),
        x_title=t("그대로인 단어의 비율", "share of words that stay the same"),
        name_title=t("어텐션을 어떻게 바꾸었나", "what was done to attention"),
        domain=(0, 1),
    )
    alt = t("어텐션을 바꾸었을 때 그대로인 단어", "Words that stay when attention is moved")
    lesson.figure(bars, attention_results.provenance(), alt=alt, key="moved")
    lesson.say("moved", **kept)


def draw_growth() -> None:
    """The matrix of one sentence while the model was learning."""
    steps = [step for step, _ in model.snapshots]
    label = t("학습 스텝", "Training step")
    last, pace = steps[-1], max(1, steps[-1] // 25)
    at = lesson.slider(label, key="step", low=0, high=last, step=pace, default=last)
    step, snapshot = min(model.snapshots, key=lambda one: abs(one[0] - at))
    target, source, gold = sentences.shown_example(direction)
    chart = matrix(snapshot["attention"], target, source, gold)
    alt = t(f"{step}스텝의 어텐션 행렬", f"The attention matrix at step {step}")
    lesson.figure(chart, model.provenance, alt=alt, key="growth")
    seen = next(point for point in model.history if point["step"] == step)
    lesson.say("growth", step=step, **seen["metrics"])


def draw_known() -> None:
    """Every word that a sentence for this model may be made of."""
    known = sentences.known_words(tuple(model.vocabulary["source"]))
    lesson.say("known", count=len(known), words=", ".join(known))


def fold(key: str, title: str, draw: Callable[[], None]) -> None:
    """A part that is computed when it is opened."""
    with lesson.fold(title, key=key) as opened:
        if opened:
            draw()


result = None
if model is not None:
    with stage, lesson.guard():
        result = one_sentence.translate(model, text)
    with stage:
        if result is not None and result.attention is not None:
            draw_alignment()
        elif result is not None:
            lesson.say("no-matrix", translation=result.text or "…")
            draw_lengths()
    if number == "own":
        fold("known", t("이 모델이 아는 단어", "The words it knows"), draw_known)

if model is not None and result is not None and result.attention is not None:
    written, read = sentences.labels(result.target), sentences.labels(result.source)
    rows = {place: f"{place + 1}. {word}" for place, word in enumerate(written)}
    columns = {place: f"{place + 1}. {word}" for place, word in enumerate(read)}
    aim = one_sentence.crossing_row(result)  # the word written that looks farthest away
    away = one_sentence.other_column(result, aim)
    fold("numbers", t("점수에서 컨텍스트 벡터까지", "From scores to the context"), draw_numbers)
    fold("elsewhere", t("어텐션을 다른 곳으로 옮기면?", "Send attention elsewhere"), draw_moved)
    fold("off", t("어텐션을 끄면?", "Without attention"), draw_lengths)
    if model.snapshots:
        fold("growing", t("학습하는 동안의 행렬", "The matrix during training"), draw_growth)
    lesson.code(
        FUNCTIONS[model.spec.score],
        parts.attention_distribution,
        parts.context_vector,
        decode_step,
        gru_cell,
        trained_by=Decoder.forward,
    )
    unseen = ready[(ready.index(text) + 1) % len(ready) if text in ready else 0]
    quiz = one_sentence.translate(model, unseen)  # a sentence whose matrix is not on the page
    row = one_sentence.crossing_row(quiz)
    strongest = int(quiz.attention[row].argmax())
    choices = {strongest, min(row, len(quiz.source) - 1), *sentences.nouns(quiz.source)[:3]}
    lesson.exercise(
        "which-word",
        answer=strongest,
        options=sorted(choices),
        names={
            place: f"{place + 1}. {word}"
            for place, word in enumerate(sentences.labels(quiz.source))
        },
        source=quiz.source_text,
        translation=quiz.text,
        word=quiz.target[row].strip(),
        weight=quiz.attention[row].max(),
    )
elif model is not None:
    lesson.code(decode_step, gru_cell, trained_by=Decoder.forward)
numbers = attention_results.numbers(direction)
lesson.exercise("lengths", answer=100 * numbers["long_without"], tolerance=10, **numbers)
lesson.close()
