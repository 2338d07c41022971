"""Prompting: a frozen model reads a rule off the examples in its prompt, one it never met."""

from dataclasses import replace

import streamlit as st

from nlp_core.corpora.letter_rules.draws import LONGEST
from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.experiments.prompting import typed_prompt
from nlp_core.experiments.prompting.ideal_learner import consistent_rules, vote
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.heatmap import attention_map
from nlp_core.figures.palette import REFERENCE
from nlp_core.measurements import prompting_results
from nlp_core.models.rotary_gpt import CausalSelfAttention, scaled_dot_product_attention, shift_keys
from nlp_core.recipes.prompting import LIVE, SIZES, PromptingSpec
from nlp_core.text.prompts import parse
from nlp_core.training.language_model import continue_text
from pages.kit.chips import Chip
from pages.kit.engine import engine
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.training import trained

lesson = open_lesson("prompting")
SIZE_NAMES = {
    "7k": t("7천 개", "7 thousand"),
    "26k": t("2만 6천 개", "26 thousand"),
    "151k": t("15만 개", "151 thousand"),
    "0.8M": t("80만 개", "0.8 million"),
}
FAMILY_NAMES = {
    "suffix": t("뒤에 붙이기", "add behind"),
    "prefix": t("앞에 붙이기", "add in front"),
    "wrap": t("앞뒤로 감싸기", "wrap"),
    "insert": t("사이에 끼우기", "insert"),
    "substitute": t("한 글자 바꾸기", "replace a letter"),
}
OPERATIONS = {
    "operation": t("학습에 쓴 글자 조작", "trained letter operations"),
    "unseen": t("학습에 없던 글자 조작", "letter operations never trained"),
}
NAMES = {
    **SIZE_NAMES,
    **FAMILY_NAMES,
    **OPERATIONS,
    "ideal": t("이상적인 학습자(천장)", "ideal learner (ceiling)"),
    "new": t("처음 보는 규칙", "new rules"),
    "known": t("학습에 쓴 규칙", "trained rules"),
    "described-new": t("처음 보는 규칙 + 설명", "new rules + description"),
    "described-known": t("학습에 쓴 규칙 + 설명", "trained rules + description"),
    "gpt": t("바른 예시", "right examples"),
    "lstm": t("같은 크기의 LSTM", "LSTM, same size"),
    "other-answers": t("답을 섞은 예시", "shuffled answers"),
    "wrong-family": t("다른 규칙의 예시", "another rule's examples"),
    "copying": t("기준선: 그대로 베끼기", "baseline: copying"),
}
VIEWS = {
    "view-sizes": t("모델 크기", "model size"),
    "view-families": t("규칙 종류", "kind of rule"),
    "view-description": t("설명 한 줄", "a description"),
    "view-controls": t("대조 실험", "controls"),
    "view-operations": t("한계", "the limit"),
}
EXACT = t("정확히 맞힌 비율", "exact match")
SHOTS = t("프롬프트에 넣은 예시의 수", "examples in the prompt")

# Measured on rules that training never used.
lesson.say("recap")
label = t("무엇을 비교할까요?", "What to compare")
view = lesson.choice(label, key="view", options=list(VIEWS), names=VIEWS)
series = [
    Series(NAMES[one.name], one.x, one.mean, one.low, one.high, points=True)
    if one.name not in ("ideal", "copying")
    else Series(NAMES[one.name], one.x, one.mean, colour=REFERENCE)
    for one in prompting_results.lines(view)
]
lesson.figure(
    curves(
        series,
        x_title=SHOTS,
        y_title=EXACT,
        name_title=t("파라미터", "parameters") if view == "view-sizes" else VIEWS[view],
        x_values=prompting_results.results()["shots"],
        y_domain=(0, 1),
        height=420,
    ),
    prompting_results.provenance(),
    alt=t("예시의 수에 따른 정확도", "Accuracy against the number of examples"),
    key="shots",
)
lesson.say(view, **prompting_results.numbers())

# The learner's own prompt, or a rule kept out of training.
lesson.say("try", limit=LONGEST)
KINDS = {"own": t("내가 만든 규칙", "a rule of my own"), **FAMILY_NAMES, **OPERATIONS}
with lesson.controls():
    kind = lesson.choice(t("규칙", "Rule"), key="rule", options=list(KINDS), names=KINDS)
    label = t("모델의 파라미터 수", "Parameters of the model")
    size = lesson.choice(
        label, key="size", options=list(SIZES), names=SIZE_NAMES, default=prompting_results.LARGEST
    )
right = None
if kind == "own":
    default = t("고양이 > 고양이요\n바다 > 바다요\n사과 >", "cat > cats\ndog > dogs\nbird >")
    label = t("프롬프트: 마지막 줄이 질문이에요", "The prompt: its last line is the question")
    text = lesson.text(label, key="prompt", default=default, limit=400, lines=6)
else:
    with lesson.controls():
        label = t("규칙 번호", "Rule number")
        number = lesson.slider(label, key="number", low=1, high=30, step=1, default=1)
        shots = lesson.slider(SHOTS, key="shots", low=0, high=8, step=1, default=1)
        label = t("규칙을 설명하는 줄", "A line that describes the rule")
        described = kind in FAMILIES and lesson.switch(label, key="described")
    text, right = typed_prompt.drawn_lines(kind, number, shots, described=described)
    st.code(text, language=None)

model = engine().find(PromptingSpec(size=size))
with lesson.guard():
    prompt = parse(text, longest=LONGEST)
    if model is None:
        lesson.say("no-model")
    else:
        before = typed_prompt.fingerprint(model.model)
        result = typed_prompt.answer(model.model, prompt)
        after = typed_prompt.fingerprint(model.model)
        lesson.chips(
            [
                Chip(c, "learned", p, joined=i > 0, special=c == typed_prompt.END, note=f"{p:.2f}")
                for i, (c, p) in enumerate(zip(result.steps, result.confidence, strict=True))
            ],
            label=t("모델의 답", "The model's answer"),
            key="answer",
        )
        if right is not None:
            lesson.say("right-answer" if result.text == right else "wrong-answer", right=right)
        shown = typed_prompt.columns_to_show(result)
        lesson.figure(
            attention_map(
                result.probabilities[:, shown],
                rows=[f"{i}. {c}" for i, c in enumerate(result.steps, 1)],
                columns=[result.columns[k] or t("그 밖", "others") for k in shown],
                row_title=t("답의 글자, 차례대로", "the answer, character by character"),
                column_title=t("후보 글자", "candidates"),
                value_title=t("확률", "probability"),
            ),
            model.provenance,
            alt=t("답의 글자마다 후보들의 확률", "Each candidate's probability at each step"),
            key="probabilities",
        )
        lesson.say("unchanged", before=before, after=after, n=model.card["parameters"])
    ideal = typed_prompt.read_ideally(prompt)
    if not prompt.examples:
        lesson.say("ideal-no-examples")
    elif not ideal.n_rule:
        lesson.say("ideal-none")
    else:
        lesson.say("ideal-one" if len(ideal.shares) == 1 else "ideal-many", **ideal.numbers())
        lesson.say("rule-new" if ideal.held_out else "rule-trained")
lesson.code(
    typed_prompt.relabel,
    typed_prompt.encode,
    continue_text,
    CausalSelfAttention,
    scaled_dot_product_attention,
    shift_keys,
)
fits = consistent_rules([("aa", "aaa")])
lesson.exercise("ambiguous", answer=len(fits), answers=", ".join(vote(fits, "bcd")))
lesson.code(consistent_rules, vote)
fates = {
    "kept": t("거의 그대로", "stays about the same"),
    "halved": t("절반쯤으로", "falls to about half"),
    "lost": t("거의 0으로", "falls to almost zero"),
}
lesson.exercise(
    "shuffled",
    answer=prompting_results.fate("other-answers"),
    options=list(fates),
    names=fates,
    **prompting_results.numbers(),
)

# Watch a small model learn to learn.
lesson.say("live")
label = t("학습할 모델의 파라미터 수", "Parameters of the model to train")
sizes = ["26k", "151k"]
live_size = lesson.choice(label, key="live", options=sizes, names=SIZE_NAMES, default="151k")
one_shot = t("원샷 정확도(처음 보는 규칙)", "one-shot exact match (new rules)")
learner = trained(
    replace(LIVE, size=live_size), nearest=LIVE, key="live", metric="shots-1", metric_name=one_shot
)
if learner is not None:
    lesson.figure(
        curves(
            [
                Series(name, *prompting_results.history(learner.history, f"shots-{n}"))
                for n, name in {
                    0: t("제로샷", "zero-shot"),
                    1: t("원샷", "one-shot"),
                    8: t("퓨샷(예시 8개)", "few-shot (8 examples)"),
                }.items()
            ],
            x_title=t("학습 스텝", "training steps"),
            y_title=EXACT,
            name_title=t("예시의 수", "examples"),
            y_domain=(0, 1),
        ),
        learner.provenance,
        alt=t("학습하는 동안의 정확도", "Exact match during the training"),
        key="jump",
    )
    lesson.say("jump", **prompting_results.last(learner.history))

# The model that made the word known.
lesson.say("gpt3")
lesson.figure(
    named_bars(
        [t("제로샷", "zero-shot"), t("원샷", "one-shot"), t("퓨샷", "few-shot")],
        list(prompting_results.GPT3_RANDOM_INSERTION.values()),
        x_title=t("정확도", "accuracy"),
        name_title=t("GPT-3 175B", "GPT-3 175B"),
        domain=(0, 1),
    ),
    prompting_results.GPT3_SOURCE,
    alt=t(
        "GPT-3가 낱말에서 군더더기 기호를 지운 정확도", "GPT-3 removing stray symbols from words"
    ),
    key="gpt3",
)
lesson.say("limits", **prompting_results.numbers())
lesson.close()
