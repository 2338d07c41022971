"""The recurrent lesson's figures of one text: read step by step, remembered, and written."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from nlp_core.experiments.recurrent import following_units, writing
from nlp_core.experiments.recurrent.following_units import Follower
from nlp_core.experiments.recurrent.reading import Reading, Sums, TrainedWriter
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.moves import moves
from nlp_core.figures.palette import FIXED, LEARNED
from nlp_core.figures.unrolled import Unrolled, unrolled
from nlp_core.figures.waterfall import Term, waterfall
from nlp_core.measurements import character_writers
from nlp_core.memory import per_model
from pages.kit.chips import Chip
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

WINDOW = 12  # time steps of the unrolled figure
SAMPLES = 6  # lines of the writing's history


@cache
def shapes(here: str) -> Figure:
    """The five shapes of inputs and outputs, small, side by side."""
    words = figure_titles("recurrent", here, "shapes", {})
    h = "h"
    texts = {name: words.pop(name).split(" | ") for name in ("read", "written", "source", "target")}
    read, written = texts["read"], texts["written"]
    source, target = texts["source"], texts["target"]
    none: list[str | None] = [None]
    late: list[str | None] = [*none * len(source), *target]
    networks = [
        Unrolled(words.pop("one_one"), [words.pop("single")], [h], [words.pop("verdict")]),
        Unrolled(words.pop("one_many"), [read[0], None, None], [h] * 3, written[:3]),
        Unrolled(words.pop("many_one"), read[:3], [h] * 3, [None, None, words.pop("mood")]),
        Unrolled(words.pop("many_many"), read[:3], [h] * 3, written[:3]),
        Unrolled(words.pop("later"), [*source, *none * len(target)], [h] * len(late), late),
    ]
    return unrolled(networks, height=420, **_layers(words))


def _layers(words: dict[str, Any]) -> dict[str, Any]:
    titles = {name: words.pop(f"{name}_title") for name in ("input", "state", "output")}
    return {"layer_titles": titles, **words}


def steps(lesson: Lesson, seen: Reading, likeliest: Sequence[str], at: int) -> Figure:
    """The network unrolled over the text around step ``at`` (from 1)."""
    first = max(0, min(at - 1 - WINDOW // 2, len(seen.units) - WINDOW))
    shown = range(first, min(first + WINDOW, len(seen.units)))
    network = Unrolled(
        "",
        [visible(seen.units[i]) for i in shown],
        [f"h{_below(i + 1)}" for i in shown],
        [visible(likeliest[i]) for i in shown],
        marked=at - 1 - first,
    )
    return unrolled([network], **_layers(lesson.words("steps")))


def visible(unit: str) -> str:
    """A unit that can be seen: spaces and line ends have a mark.

    >>> visible(" "), visible("\\n"), visible("가")
    ('␣', '⏎', '가')
    """
    return {" ": "␣", "\n": "⏎"}.get(unit, unit)


def _below(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def sums(lesson: Lesson, found: Sums) -> Figure:
    """What enters, what is remembered, the bias, their sum, and its tanh, unit by unit."""
    words = lesson.words("sums")
    rows = [words.pop(name) for name in ("from_input", "from_past", "bias", "total", "state")]
    values = [found.from_input, found.from_past, found.bias, found.total, found.state]
    columns = [str(unit) for unit in found.units]
    return heatmap(np.stack(values), rows=rows, columns=columns, signed=True, **words)


def products(lesson: Lesson, unit: int, found: tuple[np.ndarray, np.ndarray, float]) -> Figure:
    """One unit's sum, product by product, the largest ones by name."""
    terms = [Term("b", found[2])]
    terms += [Term(f"x[{i}]·W[{unit},{i}]", float(v)) for i, v in enumerate(found[0])]
    terms += [Term(f"h[{i}]·U[{unit},{i}]", float(v)) for i, v in enumerate(found[1])]
    return waterfall(terms, limit=8, **lesson.words("products"))


def states(lesson: Lesson, seen: Reading, rows: Sequence[Follower]) -> Figure:
    """The followers' states over the text, a column a character."""
    names = [f"{follows(one.feature)} · {one.unit}" for one in rows]
    values = np.stack([seen.h[1:, one.unit] for one in rows])
    columns = [visible(unit) for unit in seen.units]
    return heatmap(values, rows=names, columns=columns, signed=True, **lesson.words("states"))


@per_model(2, shared=lambda trained, _: not trained.spec.is_own)
def followers(trained: TrainedWriter, here: str) -> Figure:
    """Correlation beyond the character alone: before training, and after it."""
    rows = following_units.followers(trained)
    names = [follows(one.feature) for one in rows]
    sizes = [[abs(one.untrained) for one in rows], [abs(one.beyond) for one in rows]]
    return moves(names, *sizes, **figure_titles("recurrent", here, "followers", {}))


def follows(feature: str) -> str:
    """A feature's name."""
    return {
        "word_place": t("단어 안의 자리", "place in the word"),
        "line_place": t("문장 안의 자리", "place in the line"),
        "words_read": t("읽은 단어 수", "words read"),
        "ends_next": t("단어의 끝", "end of a word"),
        "sound_before": t("앞 글자의 받침이나 모음", "final consonant or vowel before"),
    }[feature]


def history(found: Sequence[writing.Sample]) -> dict[str, list[str]]:
    """Some samples of a training, as a table to read."""
    chosen = np.unique(np.geomspace(1, len(found), SAMPLES).round().astype(int)) - 1
    shown = [found[i] for i in chosen]
    return {
        t("스텝", "step"): [f"{one.step:,}" for one in shown],
        t("말뭉치에 있는 단어", "real words"): [f"{one.words:.0%}" for one in shown],
        t("모델이 쓴 글", "what it wrote"): [one.text for one in shown],
    }


def written_chips(words: Sequence[writing.Word]) -> list[Chip]:
    """Words as chips, in colour where the corpus does not hold them."""
    return [Chip(one.text, role=None if one.known else "negative") for one in words]


def writers(lesson: Lesson, of: str) -> Figure:
    """The share of written words that the corpus holds: counting writers, and the RNN."""
    words = lesson.words("writers")
    found = character_writers.written(of)
    names = list(writer_names(list(found)).values())
    colours = [*[FIXED] * (len(found) - 1), LEARNED]
    shares = [share for share, _ in found.values()]
    drawn = named_bars(names, shares, colours=colours, domain=(0, 1.1), **words)
    losses = {t("평가 손실(글자마다)", "held-out loss a character"): [v for _, v in found.values()]}
    return replace(drawn, table={**drawn.table, **losses})


def writer_names(of: list[str]) -> dict[str, str]:
    """Writers by their name: "1" counts single characters."""
    counted = {n: t(f"{n}-그램", f"{n}-gram") for n in of if n != "rnn"}
    return counted | {"rnn": "RNN"}


def writer_numbers(of: str) -> dict[str, Any]:
    """What is said beside the figure: shares of words, and losses on held-out text."""
    found = character_writers.written(of)
    low, high = character_writers.spread(of)
    losses = {f"loss_{name}": loss for name, (_, loss) in found.items()}
    return {"low": low, "high": high, "one": found["1"][0], "five": found["5"][0], **losses}
