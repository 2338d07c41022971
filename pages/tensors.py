"""Tensors: the shape of a result, where the numbers lie, what they are, and where they run."""

import streamlit as st

from nlp_core.experiments.tensors import storage
from nlp_core.experiments.tensors.operations import OPERATIONS, guesses, play
from nlp_core.experiments.tensors.shapes import parse_shape
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.memory import memory
from nlp_core.figures.panels import panels
from nlp_core.figures.stacked import stacked_bars
from nlp_core.measurements import devices
from nlp_core.provenance import Computed, Measured, Shipped
from pages.kit.engine import engine
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.parts.tensors import drawn_panels

lesson = open_lesson("tensors")
NAMES = {
    "add": t("더하기 a + b", "add: a + b"),
    "matmul": t("행렬 곱 a @ b", "matrix product: a @ b"),
    "index": t("인덱싱 a[...]", "index: a[...]"),
}
RULES = {
    "add": "rule-add",
    "matmul": "rule-matmul",
    "index": "rule-index",
    "einsum": "rule-einsum",
}
VALUE = t("값", "value")
ERROR = t("오류가 나요", "an error")

# Two shapes and an operation: predict, then see.
with lesson.controls():
    name = lesson.choice(
        t("연산", "Operation"), key="operation", options=list(OPERATIONS), names=NAMES
    )
    operation = OPERATIONS[name]
    asked = [
        lesson.text(t(f"{x}의 모양", f"Shape of {x}"), key=f"{x}-{name}", default=shape, limit=60)
        for x, shape in zip("ab", operation.examples, strict=False)
    ]
    argument = ""
    if operation.parse:
        label = operation.call.replace("{}", "…")
        argument = lesson.text(label, key=f"with-{name}", default=operation.argument, limit=60)
hide = lesson.switch(t("결과를 가리고 먼저 예상하기", "Hide the result, predict first"), key="hide")
with lesson.guard():
    shapes = [parse_shape(text) for text in asked]
    outcome = play(name, shapes, argument)
    lesson.figure(
        panels(
            drawn_panels(name, outcome, shapes, result=not hide),
            own_name=t("원래 칸", "its own cell"),
            copy_name=t("늘어나며 복사된 칸", "copied by stretching"),
            tensor_title=t("텐서", "tensor"),
            place_title=t("위치", "place"),
            value_title=VALUE,
            slider=t("늘이기", "stretch"),
        ),
        Computed(),
        alt=t(f"{outcome.call}의 칸과 값", f"The cells of {outcome.call} and their values"),
        key="grid",
    )
    if hide:
        answer = ERROR if outcome.torch_shape is None else str(outcome.torch_shape)
        options = [*map(str, guesses(outcome, shapes)), ERROR]
        lesson.exercise("yours", answer=answer, options=options, call=outcome.call)
    elif outcome.error is None:
        lesson.say("result", call=outcome.call, shape=outcome.shape)
    else:
        lesson.say("torch-error", message=outcome.torch_error)
        raise outcome.error
lesson.say(RULES.get(name, "rule-others"))
lesson.code(operation.rule)
made = play("add", [(4, 1, 3), (2, 1)]).torch_shape
lesson.exercise("broadcast", answer=str(made), options=["(4, 3)", "(4, 2, 3)", "(4, 1, 3)", ERROR])

# The same tensor in three libraries.
kinds = {f"kind{i}": kind for i, kind in enumerate(storage.literal_types().values())}
lesson.say("libraries", **kinds)

# Where the numbers lie, and what they are.
with lesson.fold(t("메모리, 뷰와 복사", "Memory, views and copies"), key="memory") as opened:
    if opened:
        lesson.say("strides")
        label = t("a는 3×4 행렬", "a is a 3 × 4 matrix")
        call = lesson.choice(label, key="window", options=list(storage.WINDOWS))
        window = storage.look(call, 3, 4)
        if window.error:
            lesson.say("torch-error", message=window.error)
            lesson.say("view-refused", **window.numbers)
        else:
            lesson.figure(
                memory(
                    window.places,
                    window.values,
                    12 if window.shares else window.values.size,
                    memory_name=t("메모리 한 줄", "the row of memory"),
                    window_name=call,
                    place_title=t("메모리 자리", "place in memory"),
                    value_title=VALUE,
                ),
                Computed(),
                alt=t(f"{call}의 칸이 놓인 메모리", f"Where the cells of {call} lie in memory"),
                key="places",
            )
            lesson.say("window", **window.numbers)
            lesson.say("shares" if window.shares else "copies", call=call)
        lesson.say("numpy", **storage.shared_with_numpy())
        lesson.code(storage.storage_places, storage.look)
changed = storage.look("a[1]", 3, 4).numbers["changed"]
lesson.exercise("view", answer=changed, options=[0, 1, 4])
with lesson.fold(t("자료형: 비트와 범위", "Data types: bits and ranges"), key="types") as opened:
    if opened:
        types = storage.number_types()
        label = t("저장할 수", "A number to store")
        typed = lesson.text(label, key="number", default="300.7", limit=20)
        with lesson.guard():
            kept = storage.stored_as(storage.parse_number(typed))
            parts = (t("부호", "sign"), t("지수", "exponent"), t("크기, 소수부", "magnitude"))
            bits = zip(*(kind.bits for kind in types), strict=True)
            lesson.figure(
                stacked_bars(
                    [kind.name for kind in types],
                    dict(zip(parts, bits, strict=True)),
                    x_title=t("비트", "bits"),
                    name_title="dtype",
                    part_title=t("비트가 하는 일", "what the bits are for"),
                    table={
                        t("바이트", "bytes"): [kind.bytes for kind in types],
                        t("가장 작은 값", "lowest"): [kind.low for kind in types],
                        t("가장 큰 값", "highest"): [kind.high for kind in types],
                        t("1 옆의 간격", "step beside 1"): [kind.step for kind in types],
                        t("저장된 값", "kept"): [float(kept[kind.name]) for kind in types],
                    },
                ),
                Computed(),
                alt=t("자료형마다 비트를 나누어 쓰는 방법", "How each data type spends its bits"),
                key="bits",
            )
            lesson.say("types", number=typed, **kept)
        lesson.code(storage.number_types, storage.stored_as)

# On which device, and how fast.
found = devices.machine()
models = [f"{one.name} ({one.model}, {one.memory:.0f} GiB)" for one in found]
lesson.say("devices", chosen=devices.chosen_device(), names=", ".join(models))
if st.button(t("이 서버에서 지금 재기", "Measure on this server now"), key="tensors-measure"):
    st.session_state["tensors-times"] = {
        f"{one.name} · {one.model}": engine().short(devices.matmul_times, one.name) for one in found
    }
measured = st.session_state.get("tensors-times", {})
date, shipped = devices.recorded()
times = {**measured, **shipped}
if times:
    what = t("행렬 곱", "matrix products")
    lesson.figure(
        curves(
            [
                Series(key, [o.size for o in some], [o.seconds * 1e3 for o in some], points=True)
                for key, some in times.items()
            ],
            x_title=t("행렬 한 변의 크기(로그 눈금)", "matrix size (log scale)"),
            y_title=t("걸린 시간(밀리초, 로그 눈금)", "time (ms, log scale)"),
            x_log=True,
            y_log=True,
            x_values=devices.SIZES,
        ),
        *(Measured(one) for one in measured),
        *(Shipped("devices", what, model, date) for model in shipped),
        alt=t("행렬 크기에 따른 행렬 곱 시간", "Time of a matrix product against its size"),
        key="times",
    )
    some = next(iter(times.values()))
    lesson.say("times", size=some[-1].size, ms=some[-1].seconds * 1e3, rate=some[-1].gigaflops)
lesson.say("domains")
lesson.close()
