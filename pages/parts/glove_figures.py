"""The GloVe lesson's figures with their words."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from nlp_core.corpora.little_world.questions import PROBED
from nlp_core.experiments.glove import fitted
from nlp_core.experiments.glove.ratios import PRINTED, Ratio
from nlp_core.figures.bars import named_bars
from nlp_core.figures.cloud import cloud
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.ratios import ratio_rows, written
from nlp_core.measurements.seed_lines import Line
from nlp_core.memory import per_model
from nlp_core.models.glove import weight
from nlp_core.recipes.glove import GloVeSpec
from nlp_core.text.cooccurrence import Cooccurrences
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

ROW_BARS = 12
METHODS = {"glove": "glove", "word2vec": "predicted", "counted": "counted", "random": "random"}


def probe_names(of: str) -> list[str]:
    """The stage's probes, with the published one beside where it is another word."""
    rows = zip(PROBED[of].probes, PRINTED, strict=True)
    return [ours if ours == theirs else f"{ours} ({theirs})" for ours, theirs in rows]


@per_model(4)
def opening(run: fitted.TrainedGloVe, spec: GloVeSpec, here: str) -> Figure:
    """The stage's figure for the counts of ``spec`` and the vectors of ``run``."""
    of, own = spec.language, fitted.counted(run.spec, tuple(run.vocabulary["words"]))
    moments = [(step, frame["probed"]) for step, frame in run.snapshots]
    said = [fitted.probed(of, own, probed) for _, probed in moments]
    found = fitted.counted(spec, own.words)
    return stage_ratios(here, of, found, said, [step for step, _ in moments])


def moment(here: str, spec: GloVeSpec, found: Cooccurrences, step: int, probed: Any) -> Figure:
    """The stage's figure at one moment of a training that runs."""
    said = fitted.probed(spec.language, found, np.asarray(probed))
    return stage_ratios(here, spec.language, found, [said], [step])


def stage_ratios(
    here: str,
    of: str,
    found: Cooccurrences,
    said: Sequence[Sequence[float]] = (),
    steps: Sequence[int] = (),
) -> Figure:
    """The published ratios, those counted here, and those that vectors say while they learn."""
    words = figure_titles("glove", here, "ratios", {})
    caption, more = words.pop("moment"), words.pop("more")
    first, second = PROBED[of].pair
    return ratio_rows(
        probe_names(of),
        [one.value for one in fitted.stage_probes(of, found)],
        published=list(PRINTED.values()),
        said=said,
        sides=(more.format(word=second), more.format(word=first)),
        captions=[caption.format(step=step) for step in steps],
        **words,
    )


def own_ratios(
    words: Mapping[str, str], found: Sequence[Ratio], said: Sequence[float], names: tuple[str, str]
) -> Figure:
    """The ratios of a learner's pair and probes; ``said`` are those of the vectors, if any."""
    options: dict[str, Any] = dict(words)
    more = options.pop("more")
    return ratio_rows(
        [one.probe for one in found],
        [one.value for one in found],
        said=[said] if said else (),
        sides=(more.format(word=names[1]), more.format(word=names[0])),
        **options,
    )


def ratio_table(found: Sequence[Ratio], names: tuple[str, str]) -> dict[str, list[str]]:
    """Counts, probabilities and ratio of each probe, to read."""
    sides = " · ".join(names)
    never = t("없음(0 / 0)", "none (0 / 0)")
    return {
        "k": [one.probe for one in found],
        f"X ({sides})": [" · ".join(f"{count:,.1f}" for count in one.counts) for one in found],
        f"P ({sides})": [" · ".join(f"{share:.5f}" for share in one.shares) for one in found],
        t("비율", "ratio"): [
            never if math.isnan(one.value) else written(one.value) for one in found
        ],
    }


def counts_map(lesson: Lesson, found: Cooccurrences, words: Sequence[str]) -> Figure:
    """How often some words stand near one another."""
    titles = lesson.words("counts")
    return heatmap(found.block(words), rows=words, columns=words, decimals=1, **titles)


def company(lesson: Lesson, found: Cooccurrences, word: str) -> Figure:
    """The largest counts of a word's row."""
    row = found.row(word)
    places = row.argsort()[::-1][:ROW_BARS]
    names = [found.words[i] for i in places if row[i] > 0]
    values = [float(row[i]) for i in places if row[i] > 0]
    return named_bars(names, values, value_format=",.1f", **lesson.words("row"))


def weights(lesson: Lesson, x_max: float, alpha: float) -> Figure:
    """f(x) over counts on a log axis, the chosen one beside the paper's."""
    x = np.logspace(-1, 4, 241)
    words = lesson.words("weight")
    chosen, paper = words.pop("chosen"), words.pop("paper")
    settings = {chosen: (x_max, alpha), paper: (100.0, 0.75)}
    lines = [
        Series(name, x.tolist(), weight(torch.tensor(x), *way).tolist(), colour=CATEGORIES[i])
        for i, (name, way) in enumerate(settings.items())
    ]
    return curves(
        lines, x_log=True, y_domain=(0.0, 1.05), x_values=[0.1, 1, 10, 100, 1000], **words
    )


@per_model(2)
def fit_cloud(run: fitted.TrainedGloVe, here: str, found: Cooccurrences) -> Figure:
    """What the model says of some cells, beside the logarithms of their counts."""
    return cloud_of(here, run.spec, fitted.replay(run, found))


def cloud_of(here: str, spec: GloVeSpec, past: fitted.Fit) -> Figure:
    """The same, of any fit."""
    words = figure_titles("glove", here, "fit", {})
    caption = words.pop("moment")
    heavy = weight(torch.from_numpy(np.exp(past.logs)), spec.x_max, spec.alpha)
    return cloud(
        past.logs,
        past.said,
        heavy.numpy(),
        [" · ".join(pair) for pair in past.pairs],
        headlines=[f"{error:.3f}" for error in past.errors],
        captions=[caption.format(step=step) for step in past.steps],
        **words,
    )


def tests_map(lesson: Lesson, mine: Sequence[float], lines: Sequence[Line]) -> Figure:
    """Accuracy of each kind of vectors on each test; the model in view first."""
    words = lesson.words("tests")
    shown = {line.name: line for line in lines if line.name in METHODS}
    names = [words.pop(name) for name in ("this", *METHODS.values())]
    columns = [words.pop(name) for name in ("gold", "gold_sum", "crossed", "crossed_sum")]
    values = [list(mine), *(list(shown[name].mean) for name in METHODS)]
    return heatmap(
        np.array(values), rows=names, columns=columns, limits=(0.0, 1.0), marked_row=0, **words
    )


def stopping(lesson: Lesson, lines: Sequence[Line]) -> Figure:
    """What windows that stop at a sentence's end cost, GloVe and counted vectors."""
    words = lesson.words("stopping")
    keys = ("glove", "glove-stop", "glove-stop-longer", "counted", "counted-stop")
    names = [words.pop(key.replace("-", "_")) for key in keys]
    by_name = {line.name: line.mean[0] for line in lines}
    colours = [CATEGORIES[4]] * 3 + [CATEGORIES[1]] * 2
    values = [by_name[key] for key in keys]
    return named_bars(names, values, colours=colours, domain=(0.0, 1.1), **words)
