"""The BERT lesson's published checkpoint, asked about the word that is hidden on the stage."""

from nlp_core.experiments.bert.cloze import Guess
from nlp_core.experiments.bert.sentence import Read, with_place
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import ENCODER, LEARNED
from nlp_core.figures.two_rankings import two_rankings
from nlp_core.provenance import Provenance
from nlp_core.published.hidden import Filled, fill
from pages.kit.lesson import Lesson
from pages.kit.real import Opened, notes
from pages.parts.bert_hidden import ranking


def answer(one: Opened, found: Read, place: int) -> Filled | None:
    """What the checkpoint makes of the word at ``place``; None, and said, where it says nothing."""
    text, span = with_place(found, place)
    filled: Filled | None = one.ask(fill, text, span)
    return filled


def draw(
    lesson: Lesson, one: Opened, tiny: Guess, filled: Filled, word: str, *from_tiny: Provenance
) -> None:
    """Its candidates beside the little model's, and what they are the candidates of."""
    shown = beside(lesson, one.name, tiny, filled, word)
    lesson.figure(shown, *from_tiny, one.provenance, key="real", word=word)
    lesson.say("real-read", tokens=filled.tokens, seconds=filled.seconds)
    notes(lesson, filled.left_out, filled.unknown, filled.read)


def beside(lesson: Lesson, name: str, tiny: Guess, filled: Filled, word: str) -> Figure:
    """The candidates of both models."""
    words = lesson.words("real", word=word)
    guess = Guess(filled.words, filled.chances, filled.own, filled.rank)
    pair = (
        ranking(words.pop("tiny_name"), tiny, word, ENCODER),
        ranking(name, guess, word, LEARNED),
    )
    return two_rankings(pair, **words)
