"""The positions lesson's controls, and the figures of its trained encoders with their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.experiments.positions import orders, own_sentence, shuffle
from nlp_core.experiments.positions.own_sentence import Read
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.moves import moves
from nlp_core.memory import per_model
from nlp_core.models.order_encoder import WAYS
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control, Slider
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.parts import positions_vectors
from pages.parts.positions_measured import NAMES

TEXT = Choice(
    "text",
    ("문장", "Sentence"),
    {
        **{number: (f"예문 {number + 1}", f"example {number + 1}") for number in range(3)},
        "own": ("내 문장", "my own"),
    },
)
ORDER = Choice(
    "order",
    ("어떻게 섞을까요?", "How to shuffle"),
    {
        "nouns": ("명사끼리 자리 바꾸기", "two nouns change places"),
        "phrases": ("조사·관사까지 함께 옮기기", "two phrases change places"),
        "drawn": ("무작위로 섞기", "a random order"),
    },
    listed=True,
)
DRAWN = Slider("drawn", ("몇 번째로 뽑은 순서", "Which random order"), 1, orders.DRAWS, 1, 1)
CLAUSES = Choice(
    "clauses",
    ("학습 문장의 절 수(최대)", "Clauses of a training sentence, at most"),
    (1, 2, 3),
    default=2,
)
LAYERS = Choice("layers", ("층 수", "Layers"), (1, 2), default=2)
BASE = Choice("base", ("밑수(base)", "Base"), {100.0: "100", 10_000.0: "10,000"}, default=10_000.0)
WAY = Choice("way", ("모델", "Model"), NAMES)
SCORED = Choice("scored", ("모델", "Model"), {w: NAMES[w] for w in WAYS[::-1][1:]}, listed=True)
HEAD = Choice("head", ("헤드", "Head"), {0: "1", 1: "2", 2: "3", 3: "4"})
VIEW = Choice(
    "view",
    ("무엇을 볼까요?", "What to look at"),
    {
        "who": ("누가? (길이별)", "who? by length"),
        "clause": ("긴 문장의 몇째 절?", "by clause of a long one"),
        "where": ("어디서? (순서 필요 없음)", "where? (no order needed)"),
    },
    listed=True,
)
TURNS: dict[str, Both] = {
    "nouns": ("명사끼리 바꾸면", "when two nouns change places"),
    "phrases": ("조사·관사까지 함께 옮기면", "when two phrases change places"),
    "both": ("둘 다", "both times"),
    "neither": ("둘 다 아니에요", "neither time"),
}
CONTROLS: tuple[Control, ...] = (
    *(TEXT, ORDER, DRAWN, CLAUSES, LAYERS, BASE, WAY, SCORED, HEAD, VIEW),
    *positions_vectors.CONTROLS,
)


def sentence_of(lesson: Lesson, spoken: str, number: int | str) -> Read:
    """The chosen sentence as it is read; the first example where the learner's own has no who."""
    ready = own_sentence.EXAMPLES[spoken]
    text = ready[number] if isinstance(number, int) else lesson.sentence(ready[0])

    def asked() -> Read:
        found = own_sentence.read(text, spoken)
        shuffle.question(found.ids, spoken)
        return found

    return lesson.attempt(asked, own_sentence.read(ready[0], spoken))


def chips(read: Read, order: Sequence[int], asked: shuffle.Asked) -> list[Chip]:
    """The units in an order; the two nouns stand out, particles join what is before them."""
    roles = {asked.first: "gold", asked.second: "key"}
    return [
        Chip(read.labels[at], role=roles.get(at), joined=read.joined[at] and place > 0)
        for place, at in enumerate(order)
    ]


def names(spoken: str) -> list[str]:
    """The ways, in the language."""
    return [NAMES[way][spoken != "ko"] for way in WAYS]


# The stage.


@per_model(16, shared=shuffle.is_ready)
def answers(
    run: shuffle.Run, ids: tuple[int, ...], order: tuple[int, ...], noun: str, spoken: str
) -> tuple[Figure, tuple[shuffle.Answers, ...]]:
    """The chance of the first noun before and after the shuffle, and all that was answered."""
    found = shuffle.answers(run, ids, order)
    return moved([one.chance for one in found], noun, spoken), found


def live(frame: Mapping[str, Any], spoken: str) -> Figure:
    """The same while the encoders train, for a sentence of the held-out ones."""
    return moved(frame["asked"].tolist(), t("첫 명사", "the first noun"), spoken)


def moved(chances: Sequence[Sequence[float]], noun: str, spoken: str) -> Figure:
    """Chances before and after, one row a way."""
    words = figure_titles("positions", spoken, "shuffle", {"noun": noun})
    before, after = ([one[side] for one in chances] for side in (0, 1))
    return moves(names(spoken), before, after, domain=(0.0, 1.0), **words)


def turns(run: shuffle.Run, ids: tuple[int, ...], order: tuple[int, ...]) -> bool:
    """Whether rotary's answer is another one after a shuffle."""
    found = shuffle.answers(run, ids, order)
    first, then = next(one.place for one in found if one.way == "rotary")
    return first != then


def turning(changes: Mapping[str, bool]) -> str:
    """Which of two shuffles turn an answer, as one of ``TURNS``."""
    if all(changes.values()):
        return "both"
    return next((one for one, turned in changes.items() if turned), "neither")


# The vectors of the words, and the scores between them.


@per_model(32, shared=shuffle.is_ready)
def apart(
    run: shuffle.Run,
    ids: tuple[int, ...],
    order: tuple[int, ...],
    labels: tuple[str, ...],
    way: str,
    spoken: str,
) -> Figure:
    """How far each word's vector after the shuffle is from each before."""
    found = shuffle.distances(run, ids, order, way)
    return heatmap(
        found,
        rows=[labels[place] for place in order],
        columns=labels,
        gold=[(place, at) for place, at in enumerate(order)],
        row_height=34,
        decimals=1,
        zeros=True,
        **figure_titles("positions", spoken, "apart", {}),
    )
