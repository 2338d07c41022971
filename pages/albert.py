"""ALBERT: a BERT with far fewer parameters, and another question about sentences."""

import math
from dataclasses import replace

from nlp_core.experiments.albert import factors, layers, pairs, sizes
from nlp_core.experiments.albert.factors import pays_from
from nlp_core.measurements import albert_results as measured
from nlp_core.models.albert import Albert
from nlp_core.models.encoder_block import Encoder
from nlp_core.models.parameter_count import (
    attention_parameters,
    feed_forward_parameters,
    parameter_parts,
)
from nlp_core.provenance import Computed
from nlp_core.published.catalogue import of_kind
from nlp_core.published.hidden import fill
from nlp_core.recipes.mini_models import MINI_ALBERT
from nlp_core.recipes.sentence_pairs import TASKS, little_albert
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.real import opened
from pages.kit.table import show
from pages.parts import albert as parts
from pages.parts import albert_models as models
from pages.parts import albert_real as checkpoint

lesson = open_lesson("albert")
LAYERS = {"shared": "layers-shared", "unshared": "layers-unshared"}
spoken = language()

# The stage: from a BERT's parameters to its ALBERT's, step by step.
stage = lesson.stage()
with stage.controls:
    parts.preset_buttons(lesson)
    h, deep, e = (lesson.ask(one) for one in (parts.H, parts.LAYERS, parts.E))
    sharing = lesson.ask(parts.SHARED)
with stage.more:
    typed = lesson.ask(parts.TOKENS)
    size = parts.size_of(lesson, h, deep, e, sharing, typed)
lesson.aha(parts.ladder(spoken, size), Computed(), key="ladder", h=size.h, layers=size.layers)
with stage.under:
    lesson.say("totals", **parts.numbers(size))
    if size.factors >= size.table:
        lesson.say("too-wide", **parts.numbers(size))


@lesson.step("where")
def where() -> None:
    """Which part of each model has how many."""
    lesson.exercise(
        "most",
        answer=parts.most(size),
        options=list(parts.PARTS),
        names={one: t(*name) for one, name in parts.PARTS.items()},
        **parts.block_numbers(size),
    )
    lesson.figure(parts.where(spoken, size), Computed(), key="where")
    lesson.say("block", **parts.block_numbers(size))


@lesson.step("factor", folded=True)
def factor() -> None:
    """A table made of two: H stays, the rank does not."""
    asked = replace(sizes.BASE, v=50_000)  # not the stage's, which shows the answer
    lesson.exercise("factors", answer=asked.factors / 1e6, tolerance=0.05)
    rank = lesson.ask(parts.RANK)
    own = lesson.ask(parts.WORDS)
    words = lesson.attempt(lambda: factors.words_of(own), factors.words_of(t(*parts.WORDS.default)))
    table, bars, found = parts.factored(spoken, words, rank)
    lesson.figure(table, Computed(), key="product", e=rank)
    lesson.figure(bars, Computed(), key="singular")
    lesson.say(
        "rank",
        e=rank,
        h=factors.H,
        rank=found,
        words=len(words),
        whole=len(words) * factors.H,
        two=len(words) * rank + rank * factors.H,
        pays=math.floor(pays_from(sizes.BASE.e, sizes.BASE.h)) + 1,
    )


@lesson.step("same", folded=True)
def same() -> None:
    """One sentence through the same block again and again."""
    ready = models.EXAMPLES[spoken]
    text = lesson.sentence(ready)
    tokens = lesson.attempt(lambda: layers.read(text), layers.read(ready))
    runs = {
        kind: engine().find(one) or lesson.trained(one, key=kind)
        for kind, one in models.SHARINGS.items()
    }
    view = lesson.ask(models.VIEW)
    drawn = models.passing(runs, tokens, view, spoken)
    lesson.figure(drawn, *(one.provenance for one in runs.values()), key="layers")
    for kind, one in runs.items():
        lesson.say(LAYERS[kind], **models.layer_numbers(one, tokens))
    lesson.code(Encoder.explain, trained_by=Encoder.forward)


@lesson.step("latency", folded=True)
def latency() -> None:
    """A smaller file, the same products."""
    one = measured.latency()
    names = {"less": t("훨씬 짧아요", "much shorter"), "same": t("거의 같아요", "about the same")}
    names["more"] = t("훨씬 길어요", "much longer")
    right = "less" if one.high < 0.8 else "more" if one.low > 1.25 else "same"
    lesson.exercise(
        "faster", answer=right, options=list(names), names=names, file=one.file, time=one.time
    )
    lesson.figure(models.latency(spoken), measured.provenance("albert_latency"), key="latency")
    lesson.say("measured-time", file=one.file, time=one.time, low=one.low, high=one.high)


@lesson.step("pairs", folded=True)
def questions() -> None:
    """Two questions about pairs: what is trained, and what is asked."""
    lesson.exercise(
        "order",
        answer=models.nearest_guess(spoken),
        options=list(models.GUESSES),
        names={one: f"{one:.0%}" for one in models.GUESSES},
        **models.pair_numbers(spoken),
    )
    lesson.figure(
        models.grid(spoken), measured.provenance("albert_pairs"), measured.PAPER, key="pairs"
    )
    lesson.say("answered", **models.pair_numbers(spoken))


@lesson.step("own", folded=True)
def own_pair() -> None:
    """The learner's own two parts, as typed and swapped."""
    with lesson.beside():
        task, seed = lesson.ask(models.TASK), lesson.ask(models.SEED)
    trained = lesson.trained(
        little_albert(task, seed=seed),
        nearest=little_albert(task),
        key="pair",
        metric=(f"pairs_{spoken}", t("문장 쌍의 정확도", "accuracy on pairs")),
    )
    runs = {
        one: trained
        if one == task
        else engine().find(little_albert(one)) or lesson.trained(little_albert(one), key=one)
        for one in TASKS
    }
    real = engine().find(MINI_ALBERT)
    if real is not None:
        runs[models.REVIEWS] = real
    first, second = lesson.ask(models.first(spoken)), lesson.ask(models.second(spoken))
    drawn, chances = models.believed(runs, first, second, spoken)
    lesson.figure(drawn, *(one.provenance for one in runs.values()), key="believed")
    named = {
        f"{one}_{when}": chances[one][place]
        for one in TASKS
        for place, when in enumerate(("typed", "swapped"))
    }
    lesson.say("believed", **named)
    if real is not None:
        lesson.say("believed-reviews", **models.real_numbers(real, chances[models.REVIEWS]))
    lesson.code(pairs.belief, Albert.pair_scores, trained_by=Albert.forward)


@lesson.step("real", folded=True)
def real() -> None:
    """A published ALBERT in this lesson's class: hidden words, and its parameters."""
    one = opened(lesson, of_kind("albert"))
    if one and checkpoint.draw(lesson, one):
        lesson.code(fill, Albert)


@lesson.step("published", folded=True)
def published() -> None:
    """The papers' totals, and the modules' own count."""
    show(parts.published(lesson))
    lesson.say("formula")
    show(parts.in_parts(lesson))
    heads = lesson.ask(parts.HEADS)
    lesson.say("modules", **parts.compared(replace(size, heads=heads)))
    lesson.code(Albert)


lesson.code(parameter_parts, attention_parameters, feed_forward_parameters)
lesson.close()
