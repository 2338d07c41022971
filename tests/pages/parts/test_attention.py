"""The attention lesson's specs."""

from nlp_core.recipes.translation import SHIPPED
from pages.kit.translation import sides
from pages.parts.attention import spec_of


def test_the_nearest_shipped_translator_answers_like_the_one_asked_for() -> None:
    for score in ("none", "dot", "general", "additive"):
        asked, nearest = spec_of("en-ko", "little_world", score, 32)
        assert (asked.score, asked.d_model) == (score, 32)
        assert nearest in SHIPPED
        assert (nearest.score == "none") == (score == "none")


def test_sides_are_named_in_the_learners_language() -> None:
    assert sides("en-ko") == {"source": "영어", "target": "한국어"}
