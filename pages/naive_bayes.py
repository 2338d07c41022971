"""Naive Bayes: a review's verdict as a sum of one share per word, and the negation it misses."""

from dataclasses import replace

from nlp_core.corpora.reviews import kinds
from nlp_core.experiments.naive_bayes import evaluation, negation, verdict, verdict_numbers
from nlp_core.figures.bars import diverging, named_bars
from nlp_core.figures.moves import moves
from nlp_core.figures.palette import NEGATIVE, POSITIVE
from nlp_core.figures.waterfall import Term, waterfall
from nlp_core.provenance import Computed, TrainedHere
from nlp_core.recipes.naive_bayes import SHIPPED, as_naive_bayes
from nlp_core.text.logistic_regression import fit_logistic_regression
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint, log_sum_exp, posterior, shares
from nlp_core.text.reader import UNITS, reversed_words
from pages.kit.labelled import labelled
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.morphemes import reader_for
from pages.kit.training import trained
from pages.parts import naive_bayes

lesson = open_lesson("naive_bayes")
here = language()
NAMES = {
    "words": t("단어 하나씩", "single words"),
    "morphemes": t("형태소", "morphemes"),
    "pairs": t("이웃한 두 단어까지", "words and pairs"),
    "characters": t("글자 2~3개씩", "2-3 characters"),
}
PRIORS = {"counted": t("센 대로", "as counted"), "0.1": "0.1", "0.5": "0.5", "0.9": "0.9"}
WORD = t("단어", "word")
public = {"ko": SHIPPED[0], "en": SHIPPED[1]}[here]

# What is judged, and what it is learned from.
default = t(
    "주말에 봤는데 이 영화는 안 재미있어요", "It was meant to be a comedy, but it was not funny."
)
text = lesson.text(t("리뷰를 써 보세요", "Type a review"), key="review", default=default, lines=2)
with lesson.controls():
    label = t("세는 단위", "What is counted")
    unit = lesson.choice(label, key="unit", options=UNITS[here], names=NAMES)
    label = t("스무딩 α", "Smoothing α")
    alpha = lesson.choice(label, key="alpha", options=[0.01, 0.1, 1.0, 10.0], default=1.0)
data = labelled(lesson, t("NSMC 영화평 15만 편", "8,530 film reviews"))
plus, minus = data.classes.values()
label = t(f"{plus}의 사전 확률", f"Prior of {plus}")
prior = lesson.choice(label, key="prior", options=list(PRIORS), names=PRIORS)
p_classes = None if prior == "counted" else data.prior(float(prior))
if data.source in ("both", "own"):
    lesson.say("rows-note")

counted = None
if data.source == "public":
    wanted = replace(public, unit=unit if unit != "morphemes" else public.unit)
    counted = trained(
        wanted, nearest=public, metric="accuracy", metric_name=t("정확도", "accuracy")
    )
    unit = unit if counted is None else counted.spec.unit
    lesson.say("public", name=public.corpus, unit=NAMES[unit])
reader = reader_for(here, unit, [row[0] for row in data.rows])
if counted is None:
    model = verdict.learn(data.rows, reader, alpha, p_classes)
else:
    model = as_naive_bayes(counted.model, counted.vocabulary, alpha=alpha, prior=p_classes)
sources = (Computed(),) if counted is None else (Computed(), counted.provenance)
with lesson.guard():
    verdict.check_text(text)
judged = verdict.judge_text(model, text, reader, towards=data.plus)
winner = data.classes[judged.winner]
tipping = verdict.tipping_words(model, text, reader)
odds = t(f"← {minus} 쪽 · 로그 오즈 · {plus} 쪽 →", f"← {minus} · log odds · {plus} →")

# The verdict, word by word.
terms = [Term(*one) for one in verdict_numbers.terms(judged, unit)]
lesson.figure(
    waterfall(
        [Term(t("사전 확률", "prior"), judged.prior), *terms],
        total=t("모두 더하면", "sum"),
        rest=t("나머지 {}개", "{} others"),
        x_title=odds,
        name_title=WORD,
        value_title=t("몫(로그 가능도 비)", "share (log-likelihood ratio)"),
        sum_title=t("여기까지의 합", "sum so far"),
        note_title=f"P(w|{plus}) : P(w|{minus})",
        marked=tipping,
        headline=f"{winner} {judged.posterior[judged.winner]:.0%}",
    ),
    *sources,
    alt=t("단어별 몫이 판정으로 더해지는 막대", "Bars: the words' shares add up to the verdict"),
    key="verdict",
    caption=t("테두리: 판정을 가른 단어", "Outlined: the word that tipped") if tipping else None,
)
p = judged.posterior[judged.winner]
lesson.say("verdict", winner=winner, p=p, odds=judged.odds, plus=plus, minus=minus)
outcome = "tipping-some" if tipping else "tipping-none" if judged.shares else "prior-only"
lesson.say(outcome, words=", ".join(tipping))
if judged.unknown:
    lesson.say("unknown", words=verdict_numbers.listed(judged.unknown, unit))

# The negation that does not tip it.
if data.plus == "positive":
    lesson.say("negation")
    with lesson.controls():
        plain = lesson.text(t("내 문장", "My sentence"), key="plain", limit=100)
        label = t("부정어를 넣은 내 문장", "The same, negated")
        denied = lesson.text(label, key="denied", limit=100)
    pairs = [(plain, denied)] if plain and denied else []
    denials = negation.denials(model, [*pairs, *negation.NEGATED[here]], reader, "positive")
    chart = moves(
        *negation.columns(denials),
        x_title=odds,
        name_title=t("문장", "sentence"),
        before_title=t("부정어를 빼면", "without the negation"),
        after_title=t("부정어를 넣으면", "with it"),
    )
    alt = t("부정어가 로그 오즈를 옮기는 거리", "How far a negation moves the log odds")
    lesson.figure(chart, *sources, alt=alt, key="negation")
    lesson.say("negation-count", kept=sum(not one.flips for one in denials), total=len(denials))
    if unit in ("words", "morphemes"):
        no = negation.NEGATION[here]
        alone = verdict.judge_text(model, no, reader, towards="positive")
        lesson.say("negation-words", word=no, share=alone.odds - alone.prior)
    else:
        lesson.say("negation-runs")


def ask(identifier: str, changed: str) -> None:
    """What becomes of the winner's probability when the text is changed?"""
    again = verdict.judge_text(model, changed, reader, towards=judged.winner)
    lesson.exercise(
        identifier,
        answer=verdict_numbers.change(abs(judged.odds), again.odds),
        options=["up", "same", "down"],
        names={
            "up": t("커져요", "up"),
            "same": t("그대로예요", "same"),
            "down": t("작아져요", "down"),
        },
        winner=winner,
        unit=NAMES[unit],
        before=p,
        after=again.posterior[judged.winner],
        odds_before=abs(judged.odds),
        odds_after=again.odds,
    )


ask("order", reversed_words(text, here))

# Bayes' rule and the product, with the numbers of this review.
lesson.say("rule", a=plus, b=minus, **verdict_numbers.numbers(judged))
joint = {f"{name}: log P(d|c)P(c)": judged.log_joint[c] for c, name in data.classes.items()}
divided = {
    f"{n}: log P(c|d)": judged.log_joint[c] - judged.evidence for c, n in data.classes.items()
}
chart = named_bars(
    [*joint, *divided],
    [*joint.values(), *divided.values()],
    x_title=t("로그 확률", "log probability"),
    name_title=t("클래스와 값", "class and quantity"),
    colours=[POSITIVE, NEGATIVE] * 2,
)
alt = t("P(d)로 나누기 전과 후의 로그 확률", "Log probability before and after dividing by P(d)")
lesson.figure(chart, *sources, alt=alt, key="rule")
if judged.shares:
    product = verdict_numbers.product(judged)
    lesson.say("product", **product, winner=winner, size=len(model.vocabulary), alpha=alpha)
ask("twice", f"{text} {text}")
learning = (fit_naive_bayes,) if counted is None else (as_naive_bayes,)
lesson.code(*learning, log_joint, log_sum_exp, posterior, shares)

with lesson.fold(t("모델이 배운 것", "What was learned"), key="learned") as opened:
    if opened:
        strongest = verdict_numbers.strongest(model, unit, 12, data.plus, data.minus)
        chart = diverging(*zip(*strongest, strict=True), x_title=odds, name_title=WORD)
        lesson.figure(chart, *sources, alt=t("치우친 말들", "One-sided words"), key="learned")
        lesson.say("learned")

title = t("처음 보는 글은 얼마나 맞힐까요?", "How good is it on texts it has not seen?")
with lesson.fold(title, key="held-out") as opened:
    if opened and counted is not None:
        chart, alt = naive_bayes.accuracy_by_size(counted.history), t("학습 곡선", "Learning curve")
        lesson.figure(chart, counted.provenance, alt=alt, key="curve")
        lesson.say("held-out-public", accuracy=counted.metrics["accuracy"])
    elif opened and not evaluation.enough_to_hold_out(data.rows):
        lesson.say("held-out-few")
    elif opened:
        trial = evaluation.try_out(evaluation.some(data.rows), reader, alpha)
        learned = TrainedHere("logistic-regression", 0, 100, trial.seconds, "cpu")
        alt = t("학습 곡선", "Learning curve")
        lesson.figure(naive_bayes.learning_curve(trial), Computed(), learned, alt=alt, key="curve")
        lesson.say("held-out", **trial.numbers())
        chart, alt = naive_bayes.confusion(trial, data.classes), t("혼동 행렬", "Confusion matrix")
        lesson.figure(chart, Computed(), alt=alt, key="confusion")
        if data.source == "reviews":
            lesson.say("kinds")
            chart = naive_bayes.by_kind(trial, kinds(here))
            lesson.figure(chart, Computed(), alt=t("종류별 정확도", "By kind"), key="kinds")
        chart = naive_bayes.calibration(trial, data.plus, plus)
        alt = t("말한 확률과 실제 비율", "Probability claimed and found")
        lesson.figure(chart, Computed(), learned, alt=alt, key="calibration")
        lesson.say("calibration", **trial.calibration_errors(data.plus))
        lesson.code(fit_logistic_regression)
lesson.close()
