"""Prompting: a frozen model reads a rule off the examples in its prompt, one it never met."""

from dataclasses import asdict

import streamlit as st

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.experiments.prompting import one_prompt, typed_prompt
from nlp_core.experiments.prompting.ideal_learner import consistent_rules, vote
from nlp_core.measurements import prompting_results
from nlp_core.models.gpt import Gpt
from nlp_core.models.rotary_gpt import CausalSelfAttention, scaled_dot_product_attention, shift_keys
from nlp_core.provenance import Computed
from nlp_core.published.catalogue import of_kind
from nlp_core.published.prompted import answer as prompted
from nlp_core.recipes.prompting import LIVE, PromptingSpec
from nlp_core.text.prompts import Prompt
from nlp_core.training.language_model import continue_text
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.real import opened
from pages.parts import prompting as parts
from pages.parts import prompting_real as checkpoint

HASH_SHOWN = 8  # digits of it: as many as a phone has room for
lesson = open_lesson("prompting")

# The stage: a prompt, and what the frozen model writes next.
stage = lesson.stage()
right = None
with stage.controls:
    field = st.container()
    size = lesson.ask(parts.SIZE)
with stage.more:
    kind = lesson.ask(parts.RULE)
    if kind != "own":
        number, shots = lesson.ask(parts.NUMBER), lesson.ask(parts.SHOTS)
        described = kind in FAMILIES and lesson.ask(parts.DESCRIBED)
with field:
    if kind == "own":
        text = lesson.ask(parts.PROMPT)
    else:
        text, right = typed_prompt.drawn_lines(kind, number, shots, described=described)
        st.code(text, language=None)
spec = PromptingSpec(size=size)
shipped = engine().find(spec)
if shipped is None:
    lesson.say("no-model")
model = shipped or lesson.trained(spec, key="frozen")


def put(words: str) -> tuple[Prompt, one_prompt.Asked]:
    """A typed prompt and the model's answer to it."""
    read = one_prompt.read(words)
    return read, one_prompt.ask(model, read)


with stage.under:
    found = lesson.attempt(lambda: put(text), None)
    if found is None:
        lesson.say("instead")
    prompt, asked = found or put(one_prompt.OPENING[language()])
    row = parts.answer_chips("".join(prompt.question), asked.answer)
    lesson.chips(row, label=t("모델의 답", "The model's answer"))
    if right is not None:
        lesson.say("right-answer" if asked.answer.text == right else "wrong-answer", right=right)
    for limit in prompting_results.limits_met(prompt, size)[:1]:
        lesson.say(parts.LIMITS[limit.dimension], **limit.numbers())
lesson.aha(parts.answered(lesson, asked.answer), model.provenance, key="answer")
measured = prompting_results.provenance()
numbers = parts.numbers()


@lesson.step("shots", **numbers)
def shots_seen() -> None:
    """Accuracy on rules never trained against the number of examples."""
    lesson.figure(parts.measured(lesson, "sizes"), measured, key="shots")
    label = t("회색 선과 띠 읽기", "How to read the grey line and the bands")
    with lesson.folded(label, key="reading-lines") as opened:
        if opened:
            lesson.say("ceiling", **numbers)


@lesson.step("frozen", folded=True)
def frozen() -> None:
    """The same weights before and after, and the code that ran between."""
    weights = {
        t("답하기 전 가중치의 해시", "hash of the weights, before"): asked.before,
        t("답한 뒤 가중치의 해시", "hash of the weights, after"): asked.after,
    }
    for column, (name, value) in zip(st.columns(2), weights.items(), strict=True):
        column.metric(name, value[:HASH_SHOWN], border=True)
    if asked.before == asked.after:
        lesson.say("unchanged", n=model.card["parameters"])
    with lesson.folded(
        t("프롬프트에 쓸 수 있는 것", "What a prompt may hold"), key="write"
    ) as opened:
        if opened:
            lesson.say("symbols", limit=one_prompt.N_LETTER)
    lesson.code(
        typed_prompt.relabel,
        typed_prompt.encode,
        continue_text,
        CausalSelfAttention,
        scaled_dot_product_attention,
        shift_keys,
    )


@lesson.step("settled", folded=True)
def settled() -> None:
    """How many rules the examples allow, and the ideal learner's answers."""
    fits = consistent_rules([("aa", "aaa")])
    answers = ", ".join(vote(fits, "bcd"))
    lesson.exercise("ambiguous", answer=len(fits), answers=answers)
    reading = one_prompt.ideally(prompt)
    if not prompt.examples:
        lesson.say("ideal-no-examples")
    elif not reading.n_rule:
        lesson.say("ideal-none")
    else:
        lesson.figure(parts.votes(lesson, reading), Computed(), key="votes")
        lesson.say("ideal-one" if len(reading.shares) == 1 else "ideal-many", **reading.numbers())
        lesson.say("rule-new" if reading.held_out else "rule-trained")
    lesson.code(consistent_rules, vote)


@lesson.step("carried")
def carried() -> None:
    """Controls: shuffled answers, another rule's examples, an LSTM."""
    fates = {fate: t(*name) for fate, name in parts.FATES.items()}
    truth = prompting_results.fate("other-answers")
    lesson.exercise("shuffled", answer=truth, options=list(fates), names=fates, **numbers)
    lesson.figure(parts.measured(lesson, "controls"), measured, key="controls")
    lesson.say("controls", **numbers)


@lesson.step("kinds", folded=True)
def kinds() -> None:
    """Kinds of rules, descriptions, and the limit."""
    view = lesson.ask(parts.VIEW)
    lesson.figure(parts.measured(lesson, view), measured, key="kinds")
    lesson.say(view, **numbers)


@lesson.step("live", folded=True)
def live() -> None:
    """A small model learns to learn."""
    one_shot = t("원샷 정확도(처음 보는 규칙)", "one-shot exact match (new rules)")
    learner = lesson.trained(LIVE, nearest=LIVE, key="live", metric=("shots-1", one_shot))
    lesson.figure(parts.learning(lesson, learner.history), learner.provenance, key="learning")
    lesson.say("rise", **asdict(one_prompt.rise(learner.history)))


@lesson.step("gpt3", folded=True)
def published() -> None:
    """GPT-3's numbers, and how ours differ."""
    lesson.figure(parts.gpt3(lesson), prompting_results.GPT3_SOURCE, key="gpt3")
    lesson.say("limits", **numbers)


@lesson.step("real", folded=True)
def real() -> None:
    """A published GPT-2 and a prompt of words that mean something."""
    one = opened(lesson, of_kind("gpt2"))
    if one and checkpoint.draw(lesson, one):
        lesson.code(prompted, Gpt)


lesson.close()
