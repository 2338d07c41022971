"""Positional encoding: how a model that sees all words at once learns their order."""

from nlp_core.corpora.word_order import lexicon
from nlp_core.experiments.positions import encodings, orders, shuffle
from nlp_core.measurements import positions_results
from nlp_core.models.order_encoder import OrderEncoder
from nlp_core.models.positions import (
    LearnedPositions,
    RotaryPositions,
    SinusoidalPositions,
    rotate,
    sinusoidal,
)
from nlp_core.provenance import Computed
from nlp_core.recipes.word_order import N_POSITION, WordOrderSpec
from pages.kit.draws import draw_again
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.parts import positions as parts
from pages.parts import positions_measured as measured
from pages.parts import positions_vectors as vectors

lesson = open_lesson("positions")
ADDED = {"position": "added-position", "word": "added-word", "sum": "added-sum"}
MEASURED = {"who": "view-who", "clause": "view-clause", "where": "view-where"}
spoken = language()

# The stage: a sentence, another order of it, and what each way of telling positions answers.
stage = lesson.stage()
with stage.controls:
    number = lesson.ask(parts.TEXT)
    read = parts.sentence_of(lesson, spoken, number)
    kind = lesson.ask(parts.ORDER)
    drawn = 1
    if kind == "drawn":
        again = t("다른 순서 뽑기", "Draw another order")
        drawn = draw_again(lesson, parts.DRAWN, again, ":material/shuffle:")
with stage.more:
    clauses, layers, base = (lesson.ask(one) for one in (parts.CLAUSES, parts.LAYERS, parts.BASE))
spec = WordOrderSpec(language=spoken, clauses=clauses, n_layer=layers, base=base)
model = lesson.trained(
    spec,
    nearest=WordOrderSpec(language=spoken),
    metric=("rotary", t("회전(RoPE)의 정확도", "rotary's accuracy")),
    live=lambda _, frame: parts.live(frame, spoken),
)
lex = lexicon(spoken)
order = orders.reordered(kind, read.ids, lex, drawn)
asked = shuffle.question(read.ids, spoken)
figure, answers = parts.answers(model, read.ids, order, read.labels[asked.first], spoken)
by_way = {one.way: one for one in answers}
lesson.aha(
    figure,
    model.provenance,
    key="shuffle",
    noun=read.labels[asked.first],
    verb=read.labels[asked.verb],
)
with stage.under:
    whole = tuple(range(len(read.ids)))
    lesson.chips(parts.chips(read, whole, asked), label=t("그대로", "As it is"))
    lesson.chips(parts.chips(read, order, asked), label=t("섞은 뒤", "Shuffled"))
    lesson.say(
        "asked",
        verb=read.labels[asked.verb],
        noun=read.labels[asked.first],
        difference=by_way["none"].difference,
    )
    if read.unknown:
        lesson.say("unknown", words=", ".join(read.unknown[:8]))
    if read.left_out:
        lesson.say("cut", limit=len(read.ids) - 1)


@lesson.step("same")
def same() -> None:
    """Every word's vector before and after the shuffle."""
    changes = {
        one: parts.turns(model, read.ids, orders.reordered(one, read.ids, lex))
        for one in ("nouns", "phrases")
    }
    lesson.exercise(
        "turns",
        answer=parts.turning(changes),
        options=list(parts.TURNS),
        names={one: t(*name) for one, name in parts.TURNS.items()},
        sentence=read.text,
    )
    way = lesson.ask(parts.WAY)
    drawn = parts.apart(model, read.ids, order, read.labels, way, spoken)
    lesson.figure(drawn, model.provenance, key="apart")
    one = by_way[way]
    lesson.say("apart-none" if way == "none" else "apart-other", difference=one.difference)
    title = t("다른 문장에서도 그럴까요?", "Is it so in other sentences?")
    with lesson.folded(title, key="others") as opened:
        if opened:
            lesson.say("turned", **positions_results.turned(spoken))


@lesson.step("added", folded=True)
def added() -> None:
    """Position and word, added up."""
    part = lesson.ask(vectors.PART)
    shown = vectors.added(model, read.ids, read.labels, part, spoken)
    lesson.figure(shown, model.provenance, key="added", part=t(*vectors.PARTS[part]))
    lesson.say(ADDED[part])


@lesson.step("clocks", folded=True)
def clocks() -> None:
    """One position as clocks, and a shift as a rotation."""
    lesson.exercise("itself", answer=float(encodings.cosine_sum(vectors.DEFAULT_DOTS)[0]))
    with lesson.beside():
        at, offset = lesson.ask(vectors.AT), lesson.ask(vectors.OFFSET)
    lesson.figure(vectors.dials(spoken, at, offset), Computed(), key="clocks")
    turn = encodings.shift(vectors.CLOCKS, at, offset, 1)
    numbers = measured.turn_numbers(turn)
    lesson.say("turn", offset=offset, at=at, there=at + offset, **numbers)


@lesson.step("unique", folded=True)
def unique() -> None:
    """The smallest distance between any two positions."""
    one_clock = encodings.closest(encodings.Shape(100, 2, 10_000.0))
    lesson.exercise(
        "nearest",
        answer=one_clock.pair[1],
        tolerance=0,
        distance=encodings.distance_by_offset(encodings.Shape(100, 2, 10_000.0), one_clock.pair[1]),
    )
    with lesson.beside():
        n, d = lesson.ask(vectors.SEPARATE), lesson.ask(vectors.FEATURES)
    typed = lesson.ask(vectors.BASES)
    shape = vectors.shape_of(lesson, n, d, typed, vectors.DEFAULT)
    found = encodings.closest(shape)
    lesson.figure(vectors.unique(spoken, shape), Computed(), key="unique")
    first, second = found.pair
    lesson.say("closest", n=shape.n, first=first, second=second, distance=found.smallest[-1])


@lesson.step("offset")
def offset() -> None:
    """The dot product of two positions against how far apart they are."""
    with lesson.beside():
        d = lesson.ask(vectors.DOT_FEATURES)
        typed = lesson.ask(vectors.DOT_BASES)
    shape = vectors.shape_of(lesson, vectors.SHOWN_OFFSETS, d, typed, vectors.DEFAULT_DOTS)
    lesson.figure(vectors.dots(spoken, shape), Computed(), key="dots")
    found = encodings.dot_products(shape)
    error = max(abs(one - encodings.cosine_sum(shape)).max() for one in found.values())
    lesson.say("dots", error=error)


@lesson.step("rotary", folded=True)
def rotary() -> None:
    """A query and a key at every pair of places."""
    with lesson.beside():
        way, head = lesson.ask(parts.SCORED), lesson.ask(parts.HEAD)
    query, key = read.ids[asked.verb], read.ids[asked.first]
    drawn, spread = measured.scored(model, way, query, key, head, spoken)
    lesson.figure(drawn, model.provenance, key="scores")
    words = {"verb": read.labels[asked.verb], "noun": read.labels[asked.first]}
    lesson.say("scored", spread=spread, head=head + 1, **words)


@lesson.step("lengths", folded=True)
def lengths() -> None:
    """Five ways, measured at lengths that were never trained."""
    numbers = positions_results.numbers(spoken)
    best = positions_results.best_at_longest(spoken)
    lesson.exercise(
        "longest",
        answer=best,
        options=list(measured.NAMES),
        names={one: t(*name) for one, name in measured.NAMES.items()},
        longest=numbers["longest"],
    )
    view = lesson.ask(parts.VIEW)
    lesson.figure(measured.lengths(spoken, view), positions_results.provenance(), key="lengths")
    lesson.say("measured", **numbers)
    lesson.say(MEASURED[view], **numbers)
    title = t("학습한 위치를 들여다보기", "Inside the learned positions")
    with lesson.folded(title, key="inside") as opened:
        if opened:
            lesson.figure(measured.moved(model, spoken), model.provenance, key="moved")
            lesson.say("learned", rows=N_POSITION, error=measured.beyond(model))


lesson.code(
    sinusoidal,
    SinusoidalPositions,
    LearnedPositions,
    rotate,
    RotaryPositions,
    OrderEncoder,
)
lesson.close()
