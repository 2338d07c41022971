"""Tensors: the shape of a result, where the numbers lie, what they are, and where they run."""

import streamlit as st

from nlp_core.engine.short import Call
from nlp_core.experiments.tensors import number_types, storage
from nlp_core.experiments.tensors.first_lines import first_lines
from nlp_core.experiments.tensors.operations import OPERATIONS, guesses, play
from nlp_core.measurements import devices
from nlp_core.provenance import Computed
from pages.kit import lines, short
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.visit import visit
from pages.parts import tensors as parts

lesson = open_lesson("tensors")
ERROR = t("오류가 나요", "an error")

# The stage: two shapes and an operation.
stage = lesson.stage()
with stage.controls:
    name = lesson.ask(parts.OPERATION)
    asked = [lesson.ask(shape) for shape in parts.SHAPES[name]]
    argument = lesson.ask(parts.ARGUMENTS[name]) if name in parts.ARGUMENTS else ""
    hide = lesson.ask(parts.HIDE)
    example = parts.example(name)
    shapes, outcome = lesson.attempt(lambda: parts.ask_torch(name, asked, argument), example)
    if outcome is example[1]:
        lesson.say("instead", call=outcome.call)
    if hide:
        answer = ERROR if outcome.torch_shape is None else str(outcome.torch_shape)
        options = [*map(str, guesses(outcome, shapes)), ERROR]
        lesson.exercise("yours", answer=answer, options=options, call=outcome.call)
figure = parts.grid(lesson, name, shapes, outcome, all=not hide)
lesson.aha(figure, Computed(), key="grid", call=outcome.call)
with stage.under:
    if not hide and outcome.error is None:
        lesson.say("result", call=outcome.call, shape=outcome.shape)
    elif not hide and outcome.error is not None:
        lesson.say("torch-error", message=outcome.torch_error)
        lesson.warn(outcome.error)
    if parts.is_cut([*shapes, outcome.torch_shape or ()]):
        lesson.say("cut", rows=parts.MOST, parts=parts.MOST_PARTS)


@lesson.step(parts.RULES.get(name, "rule-others"))
def rule() -> None:
    """The rule of the operation, on other shapes, and the code that predicts."""
    if name == "add":
        made = play("add", [(4, 1, 3), (2, 1)]).torch_shape
        options = ["(4, 3)", "(4, 2, 3)", "(4, 1, 3)", ERROR]
        lesson.exercise("broadcast", answer=str(made), options=options)
    lesson.code(OPERATIONS[name].rule)


@lesson.step("lines")
def plain_lines() -> None:
    """What a beginner types, line by line."""
    lines.draw(first_lines, first_lines())
    lesson.code(first_lines)


@lesson.step("memory")
def memory() -> None:
    """A window onto a row of memory: strides, views and copies."""
    changed = storage.look("a[1]", 3, 4).numbers["changed"]
    lesson.exercise("view", answer=changed, options=[0, 1, 4])
    call = lesson.ask(parts.WINDOW)
    window = storage.look(call, 3, 4)
    numbers = parts.in_words(lesson, window.numbers)
    if window.error:
        lesson.say("torch-error", message=window.error)
        lesson.say("view-refused", **numbers)
    else:
        drawn = parts.window_in_memory(lesson, call, window)
        lesson.figure(drawn, Computed(), key="places", call=call)
        lesson.say("window", **numbers)
        lesson.say("shares" if window.shares else "copies")
    lesson.say("numpy", **storage.shared_with_numpy())
    lesson.code(storage.storage_places, storage.look)


@lesson.step("types", folded=True)
def types() -> None:
    """Bits and ranges, and what becomes of a number that does not fit."""
    lesson.say("inferred", **number_types.inferred_types())
    typed = lesson.ask(parts.NUMBER)
    number = lesson.attempt(lambda: number_types.parse_number(typed), 300.7)
    kept = number_types.keep(number)
    st.dataframe(parts.kept_table(kept, str(number)), hide_index=True, height="content")
    lesson.say("kept", minus=number_types.keep(-1)[1].written)
    lesson.figure(parts.bits(lesson, kept), Computed(), key="bits")
    lesson.say("bits")
    lesson.code(number_types.number_types, number_types.keep)


@lesson.step("libraries", folded=True)
def libraries() -> None:
    """The same tensor in three libraries; the libraries for one kind of data."""
    lesson.say("three")
    with lesson.folded(t("분야별 라이브러리", "Domain libraries"), key="domains") as opened:
        if opened:
            lesson.say("domains")


@lesson.step("devices", folded=True)
def where() -> None:
    """The devices of this server, and the time of a matrix product against its size."""
    found = devices.machine()
    models = [f"{one.name} ({one.model}, {one.memory:.0f} GiB)" for one in found]
    lesson.say("chosen", chosen=devices.chosen_device(), names=", ".join(models))
    measured = visit().keep("tensors-times", None, dict)
    if st.button(t("이 서버에서 지금 재기", "Measure on this server now"), key="tensors-measure"):
        words = t("이 서버에서 재는 중이에요 …", "Measuring on this server …")
        with lesson.guard():
            for one in found:
                call = Call(devices.matmul_times, (one.name,), shared=60.0)
                measured[f"{one.name} · {one.model}"] = short.ask(call, words)
    times = {**measured, **devices.recorded()[1]}
    if times:
        lesson.figure(parts.times(lesson, times), *devices.provenance(measured), key="times")
        largest = next(iter(times.values()))[-1]
        said = {"ms": largest.seconds * 1e3, "rate": largest.gigaflops}
        lesson.say("times", size=largest.size, **said)


lesson.close()
