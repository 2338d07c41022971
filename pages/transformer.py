"""The Transformer: attention, and all that stands around it (Vaswani et al. 2017)."""

from dataclasses import replace

import streamlit as st

from nlp_core.experiments.attention import sentences
from nlp_core.experiments.seq2seq import one_sentence as searching
from nlp_core.experiments.transformer import one_sentence
from nlp_core.experiments.transformer.sizes import BASE, Size
from nlp_core.measurements import transformer_results as measured
from nlp_core.models.decoder_block import DecoderBlock
from nlp_core.models.encoder_block import EncoderBlock
from nlp_core.models.feed_forward import FeedForward
from nlp_core.models.parameter_count import transformer_parts
from nlp_core.provenance import Computed
from nlp_core.training.decoding import greedy
from pages.kit.controls import Choice
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.translation import ask_sentence, home, known_words, sentence_chips, sides
from pages.parts import transformer as parts
from pages.parts import transformer_steps as steps

lesson = open_lesson("transformer")

# The stage: what a translator can still do when one part of it is left out.
stage = lesson.stage()
with stage.controls:
    part = lesson.ask(parts.PART)
    measure = lesson.ask(parts.MEASURE)
    place = st.container()  # the examples depend on the direction
with stage.more:
    direction = lesson.ask(replace(parts.DIRECTION, default=home()))
    norm = lesson.ask(parts.NORM)
source_side, target_side = direction.split("-")
with place:
    text, is_own = ask_sentence(lesson, direction, "other-language")
spec, nearest = parts.spec_of(part, direction, norm)
model = lesson.trained(
    spec,
    nearest=nearest,
    metric=("exact_match", t("정확히 번역한 비율", "exact match")),
    live=lambda _, frame: parts.live(lesson, part, spec, frame),
)
made, ready = model.provenance, sentences.examples(direction)
with stage.under:
    found = lesson.attempt(
        lambda: one_sentence.walk(model, text), one_sentence.walk(model, ready[0])
    )
    if is_own:
        known_words(lesson, text, tuple(model.vocabulary["source"]), direction, "known")
if searching.is_unread(model, text):
    text = ready[0]
lesson.aha(parts.stage(lesson, part, measure, model), measured.provenance(), made, key="parts")
with stage.under:
    lesson.chips(sentence_chips(found.source, source_side), label=t("원문", "Source"))
    written = sentence_chips(found.target, target_side)
    lesson.chips(written, label=t("번역", "Translation"))
way = t(*parts.DIRECTION.options[direction])
tokens = {n: f"{n + 1}. {word}" for n, word in enumerate(sentences.labels(found.source))}


@lesson.step("worth")
def worth() -> None:
    """What each part is worth, and two ways of asking."""
    numbers = parts.worth_numbers() | parts.short_numbers() | parts.guess()
    lesson.say("bars-trained")
    lesson.exercise("least", **numbers)
    lesson.say("two-ways", **numbers)


@lesson.step("block")
def block() -> None:
    """One token through a block, in numbers, and what each part adds up the stack."""
    with lesson.beside():
        token = lesson.ask(Choice("token", ("따라갈 토큰", "Token to follow"), tokens))
        number = lesson.ask(parts.BLOCK)
    number = min(number, model.spec.n_layer)
    lesson.figure(steps.way(lesson, found, token, number), made, key="way", token=tokens[token])
    lesson.say("way", **steps.way_numbers(found, token))
    if model.spec.norm == "pre" and model.spec.without not in ("residual", "norm"):
        lesson.say("way-sums")
    with lesson.folded(t("층을 따라 올라가며", "Up the stack"), key="stack") as opened:
        if opened:
            lesson.figure(steps.added(lesson, found, token), made, key="added")
            st.dataframe(steps.way_table(lesson, found, token), hide_index=True, height="content")
            lesson.say("stack")
    lesson.code(
        EncoderBlock.explain_look,
        EncoderBlock.feed,
        EncoderBlock.add,
        FeedForward.forward,
        trained_by=EncoderBlock.forward,
    )


@lesson.step("gru", folded=True, way=way)
def gru() -> None:
    """Beside the GRU with attention: quality, time, parameters, alignment."""
    numbers = parts.beside_numbers(direction)
    lesson.exercise("gru", answer=100 * numbers["one"], tolerance=2, **numbers)
    against = lesson.ask(parts.AGAINST)
    drawn = parts.beside(lesson, against, direction)
    made_so = measured.provenance("transformer")
    lesson.figure(drawn, made_so, key="beside", way=way)
    st.dataframe(parts.compared(lesson, direction), hide_index=True, height="content")
    lesson.say("beside", **numbers)
    lesson.say(parts.verdict(direction))
    if numbers["one_long"] < numbers["other_long"] - parts.FAR:
        lesson.say("beside-long", **numbers)
    lesson.say("beside-both")
    lesson.say("controls", **parts.control_numbers(), **parts.short_numbers())


@lesson.step("looks", folded=True, heads=model.spec.n_head, layers=model.spec.n_layer)
def looks() -> None:
    """Cross-attention on the learner's sentence, head by head."""
    if nowhere := steps.looks_nowhere(found):
        lesson.say(nowhere)
        return
    table = measured.head_errors(direction)
    best = min(range(len(table)), key=lambda layer: table[layer][0])
    lesson.exercise(
        "layer",
        answer=best + 1,
        options=[1, 2],
        names={1: t("1층", "block 1"), 2: t("2층", "block 2")},
        first=table[0][0],
        second=table[1][0],
    )
    with lesson.beside():
        layer, head = lesson.ask(parts.LAYER), lesson.ask(parts.HEAD)
    layer, head = min(layer, model.spec.n_layer), min(head, model.spec.n_head)
    lesson.figure(
        steps.looking(lesson, found, layer, head), made, key="looking", **sides(direction)
    )
    error = found.alignment_error(layer - 1, head - 1 if head else None)
    if error is None:
        lesson.say("no-gold")
    else:
        lesson.say("scored", error=error)
    lesson.figure(
        steps.head_bars(lesson, direction), measured.provenance("transformer"), key="heads"
    )
    lesson.code(DecoderBlock.explain, trained_by=DecoderBlock.forward)


@lesson.step("beam", folded=True)
def beam() -> None:
    """Greedy and beam search, by the code of the seq2seq lesson."""
    width = lesson.ask(parts.WIDTH)
    narrow, wide = (searching.beam(model, text, one) for one in (1, width))
    lesson.figure(steps.tree(lesson, wide), made, key="tree", width=width)
    said = {"width": width, "best": wide.text(wide.best), "greedy": narrow.text(narrow.best)}
    lesson.say("beam-same" if said["best"] == said["greedy"] else "beam-other", **said)
    lesson.code(greedy)


@lesson.step("why", folded=True)
def why() -> None:
    """Gradients and tokens in an untrained stack, with and without residual path and norm."""
    with lesson.beside():
        deep, effect = lesson.ask(parts.DEPTH), lesson.ask(parts.EFFECT)
    numbers = steps.begun_numbers(deep)
    lesson.exercise(
        "why",
        answer="neither",
        options=list(steps.STACKS),
        names={name: t(*both) for name, both in steps.STACKS.items()},
        **numbers,
    )
    lesson.figure(steps.begun(lesson, deep, effect), Computed(), key="begun")
    lesson.say("begun", **numbers)


@lesson.step("sizes", folded=True)
def sizes() -> None:
    """Parameters by the formula, of a size that the learner sets."""
    with lesson.beside():
        numbers = [lesson.ask(one) for one in parts.SIZES]
    asked = lesson.attempt(lambda: steps.fitting(Size(*numbers)), BASE)
    drawn, table = steps.sizes(lesson, asked)
    lesson.figure(drawn, Computed(), key="sizes")
    lesson.say("formula", total=asked.total(), parameters=model.card["parameters"])
    st.dataframe(table, hide_index=True, height="content")
    lesson.code(transformer_parts)


lesson.close()
