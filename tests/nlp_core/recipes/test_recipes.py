"""The table of recipes: one tuple of modules, everything else found from them."""

from nlp_core.engine.key import run_id_of
from nlp_core.recipes import defaults, recipes, shipped


def test_every_recipe_is_a_spec_that_bears_its_name() -> None:
    for name, kind in recipes().items():
        assert name == kind.NAME and kind.__module__ == f"nlp_core.recipes.{name}"
        assert kind.VERSION >= 1 and kind().DATA and isinstance(kind().seed, int)
    assert all(type(spec) is recipes()[spec.NAME] for spec in shipped())
    assert len({run_id_of(spec) for spec in shipped()}) == len(shipped())


def test_every_recipe_has_shipped_defaults_and_they_are_few() -> None:
    assert {spec.NAME for spec in defaults()} == set(recipes())
    assert set(map(run_id_of, defaults())) <= set(map(run_id_of, shipped()))
    assert all(spec.seed == 0 for spec in defaults())
    assert len(defaults()) <= 2 * len(recipes())
