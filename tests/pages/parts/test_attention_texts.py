"""The attention lesson's other models: which is asked for; each function has its formula."""

from nlp_core.models.attention import SCORES
from nlp_core.recipes.tatoeba import TatoebaSpec
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec
from pages.parts import attention, attention_texts


def test_every_score_function_has_its_formula() -> None:
    assert set(attention_texts.FORMULAS) == set(SCORES) - {"none"}
    assert set(attention.SCORE.options) == set(SCORES)


def test_public_text_has_a_model_to_show_in_both_directions() -> None:
    for direction in DIRECTIONS:
        asked, nearest = attention.spec_of(direction, "public", "dot", 32)
        assert asked == nearest == TatoebaSpec(direction=direction)
    asked, _ = attention.spec_of("en-ko", "world", "dot", 32)
    assert asked == TranslationSpec(score="dot", d_model=32)
