"""The recurrent lesson on a learner's own text: private, checked, learned when they say so."""

from typing import Any

from nlp_core.errors import LearnerError
from nlp_core.recipes.character_model import CharacterSpec
from nlp_core.text.character_units import LEAST_CHARACTERS, MOST_CHARACTERS, tidied
from pages.kit import own_corpus as own
from pages.kit.lesson import Lesson
from pages.kit.stage import Stage
from pages.kit.visit import visit


def spec_of(lesson: Lesson, stage: Stage, **settings: Any) -> CharacterSpec | None:
    """What would be trained on the text that the learner gives; None, after saying why, if there is
    none yet or it is too little. Only its first MOST_CHARACTERS are read."""
    with stage.controls:
        source = lesson.ask(own.SOURCE)
        own.say_private()
    with stage.under:
        given = own.texts(lesson, source)
    if not any(text.strip() for text in given):
        with stage.under:
            lesson.say("mine-needed", least=LEAST_CHARACTERS)
        return None

    def make() -> CharacterSpec | LearnerError:
        try:
            text = tidied("\n".join(given))[:MOST_CHARACTERS]
            return CharacterSpec(corpus="own", text=text, **settings)
        except LearnerError as error:
            return error

    found = visit().keep("recurrent-own-spec", (given, settings), make)
    if isinstance(found, LearnerError):
        with stage.under:
            lesson.warn(found)
        return None
    return found
