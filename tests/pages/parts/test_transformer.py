"""The Transformer lesson's stage: which model is asked for, what stands out, what is compared."""

from dataclasses import replace

import pytest

from nlp_core.experiments.transformer.leaving_out import SHORT, VARIANTS
from nlp_core.figures.palette import DECODER
from nlp_core.measurements import transformer_results as measured
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import DIRECTIONS
from pages.parts import transformer as parts


def test_a_part_left_out_is_trained_as_the_measured_ones_were() -> None:
    for part in parts.NAMES:
        asked, nearest = parts.spec_of(part, "ko-en", "pre")
        assert nearest == TransformerSpec(direction="ko-en")
        if part == "whole":
            assert asked == nearest
        else:
            assert {key: getattr(asked, key) for key in SHORT} == SHORT
    assert parts.spec_of("norm", "en-ko", "post")[0].norm == "post"


def test_every_variant_has_its_name() -> None:
    assert set(parts.NAMES) == set(VARIANTS)


@pytest.mark.parametrize("spoken", ["ko", "en"])
@pytest.mark.parametrize("measure", measured.MEASURES)
def test_all_parts_stand_on_the_stage_and_a_trained_model_below(spoken: str, measure: str) -> None:
    plain = parts._bars(spoken, "norm", measure, "en-ko", None)
    own = parts._bars(spoken, "norm", measure, "en-ko", 0.5)
    rows = own.chart["layer"][0]["data"]["values"]
    assert [row["marked"] for row in rows].count(True) == 1
    name = next(iter(plain.table))
    assert len(plain.table[name]) == len(VARIANTS)
    more = measure == "exact_match"
    assert len(own.table[name]) == len(VARIANTS) + more
    assert (rows[-1]["colour"] == DECODER) == more


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_both_models_are_compared_in_time_and_by_length(direction: str) -> None:
    for against in ("time", "length"):
        drawn = parts._beside("en", against, direction)
        assert set(drawn.table[next(iter(drawn.table))]) == {"Transformer", "GRU + attention"}
    numbers = parts.beside_numbers(direction)
    assert numbers["one"] == measured.row("transformer", direction).exact_match
    assert numbers["other_seconds"] > 0


@pytest.mark.parametrize(
    ("shift", "said"), [(-1.0, "behind"), (0.0, "level"), (1.0, "ahead")], ids=str
)
def test_the_verdict_is_that_of_the_ranges(
    shift: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = measured.row("gru", "en-ko")
    moved = replace(base, low=base.low + shift, high=base.high + shift)
    rows = {"gru": base, "transformer": moved}
    monkeypatch.setattr(measured, "row", lambda name, direction: rows[name])
    assert parts.verdict("en-ko") == f"verdict-{said}"
