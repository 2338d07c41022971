"""The naive Bayes lesson's controls, and its figures with their words."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from nlp_core.corpora.reviews import kinds
from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.experiments.naive_bayes import negation, verdict, verdict_numbers
from nlp_core.experiments.naive_bayes.evaluation import MODELS, Trial, try_out
from nlp_core.experiments.naive_bayes.verdict import Row, Verdict, are_shipped
from nlp_core.figures.bars import diverging, named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.matrix import confusion_matrix
from nlp_core.figures.moves import moves
from nlp_core.figures.palette import NEGATIVE, POSITIVE, REFERENCE
from nlp_core.figures.waterfall import Term, waterfall
from nlp_core.memory import per_visitor
from nlp_core.text.naive_bayes import NaiveBayes
from nlp_core.text.reader import CLASSIFIED, Reader
from nlp_core.text.tidying import tidy
from pages.kit import short
from pages.kit.controls import Choice, Switch, Text
from pages.kit.labelled import MANY, SOURCE, Labelled
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import escape

REVIEW = Text(
    "review",
    ("리뷰를 써 보세요", "Type a review"),
    (
        "주말에 봤는데 이 영화는 안 재미있어요",
        "It was meant to be a comedy, but it was not funny.",
    ),
    lines=2,
)
UNIT_NAMES: dict[str, Both] = {
    "words": ("단어 하나씩", "single words"),
    "morphemes": ("형태소", "morphemes"),
    "pairs": ("단어와 2-그램(이웃한 두 단어)", "words and 2-grams (pairs)"),
    "runs": ("글자 2~3개씩(글자 n-그램)", "runs of 2-3 characters"),
}
UNIT = Choice(
    "unit",
    ("세는 단위", "What is counted"),
    UNIT_NAMES,
    listed=True,
    former={"characters": "runs"},
)
ALPHA = Choice("alpha", ("스무딩 α", "Smoothing α"), (0.01, 0.1, 1.0, 10.0), default=1.0)
PRIOR = Choice(
    "prior",
    ("사전 확률", "Prior"),
    {"counted": ("데이터에서 센 비율", "as counted"), "0.1": "0.1", "0.5": "0.5", "0.9": "0.9"},
)
PUBLIC: dict[str, Both] = {
    "ko": ("NSMC 한 줄 평 15만 개", "NSMC, 150,000 reviews"),
    "en": ("영화평 8,530편", "8,530 film reviews"),
}
PLAIN = Text(
    "plain",
    ("내 문장", "My sentence"),
    limit=100,
    placeholder=("예: 정말 웃겨요", "such as: I liked the ending"),
)
DENIED = Text(
    "denied",
    ("부정어를 넣은 내 문장", "The same, negated"),
    limit=100,
    placeholder=("예: 정말 안 웃겨요", "such as: I did not like the ending"),
)
SHORTEN = Switch("shorten", ("ㅋㅋㅋㅋ를 ㅋㅋ로 줄이기", "Shorten ㅋㅋㅋㅋ and soooo"))
CONTROLS = (REVIEW, UNIT, ALPHA, PRIOR, SOURCE, SHORTEN, PLAIN, DENIED)


def tidied(lesson: Lesson, data: Labelled, text: str) -> tuple[Labelled, str]:
    """The rows and the review without HTML remains, shortened if the learner likes it so."""
    shorten = lesson.ask(SHORTEN)
    rows, marked = verdict.tidied_rows(data.rows, shorten=shorten)
    every = verdict.tidied_rows(data.every, shorten=shorten)[0] if data.every else ()
    review = tidy([text], shorten=shorten)
    if marked + review.marked:
        lesson.say("html-removed", count=marked + review.marked)
    return replace(data, rows=rows, every=every), review.texts[0]


def unit_choice(language: str) -> Choice[str]:
    """The units that a text in this language can be cut into."""
    return replace(UNIT, options={unit: UNIT_NAMES[unit] for unit in CLASSIFIED[language]})


def prior_choice(plus: str) -> Choice[str]:
    """The prior of class ``plus``."""
    name = escape(plus)
    return replace(PRIOR, label=(f"사전 확률 P({name})", f"Prior P({name})"))


def whole_verdict(
    lesson: Lesson,
    judged: Verdict,
    unit: str,
    tipping: Collection[str],
    headline: str,
    **sides: str,
) -> Figure:
    """Every contribution from the prior to the sum; the words that tip the verdict stand out."""
    words = lesson.words("verdict", **sides)
    first, tips = words.pop("prior"), words.pop("tips")
    terms = [
        Term(f"{name} {tips}" if one.word in tipping else name, value, note)
        for one, (name, value, note) in zip(
            judged.shares, verdict_numbers.terms(judged, unit), strict=True
        )
    ]
    marked = [term.name for term in terms if term.name.endswith(f" {tips}")]
    all_terms = [Term(first, judged.prior), *terms]
    return waterfall(all_terms, marked=marked, limit=11, headline=headline, **words)


def denials(lesson: Lesson, found: Sequence[negation.Denial], **sides: str) -> Figure:
    """How far a negation moves each sentence."""
    return moves(*negation.columns(found), **lesson.words("negation", **sides))


def rule(lesson: Lesson, judged: Verdict, classes: Mapping[str, str]) -> Figure:
    """Log probabilities of both classes before and after dividing by P(d)."""
    joint = {f"{name}: log P(d|c)P(c)": judged.log_joint[c] for c, name in classes.items()}
    divided = {
        f"{name}: log P(c|d)": judged.log_joint[c] - judged.evidence for c, name in classes.items()
    }
    bars = joint | divided
    sides = [POSITIVE, NEGATIVE] * 2
    return named_bars(list(bars), list(bars.values()), colours=sides, **lesson.words("rule"))


def learned(
    lesson: Lesson, model: NaiveBayes, unit: str, towards: str, against: str, **sides: str
) -> Figure:
    """The words that lean most to either class."""
    strongest = verdict_numbers.strongest(model, unit, 12, towards, against)
    names, values = zip(*strongest, strict=True)
    return diverging(names, values, **lesson.words("learned", **sides))


def learn(
    rows: tuple[Row, ...], reader: Reader, alpha: float, prior: tuple[float, ...] | None = None
) -> NaiveBayes:
    """Naive Bayes over rows; a large file's are counted on the worker, where it can be had."""
    if len(rows) >= MANY and reader.morphemes is None:
        with suppress(LearnerError):
            return _learned_elsewhere(rows, reader, alpha, prior)
    return verdict.learn(rows, reader, alpha, prior)


@per_visitor(8)
def _learned_elsewhere(
    rows: tuple[Row, ...], reader: Reader, alpha: float, prior: tuple[float, ...] | None
) -> NaiveBayes:
    words = t("파일의 글을 세는 중이에요 …", "Counting the words of the file …")
    model: NaiveBayes = short.ask(Call(verdict.learn, (rows, reader, alpha, prior)), words)
    return model


@per_visitor(4, shared=are_shipped)
def tried_out(rows: tuple[Row, ...], reader: Reader, alpha: float) -> Trial:
    """Random splits of the rows, learned from and tried on the worker for short tasks.

    It takes a second or more, and the server's own process has other visitors. Raises as
    :func:`pages.kit.short.ask`.
    """
    cut = [reader.units(text) for text, _ in rows]
    words = t("나누어 배우고 시험하는 중이에요 …", "Learning and testing on random splits …")
    trial: Trial = short.ask(Call(try_out, (rows, cut, alpha)), words)
    return trial


def learning_curve(lesson: Lesson, trial: Trial) -> Figure:
    """Accuracy on held-out texts against the number of texts learned from, with bands."""
    words = lesson.words("curve")
    majority = {words.pop("majority"): trial.numbers()["majority"]}
    lines = []
    for name, model in zip(("bayes", "logistic"), MODELS, strict=True):
        mean, low, high = (line.tolist() for line in trial.band(model))
        lines.append(Series(words.pop(name), trial.sizes, mean, low, high, points=True))
    return curves(lines, x_log=True, x_values=trial.sizes, references=majority, **words)


def accuracy_by_size(lesson: Lesson, history: Sequence[Mapping[str, Any]]) -> Figure:
    """Accuracy on held-out texts at each point of a training that has counted ever more texts."""
    words = lesson.words("curve")
    majority = {words.pop("majority"): 0.5}
    name, _ = words.pop("bayes"), words.pop("logistic")
    points = [point for point in history if "accuracy" in point["metrics"]]
    found = [point["metrics"]["accuracy"] for point in points]
    line = Series(name, [point["step"] for point in points], found, points=True)
    return curves([line], x_log=True, references=majority, **words)


def confusion(lesson: Lesson, trial: Trial, classes: Mapping[str, str]) -> Figure:
    """How naive Bayes judged the texts of each class."""
    names = [classes[c] for c in trial.classes]
    return confusion_matrix(trial.confusion(MODELS[0]), names, **lesson.words("confusion"))


def by_kind(lesson: Lesson, trial: Trial, language: str) -> Figure:
    """Accuracy of naive Bayes on each kind of review."""
    words = lesson.words("kinds")
    majority = {words.pop("majority"): trial.numbers()["majority"]}
    names = {kind: words.pop(kind or "plain") for kind in kinds(language)}
    found = [trial.accuracy_on(MODELS[0], texts) for texts in kinds(language).values()]
    return named_bars(list(names.values()), found, domain=(0, 1), references=majority, **words)


def calibration(lesson: Lesson, trial: Trial, label: str, name: str) -> Figure:
    """The predicted probability of a class against how often it was true."""
    words = lesson.words("calibration", name=name)
    diagonal = Series(words.pop("diagonal"), [0, 1], [0, 1], colour=REFERENCE)
    lines = []
    for key, model in zip(("bayes", "logistic"), MODELS, strict=True):
        predicted, true = (line.tolist() for line in trial.calibration(model, label))
        lines.append(Series(words.pop(key), predicted, true, points=True))
    return curves([*lines, diagonal], y_domain=(0, 1), **words)
