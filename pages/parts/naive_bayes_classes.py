"""The naive Bayes lesson where a learner's file has more than two classes."""

from collections import Counter

from nlp_core.engine.short import Call
from nlp_core.experiments.naive_bayes.all_classes import Judged, judge_held_out, likeliest
from nlp_core.experiments.naive_bayes.evaluation import some
from nlp_core.experiments.naive_bayes.verdict import Row
from nlp_core.figures.bars import named_bars
from nlp_core.figures.matrix import confusion_matrix
from nlp_core.memory import per_visitor
from nlp_core.provenance import Computed
from nlp_core.text.reader import Reader
from pages.kit import short
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.parts import naive_bayes

BARS, CELLS = 12, 8  # classes that a figure has room for


def every_class(
    lesson: Lesson, rows: tuple[Row, ...], reader: Reader, alpha: float, text: str
) -> None:
    """A step: the same text judged among all classes, and all of them on held-out texts."""

    @lesson.step("classes")
    def classes() -> None:
        model = naive_bayes.learn(rows, reader, alpha)
        ranked = likeliest(model, reader.units(text))
        names, values = zip(*ranked[:BARS], strict=True)
        drawn = named_bars(names, values, domain=(0.0, 1.0), **lesson.words("classes"))
        lesson.figure(drawn, Computed(), key="classes")
        lesson.say("classes-found", number=len(ranked), winner=names[0], p=values[0])
        label = t("처음 보는 글에서는 무엇을 헷갈릴까요?", "And on texts it has not seen?")
        with lesson.folded(label, key="confused") as on:
            if on:
                _confused(lesson, some(rows), reader, alpha)


def _confused(lesson: Lesson, rows: tuple[Row, ...], reader: Reader, alpha: float) -> None:
    found = judged(rows, reader, alpha)
    if not found.tested:
        lesson.say("classes-few")
        return
    often = Counter(label for _, label in rows).most_common(CELLS)
    shown = [label for label, _ in often]
    words = lesson.words("confused")
    lesson.figure(confusion_matrix(found.among(shown), shown, **words), Computed(), key="confused")
    told = {"accuracy": found.accuracy, "majority": found.majority}
    lesson.say("classes-confused", tested=found.tested, splits=found.splits, **told)


@per_visitor(4)
def judged(rows: tuple[Row, ...], reader: Reader, alpha: float) -> Judged:
    """Verdicts on held-out texts, from the worker for short tasks; raises as its ``ask``."""
    cut = [reader.units(text) for text, _ in rows]
    words = t("나누어 배우고 시험하는 중이에요 …", "Learning and testing on random splits …")
    found: Judged = short.ask(Call(judge_held_out, (rows, cut, alpha)), words)
    return found
