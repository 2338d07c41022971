"""Reading a typed prompt: lines ``word > answer`` and at last a question, ``word >``.

A character is what a reader takes for one: a letter, a Hangul syllable, an emoji with its marks.
"""

import re
import unicodedata
from dataclasses import dataclass

from nlp_core.errors import LearnerError

ARROWS = re.compile(r"=>|->|→|⇒|＞|>")
_JOINER = "\u200d"
Word = tuple[str, ...]


@dataclass(frozen=True)
class Prompt:
    """A prompt as characters: the examples' (word, answer) pairs, the question, a description.

    ``description`` is the template after ``#``, or empty.
    """

    examples: tuple[tuple[Word, Word], ...]
    question: Word
    description: Word = ()

    @property
    def characters(self) -> list[str]:
        """Every distinct character of words and answers, in order of appearance."""
        words = [word for example in self.examples for word in example] + [self.question]
        return list(dict.fromkeys(character for word in words for character in word))


def parse(text: str, *, longest: int) -> Prompt:
    """The prompt that ``text`` spells; words may have ``longest`` characters, answers twice that.

    An arrow is ``>``, ``=>``, ``->`` or ``→``; spaces around it do not count; a line that starts
    with ``#`` and comes first describes the rule. Raises LearnerError: empty-text, no-arrow,
    empty-word, open-line, no-question, long-word, contradiction, description-place.

    >>> parse("cat > cats\\ndog >", longest=9).question
    ('d', 'o', 'g')
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line]
    if not lines:
        raise LearnerError("empty-text")
    description: Word = ()
    if lines[0][1].startswith("#") and not ARROWS.search(lines[0][1]):
        description = tuple(c for c in characters(lines[0][1][1:]) if not c.isspace())
        lines = lines[1:]
    pairs = [_pair(number, line, longest) for number, line in lines]
    if not pairs or pairs[-1][2]:
        raise LearnerError("no-question")
    for number, word, answer in pairs[:-1]:
        if not answer:
            raise LearnerError("open-line", line=number, word="".join(word))
    examples = tuple((word, answer) for _, word, answer in pairs[:-1])
    _check(examples)
    return Prompt(examples, pairs[-1][1], description)


def _pair(number: int, line: str, longest: int) -> tuple[int, Word, Word]:
    """One line as (line number, word, answer); the answer may be empty."""
    if line.startswith("#") and not ARROWS.search(line):
        raise LearnerError("description-place", line=number)
    parts = ARROWS.split(line, maxsplit=1)
    if len(parts) == 1:
        raise LearnerError("no-arrow", line=number, text=line[:40])
    word, answer = (tuple(characters(part.strip())) for part in parts)
    if not word:
        raise LearnerError("empty-word", line=number)
    for one, limit in ((word, longest), (answer, 2 * longest)):
        if len(one) > limit:
            raise LearnerError("long-word", line=number, word="".join(one)[:40], limit=limit)
    return number, word, answer


def _check(examples: tuple[tuple[Word, Word], ...]) -> None:
    """One word cannot have two answers."""
    known: dict[Word, Word] = {}
    for word, answer in examples:
        if known.setdefault(word, answer) != answer:
            first, second = "".join(known[word]), "".join(answer)
            raise LearnerError("contradiction", word="".join(word), first=first, second=second)


def characters(text: str) -> list[str]:
    """Text cut into the characters a reader sees: marks and joined emoji stay with their base.

    >>> characters("가é👩‍🚀!")
    ['가', 'é', '👩\u200d🚀', '!']
    """
    found: list[str] = []
    for point in unicodedata.normalize("NFC", text):
        is_mark = unicodedata.category(point) in ("Mn", "Me", "Mc", "Cf")
        is_tone = "\U0001f3fb" <= point <= "\U0001f3ff"
        is_flag = _flag(point) and found and _flag(found[-1])
        if found and (is_mark or is_tone or is_flag or found[-1].endswith(_JOINER)):
            found[-1] += point
        else:
            found.append(point)
    return found


def _flag(character: str) -> bool:
    """Whether it is a single regional indicator, half of a flag."""
    return len(character) == 1 and "\U0001f1e6" <= character <= "\U0001f1ff"
