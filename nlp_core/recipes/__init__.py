"""One trained model a file: a frozen spec that builds its model and fits it.

The recipes are imported only when they are asked for, since a worker that trains one of them has no
need of the others.
"""

from types import ModuleType

from nlp_core.training.run import Spec


def _modules() -> tuple[ModuleType, ...]:
    """All recipes, in the order of the lessons; long because each is named twice."""
    from nlp_core.recipes import (
        character_model,
        fine_tuning,
        gated_lm,
        glove,
        hidden_words,
        memory_task,
        mini_models,
        naive_bayes,
        ngram,
        points,
        pretraining,
        prompting,
        public_vectors,
        referent,
        replaced_tokens,
        sentence_pairs,
        tatoeba,
        transformer,
        translation,
        warm_electra,
        word2vec,
        word_order,
    )

    return (
        points,
        naive_bayes,
        word2vec,
        public_vectors,
        glove,
        character_model,
        memory_task,
        gated_lm,
        translation,
        tatoeba,
        referent,
        word_order,
        transformer,
        pretraining,
        mini_models,
        hidden_words,
        ngram,
        prompting,
        sentence_pairs,
        fine_tuning,
        replaced_tokens,
        warm_electra,
    )


def recipes() -> dict[str, type[Spec]]:
    """Every recipe's spec by its name."""
    return {module.SHIPPED[0].NAME: type(module.SHIPPED[0]) for module in _modules()}


def shipped() -> tuple[Spec, ...]:
    """The specs whose checkpoints come with the site, in the order of the lessons."""
    return tuple(spec for module in _modules() for spec in module.SHIPPED)


def defaults() -> tuple[Spec, ...]:
    """The shipped specs that a lesson shows first, in one language or the other."""
    return tuple(spec for module in _modules() for spec in module.DEFAULTS)
