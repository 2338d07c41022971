"""What every kind of word vectors is asked: the words nearest to one, and a : b = c : ?"""

from collections.abc import Sequence

from nlp_core.figures.bars import named_bars
from nlp_core.figures.palette import FIXED, POSITIVE
from nlp_core.provenance import Provenance
from nlp_core.text import embeddings
from nlp_core.text.embeddings import Vectors
from pages.kit.controls import Switch
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.private import pick

Domain = tuple[float, float] | None
SHARE = (0.0, 1.0)  # of cosines that are all above zero


def nearest(
    lesson: Lesson,
    vectors: Vectors,
    made: Provenance,
    word: str,
    count: int = 8,
    domain: Domain = SHARE,
) -> tuple[str, ...]:
    """Draw the words nearest to ``word``, and return them."""
    names, cosines = zip(*embeddings.neighbours(vectors, word, count), strict=True)
    drawn = named_bars(names, cosines, domain=domain, **lesson.words("neighbours"))
    lesson.figure(drawn, made, key="neighbours")
    return names


def completed(
    lesson: Lesson,
    vectors: Vectors,
    made: Provenance,
    asked: Sequence[str],
    *,
    exclude: bool,
    said: str,
    domain: Domain = SHARE,
) -> None:
    """Draw the answers to a : b = c : ?, the words of the question in grey; ``said`` is the section
    that tells the first."""
    a, b, c = asked
    names, cosines = zip(*embeddings.analogy(vectors, a, b, c, exclude=exclude), strict=True)
    colours = [FIXED if name in asked else POSITIVE for name in names]
    drawn = named_bars(names, cosines, colours=colours, domain=domain, **lesson.words("analogy"))
    lesson.figure(drawn, made, key="analogy")
    lesson.say(said, a=a, b=b, c=c, d=names[0])


def own_words(
    lesson: Lesson,
    vectors: Vectors,
    made: Provenance,
    listed: list[str],
    exclude: Switch,
    said: dict[bool, str],
) -> None:
    """Both questions as steps, of the learner's own words; ``said`` tells an answer with and
    without the words of the question. Cosines of so little text may lie below zero."""

    def picked(key: str, label: str, place: int) -> str:
        return pick(label, listed, place, key=f"{lesson.slug}-mine-{key}")

    @lesson.step("neighbours")
    def neighbours() -> None:
        nearest(lesson, vectors, made, picked("word", t("단어", "Word"), 0), domain=None)

    @lesson.step("mine-analogy")
    def analogy() -> None:
        with lesson.beside():
            asked = [picked(name, name, place) for place, name in enumerate("abc")]
            left_out = lesson.ask(exclude)
        completed(lesson, vectors, made, asked, exclude=left_out, said=said[left_out], domain=None)
