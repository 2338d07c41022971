"""The gates lesson's sentence: the numbers of one step, and what was expected at a place."""

import numpy as np
import pytest

from nlp_core.experiments.gates.own_sentence import Trace
from pages.parts import gates_sentence as parts


def test_one_step_s_numbers_add_up() -> None:
    rng = np.random.default_rng(0)
    found = {name: rng.random((3, 4)).astype(np.float32) for name in parts.SHOWN["lstm"]}
    keep, write, new = (found[name] for name in ("forget", "input", "candidate"))
    found["cell"][1] = keep[1] * found["cell"][0] + write[1] * new[1]
    one = parts.one_step(Trace(found, np.zeros(3, np.float32), ()), 1)
    assert one["cell"] == pytest.approx(
        one["forget"] * one["before"] + one["input"] * one["candidate"], rel=1e-5
    )
    assert parts.one_step(Trace(found, np.zeros(3, np.float32), ()), 0)["before"] == 0


def test_the_piece_that_was_written_stands_out() -> None:
    row = parts.expected_chips([("milk", 0.7), ("tea", 0.2)], "milk")
    assert [chip.role for chip in row] == ["gold", "learned"]
    assert row[0].note == "70%"


def test_a_place_never_lies_beyond_the_sentence() -> None:
    assert parts.place("at", ("조각", "Piece"), ["a", "b"], 9).default == 1


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_every_gate_and_state_has_its_name(cell: str) -> None:
    assert set(parts.part_of(cell).options) <= set(parts.PARTS)
    assert set(parts.gate_of(cell).options) <= set(parts.PARTS)


def test_held_numbers_are_those_of_the_gate() -> None:
    found = {
        (gate, value): {"linked": share, "loss": 1.0}
        for gate, value, share in (("", "", 0.5), ("forget", "shut", 0.1), ("forget", "open", 0.2))
    }
    numbers = parts.held_numbers(found, "forget")
    assert [numbers[f"linked_{name}"] for name in ("free", "shut", "open")] == [0.5, 0.1, 0.2]
