"""Units that follow something: found where there is something to find, and only there."""

import numpy as np
import pytest

from nlp_core.experiments.recurrent import following_units
from nlp_core.experiments.recurrent.following_units import FEATURES, correlations, followers
from nlp_core.experiments.recurrent.reading import TrainedWriter
from nlp_core.recipes.character_model import SHIPPED, CharacterSpec
from nlp_core.thumbnails.trained import shipped
from tests.nlp_core.experiments.recurrent.fresh import trained


def test_features_are_what_they_say() -> None:
    line = list("ab 각c.")
    assert FEATURES["word_place"](line) == [1, 2, 0, 1, 2, 3]
    assert FEATURES["line_place"](line) == [1, 2, 3, 4, 5, 6]
    assert FEATURES["words_read"](line) == [0, 0, 1, 1, 1, 1]
    assert FEATURES["ends_next"](line) == [0, 1, 0, 0, 1, 1]
    assert FEATURES["sound_before"](line) == [0, 1, 0, 0, 1, 0]


def test_correlations_equal_numpy() -> None:
    rng = np.random.default_rng(0)
    states, values = rng.normal(size=(50, 4)), rng.normal(size=50)
    states[:, 3] = 2.0  # does not vary
    expected = [np.corrcoef(states[:, i], values)[0, 1] for i in range(3)]
    np.testing.assert_allclose(correlations(states, values), [*expected, 0.0], atol=1e-12)


def test_what_the_character_says_is_taken_out() -> None:
    characters = [np.array([0, 1, 0, 1]), np.array([1, 0])]
    halves = [characters[0][:, None] * 3.0, characters[1][:, None] * 3.0]
    first, second = following_units._without_character(halves, characters, 2)
    assert not first.any() and not second.any()


@pytest.mark.parametrize("spec", SHIPPED, ids=lambda spec: spec.corpus)
def test_the_shipped_models_have_such_units(spec: CharacterSpec) -> None:
    found = followers(shipped(spec))
    assert len(found) == len(FEATURES)
    assert sum(one.stands for one in found) >= 3
    assert max(abs(one.beyond) for one in found) > 0.35
    assert [abs(one.beyond) for one in found] == sorted(
        (abs(one.beyond) for one in found), reverse=True
    )


def test_an_own_text_is_measured_on_its_end(model: TrainedWriter) -> None:
    assert followers(model)
    own = trained(corpus="own", text="비가 온다. 눈도 온다! 바람이 분다.\n" * 60)
    assert {one.feature for one in followers(own)} <= set(FEATURES)
