"""The gates lesson's sentence: what is read, which gate is held, and the figures of both."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nlp_core.experiments.gates import own_sentence
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.moves import moves
from nlp_core.figures.palette import FIXED, KEY, POSITIVE
from nlp_core.measurements import gates_results
from nlp_core.memory import per_model
from nlp_core.models.gated_lm import GATES
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

COLOURS = {"lstm": POSITIVE, "gru": KEY}
TEXT = Choice(
    "text",
    ("읽을 문장", "Sentence to read"),
    {
        **{number: (f"예문 {number + 1}", f"example {number + 1}") for number in range(3)},
        "own": ("내 문장", "my own"),
    },
)
CELL = Choice("cell", ("셀", "Cell"), {"lstm": "LSTM", "gru": "GRU"})
PARTS: dict[str, Both] = {
    "forget": ("망각 게이트", "forget gate"),
    "input": ("입력 게이트", "input gate"),
    "output": ("출력 게이트", "output gate"),
    "update": ("업데이트 게이트", "update gate"),
    "reset": ("리셋 게이트", "reset gate"),
    "cell": ("셀 상태", "cell state"),
    "hidden": ("은닉 상태", "hidden state"),
    "candidate": ("새 후보", "candidate"),
}
SHOWN = {
    "lstm": ("forget", "input", "output", "candidate", "cell", "hidden"),
    "gru": ("update", "reset", "candidate", "hidden"),
}
VALUE = Choice(
    "value",
    ("이렇게 고정", "Held"),
    {"shut": ("닫기(0)", "shut (0)"), "open": ("열기(1)", "open (1)")},
)
CONTROLS: tuple[Control, ...] = (TEXT, CELL, VALUE)
VALUES = {"shut": 0.0, "open": 1.0}
UNITS = 12  # of a state that fit a screen


def part_of(cell: str) -> Choice[str]:
    """Which gate or state of a cell is drawn."""
    return Choice(
        f"part-{cell}", ("무엇을 볼까요?", "What to look at"), {p: PARTS[p] for p in SHOWN[cell]}
    )


def gate_of(cell: str) -> Choice[str]:
    """Which gate of a cell is held."""
    return Choice(f"gate-{cell}", ("게이트", "Gate"), {gate: PARTS[gate] for gate in GATES[cell]})


def place(key: str, label: Both, labels: Sequence[str], default: int) -> Choice[int]:
    """A piece of the sentence."""
    names: dict[int, Both | str] = {i: f"{i + 1}. {one}" for i, one in enumerate(labels)}
    return Choice(key, label, names, default=min(default, len(labels) - 1), listed=True)


def between(number: int | str, count: int) -> tuple[int, int]:
    """Where a gate is held at first: between an example's two linked pieces, else all but once."""
    if isinstance(number, int):
        _, first, last = own_sentence.EXAMPLES[language()][number]
        return first + 1, last - 1
    return 1, count - 1


@per_model(16, shared=own_sentence.is_ready)
def along(
    run: own_sentence.Reader, ids: tuple[int, ...], labels: tuple[str, ...], part: str, spoken: str
) -> Figure:
    """A gate or state along a sentence: the units that move most."""
    values = own_sentence.trace(run, ids).parts[part]
    chosen = own_sentence.liveliest(values, UNITS)
    named = PARTS[part][spoken != "ko"]
    gate = part not in ("cell", "hidden", "candidate")
    return heatmap(
        values[:, chosen].T,
        rows=[str(unit + 1) for unit in chosen],
        columns=labels,
        signed=not gate,
        limits=(0.0, 1.0) if gate else None,
        row_height=30,
        **figure_titles("gates", spoken, "along", {"part": named}),
    )


@per_model(16, shared=own_sentence.is_ready)
def surprises(
    run: own_sentence.Reader,
    ids: tuple[int, ...],
    labels: tuple[str, ...],
    held: own_sentence.Held,
    spoken: str,
) -> Figure:
    """Each piece's surprise, free and with the gate held."""
    free, changed = own_sentence.trace(run, ids), own_sentence.trace(run, ids, held)
    known = [i for i in range(len(labels)) if np.isfinite(free.surprise[i])]
    return moves(
        [f"{i + 1}. {labels[i]}" for i in known],
        [float(free.surprise[i]) for i in known],
        [float(changed.surprise[i]) for i in known],
        **figure_titles("gates", spoken, "surprise", {}),
    )


def expected_chips(expected: Sequence[tuple[str, float]], written: str) -> list[Chip]:
    """The likeliest pieces with their chances; the one that was written stands out."""
    return [
        Chip(name, role="gold" if name == written else "learned", weight=p, note=f"{p:.0%}")
        for name, p in expected
    ]


def worths(lesson: Lesson, cell: str) -> Figure:
    """What holding each gate costs a language model, measured over seeds."""
    found = gates_results.held(language(), cell)
    words = lesson.words("worth")
    free = words.pop("free")
    shut, open_ = t("닫기", "shut"), t("열기", "open")
    names = [
        free if not gate else f"{t(*PARTS[gate])} {shut if value == 'shut' else open_}"
        for gate, value in found
    ]
    colours = [FIXED if not gate else COLOURS[cell] for gate, _ in found]
    shares = [one["linked"] for one in found.values()]
    return named_bars(names, shares, colours=colours, domain=(0, 1), **words)


def one_step(trace: own_sentence.Trace, at: int) -> dict[str, float]:
    """The numbers of one LSTM unit at one piece: the unit whose cell state moved most there."""
    cells = trace.parts["cell"]
    before = cells[at - 1] if at else np.zeros_like(cells[0])
    unit = int(np.abs(cells[at] - before).argmax())
    found = {name: float(part[at, unit]) for name, part in trace.parts.items()}
    return found | {"before": float(before[unit]), "unit": unit + 1}


def held_numbers(found: Mapping[tuple[str, str], Mapping[str, float]], gate: str) -> dict[str, Any]:
    """The measured chances that the words name."""
    return {
        "linked_free": found["", ""]["linked"],
        "linked_shut": found[gate, "shut"]["linked"],
        "linked_open": found[gate, "open"]["linked"],
        "gate": t(*PARTS[gate]),
    }
