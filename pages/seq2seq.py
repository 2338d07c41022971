"""seq2seq: a sentence in, a sentence out, all of it through one vector (Sutskever et al. 2014)."""

from dataclasses import replace

import streamlit as st

from nlp_core.experiments.attention import sentences
from nlp_core.experiments.attention.accuracy import by_length
from nlp_core.experiments.seq2seq import one_sentence
from nlp_core.measurements import seq2seq_results
from nlp_core.models.gru import gru_cell
from nlp_core.models.seq2seq import Decoder, decode_step
from nlp_core.provenance import Computed
from nlp_core.text import translation_scores as scores
from nlp_core.training.decoding import beam_search, greedy
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.translation import ask_sentence, home, known_words, sentence_chips
from pages.parts import seq2seq as parts

lesson = open_lesson("seq2seq")

# The stage: how many sentences come out right as they grow longer, by size of the one vector.
stage = lesson.stage()
with stage.controls:
    place = st.container()  # the examples depend on the direction
    direction = lesson.ask(replace(parts.DIRECTION, default=home()))
    size = lesson.ask(parts.SIZE)
with stage.more:
    ratio = lesson.ask(parts.RATIO)
source_side, target_side = direction.split("-")
with place:
    text, is_own = ask_sentence(lesson, direction, "other-language")
spec, nearest = parts.spec_of(direction, size, ratio)
model = lesson.trained(
    spec, nearest=nearest, metric=("exact_match", t("정확히 번역한 비율", "exact match"))
)
made = model.provenance
ready = sentences.examples(direction)
with stage.under:
    one = lesson.attempt(
        lambda: one_sentence.beam(model, text, 1), one_sentence.beam(model, ready[0], 1)
    )
    if is_own:
        known_words(lesson, text, tuple(model.vocabulary["source"]), direction, "known")
if one_sentence.is_unread(model, text):
    text = ready[0]
chart = parts.lengths(lesson, direction, by_length(model.model, model.vocabulary, direction))
lesson.aha(chart, *seq2seq_results.length_provenance(), made, key="bottleneck")
with stage.under:
    lesson.chips(sentence_chips(one.source, source_side), label=t("원문", "Source"))
    written = sentence_chips(one.pieces(one.best), target_side)
    lesson.chips(written, label=t("번역", "Translation"))
numbers = seq2seq_results.numbers(direction)


@lesson.step("bottleneck")
def bottleneck() -> None:
    """One vector for every sentence, and what makes long ones come out right."""
    shown = (ready[-1], text, min(ready, key=len))
    found = one_sentence.summaries(model, shown)
    read = [one_sentence.beam(model, sentence, 1).source for sentence in shown]
    lesson.figure(parts.vectors(lesson, read, found), made, key="vectors")
    lesson.say("same-size", size=found.shape[1], shown=min(parts.COLUMNS, found.shape[1]))
    found_lengths = seq2seq_results.length_numbers(direction)
    fall = 100 * found_lengths["long_without"]
    lesson.exercise("fall", answer=fall, tolerance=10, **found_lengths)
    gains = seq2seq_results.levers(direction)
    lesson.exercise(
        "lever",
        answer=max(gains, key=lambda lever: gains[lever]),
        options=list(gains),
        names={lever: t(*name) for lever, name in parts.LEVERS.items()},
        **gains,
        **numbers,
    )
    lesson.say("lengths", **found_lengths)
    lesson.say("sizes", **numbers)


@lesson.step("beam")
def beam() -> None:
    """Greedy and beam search over the learner's sentence."""
    gain = 100 * (numbers["beam"] - numbers["greedy"])
    lesson.exercise("gain", answer=gain, tolerance=2, gain=gain, **numbers)
    with lesson.beside():
        width, power = lesson.ask(parts.WIDTH), lesson.ask(parts.POWER)
    found = one_sentence.beam(model, text, width, power)
    lesson.figure(parts.tree(lesson, found), made, key="tree", width=width)
    steps = len(found.search.steps)
    if steps > parts.MOST_STEPS:
        lesson.say("tree-cut", steps=steps, shown=parts.MOST_STEPS)
    st.dataframe(parts.ranking(lesson, found), hide_index=True, height="content")
    kept = {"a": sum(len(step) for step in found.search.steps), "b": len(found.chosen())}
    lesson.exercise(
        "kept",
        answer="more" if kept["a"] > kept["b"] else "same",
        options=["same", "more"],
        names={"same": t("같아요", "as many"), "more": t("더 많아요", "more")},
        width=width,
        **kept,
    )
    same = found.pieces(found.best) == one.pieces(one.best)
    said = {"width": width, "best": found.text(found.best), "greedy": one.text(one.best)}
    lesson.say("beam-same" if same else "beam-other", **said)
    lesson.code(beam_search, greedy, decode_step, gru_cell, trained_by=Decoder.forward)


@lesson.step("forcing", folded=True)
def forcing() -> None:
    """Teacher forcing in training, and sentences written alone afterwards."""
    line = seq2seq_results.ratios(direction)[1]
    options = sorted(parts.RATIO.options, reverse=True)
    lesson.exercise("ratio", answer=parts.best_ratios(line), options=options, **numbers)
    drawn = parts.ratios(lesson, direction)
    lesson.figure(drawn, seq2seq_results.provenance(), key="ratios")
    lesson.say("ratios", **numbers)
    found = one_sentence.fed(model, one_sentence.missed(model)[0])
    if found is not None:
        lesson.say("fed", source=found.text)
        rows = {
            t("정답", "Reference"): found.reference,
            t("정답 단어를 읽으며", "Reading the reference"): found.helped,
            t("제가 쓴 단어를 읽으며", "Reading its own words"): found.alone,
        }
        for label, pieces in rows.items():
            lesson.chips(parts.fed_chips(found, target_side, pieces), label=label)


@lesson.step("scores", folded=True)
def score() -> None:
    """BLEU and chrF of one translation, count by count."""
    source, guess, reference = one_sentence.missed(model)
    lesson.say("scored", source=source)
    label = ("채점할 번역", "Translation to score")
    guess = lesson.ask(parts.typed(direction, "guess", label, guess))
    label = ("정답 번역", "Reference")
    reference = lesson.ask(parts.typed(direction, "reference", label, reference))
    units = scores.words_and_signs(guess), scores.words_and_signs(reference)
    bleu, chrf = scores.bleu(*units), scores.chrf(guess, reference)
    drawn, table = parts.orders(lesson, bleu, chrf)
    lesson.figure(drawn, Computed(), key="orders")
    st.dataframe(table, hide_index=True, height="content")
    logs = " × ".join(f"{one:.3f}" for one in bleu.precisions) or "0"
    lesson.say(
        "bleu",
        words=len(units[0]),
        wanted=len(units[1]),
        brevity=bleu.brevity,
        product=logs,
        count=max(len(bleu.precisions), 1),
        score=bleu.score,
    )
    lesson.say("chrf", precision=chrf.precision, recall=chrf.recall, score=chrf.score)
    lesson.say("corpus")
    lesson.say("corpus-scores", **numbers)
    lesson.code(scores.bleu, scores.chrf, scores.overlaps, scores.runs)


lesson.close()
