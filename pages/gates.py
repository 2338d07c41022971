"""LSTM and GRU: gates that decide what is kept, and gradients that arrive because of it."""

from dataclasses import replace

import streamlit as st

from nlp_core.experiments.gates import gradient_curves, own_sentence
from nlp_core.experiments.gates.sizes import sizes
from nlp_core.measurements import gates_results
from nlp_core.models.gates import held
from nlp_core.models.gradient_flow import gradient_norms
from nlp_core.models.gru import gru_cell, gru_gates
from nlp_core.models.lstm import lstm_cell, run_lstm
from nlp_core.models.memory_net import MemoryNet, cell_size
from nlp_core.provenance import Computed
from nlp_core.recipes.gated_lm import GatedLMSpec
from nlp_core.recipes.memory_task import MemoryTaskSpec
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.parts import gates as parts
from pages.parts import gates_sentence as told

lesson = open_lesson("gates")
SCORES = {"adding": "scores-adding", "recall": "scores-recall"}
MEASURED = {"cells": "view-cells", "plain": "view-plain", "identity": "view-identity"}

# The stage: how much of a gradient comes back to a state long ago, in three cells of equal size.
stage = lesson.stage()
with stage.controls:
    task, lag = lesson.ask(parts.TASK), lesson.ask(parts.LAG)
    when = lesson.ask(parts.WHEN)
    lesson.say("task-adding" if task == "adding" else "task-recall", lag=lag)
with stage.more:
    keep, start, rate = (lesson.ask(one) for one in (parts.KEEP, parts.BEGIN, parts.RATE))
spec = MemoryTaskSpec(task=task, lag=lag, keep=keep, start=start, rnn_rate=rate)
spoken = language()
model = lesson.trained(
    spec,
    nearest=MemoryTaskSpec(task=task),
    metric=("lstm", t("LSTM의 점수", "the LSTM's score")),
    live=lambda _, frame: parts.live(spoken, frame),
)
is_ready = model.spec == spec
with stage.under:
    if is_ready:
        lesson.say(SCORES[task], **model.metrics, baseline=spec.baseline())
    elif when == "after":
        lesson.say("not-yet")
if is_ready and when == "after":
    band = [gates_results.provenance()] if parts.is_measured(spec) else []
    lesson.aha(parts.after(model, spoken), model.provenance, *band, key="gradients")
else:
    lesson.aha(parts.before(lesson, spec), Computed(), key="gradients")


@lesson.step("arrives")
def arrives() -> None:
    """Why a product vanishes, and what a sum changes."""
    found = gradient_curves.trained(model)
    shares = {one.cell: one.share[model.spec.lag] for one in found}
    lesson.exercise("product", answer=0.5**10, tolerance=0.0002)
    lesson.say("shares", lag=model.spec.lag, **shares)


@lesson.step("race", folded=True)
def race() -> None:
    """The three cells on the same sequences."""
    shown = {cell: sum(p.numel() for p in net.parameters()) for cell, net in model.model.items()}
    lesson.figure(parts.race(model, spoken), model.provenance, key="race")
    lesson.say("equal", **shown, **{f"h_{cell}": size for cell, size in model.spec.sizes.items()})


@lesson.step("lags")
def lags() -> None:
    """Scores against the lag, and the controls."""
    view = lesson.ask(parts.VIEW)
    drawn = parts.against_lag(lesson, task, view)
    lesson.figure(drawn, gates_results.provenance(), key="lags")
    numbers = gates_results.numbers(task)
    lesson.say("measured", **numbers)
    lesson.say(MEASURED[view], **numbers)


@lesson.step("begin", folded=True)
def begin() -> None:
    """The bias that gates begin with."""
    truth = parts.half_open(task)
    names = {fate: t(*name) for fate, name in parts.FATES.items()}
    lesson.exercise("half-open", answer=truth, options=list(names), names=names)
    lesson.figure(parts.begun(lesson, task), gates_results.provenance(), key="keeps")
    lesson.say("begun", **gates_results.numbers(task))


# A sentence, read by a small language model of gated cells.


def reader(number: int | str) -> tuple[own_sentence.Reader, own_sentence.Read]:
    """The chosen model, and the chosen sentence as it reads it."""
    ready = [text for text, _, _ in own_sentence.EXAMPLES[spoken]]
    text = ready[number] if isinstance(number, int) else lesson.sentence(ready[0])
    shipped = GatedLMSpec(language=spoken, cell=lesson.ask(told.CELL))
    run = engine().find(shipped) or lesson.trained(shipped, key="reader")
    found = lesson.attempt(lambda: own_sentence.read(text, run.vocabulary), None)
    found = found or own_sentence.read(ready[0], run.vocabulary)
    if found.unknown:
        lesson.say("unknown", words=", ".join(found.unknown[:8]))
    if found.left_out:
        lesson.say("cut", limit=own_sentence.LONGEST)
    return run, found


@lesson.step("sentence", folded=True)
def sentence() -> None:
    """Every gate and state along a sentence, then one gate held."""
    number = lesson.ask(told.TEXT)
    run, found = reader(number)
    cell, labels = run.spec.cell, found.labels
    free = own_sentence.trace(run, found.ids)
    part = lesson.ask(told.part_of(cell))
    lesson.figure(
        told.along(run, found.ids, labels, part, spoken),
        run.provenance,
        key="along",
        part=t(*told.PARTS[part]),
    )
    lesson.say("along-gate" if part not in ("cell", "hidden", "candidate") else "along-state")
    if cell == "lstm":
        title = t("한 시점의 계산을 숫자로", "One step in numbers")
        with lesson.folded(title, key="one-step") as opened:
            if opened:
                at = lesson.ask(told.place("at", ("토큰", "Token"), labels, len(labels) // 2))
                lesson.say("one-step", word=labels[at], **told.one_step(free, at))
    st.divider()
    with lesson.beside():
        gate, value = lesson.ask(told.gate_of(cell)), lesson.ask(told.VALUE)
        begin_at, end = told.between(number, len(labels))
        first = lesson.ask(told.place(f"first-{number}", ("여기부터", "From"), labels, begin_at))
        last = lesson.ask(told.place(f"last-{number}", ("여기까지", "To"), labels, end))
    chosen = own_sentence.Held(gate, told.VALUES[value], min(first, last), max(first, last))
    after = own_sentence.trace(run, found.ids, chosen)
    lesson.say(
        "hold", gate=t(*told.PARTS[gate]), first=labels[chosen.first], last=labels[chosen.last]
    )
    drawn = told.surprises(run, found.ids, labels, chosen, spoken)
    lesson.figure(drawn, run.provenance, key="surprise")
    hit = own_sentence.hardest_hit(free, after)
    lesson.say("hit", word=labels[hit], free=free.surprise[hit], held=after.surprise[hit])
    for name, one in ((t("그대로", "As it is"), free), (t("고정하고", "Held"), after)):
        lesson.chips(told.expected_chips(one.expected[hit], labels[hit]), label=name)


@lesson.step("worth", folded=True)
def worth() -> None:
    """What each gate is worth, measured."""
    cell = lesson.ask(replace(told.CELL, key="worth-cell"))
    found = gates_results.held(spoken, cell)
    gate = told.gate_of(cell).options
    keeps = next(iter(gate))
    lesson.exercise(
        "open",
        answer="open" if found[keeps, "open"]["loss"] > found[keeps, "shut"]["loss"] else "shut",
        options=["shut", "open"],
        names={"shut": t("늘 닫기", "always shut"), "open": t("늘 열기", "always open")},
        free=found["", ""]["loss"],
        shut=found[keeps, "shut"]["loss"],
        open=found[keeps, "open"]["loss"],
        gate=t(*told.PARTS[keeps]),
    )
    lesson.figure(told.worths(lesson, cell), gates_results.provenance(), key="worth")
    seeds = gates_results.readers(spoken, cell)
    lesson.say("worths", seeds=seeds, **told.held_numbers(found, keeps))


@lesson.step("sizes", folded=True)
def counted() -> None:
    """Parameters by the formula and by the module."""
    lesson.exercise("count", answer=cell_size("lstm", 2, 4), tolerance=0)
    with lesson.beside():
        inputs, hidden = lesson.ask(parts.INPUT), lesson.ask(parts.HIDDEN)
    st.dataframe(parts.size_table(sizes(inputs, hidden)), hide_index=True)
    lesson.say("formula", i=inputs, h=hidden)


lesson.code(
    lstm_cell,
    gru_gates,
    gru_cell,
    held,
    run_lstm,
    gradient_norms,
    trained_by=MemoryNet.forward,
)
lesson.close()
