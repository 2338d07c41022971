"""The GloVe lesson's fields."""

from nlp_core.recipes.glove import SHIPPED
from pages.parts.glove import CONTROLS, MOST_PROBES, cell, pair, question, shipped, split


def test_the_default_vectors_of_both_languages_ship() -> None:
    assert {shipped("ko"), shipped("en")} <= set(SHIPPED)


def test_the_defaults_of_the_controls_are_the_shipped_settings() -> None:
    defaults = {one.key: getattr(one, "default", None) for one in CONTROLS}
    spec = shipped("ko")
    assert (defaults["window"], defaults["size"]) == (spec.window, spec.d_model)
    assert (defaults["x-max"], defaults["alpha"]) == (spec.x_max, spec.alpha)
    by_key = {one.key: one for one in CONTROLS}
    for key in ("weighting", "borders"):
        assert next(iter(by_key[key].options)) == getattr(spec, key)  # type: ignore[union-attr]


def test_a_field_for_each_word_and_language() -> None:
    fields = [
        field for of in ("ko", "en") for field in (*pair(of, "ab"), *question(of, "abc"), *cell(of))
    ]
    assert len({field.key for field in fields}) == len(fields) == 14


def test_a_field_is_split_at_spaces_and_commas() -> None:
    assert split(" a,b  c ", MOST_PROBES) == ["a", "b", "c"]
    assert len(split("x " * 500, MOST_PROBES)) == MOST_PROBES
