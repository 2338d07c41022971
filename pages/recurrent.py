"""RNN: a state carried from step to step, and a gradient that must come all the way back."""

from dataclasses import replace

from nlp_core.experiments.recurrent import gradients, reading, writing
from nlp_core.experiments.recurrent.following_units import followers
from nlp_core.experiments.recurrent.reading import TrainedWriter
from nlp_core.figures.bars import named_bars
from nlp_core.measurements import character_writers, clipping
from nlp_core.models.bptt import rnn_backward, tanh_slope
from nlp_core.models.character_lm import step_through
from nlp_core.models.gradient_flow import gradient_norms, unroll
from nlp_core.models.rnn import rnn_cell
from nlp_core.provenance import Computed
from nlp_core.recipes.character_model import CharacterSpec
from nlp_core.training.character_lm import train
from pages.kit import table
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.parts import recurrent as parts
from pages.parts import recurrent_own, recurrent_steps

lesson = open_lesson("recurrent")

# The stage: one number to the power t, and a real network's gradient beside it.
stage = lesson.stage()
with stage.controls:
    radius, activation = lesson.ask(parts.RADIUS), lesson.ask(parts.ACTIVATION)
    corpus = lesson.ask(parts.CORPUS)
spoken = parts.spoken(corpus)
default = CharacterSpec(corpus=spoken)
with stage.more:
    settings = {"n_hidden": lesson.ask(parts.HIDDEN)}
    unit = lesson.ask(parts.UNIT)
settings["unit"] = unit if spoken == "ko" or corpus == "mine" else "characters"
if corpus == "mine":
    spec = recurrent_own.spec_of(lesson, stage, **settings) or default
else:
    spec = replace(default, **settings)
model: TrainedWriter = lesson.trained(
    spec,
    nearest=default,
    metric=("words", t("말뭉치에 있는 단어의 비율", "share of real words")),
    live=parts.live_flow(
        spec, radius, activation, lambda: gradients.before_training(model, radius, activation)
    ),
)
before = gradients.before_training(model, radius, activation)
after = gradients.after_training(model)
drawn = parts.flow(language(), radius, activation, before, after)
told = parts.flow_numbers(before, radius)
lesson.aha(drawn, Computed(), model.provenance, key="flow", **told)


@lesson.step("shapes")
def shapes() -> None:
    """What may go in and come out."""
    lesson.figure(recurrent_steps.shapes(language()), Computed(), key="shapes")
    lesson.say("shapes-read")


if spoken == language():
    typed = lesson.sentence(parts.STARTS[spoken])
else:
    typed = lesson.ask(parts.text_in(spoken, "sentence", parts.STARTS[spoken]))
usual = parts.STARTS[spoken]
seen = lesson.attempt(lambda: reading.read(model, typed), reading.read(model, usual))
if seen.unknown:
    lesson.say("unknown", characters=" ".join(seen.unknown[:20]))
if seen.left_out:
    lesson.say("left-out", read=len(seen.units) - 1, left=seen.left_out)


@lesson.step("forward", folded=True)
def forward() -> None:
    """One step in numbers: x, h, y, and the sum between them."""
    time = lesson.ask(parts.time_step(len(seen.units)))
    drawn = recurrent_steps.steps(lesson, seen, reading.likeliest(model, seen), time)
    lesson.figure(drawn, model.provenance, key="steps")
    lesson.say("equation", t=time, inputs=seen.x.shape[1], hidden=seen.h.shape[1])
    found = reading.sums(model, seen, time)
    lesson.figure(recurrent_steps.sums(lesson, found), model.provenance, key="sums")
    with lesson.folded(
        t("유닛 하나의 합을 끝까지 풀기", "One unit's sum, term by term"), key="one"
    ) as on:
        if on:
            neuron = lesson.ask(parts.unit_of(found.units))
            terms = reading.products(model, seen, time, neuron)
            whole = recurrent_steps.products(lesson, neuron, terms)
            lesson.figure(whole, model.provenance, key="products")
            lesson.say("squashed", state=float(seen.h[time, neuron]))
    names, chances = zip(*reading.following(model, seen, time), strict=True)
    shown = [recurrent_steps.visible(name) for name in names]
    bars = named_bars(shown, chances, domain=(0, 1), **lesson.words("next"))
    lesson.figure(bars, model.provenance, key="next")
    lesson.say("same-as-fused", gap=reading.largest_gap(model, seen))
    lesson.code(rnn_cell, step_through, trained_by=train)


@lesson.step("states", folded=True)
def states() -> None:
    """What the hidden units follow in the learner's text, found by measurement."""
    rows = followers(model)
    if not rows:
        lesson.say("no-followers")
        return
    lesson.figure(recurrent_steps.states(lesson, seen, rows), model.provenance, key="states")
    found = {"stand": sum(one.stands for one in rows), "count": len(rows)}
    lesson.say("states-read", hidden=model.spec.n_hidden, **found)
    with lesson.folded(
        t("학습하지 않은 모델과 비교하기", "Beside the untrained model"), key="chance"
    ) as on:
        if on:
            drawn = recurrent_steps.followers(model, language())
            lesson.figure(drawn, model.provenance, key="followers")


@lesson.step("writes", folded=True)
def writes() -> None:
    """What it wrote while it learned, and what it writes now."""
    past = writing.history(model)
    table.show(recurrent_steps.history(past))
    lesson.say("written-read", words=past[-1].words, steps=past[-1].step)
    with lesson.beside():
        start = lesson.ask(parts.text_in(spoken, "start", parts.BEGINNINGS[spoken]))
        temperature, draw = lesson.ask(parts.TEMPERATURE), lesson.ask(parts.DRAW)
    length = 80 if model.spec.unit == "characters" else 200
    new = writing.continued(model, start, length, temperature, draw)
    chips = recurrent_steps.written_chips(new)
    lesson.chips(chips, label=t("모델이 쓴 글", "Written"))
    lesson.say("chips-read")
    if model.spec.is_own:
        return
    found = character_writers.written(spoken)
    shares = {name: share for name, (share, _) in found.items()}
    lesson.exercise(
        "writer",
        answer=max(shares, key=lambda name: shares[name]),
        options=list(shares),
        names=recurrent_steps.writer_names(list(shares)),
        best=max(shares.values()),
        rnn=shares["rnn"],
    )
    with lesson.folded(
        t("세기만 하는 모델과 비교하기", "Beside models that count"), key="count"
    ) as on:
        if on:
            made = character_writers.provenance()
            lesson.figure(recurrent_steps.writers(lesson, spoken), made, key="writers")
            lesson.say("writers-read", **recurrent_steps.writer_numbers(spoken))


@lesson.step("power")
def power() -> None:
    """Why: one number to a power, then a matrix, then a trained one."""
    lesson.exercise("power", answer=gradients.steps_until(0.9, 1e-3), tolerance=5)
    lesson.say(
        "factor",
        before=before.factor,
        after=after.factor,
        radius=radius,
        reach=parts.reach_of(after),
    )
    lesson.code(gradient_norms, unroll)
    label = t("시드를 바꾸어도 그럴까요?", "And with other seeds?")
    if model.spec.is_own:
        return
    with lesson.folded(label, key="seeds") as on:
        if on:
            made = character_writers.provenance()
            lesson.figure(parts.seeds(language(), spoken), made, key="seeds")
            lesson.say("seeds-read", **parts.seed_numbers(spoken))


@lesson.step("chain", folded=True)
def chain() -> None:
    """Backpropagation through time along the learner's own text."""
    found = gradients.chain(model, seen)
    if found is None:
        lesson.say("chain-short")
        return
    lesson.figure(parts.chain(lesson, found), model.provenance, key="chain")
    last = recurrent_steps.visible(seen.units[-1])
    lesson.say("chain-read", last=last, **parts.chain_numbers(found))
    lesson.code(rnn_backward, tanh_slope)


@lesson.step("clipping", folded=True)
def clipping_step() -> None:
    """A gradient cut to a length: what it changes in a real training."""
    lesson.exercise("clip", answer=parts.clip_helps(spoken), **parts.optimizers())
    optimizer = lesson.ask(parts.OPTIMIZER)
    drawn = parts.clipped(lesson, spoken, optimizer)
    lesson.figure(drawn, clipping.provenance(), key="clipping")
    lesson.say("clipping-read", **parts.clip_numbers(spoken, optimizer))


lesson.close()
