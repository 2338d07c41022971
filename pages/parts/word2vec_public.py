"""The Word2Vec lesson on public text that people wrote: shipped vectors, asked and mapped."""

from dataclasses import dataclass
from typing import NoReturn

from nlp_core.experiments.word2vec import whole_map
from nlp_core.figures.bars import named_bars
from nlp_core.models.word2vec import WordVectors
from nlp_core.recipes.public_vectors import PublicVectorsSpec, word_vectors
from nlp_core.text import embeddings
from nlp_core.trained import Trained
from pages.kit.controls import Switch, Text
from pages.kit.engine import engine
from pages.kit.language import language
from pages.kit.lesson import Lesson
from pages.kit.stage import Stage
from pages.kit.word_answers import completed, nearest
from pages.parts import word2vec_map
from pages.parts.word2vec import SAID


@dataclass(frozen=True)
class Start:
    """What a language begins with."""

    word: str
    question: tuple[str, str, str]
    ends: tuple[str, str]
    row: str


STARTS = {
    "ko": Start(
        "감동",
        ("한국", "한국인", "미국"),
        ("최악", "최고"),
        "명작 졸작 추천 지루하다 그럭저럭 감동 낭비 여운",
    ),
    "en": Start(
        "music",
        ("brother", "sister", "father"),
        ("worst", "best"),
        "masterpiece awful decent boring delightful waste brilliant average",
    ),
}
ENDS = (("왼쪽 끝", "Left end"), ("오른쪽 끝", "Right end"))
ON = ("축에 내려 찍을 단어(띄어쓰기로 구분)", "Words to project (with spaces between)")
Model = Trained[PublicVectorsSpec, WordVectors]
SCORES = {"ko": "polarity", "en": "analogies"}  # what the page tells of a card's metrics


def word(key: str, label: tuple[str, str], default: str, limit: int = 40) -> Text:
    """A field of this corpus, one a language."""
    return Text(f"public-{key}-{language()}", label, default, limit=limit)


def tell(lesson: Lesson, stage: Stage, exclude: Switch) -> NoReturn:
    """The whole lesson on the shipped vectors: the map on the stage, then the questions."""
    spoken = language()
    spec, start = PublicVectorsSpec(language=spoken), STARTS[spoken]
    model = engine().find(spec) or lesson.trained(spec)  # to train it takes minutes and much text
    vectors, made = word_vectors(model), model.provenance
    with stage.controls:
        lesson.say("public-text", words=len(vectors.words))
        typed = lesson.ask(word("find", word2vec_map.LABEL, start.word))
        found = lesson.attempt(lambda: whole_map.look_for(vectors, typed), None)
    flat = whole_map.components(model, 2)
    lesson.aha(word2vec_map.drawn(vectors, flat, spoken, found), made, key="public-words")
    with stage.under:
        lesson.say("public-map", share=100 * sum(flat.shares), count=len(flat.points))

    @lesson.step("neighbours")
    def neighbours() -> None:
        chosen = vectors.known(lesson.ask(word("word", ("단어", "Word"), start.word)))
        nearest(lesson, vectors, made, chosen)

    @lesson.step("public-analogy")
    def analogy() -> None:
        _analogy(lesson, model, start, exclude)

    @lesson.step("map", folded=True)
    def whole() -> None:
        word2vec_map.show(lesson, model, vectors, spoken, start.word)

    @lesson.step("axis", folded=True)
    def axis() -> None:
        _axis(lesson, model, start)

    lesson.code(embeddings.neighbours, embeddings.analogy)
    lesson.end()


def _analogy(lesson: Lesson, model: Model, start: Start, exclude: Switch) -> None:
    """a : b = c : ?, and how often such vectors are right."""
    vectors, score = word_vectors(model), SCORES[language()]
    fields = [
        word(one, (one, one), first) for one, first in zip("abc", start.question, strict=True)
    ]
    with lesson.beside():
        typed = [lesson.ask(field) for field in fields]
        left_out = lesson.ask(exclude)
    known, made = [vectors.known(one) for one in typed], model.provenance
    completed(lesson, vectors, made, known, exclude=left_out, said=SAID[left_out])
    asked = {"asked": int(model.metrics[f"{score}_asked"])}
    lesson.say("public-scored", share=100 * model.metrics[score], **asked)


def _axis(lesson: Lesson, model: Model, start: Start) -> None:
    """Words on the line through two others."""
    vectors = word_vectors(model)
    fields = [word(*row) for row in zip(("low", "high"), ENDS, start.ends, strict=True)]
    with lesson.beside():
        low, high = (lesson.ask(field).strip() for field in fields)
        typed = lesson.ask(word("on", ON, start.row, limit=200))
    row = [vectors.known(one) for one in typed.replace(",", " ").split()[:20]]
    names, places = zip(*embeddings.axis(vectors, low, high, row), strict=True)
    bars = named_bars(names, places, references={low: 0.0, high: 1.0}, **lesson.words("axis"))
    lesson.figure(bars, model.provenance, key="axis")
