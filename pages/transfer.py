"""Self-supervision, transfer, and what an LLM costs (Devlin et al. 2019; Kaplan et al. 2020)."""

from nlp_core.corpora.public import find
from nlp_core.engine.short import Call
from nlp_core.experiments.transfer import cost
from nlp_core.measurements import label_efficiency_results as measured
from nlp_core.models.text_classifier import TextClassifier
from nlp_core.provenance import Computed
from nlp_core.training.classification import learn
from nlp_core.training.packing import pack
from nlp_core.training.pretraining import following, hide
from pages.kit import short
from pages.kit.draws import draw_again
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.table import show
from pages.kit.visit import visit
from pages.parts import transfer as parts
from pages.parts import transfer_base as start
from pages.parts import transfer_ends as ends
from pages.parts import transfer_steps as steps

lesson = open_lesson("transfer")
spoken = language()

# The stage: accuracy by the number of labels, and a point that is trained here.
stage = lesson.stage()
with stage.controls:
    texts = lesson.ask(parts.measured_texts())
    labels = lesson.ask(parts.labels_of(texts))
    way = lesson.ask(parts.WAY)
with stage.more:
    seed = lesson.ask(parts.DRAW)
spec = parts.spec_of(texts, way, labels, seed)
base = engine().find(spec.network)
chosen = None
if missing := start.missing(spec, base, find("nsmc")):
    with stage.training:
        lesson.say(missing)
else:
    chosen = lesson.trainable(
        spec,
        metric=("accuracy", t("정확도", "accuracy")),
        live=lambda _, frame: parts.stage(spoken, texts, parts.point(spec, frame)),
    )
runs = start.trained_here(spec, chosen)
points = {one: (labels, run.metrics["accuracy"]) for one, run in runs.items()}
lesson.aha(
    parts.stage(spoken, texts, points),
    measured.provenance(),
    *(run.provenance for run in runs.values()),
    key="labels",
)
with stage.under:
    lesson.say("at-labels", **parts.stage_numbers(texts, labels))


@lesson.step("questions")
def asked() -> None:
    """Three kinds of questions that plain text answers by itself."""
    text = lesson.sentence(t(*steps.EXAMPLES))
    found, numbers = lesson.attempt(
        lambda: steps.numbers_of(text), steps.numbers_of(t(*steps.EXAMPLES))
    )
    lesson.exercise("next", answer=numbers["next"], tokens=len(found.tokens))
    with lesson.beside():
        kind = lesson.ask(steps.KIND)
        draw = draw_again(lesson, steps.DRAWN, t("다시 뽑기", "Draw again"))
    lesson.chips(steps.asked(found, kind, draw), label=t("모델이 읽는 것", "What is read"))
    if kind == "order" and not numbers["order"]:
        lesson.say("one-sentence")
    lesson.say(steps.SAID[kind], **numbers, tokens=len(found.tokens))
    if found.left_out:
        lesson.say("cut", left_out=found.left_out)
    title = t("세 방법의 문제 수를 견주면", "How many questions each way makes")
    with lesson.folded(title, key="counts") as opened:
        if opened:
            lesson.figure(steps.counted(spoken, numbers), Computed(), key="counted")
            lesson.say("counted")
    lesson.code(hide, following, pack)


@lesson.step("transferred", labels=labels)
def transferred() -> None:
    """What it is that helps: the words, or how they are put together."""
    share = parts.kept_share(texts, labels)
    lesson.exercise(
        "kept",
        answer=parts.kept_answer(share),
        options=list(parts.KEPT),
        names={one: t(*name) for one, name in parts.KEPT.items()},
        **parts.stage_numbers(texts, labels),
    )
    drawn = parts.beginnings(spoken, texts, labels)
    lesson.figure(drawn, measured.provenance(), key="beginnings", labels=labels)
    for section in parts.verdicts(texts, labels):
        lesson.say(section, **parts.stage_numbers(texts, labels))
    lesson.say("ranges", seeds=measured.seeds(spec.corpus), tested=measured.tested(spec.corpus))


@lesson.step("worth", folded=True)
def worth() -> None:
    """How many labels the beginning is worth, and what is left of it where there are many."""
    most = parts.most_labels(texts)
    if labels < most:
        many = parts.needed(texts, parts.reached(texts, "pretrained", labels).mean)
        lesson.exercise(
            "times",
            answer=parts.times_answer(texts, labels),
            options=list(parts.TIMES),
            names={one: t(*name) for one, name in parts.TIMES.items()},
            needed=parts.said(many),
            most=most,
            **parts.stage_numbers(texts, labels),
        )
    lesson.figure(parts.gains(spoken, texts), measured.provenance(), key="gains")
    lesson.say("gains", **ends.ends(texts))
    lesson.say(ends.ends_verdict(texts))


@lesson.step("own", folded=True)
def own() -> None:
    """The learner's own review, judged by what was trained here and by what ships."""
    review = lesson.ask(steps.REVIEW)
    named = {one: (t(*parts.NAMES[one][0]), run) for one, run in runs.items()}
    named |= steps.shipped_judge(spoken)
    if not runs:
        lesson.say("none-trained")
    if not named:
        return
    found = lesson.attempt(lambda: steps.judged(named, review), None)
    found = found or steps.judged(named, t(*steps.REVIEW.default))
    drawn = steps.beliefs(spoken, found)
    lesson.figure(drawn, *(run.provenance for _, run in named.values()), key="beliefs")
    lesson.say("beliefs")
    lesson.code(TextClassifier.pooled, trained_by=learn)


@lesson.step("how", folded=True)
def how() -> None:
    """What fine-tuning does here, and what was kept equal."""
    show(start.rates(lesson))
    lesson.say("equal", **start.equal_numbers(spec))


@lesson.step("llm", folded=True)
def llm() -> None:
    """What a language model is, and what training a large one takes."""
    call = Call(cost.measured_speed, (), shared=60.0)
    words = t("행렬 곱의 빠르기를 재는 중이에요.", "Timing a matrix product.")
    speed = visit().keep("transfer-speed", None, lambda: short.ask(call, words))
    lesson.say("speed", speed=speed.operations / 1e9, numbers=speed.numbers)
    lesson.exercise("double", answer=4)
    with lesson.beside():
        typed = lesson.ask(steps.PARAMETERS), lesson.ask(steps.TOKENS)
    gpus = lesson.ask(steps.GPUS)
    mine = steps.asked_for(lesson, *typed)
    models = [*start.ours(spec, base), *cost.PUBLISHED, mine]
    sources = [one.source for one in models if one.source is not None]
    drawn = steps.times(spoken, models, speed, len(models) - 1)
    lesson.figure(drawn, speed.provenance, *sources, key="times", gpus=f"{gpus:,}")
    show(steps.table(lesson, models, speed, gpus))
    lesson.say("six")
    if numbers := start.real_time(spec, base, speed):
        lesson.say(start.took(numbers), **numbers)
    lesson.code(cost.operations, cost.measured_speed)


lesson.close()
