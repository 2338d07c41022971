"""The seq2seq lesson's controls, and its figures with their words."""

from collections.abc import Sequence
from typing import Any

from nlp_core.experiments.attention.accuracy import Length
from nlp_core.experiments.attention.sentences import labels
from nlp_core.experiments.seq2seq.one_sentence import Beam, Fed
from nlp_core.figures.bars import named_bars
from nlp_core.figures.beam_tree import ALIVE, CHOSEN, DEAD, Twig, beam_tree
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.palette import DECODER, FIXED, QUERY
from nlp_core.measurements import seq2seq_results
from nlp_core.measurements.seed_lines import Line
from nlp_core.models.seq2seq import END
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.text.translation_scores import Bleu, Chrf
from nlp_core.training.decoding import WIDEST
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Slider, Text
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.numbers import written
from pages.kit.translation import DIRECTION

SIZE = Choice("size", ("벡터의 크기", "Vector size"), (32, 64, 128, 256), default=128, listed=False)
RATIO = Choice(
    "ratio",
    ("교사 강요 비율", "Teacher-forcing ratio"),
    {
        1.0: ("1: 늘 정답 단어를 넣어 줌", "1: always the reference's word"),
        0.75: "0.75",
        0.5: ("0.5: 반반", "0.5: half and half"),
        0.25: "0.25",
        0.0: ("0: 늘 제가 쓴 단어", "0: always its own word"),
    },
)
WIDTH = Slider("width", ("빔의 너비", "Beam width"), 1, WIDEST, 1, 3)
POWER = Choice(
    "rank",
    ("문장의 순위", "Rank sentences by"),
    {
        "none": ("로그 확률의 합", "sum of log probabilities"),
        "length": ("단어마다의 평균", "mean over the words"),
    },
)
CONTROLS = (DIRECTION, SIZE, RATIO, WIDTH, POWER)
MOST_STEPS = 14  # of a tree that is drawn: more words would be too small on a projector
COLUMNS = 16  # numbers of a vector that fit a screen
LINES: dict[str, tuple[Both, str]] = {
    "32": (("벡터 크기 32", "vector of 32"), "#B57B00"),
    "64": (("벡터 크기 64", "vector of 64"), "#D9731A"),
    "128": (("벡터 크기 128", "vector of 128"), "#2F74C0"),
    "256": (("벡터 크기 256", "vector of 256"), "#0E8F83"),
    "general": (("128 + 어텐션(다음 수업)", "128 + attention (next lesson)"), QUERY),
    "helped": (("정답 단어를 넣어 줄 때: 단어", "helped by the reference: words"), FIXED),
    "alone": (("혼자 쓸 때: 문장", "on its own: sentences"), "#2F74C0"),
    "alone-longer": (
        ("혼자 쓸 때, 4배 학습: 문장", "on its own, 4 × the steps: sentences"),
        "#0E8F83",
    ),
}
LEVERS: dict[str, Both] = {
    "steps": ("네 배 오래 학습하기", "training four times as long"),
    "size": ("벡터를 두 배로 키우기", "a vector of twice the size"),
    "attention": ("어텐션 쓰기(다음 수업)", "attention (next lesson)"),
}


def spec_of(direction: str, size: int, ratio: float) -> tuple[TranslationSpec, TranslationSpec]:
    """The translator asked for, and the shipped one nearest to it."""
    shipped = TranslationSpec(direction=direction, score="none")
    asked = TranslationSpec(direction=direction, score="none", d_model=size, teacher_forcing=ratio)
    return asked, shipped


def typed(direction: str, key: str, label: Both, default: str) -> Text:
    """A text of the language that is written."""
    return Text(f"{key}-{direction}", label, default, limit=200)


def measured(lines: Sequence[Any]) -> list[Series]:
    """Lines over seeds with their bands, in their colours."""
    return [
        Series(t(*LINES[one.name][0]), one.x, one.mean, one.low, one.high, LINES[one.name][1], True)
        for one in lines
    ]


def lengths(lesson: Lesson, direction: str, own: Sequence[Length]) -> Figure:
    """Exact match against sentence length, by size of the vector, and of the model shown."""
    words = lesson.words("bottleneck")
    mine = words.pop("own_name")
    middles, shares = [one.middle for one in own], [one.exact_match for one in own]
    drawn = [*measured(seq2seq_results.lengths(direction))]
    drawn.append(Series(mine, middles, shares, colour=DECODER, points=True))
    return curves(drawn, y_domain=(0, 1), **words)


def ratios(lesson: Lesson, direction: str) -> Figure:
    """Words right with help and sentences right without, against the teacher-forcing ratio."""
    drawn = measured(seq2seq_results.ratios(direction))
    return curves(
        drawn, y_domain=(0, 1), x_values=[0, 0.25, 0.5, 0.75, 1], **lesson.words("ratios")
    )


def best_ratios(line: Line) -> list[float]:
    """The teacher-forcing ratios whose range over the seeds meets that of the best mean."""
    best = max(range(len(line.x)), key=lambda at: line.mean[at])
    return [x for x, high in zip(line.x, line.high, strict=True) if high >= line.low[best]]


def vectors(lesson: Lesson, sources: Sequence[tuple[str, ...]], found: Any) -> Figure:
    """The first numbers of the one vector that each sentence becomes."""
    rows = [f"{len(one)}: {' '.join(labels(one)[:3])} …" for one in sources]
    columns = [str(place + 1) for place in range(min(COLUMNS, found.shape[1]))]
    part = found[:, : len(columns)]
    return heatmap(part, rows=rows, columns=columns, signed=True, **lesson.words("vectors"))


def tree(lesson: Lesson, found: Beam) -> Figure:
    """The kept words of each step; the best sentence stands out, dropped ones are dashed."""
    words = lesson.words("tree")
    chosen, alive = found.chosen(), found.alive()
    steps = []
    table: dict[str, list[Any]] = {
        words[key]: [] for key in ("step_title", "word_title", "sum_title")
    }
    for c, step in enumerate(found.search.steps):
        twigs = []
        for place, one in enumerate(step):
            fate = CHOSEN if (c, place) in chosen else ALIVE if (c, place) in alive else DEAD
            text = words["end_name"] if one.word == END else found.names[one.word].strip()
            twigs.append(Twig(text, written(one.log_probability, ".2f"), one.parent, fate))
            for column, value in zip(
                table.values(), (c + 1, text, round(one.log_probability, 4)), strict=True
            ):
                column.append(value)
        steps.append(twigs)
    fates = (words["best_name"], words["kept_name"], words["dropped_name"])
    return beam_tree(steps[:MOST_STEPS], fates=fates, table=table)


def ranking(lesson: Lesson, found: Beam) -> dict[str, list[Any]]:
    """The finished sentences as a table, best first."""
    words = lesson.words("tree")
    rows = found.search.finished
    return {
        words["sentence_title"]: [found.text(one) for one in rows],
        words["sum_title"]: [round(one.log_probability, 3) for one in rows],
        words["score_title"]: [round(one.score, 3) for one in rows],
    }


def orders(lesson: Lesson, bleu: Bleu, chrf: Chrf) -> tuple[Figure, dict[str, list[Any]]]:
    """The precisions of BLEU and of chrF by length of the run, and every count in a table."""
    words = lesson.words("orders")
    rows = [(t("단어", "words"), one) for one in bleu.orders]
    rows += [(t("글자", "characters"), one) for one in chrf.orders]
    table: dict[str, list[Any]] = {
        words.pop("run_title"): [f"{one.n} {kind}" for kind, one in rows],
        words.pop("both_title"): [one.both for _, one in rows],
        words.pop("written_title"): [one.written for _, one in rows],
        words.pop("wanted_title"): [one.wanted for _, one in rows],
    }
    names = [f"{kind} {one.n}" for kind, one in rows]
    colours = ["#2F74C0"] * len(bleu.orders) + ["#0E8F83"] * len(chrf.orders)
    values = [one.precision for _, one in rows]
    return named_bars(names, values, colours=colours, domain=(0, 1), **words), table


def fed_chips(found: Fed, side: str, pieces: tuple[str, ...]) -> list[Chip]:
    """What was written in one way, the places marked where it differs from the reference."""
    role = {"en": "english", "ko": "korean"}[side]
    row = []
    for place, piece in enumerate(pieces):
        right = found.reference[place : place + 1] == (piece,)
        note = "" if right else "≠"
        row.append(
            Chip(piece.strip(), role=role if right else "gold", joined=piece[0] != " ", note=note)
        )
    return row
