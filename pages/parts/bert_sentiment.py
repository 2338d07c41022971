"""The BERT lesson's fine-tuned judge: the learner's review, word by word."""

from dataclasses import replace
from typing import Any

from nlp_core.experiments.bert.sentiment import Verdict
from nlp_core.experiments.transfer.judging import Classifier
from nlp_core.figures.bars import diverging
from nlp_core.figures.figure import Figure
from nlp_core.memory import per_visitor
from nlp_core.recipes.fine_tuning import FILM_JUDGES
from pages.kit.controls import Text
from pages.kit.engine import engine
from pages.kit.language import Both
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.suggested import Suggested

EXAMPLES = {
    "ko": (
        "배우들 연기는 좋은데 이야기가 지루해요",
        "이야기가 지루하지 않아요",
        "두 번 봤는데 또 보고 싶어요",
        "시간이 아까워요",
    ),
    "en": (
        "the actors are good but the story is dull",
        "the story is never dull",
        "i saw it twice and want to see it again",
        "a waste of time",
    ),
}
REVIEW = Text("review", ("내 리뷰", "My review"), (EXAMPLES["ko"][0], EXAMPLES["en"][0]), limit=300)


def judge_of(spoken: str) -> Classifier | None:
    """The fine-tuned model of a language; None where it is damaged."""
    return engine().find(FILM_JUDGES[spoken])


def usual(spoken: str) -> str:
    """The lesson's own review."""
    return EXAMPLES[spoken][0]


def ask_review(lesson: Lesson, spoken: str) -> str:
    """The learner's review, with others to try."""
    examples: dict[str, Both | str] = {one: one for one in EXAMPLES[spoken]}
    return str(lesson.ask(Suggested(replace(REVIEW, default=usual(spoken)), examples)))


def numbers(run: Classifier, verdict: Verdict) -> dict[str, Any]:
    """The verdict in words, and how far to trust who gave it."""
    return {
        "praise": 100 * verdict.praise,
        "labels": run.spec.labels,
        "accuracy": run.metrics["accuracy"],
    }


def strongest(verdict: Verdict) -> dict[str, Any]:
    """The question which word the verdict hangs on most."""
    words = [word.text for word in verdict.read.words]
    place = verdict.strongest
    return {
        "answer": place,
        "options": list(range(len(words))),
        "names": dict(enumerate(words)),
        "word": words[place],
        "text": " ".join(words),
        "praise": 100 * verdict.praise,
        "without": 100 * verdict.without[place],
    }


@per_visitor(4)
def gains(spoken: str, verdict: Verdict) -> Figure:
    """What each word adds to the probability of praise."""
    words = [word.text for word in verdict.read.words[: len(verdict.gains)]]
    titles = figure_titles("bert", spoken, "gains", {})
    return diverging(words, verdict.gains, value_format="+.1f", **titles)
