"""The gates lesson's curves and tables."""

import numpy as np
import pytest

from nlp_core.experiments.gates.gradient_curves import FLOOR, Reach
from nlp_core.experiments.gates.sizes import sizes
from nlp_core.measurements.seed_lines import Line
from nlp_core.recipes.memory_task import MemoryTaskSpec
from pages.parts import gates as parts


def test_what_is_too_small_is_left_out_of_the_line_and_kept_out_of_its_way() -> None:
    drawn = parts.reaches("en", [Reach("rnn", [1.0, 1e-30]), Reach("lstm", [1.0, 0.5])])
    shares = drawn.table["share of the gradient left"]
    assert np.isnan(shares[1]) and shares[3] == 0.5
    assert FLOOR < 1e-15


def test_a_training_is_drawn_with_its_scores() -> None:
    frame = {"reach": np.log10([[1, 0.1], [1, 0.5], [1, 0.9]]), "scores": [0.17, 0.01, 0.02]}
    drawn = parts.live("ko", frame)
    assert set(next(iter(drawn.table.values()))) == {"RNN 0.17", "LSTM 0.01", "GRU 0.02"}


@pytest.mark.parametrize(
    ("task", "mean", "learned"),
    [
        ("adding", 0.01, True),
        ("adding", 0.16, False),
        ("recall", 0.95, True),
        ("recall", 0.4, False),
    ],
)
def test_learned_is_what_the_exercise_says_it_is(task: str, mean: float, learned: bool) -> None:
    line = Line("lstm", [25, 50], [0.5, mean], [0.5, mean], [0.5, mean])
    assert parts.has_learned(task, line, 50) is learned


def test_only_the_usual_settings_are_said_to_be_measured() -> None:
    assert parts.is_measured(MemoryTaskSpec())
    assert not parts.is_measured(MemoryTaskSpec(keep=1.0))
    assert not parts.is_measured(MemoryTaskSpec(lag=49))


def test_the_table_of_sizes_names_every_cell() -> None:
    table = parts.size_table(sizes(2, 3))
    assert next(iter(table.values())) == ["RNN", "LSTM", "GRU"]
