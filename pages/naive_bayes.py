"""Naive Bayes: a review's verdict as a sum with one term a word, and the negation it misses."""

from dataclasses import replace
from itertools import chain
from typing import Any

import streamlit as st

from nlp_core.experiments.naive_bayes import evaluation, negation, verdict, verdict_numbers
from nlp_core.provenance import Computed, Provenance
from nlp_core.recipes.naive_bayes import SHIPPED, as_naive_bayes
from nlp_core.text.logistic_regression import fit_logistic_regression
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint, log_sum_exp, posterior, shares
from nlp_core.text.reader import reversed_words
from pages.kit.labelled import labelled
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.morphemes import reader_for
from pages.parts import naive_bayes as parts
from pages.parts.naive_bayes_classes import every_class

lesson = open_lesson("naive_bayes")
here = language()
public = {"ko": SHIPPED[0], "en": SHIPPED[1]}[here]
double = negation.DOUBLE[here]

# The stage: what is judged, and what it is learned from.
stage = lesson.stage()
with stage.controls:
    text = lesson.ask(parts.REVIEW)
    with lesson.guard():
        verdict.check_text(text)
    asked_unit = lesson.ask(parts.unit_choice(here))
with stage.more:
    data, text = parts.tidied(lesson, labelled(lesson, parts.PUBLIC[here]), text)
    if data.source in ("both", "own"):
        lesson.say("rows-note")
    alpha = lesson.ask(parts.ALPHA)
    plus, minus = data.classes.values()
    prior = lesson.ask(parts.prior_choice(plus))
p_classes = None if prior == "counted" else data.prior(float(prior))
counted = None
if data.source == "public":
    wanted = public if asked_unit == "morphemes" else replace(public, unit=asked_unit)
    counted = lesson.trained(wanted, nearest=public, metric=("accuracy", t("정확도", "accuracy")))
unit = asked_unit if counted is None else counted.spec.unit
backwards, twice = reversed_words(text), f"{text} {text}"
pairs = negation.NEGATED[here]
rows = (row for row, _ in data.every or data.rows)
ready = [double, backwards, twice, negation.NEGATION[here], *chain.from_iterable(pairs)]
reader = reader_for(here, unit, chain(rows, ready, verdict.variants(text)))
sources: tuple[Provenance, ...] = (Computed(),)
if counted is None:
    model = parts.learn(data.rows, reader, alpha, p_classes)
else:
    model = verdict.counted(counted, alpha, p_classes)
    sources += (counted.provenance,)
    with stage.more:
        lesson.say("public", name=public.corpus, unit=t(*parts.UNIT_NAMES[unit]))
judged = verdict.judge_text(model, text, reader, towards=data.plus)
winner, p = data.classes[judged.winner], judged.posterior[judged.winner]
tipping, sides = verdict.tipping_words(model, text, reader), {"plus": plus, "minus": minus}

# The verdict, word by word; before it, one to predict.
with stage.controls:
    if data.plus == "positive":
        guess = verdict.judge_text(model, double, reader, towards=data.plus)
        lesson.exercise(
            "double",
            answer=guess.winner,
            options=[data.plus, data.minus],
            names=data.classes,
            review=double,
            p=guess.posterior[data.plus],
        )
lesson.aha(
    parts.whole_verdict(lesson, judged, reader.unit, tipping, f"{winner} {p:.0%}", **sides),
    *sources,
    key="verdict",
    tipping=", ".join(tipping) or t("없음", "none"),
)


def change_exercise(identifier: str, changed: str) -> None:
    """What becomes of the winner's probability when the text is changed?"""
    again = verdict.judge_text(model, changed, reader, towards=judged.winner)
    ways = {
        "up": t("커져요", "up"),
        "same": t("그대로예요", "same"),
        "down": t("작아져요", "down"),
    }
    lesson.exercise(
        identifier,
        answer=verdict_numbers.change(abs(judged.odds), again.odds),
        options=list(ways),
        names=ways,
        winner=winner,
        unit=t(*parts.UNIT_NAMES[reader.unit]),
        before=p,
        after=again.posterior[judged.winner],
        odds_before=abs(judged.odds),
        odds_after=again.odds,
    )


@lesson.step("bars")
def bars() -> None:
    """What one bar is, and which word decides."""
    lesson.say("verdict", winner=winner, p=p, odds=judged.odds, **sides)
    outcome = "tipping-some" if tipping else "tipping-none" if judged.shares else "prior-only"
    lesson.say(outcome, words=", ".join(tipping))
    if judged.unknown:
        lesson.say("unknown", words=verdict_numbers.listed(judged.unknown, reader.unit))


if data.every:
    every_class(lesson, data.every, reader, alpha, text)
if data.plus == "positive":

    @lesson.step("negation")
    def negated() -> None:
        """The negation that does not tip it."""
        usual = negation.denials(model, pairs, reader, data.plus)
        known: dict[str, Any] = negation.tally(usual)
        counts = range(known["total"] + 1)
        lesson.exercise("flips", answer=known["flipped"], options=counts, **known)
        with lesson.beside():
            plain, denied = lesson.ask(parts.PLAIN), lesson.ask(parts.DENIED)
        mine = [(plain, denied)] if plain and denied else []
        found = [*negation.denials(model, mine, reader, data.plus), *usual]
        lesson.figure(parts.denials(lesson, found, **sides), *sources, key="negation")
        tally = negation.tally(found)
        lesson.say("negation-count", **tally)
        if tally["misjudged"]:
            lesson.say("negation-misjudged", **tally)
        if reader.unit in ("words", "morphemes"):
            no = negation.NEGATION[here]
            alone = verdict.judge_text(model, no, reader, towards=data.plus)
            lesson.say("negation-words", word=no, share=alone.odds - alone.prior)
        else:
            lesson.say("negation-runs")


@lesson.step("rule")
def rule() -> None:
    """Bayes' rule with the numbers of this review."""
    numbers = verdict_numbers.numbers(judged)
    table, bars = st.columns(2, gap="medium", vertical_alignment="center")
    with table:
        lesson.say("rule-numbers", a=plus, b=minus, **numbers)
    with bars:
        lesson.figure(parts.rule(lesson, judged, data.classes), *sources, key="rule")
    lesson.say("evidence", **numbers)


@lesson.step("product", folded=True)
def product() -> None:
    """The product behind the likelihood, and what is naive about it."""
    change_exercise("order", backwards)
    change_exercise("twice", twice)
    lesson.say("formula", size=len(model.vocabulary), alpha=alpha)
    if judged.shares:
        lesson.say("underflow", winner=winner, **verdict_numbers.product(judged))


@lesson.step("learned", folded=True)
def learned() -> None:
    """The words that lean most to either class."""
    chart = parts.learned(lesson, model, reader.unit, data.plus, data.minus, **sides)
    lesson.figure(chart, *sources, key="learned")


@lesson.step("held-out", folded=True)
def held_out() -> None:
    """Accuracy on texts that were not learned from, beside logistic regression."""
    if counted is not None:
        chart = parts.accuracy_by_size(lesson, counted.history)
        lesson.figure(chart, counted.provenance, key="curve")
        lesson.say("held-out-public", accuracy=counted.metrics["accuracy"])
        return
    if not evaluation.enough_to_hold_out(data.rows):
        lesson.say("held-out-few")
        return
    trial = parts.tried_out(evaluation.some(data.rows), reader, alpha)
    tried = Computed(), trial.provenance
    lesson.figure(parts.learning_curve(lesson, trial), *tried, key="curve")
    lesson.say("trial", **trial.numbers())
    lesson.figure(parts.confusion(lesson, trial, data.classes), Computed(), key="confusion")
    if data.source == "reviews":
        lesson.say("kinds")
        lesson.figure(parts.by_kind(lesson, trial, here), Computed(), key="kinds")
    lesson.say("calibration", **trial.calibration_errors(data.plus))
    chart = parts.calibration(lesson, trial, data.plus, plus)
    lesson.figure(chart, *tried, key="calibration", name=plus)
    lesson.code(fit_logistic_regression)


learning = fit_naive_bayes if counted is None else as_naive_bayes
lesson.code(learning, log_joint, log_sum_exp, posterior, shares)
lesson.close()
