"""One trained model a file: a frozen spec that builds its model and fits it.

The table below is imported only when it is asked for, since a worker that trains one recipe has no
need of the others.
"""

from typing import Any

from nlp_core.training.run import Spec


def recipes() -> dict[str, type[Spec]]:
    """Every recipe's spec by its name."""
    from nlp_core.recipes.naive_bayes import NaiveBayesSpec
    from nlp_core.recipes.points import PointsSpec
    from nlp_core.recipes.prompting import PromptingSpec
    from nlp_core.recipes.translation import TranslationSpec
    from nlp_core.recipes.word2vec import Word2VecSpec

    every: tuple[Any, ...] = (
        PointsSpec,
        NaiveBayesSpec,
        Word2VecSpec,
        TranslationSpec,
        PromptingSpec,
    )
    return {kind.NAME: kind for kind in every}


def shipped() -> tuple[Spec, ...]:
    """The specs whose checkpoints come with the site, in the order of the lessons."""
    from nlp_core.recipes import naive_bayes, points, prompting, translation, word2vec

    every: tuple[Any, ...] = (points, naive_bayes, word2vec, translation, prompting)
    return tuple(spec for recipe in every for spec in recipe.SHIPPED)
