"""GloVe: vectors fitted to how often words meet (Pennington, Socher & Manning 2014)."""

from dataclasses import replace

import torch

from nlp_core.corpora.little_world.questions import PROBED
from nlp_core.experiments.glove import fitted
from nlp_core.experiments.glove.ratios import SOURCE, known, known_words, ratios, telling
from nlp_core.measurements import glove_seeds
from nlp_core.models.glove import GloVe, weight, weighted_errors
from nlp_core.provenance import Computed
from nlp_core.recipes.glove import first_words
from nlp_core.text.cooccurrence import cooccurrences
from nlp_core.training.glove import adagrad_step
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.table import show
from pages.kit.word_answers import completed, nearest
from pages.parts import glove as parts
from pages.parts import glove_figures as figures
from pages.parts import glove_own

lesson = open_lesson("glove")

# The stage: ratios of co-occurrence probabilities, published, counted here, and learned.
stage = lesson.stage()
with stage.controls:
    corpus, window = lesson.ask(parts.CORPUS), lesson.ask(parts.WINDOW)
    borders = lesson.ask(parts.BORDERS)
with stage.more:
    weighting, size = lesson.ask(parts.WEIGHTING), lesson.ask(parts.SIZE)
    x_max, alpha = lesson.ask(parts.X_MAX), lesson.ask(parts.ALPHA)
counting = {"window": window, "weighting": weighting, "borders": borders}
fitting = {"d_model": size, "x_max": float(x_max), "alpha": float(alpha)}
if corpus == "mine":
    glove_own.learn(lesson, stage, parts.EXCLUDE, **counting, **fitting)
spoken = parts.spoken(corpus)
default = parts.shipped(spoken)
spec = replace(default, **counting, **fitting)
counted = fitted.counted(spec, first_words(spoken))
model = lesson.trainable(
    spec,
    nearest=default,
    metric=("accuracy", t("유추 정확도", "analogy accuracy")),
    live=lambda step, frame: figures.moment(language(), spec, counted, step, frame["probed"]),
)
start = fitted.STARTS[spoken]
if model is None:
    lesson.aha(figures.stage_ratios(language(), spoken, counted), Computed(), SOURCE, key="ratios")
else:
    drawn = figures.opening(model, spec, language())
    lesson.aha(drawn, Computed(), SOURCE, model.provenance, key="ratios")


@lesson.step("ratio-meaning")
def ratio_meaning() -> None:
    """What a ratio says, and the learner's own pair and probes."""
    first, second = PROBED[spoken].pair
    found = fitted.stage_probes(spoken, counted)
    least = min(count for one in found[:2] for count in one.counts)
    names = {"a": first, "b": second, "neither": found[3].probe}
    if least:
        weak = float(weight(torch.tensor(least), spec.x_max, spec.alpha))
        lesson.say("ratio-read", low=min(found[3].counts), least=least, weak=weak, **names)
    else:
        lesson.say("ratio-zeros", **names)
    hidden = ratios(counted, first, second, fitted.HIDDEN[spoken])
    most = max(one.value for one in hidden if any(one.counts))
    best = [one.probe for one in hidden if one.value == most]
    options = [one.probe for one in hidden]
    lesson.exercise("largest", answer=best, options=options, a=first, b=second)


@lesson.step("own-pair", folded=True)
def own_pair() -> None:
    """The learner's two words and probes."""
    with lesson.beside():
        one, other = (lesson.ask(field) for field in parts.pair(spoken, start.pair))
        typed = lesson.ask(parts.probes(spoken, start.probes))
    found = ratios(counted, one, other, parts.split(typed, parts.MOST_PROBES))
    names = (known(one, counted.words), known(other, counted.words))
    asked = [each.probe for each in found]
    ready = model is not None and model.spec == spec
    said = fitted.learned_ratios(model, counted, names, asked) if model and ready else []
    origin = [model.provenance] if model and ready else []
    drawn = figures.own_ratios(lesson.words("own-ratios"), found, said, names)
    lesson.figure(drawn, Computed(), *origin, key="own-ratios")
    with lesson.folded(t("횟수와 확률도 보기", "Counts and probabilities"), key="numbers") as on:
        if on:
            show(figures.ratio_table(found, names))
    parts.tell(lesson, found, names)
    lesson.say("telling", words=", ".join(telling(counted, *names)))


@lesson.step("counting", folded=True)
def counting_step() -> None:
    """The matrix of counts, and one word's row."""
    typed = lesson.ask(parts.block(spoken, start.block))
    with lesson.guard():
        block = known_words(parts.split(typed, parts.MOST_BLOCK), counted.words)
        lesson.figure(figures.counts_map(lesson, counted, block), Computed(), key="counts")
    cells = len(counted.words) ** 2
    zero = 100 * (1 - len(counted.counts) / cells)
    lesson.say("sparse", words=len(counted.words), cells=cells, zero=zero)
    with lesson.folded(t("단어 하나의 행 찾아보기", "Look up one word's row"), key="look-up") as on:
        if on:
            word = known(lesson.ask(parts.word(spoken, start.word, "row")), counted.words)
            lesson.figure(figures.company(lesson, counted, word), Computed(), key="row")
            total = float(counted.totals[counted.index[word]])
            lesson.say("row-total", word=word, total=total)
    lesson.code(cooccurrences)


@lesson.step("weight", folded=True)
def weight_step() -> None:
    """f(x): how much a cell counts in the loss."""
    at = 0.1 * spec.x_max
    answer = float(weight(torch.tensor(at), spec.x_max, spec.alpha))
    lesson.exercise(
        "weight", answer=answer, tolerance=0.02, x_max=spec.x_max, alpha=spec.alpha, x=at
    )
    lesson.figure(figures.weights(lesson, spec.x_max, spec.alpha), Computed(), key="weight")
    full = 100 * float((counted.counts >= spec.x_max).mean())
    lesson.say("weighed", full=full, x_max=spec.x_max)


if model is None:
    lesson.end()
trained, made, vectors = model, model.provenance, fitted.word_vectors(model)
own_counts = fitted.counted(trained.spec, vectors.words)


@lesson.step("fit", folded=True)
def fit() -> None:
    """w·w~ + b + b~ against log X, through the training."""
    past = fitted.replay(trained, own_counts)
    lesson.figure(figures.fit_cloud(trained, language(), own_counts), made, key="fit")
    lesson.say("fit-found", first=past.errors[0], last=past.errors[-1], count=len(past.logs))
    with lesson.beside():
        asked = [lesson.ask(field) for field in parts.cell(spoken)]
    with lesson.guard():
        word, context = (known(one, vectors.words) for one in asked)
        cell = fitted.one_cell(trained, own_counts, word, context)
        lesson.say("cell", word=word, context=context, **vars(cell))
        steps = zip(fitted.ALONE, cell.alone, strict=True)
        lesson.say("adagrad", alone=", ".join(f"{step} → {said:.2f}" for step, said in steps))
    lesson.code(GloVe, weight, weighted_errors, adagrad_step)


@lesson.step("neighbours", folded=True)
def neighbours() -> None:
    """The words nearest to one."""
    word = known(lesson.ask(parts.word(spoken, start.word)), vectors.words)
    nearest(lesson, vectors, made, word)


@lesson.step("analogy", folded=True)
def analogy() -> None:
    """a : b = c : ?"""
    with lesson.beside():
        asked = [lesson.ask(field) for field in parts.question(spoken, start.question)]
        exclude = lesson.ask(parts.EXCLUDE)
    question = [known(one, vectors.words) for one in asked]
    completed(lesson, vectors, made, question, exclude=exclude, said="analogy-answer")


@lesson.step("rivals", folded=True)
def rivals() -> None:
    """The same tests of every kind of vectors, with the control b + c."""
    mine = fitted.tests_of(trained, spoken)
    drawn = figures.tests_map(lesson, mine, glove_seeds.lines(spoken))
    lesson.figure(drawn, made, glove_seeds.provenance(), key="tests")
    lesson.say("rivals-found", **glove_seeds.spread(spoken))


@lesson.step("zeros", folded=True)
def zeros() -> None:
    """What the cells at zero would have said: windows that stop where a sentence ends."""
    lines = glove_seeds.lines(spoken)
    lesson.figure(figures.stopping(lesson, lines), glove_seeds.provenance(), key="stopping")
    lesson.say("zeros-found", **glove_seeds.stopped(spoken))


lesson.close()
