"""The Word2Vec lesson's controls, and its figures with their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.engine.short import Call
from nlp_core.experiments.word2vec import sliding_window, trained_vectors, whole_map
from nlp_core.experiments.word2vec.relation_controls import ControlledRelation
from nlp_core.experiments.word2vec.trained_vectors import Replay
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.moves import moves
from nlp_core.figures.scatter import scatter
from nlp_core.memory import per_model
from nlp_core.recipes.word2vec import DEFAULTS, OBJECTIVES, Word2VecSpec
from nlp_core.text.analogy_controls import OFFSET, Controlled
from nlp_core.text.embeddings import Vectors
from pages.kit import own_corpus, short
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control, Slider, Switch, Text
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.parts import word2vec_map

CORPUS = Choice(
    "corpus",
    ("말뭉치(코퍼스)", "Corpus"),
    {
        "own": ("한국어 작은 세계", "English little world"),
        "other": ("영어 작은 세계", "Korean little world"),
        "public": ("사람들이 쓴 글", "text people wrote"),
        "mine": ("내 글", "my own text"),
    },
    listed=True,
)
OBJECTIVE = Choice("objective", ("학습 방식", "Objective"), tuple(OBJECTIVES))
PICTURE = Choice(
    "picture",
    ("화살표", "Arrows"),
    {"map": ("단어의 자리에서", "from their words"), "fan": ("한 점에서", "from one point")},
)
WINDOW = Choice("window", ("창 크기", "Window"), (1, 2, 5, 8, 12), default=5)
SIZE = Choice("size", ("벡터 크기", "Vector size"), (8, 16, 32, 64, 100), default=100)
NEGATIVES = Choice("negatives", ("네거티브 수", "Negatives"), (1, 2, 5, 10, 20), default=5)
DRAW = Choice("draw", ("다시 뽑기", "Draw again"), (1, 2, 3, 4, 5), default=3, listed=True)
EXCLUDE = Switch(
    "exclude", ("문제에 나온 단어는 답에서 빼기", "Leave the question's words out"), default=True
)
SAID = {True: "analogy-excluded", False: "analogy-included"}  # by that switch
COMPARE = Switch("compare", ("비교 결과 보기", "Show the comparison"))
CONTROLS: tuple[Control, ...] = (
    *(CORPUS, OBJECTIVE, PICTURE, WINDOW, SIZE, NEGATIVES, DRAW, EXCLUDE, COMPARE),
    *own_corpus.CONTROLS,
    *word2vec_map.CONTROLS,
)
FIRST_COLUMNS = 12  # of an embedding row that fit a screen
COUNTING_S = 60.0  # that the text may take to be counted


def spoken(corpus: str) -> str:
    """The language of the chosen corpus: the page's own, or the other one."""
    here = language()
    return here if corpus != "other" else {"ko": "en", "en": "ko"}[here]


def shipped(of: str) -> Word2VecSpec:
    """The default vectors of a language."""
    return Word2VecSpec(language=of)


def place(words: int) -> Slider:
    """Which word of a sentence is the centre."""
    return Slider(
        "place", ("중심 단어의 자리", "Place of the centre word"), 1, words, 1, min(3, words)
    )


def word(of: str, default: str) -> Text:
    """A word of the corpus, one field a language."""
    return Text(f"word-{of}", ("단어", "Word"), default, limit=40)


def question(of: str, defaults: Sequence[str]) -> list[Text]:
    """The words a, b and c of an analogy."""
    return [Text(f"{n}-{of}", (n, n), d, limit=40) for n, d in zip("abc", defaults, strict=True)]


def ends(of: str, defaults: Sequence[str]) -> list[Text]:
    """The two ends of an axis."""
    labels = (("왼쪽 끝", "Left end"), ("오른쪽 끝", "Right end"))
    rows = zip(("low", "high"), labels, defaults, strict=True)
    return [Text(f"{key}-{of}", label, default, limit=40) for key, label, default in rows]


def placed(of: str, default: str) -> Text:
    """Words to project onto the axis."""
    label = ("축에 내려 찍을 단어(띄어쓰기로 구분)", "Words to project (with spaces between)")
    return Text(f"on-{of}", label, default, limit=200)


def sentence(of: str, default: str) -> Text:
    """A sentence in the corpus's language where it is not the page's."""
    return Text(f"sentence-{of}", ("내 문장", "My sentence"), default)


def warm() -> None:
    """Place the names of the shipped replays, and map their words, which takes seconds."""
    for spec in DEFAULTS:
        run = engine().find(spec)
        if run is not None:
            played(run, spec.language, next(iter(PICTURE.options)))
            whole_map.kinds(spec.language)
            whole_map.components(run, next(iter(word2vec_map.SPACE.options)))


@per_model(4)
def played(run: trained_vectors.TrainedVectors, language: str, picture: str) -> Figure:
    """A training's arrows as they turned, drawn once for each language."""
    size = trained_vectors.word_vectors(run).matrix.shape[1]
    return offsets(language, trained_vectors.replay(run), size, picture)


@per_model(4)
def rivals(run: trained_vectors.TrainedVectors, language: str) -> dict[str, float]:
    """How well vectors do that only count the run's text, or read nothing: by the worker for short
    tasks, once for all visitors."""
    of = run.spec
    args = (language, trained_vectors.word_vectors(run).words, of.slices, of.window, of.d_model)
    call = Call(trained_vectors.rivals, args, limit=COUNTING_S, shared=COUNTING_S)
    words = t("함께 나온 단어를 세는 중이에요 …", "Counting the words that meet …")
    found: dict[str, float] = short.ask(call, words)
    return found


def offsets(language: str, past: Replay, size: int, picture: str) -> Figure:
    """Arrows from countries to capitals, played through a training.

    ``picture`` is "map", each from its country, or "fan", all from one point.
    """
    words = figure_titles("word2vec", language, "offsets", {})
    kinds, caption = [words.pop("country"), words.pop("capital")], words.pop("moment")
    countries, capitals = ([pair[side] for pair in past.pairs] for side in (0, 1))
    count = len(countries)
    if picture == "fan":
        frames, names = past.fan(), ["", *map(" → ".join, past.pairs)]
        groups, arrows = [kinds[0], *[kinds[1]] * count], [(0, 1 + i) for i in range(count)]
    else:
        frames, names = past.frames(), countries + capitals
        groups = [kinds[0]] * count + [kinds[1]] * count
        arrows = [(i, count + i) for i in range(count)]
    return scatter(
        frames,
        names,
        kinds=groups,
        arrows=arrows,
        headlines=[f"{cosine:.2f}" for cosine in past.cosines],
        captions=[caption.format(step=step, size=size) for step in past.steps],
        **words,
    )


def relations(lesson: Lesson, found: Sequence[trained_vectors.Relation]) -> Figure:
    """How parallel the offsets of each relation are."""
    names, values = [one.pair for one in found], [one.cosine for one in found]
    return named_bars(names, values, **lesson.words("relations"))


def controls(lesson: Lesson, found: Sequence[ControlledRelation]) -> Figure:
    """Each relation's accuracy without the offset and with it, the crossed ones last."""
    return moves(
        [f"{one.example[0]} : {one.example[1]} = {one.example[2]} : ?" for one in found],
        [one.found.accuracy["b + c"] for one in found],
        [one.found.accuracy[OFFSET] for one in found],
        **lesson.words("controls"),
    )


def control_numbers(kinds: Mapping[str, Controlled]) -> dict[str, Any]:
    """What the prose names of the gold and the crossed questions."""
    values: dict[str, Any] = {}
    for kind, found in kinds.items():
        values |= {
            f"{kind}_count": found.count,
            f"{kind}_offset": found.accuracy[OFFSET],
            f"{kind}_sum": found.accuracy["b + c"],
        }
    return values


def rows(lesson: Lesson, vectors: Vectors, words: Sequence[str]) -> Figure:
    """The first numbers of some words' rows of the embedding matrix."""
    part = vectors.matrix[[vectors.index[one] for one in words], :FIRST_COLUMNS]
    columns = [str(i + 1) for i in range(part.shape[1])]
    titles = lesson.words("rows")
    return heatmap(part, rows=words, columns=columns, marked_row=0, signed=True, **titles)


def window_chips(view: sliding_window.Window) -> list[Chip]:
    """A sentence with its centre word and what is within reach."""
    note = t("중심", "centre")

    def role(place: int) -> str | None:
        if place == view.centre:
            return "learned"
        return "positive" if place in view.inside else None

    return [
        Chip(one, role=role(i), note=note if i == view.centre else "")
        for i, one in enumerate(view.words)
    ]


def asked_chips(asked: sliding_window.Asked) -> list[Chip]:
    """One example of the loss: what is given, what was really there, and the negatives."""
    given, real = t("입력", "given"), t("실제 이웃", "real")
    row = [Chip(one, role="learned", note=given) for one in asked.given]
    row.append(Chip(asked.target, role="positive", note=real))
    return row + [Chip(one, role="negative") for one in asked.negatives]


def agreement_bars(lesson: Lesson, agreed: trained_vectors.Agreement) -> Figure:
    """How far two trainings with different seeds agree."""
    names = {
        t("이웃 10개가 겹치는 비율", "10 neighbours in common"): agreed.neighbours,
        t("답이 같은 유추의 비율", "analogies answered alike"): agreed.same_answers,
        t("같은 단어끼리의 코사인", "a word with itself"): agreed.same_word,
    }
    return named_bars(list(names), list(names.values()), **lesson.words("agreement"))
