"""A sentence as the small models read it, and one of its words, which the learner chooses."""

from functools import lru_cache

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.experiments.bert import sentence
from nlp_core.experiments.bert.sentence import Read
from pages.kit.controls import Choice
from pages.kit.language import Both
from pages.kit.lesson import Lesson

LISTED = 14  # words of a sentence that are offered as buttons; of more, a list


@lru_cache(maxsize=32)
def ready(text: str, corpus: str) -> Read:
    """An example of the lesson's; what a learner typed is kept nowhere."""
    return sentence.read(text, corpus)


def own(lesson: Lesson, usual: str, corpus: str, longest: int = LONGEST) -> Read | None:
    """The learner's own sentence, at most ``longest`` pieces of it; None, and said, where no word
    of it can be chosen.
    """
    typed = lesson.sentence(usual)
    return lesson.attempt(lambda: _with_a_word(typed, corpus, longest), None)


def _with_a_word(text: str, corpus: str, longest: int) -> Read:
    found = sentence.read(text, corpus, longest)
    sentence.hidden_at(found, next(iter(found.hideable), -1))
    return found


def second(found: Read) -> int:
    """The place that is chosen first in a sentence of the learner's: the second that can be."""
    return found.hideable[min(1, len(found.hideable) - 1)]


def place(key: str, label: Both, found: Read, usual: int) -> Choice[int]:
    """Which word."""
    names: dict[int, Both | str] = {at: found.words[at].bare for at in found.hideable}
    return Choice(f"place-{key}", label, names, usual, listed=len(names) > LISTED)
