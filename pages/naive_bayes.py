"""Naive Bayes: a review's verdict as a sum of one share per word, and the negation it misses."""

from nlp_core.corpora.reviews import HARD, reviews
from nlp_core.experiments import classification, evidence, negation, verdict
from nlp_core.experiments.classification import MODELS
from nlp_core.figures.bars import diverging, moves, named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.matrix import confusion_matrix
from nlp_core.figures.palette import NEGATIVE, POSITIVE, REFERENCE
from nlp_core.figures.waterfall import Term, waterfall
from nlp_core.provenance import Computed, TrainedHere
from nlp_core.text.logistic_regression import fit_logistic_regression
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint, log_sum_exp, posterior, shares
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson

lesson = open_lesson("naive_bayes")
here = language()
CLASSES = {"positive": t("긍정", "positive"), "negative": t("부정", "negative")}
UNITS = {
    "words": t("단어 하나씩", "single words"),
    "pairs": t("이웃한 두 단어까지", "words and pairs"),
    "characters": t("글자 2~3개씩", "2-3 characters"),
}
PRIORS = {"counted": t("센 대로", "as counted"), "0.1": "0.1", "0.5": "0.5", "0.9": "0.9"}
SOURCES = {
    "reviews": t("준비된 리뷰", "written reviews"),
    "both": t("리뷰와 내 글", "reviews and my rows"),
    "own": t("내 글만", "my rows only"),
}
KINDS = {
    "": t("쉬운 리뷰", "plain"),
    "negation": t("부정 표현", "negation"),
    "sarcasm": t("비꼬는 말", "sarcasm"),
    "mixed": t("칭찬과 불만이 섞임", "praise and blame mixed"),
}
LOG_ODDS = t("← 부정 쪽 · 로그 오즈 · 긍정 쪽 →", "← negative · log odds · positive →")
WORD = t("단어", "word")

# What is judged, and what it is learned from.
default = t(
    "주말에 봤는데 이 영화는 안 재미있어요", "It was meant to be a comedy, but it was not funny."
)
text = lesson.text(t("리뷰를 써 보세요", "Type a review"), key="review", default=default, lines=2)
with lesson.controls():
    label = t("세는 단위", "What is counted")
    unit = lesson.choice(label, key="unit", options=list(UNITS), names=UNITS)
    label = t("스무딩 α", "Smoothing α")
    alpha = lesson.choice(label, key="alpha", options=[0.01, 0.1, 1.0, 10.0], default=1.0)
    label = t("긍정의 사전 확률", "Prior of positive")
    prior = lesson.choice(label, key="prior", options=list(PRIORS), names=PRIORS)
    label = t("학습할 글", "Learn from")
    source = lesson.choice(label, key="source", options=list(SOURCES), names=SOURCES)

rows = verdict.review_rows(here)
if source != "reviews":
    written = lesson.rows(
        t("내 글", "My rows"),
        key="rows",
        columns={"text": t("글", "Text"), "label": t("레이블", "Label")},
        default=[{"text": words, "label": label} for words, label in verdict.OWN_ROWS[here]],
        options={"label": CLASSES},
    )
    lesson.say("rows-note")
    with lesson.guard():
        mine = verdict.usable_rows((row["text"], row["label"]) for row in written)
        wanted = mine if source == "own" else rows + mine
        verdict.learn(wanted, here, unit, alpha)  # one class alone is said here
        rows = wanted
p_classes = None if prior == "counted" else (1 - float(prior), float(prior))
model = verdict.learn(rows, here, unit, alpha, p_classes)
with lesson.guard():
    verdict.check_text(text)
judged = verdict.judge_text(model, text, here, unit, towards="positive")
winner = CLASSES[judged.winner]
tipping = verdict.tipping_words(model, text, here, unit)

# The verdict, word by word.
terms = [Term(*one) for one in evidence.terms(judged, unit)]
lesson.figure(
    waterfall(
        [Term(t("사전 확률", "prior"), judged.prior), *terms],
        total=t("모두 더하면", "sum"),
        rest=t("나머지 {}개", "{} others"),
        x_title=LOG_ODDS,
        name_title=WORD,
        value_title=t("몫(로그 가능도 비)", "share (log-likelihood ratio)"),
        sum_title=t("여기까지의 합", "sum so far"),
        note_title=t("P(w|긍정) : P(w|부정)", "P(w|positive) : P(w|negative)"),
        marked=tipping,
    ),
    Computed(),
    alt=t("단어별 몫이 판정으로 더해지는 막대", "Bars: the words' shares add up to the verdict"),
    key="verdict",
    caption=t("테두리: 판정을 가른 단어", "Outlined: the word that tipped") if tipping else None,
)
lesson.say("verdict", winner=winner, p=judged.posterior[judged.winner], odds=judged.odds)
outcome = "tipping-some" if tipping else "tipping-none" if judged.shares else "prior-only"
lesson.say(outcome, words=", ".join(tipping))
if judged.unknown:
    lesson.say("unknown", words=evidence.listed(judged.unknown, unit))

# The negation that does not tip it.
lesson.say("negation")
with lesson.controls():
    plain = lesson.text(t("내 문장", "My sentence"), key="plain", limit=100)
    denied = lesson.text(t("부정어를 넣은 내 문장", "The same, negated"), key="denied", limit=100)
pairs = [(plain, denied)] if plain and denied else []
denials = negation.denials(model, [*pairs, *negation.NEGATED[here]], here, unit, "positive")
lesson.figure(
    moves(
        *negation.columns(denials),
        x_title=LOG_ODDS,
        name_title=t("문장", "sentence"),
        before_title=t("부정어를 빼면", "without the negation"),
        after_title=t("부정어를 넣으면", "with it"),
    ),
    Computed(),
    alt=t("부정어가 로그 오즈를 옮기는 거리", "How far a negation moves the log odds"),
    key="negation",
)
lesson.say("negation-count", kept=sum(not one.flips for one in denials), total=len(denials))
if unit == "words":
    no = negation.NEGATION[here]
    alone = verdict.judge_text(model, no, here, unit, towards="positive")
    lesson.say("negation-words", word=no, share=alone.odds - alone.prior)
else:
    lesson.say("negation-runs")


def ask(identifier: str, changed: str) -> None:
    """What becomes of the winner's probability when the text is changed?"""
    again = verdict.judge_text(model, changed, here, unit, towards=judged.winner)
    answers = {
        "up": t("커져요", "up"),
        "same": t("그대로예요", "same"),
        "down": t("작아져요", "down"),
    }
    lesson.exercise(
        identifier,
        answer=evidence.change(abs(judged.odds), again.odds),
        options=list(answers),
        names=answers,
        winner=winner,
        unit=UNITS[unit],
        before=judged.posterior[judged.winner],
        after=again.posterior[judged.winner],
        odds_before=abs(judged.odds),
        odds_after=again.odds,
    )


ask("order", verdict.reversed_words(text, here))

# Bayes' rule and the product, with the numbers of this review.
lesson.say("rule", a=CLASSES["positive"], b=CLASSES["negative"], **evidence.numbers(judged))
joint = {f"{name}: log P(d|c)P(c)": judged.log_joint[c] for c, name in CLASSES.items()}
divided = {f"{n}: log P(c|d)": judged.log_joint[c] - judged.evidence for c, n in CLASSES.items()}
lesson.figure(
    named_bars(
        [*joint, *divided],
        [*joint.values(), *divided.values()],
        x_title=t("로그 확률", "log probability"),
        name_title=t("클래스와 값", "class and quantity"),
        colours=[POSITIVE, NEGATIVE] * 2,
    ),
    Computed(),
    alt=t("P(d)로 나누기 전과 후의 로그 확률", "Log probability before and after dividing by P(d)"),
    key="rule",
)
if judged.shares:
    log_product = judged.log_likelihood[judged.winner]
    lesson.say(
        "product",
        tokens=sum(one.count for one in judged.shares),
        winner=winner,
        product=evidence.power_of_ten(log_product),
        copies=evidence.copies_to_zero(log_product),
        size=len(model.vocabulary),
        alpha=alpha,
    )
ask("twice", f"{text} {text}")
lesson.code(fit_naive_bayes, log_joint, log_sum_exp, posterior, shares)

with lesson.fold(t("모델이 배운 것", "What was learned"), key="learned") as opened:
    if opened:
        strongest = evidence.strongest(model, unit, each=12)
        chart = diverging(*zip(*strongest, strict=True), x_title=LOG_ODDS, name_title=WORD)
        lesson.figure(chart, Computed(), alt=t("치우친 말들", "One-sided words"), key="learned")
        lesson.say("learned")

title = t("처음 보는 리뷰는 얼마나 맞힐까요?", "How good is it on reviews it has not seen?")
with lesson.fold(title, key="held-out") as opened:
    if opened and not classification.enough_to_hold_out(rows):
        lesson.say("held-out-few")
    elif opened:
        trial = classification.try_out(rows, here, unit, alpha)
        learned = TrainedHere("logistic-regression", 0, 100, trial.seconds, "cpu")
        titles = (t("나이브 베이즈", "naive Bayes"), t("로지스틱 회귀", "logistic regression"))
        called = dict(zip(MODELS, titles, strict=True))
        accuracy = t("정확도", "accuracy")
        majority = {
            t("기준선: 많은 쪽으로 답하기", "baseline: most frequent"): trial.numbers()["majority"]
        }
        chart = curves(
            [Series(called[m], trial.sizes, *trial.band(m), points=True) for m in MODELS],
            x_title=t("학습한 글의 수(로그 눈금)", "texts learned from (log scale)"),
            y_title=accuracy,
            x_log=True,
            x_values=trial.sizes,
            references=majority,
        )
        lesson.figure(chart, Computed(), learned, alt=t("학습 곡선", "Learning curve"), key="curve")
        lesson.say("held-out", **trial.numbers())
        chart = confusion_matrix(
            trial.confusion(MODELS[0]),
            [CLASSES[c] for c in trial.classes],
            row_title=t("정답", "truth"),
            column_title=t("나이브 베이즈의 판정", "verdict of naive Bayes"),
            count_title=t("글 수", "texts"),
        )
        lesson.figure(chart, Computed(), alt=t("혼동 행렬", "Confusion matrix"), key="confusion")
        if source == "reviews":
            lesson.say("kinds")
            texts = [{one.text for one in reviews(here) if one.hard == kind} for kind in HARD]
            chart = named_bars(
                [KINDS[kind] for kind in HARD],
                [trial.accuracy_on(MODELS[0], some) for some in texts],
                x_title=accuracy,
                name_title=t("리뷰의 종류", "kind of review"),
                domain=(0, 1),
                references=majority,
            )
            lesson.figure(chart, Computed(), alt=t("종류별 정확도", "By kind"), key="kinds")
        diagonal = Series(t("말한 만큼", "as claimed"), [0, 1], [0, 1], colour=REFERENCE)
        found = [Series(called[m], *trial.calibration(m, "positive"), points=True) for m in MODELS]
        chart = curves(
            [*found, diagonal],
            x_title=t("긍정이라고 말한 확률", "claimed probability of positive"),
            y_title=t("실제로 긍정인 비율", "share that is positive"),
            y_domain=(0, 1),
        )
        alt = t("말한 확률과 실제 비율", "Probability claimed and found")
        lesson.figure(chart, Computed(), learned, alt=alt, key="calibration")
        lesson.say("calibration", **trial.calibration_errors("positive"))
        lesson.code(fit_logistic_regression)
lesson.close()
