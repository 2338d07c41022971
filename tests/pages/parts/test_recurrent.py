"""The recurrent lesson's gradient figures and their numbers."""

import numpy as np
import pytest

from nlp_core.experiments.recurrent.gradients import Chain, Curve, power
from nlp_core.measurements import clipping
from nlp_core.recipes.character_model import LANGUAGES
from pages.parts import recurrent as parts

LINE = Curve(*[power(0.5, 60)] * 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("activation", parts.ACTIVATION.options)
def test_the_stage_draws_three_lines_and_says_what_is_written(
    language: str, activation: str
) -> None:
    drawn = parts.flow(language, 0.6, activation, LINE, LINE, "step 3: constructor")
    names = next(iter(drawn.table.values()))
    assert len(set(names)) == 3 and len(names) == 3 * 61
    captions = next(one for one in drawn.chart["params"] if one["name"] == "captions")
    assert captions["value"][0]
    assert "title" not in parts.flow(language, 0.6, activation, LINE, LINE).chart


def test_a_band_is_drawn_where_seeds_differ() -> None:
    wide = Curve(LINE.middle, LINE.middle - 1, LINE.middle + 1)
    drawn = parts.flow("en", 0.6, "tanh", wide, LINE)
    assert drawn.chart["layer"][0]["mark"]["type"] == "area"


def test_numbers_are_said_as_one_says_them() -> None:
    told = parts.flow_numbers(LINE, 0.5)
    assert told == {"distance": 60, "number": "10⁻¹⁸", "before": "10⁻¹⁸"}
    assert parts.power_of_ten(0.3) == "2" and parts.power_of_ten(4.2) == "10⁴"
    found = Chain(np.array([0.0, 1.0]), np.array([0.5, 0.7]), 3.0, 1e-17)
    assert parts.chain_numbers(found)["left"] == "0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_clipping_is_what_was_measured(language: str) -> None:
    assert parts.clip_helps(language) == "sgd"
    for optimizer in clipping.RATES:
        told = parts.clip_numbers(language, optimizer)
        assert told["rate"] in clipping.RATES[optimizer]
        assert told["clipped"] <= told["without"]
