"""The GloVe lesson's figures and its table, with their words."""

import math

import numpy as np
import pytest

from nlp_core.corpora.little_world.questions import PROBED
from nlp_core.experiments.glove import fitted
from nlp_core.experiments.glove.ratios import PRINTED, Ratio
from nlp_core.measurements.results import obtain
from nlp_core.recipes.glove import GloVeSpec
from pages.parts import glove_figures as figures

both = pytest.mark.parametrize("language", ["ko", "en"])


@both
def test_the_stage_sets_the_published_ratios_beside_those_counted_here(language: str) -> None:
    spec = GloVeSpec(language=language)
    run = obtain(spec)
    table = figures.opening(run, spec, language).table
    columns = list(table.values())
    counted = fitted.counted(spec, run.vocabulary["words"])
    assert columns[1] == [one.value for one in fitted.stage_probes(language, counted)]
    assert columns[2] == list(PRINTED.values())
    assert len(columns) == 4
    assert [name.split(" ")[0] for name in columns[0]] == list(PROBED[language].probes)


def test_a_training_draws_the_stage_while_it_runs() -> None:
    spec = GloVeSpec(language="en")
    counted = fitted.counted(spec, obtain(spec).vocabulary["words"])
    drawn = figures.moment("en", spec, counted, 7, np.zeros((2, 4), np.float16))
    assert "vectors after 7 steps" in str(drawn.chart["params"])
    assert list(drawn.table.values())[3] == pytest.approx([1.0] * 4, rel=0.1)


def test_the_table_tells_what_has_no_ratio() -> None:
    found = [Ratio("k", (0.0, 0.0), (0.0, 0.0)), Ratio("m", (2.0, 0.0), (0.1, 0.0))]
    table = figures.ratio_table(found, ("a", "b"))
    assert list(table.values())[-1][1] == "∞" and "0 / 0" in list(table.values())[-1][0]
    assert math.isnan(found[0].value)
