"""The ALBERT lesson's published checkpoint: hidden words, and its parameters counted twice."""

from typing import Any

from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import LEARNED
from nlp_core.models.parameter_count import parameter_parts, published_total
from nlp_core.published.asking import About, about
from nlp_core.published.hidden import Filled, fill
from pages.kit.controls import Text
from pages.kit.lesson import Lesson
from pages.kit.real import Opened, notes

TEXT = Text(
    "real-text",
    ("영어 문장, 가릴 자리에 [MASK]", "A sentence with a [MASK] in it"),
    "The cat drinks [MASK] in the kitchen.",
    limit=1_000,
)


def draw(lesson: Lesson, one: Opened) -> bool:
    """The candidates of the first [MASK] and the counts; whether there was an answer."""
    text = lesson.ask(TEXT)
    sizes: About | None = one.ask(about)
    filled: Filled | None = one.ask(fill, text) if sizes else None
    if filled is not None:
        lesson.figure(candidates(lesson, filled), one.provenance, key="real")
        lesson.say("real-read", masks=filled.masks, seconds=filled.seconds)
        notes(lesson, filled.left_out, filled.unknown, filled.read)
    if sizes is not None:
        lesson.say("real-count", **counts(sizes))
    return filled is not None


def candidates(lesson: Lesson, filled: Filled) -> Figure:
    """The likeliest tokens."""
    words = lesson.words("real")
    colours = [LEARNED] * len(filled.words)
    return named_bars(filled.words, filled.chances, colours=colours, value_format=".1%", **words)


def counts(sizes: About) -> dict[str, Any]:
    """The loaded module's parameters, the formula's, and the total as papers give it."""
    config = sizes.config
    return {
        "module": sizes.parameters,
        "formula": sum(parameter_parts(config).values()),
        "total": published_total(config),
        "v": config.vocab_size,
        "h": config.d_model,
        "layers": config.n_layer,
    }
