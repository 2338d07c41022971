"""An untrained ELECTRA, small and quick, with heads that say something."""

from functools import cache

from nlp_core.experiments.electra.judging import ELECTRA
from nlp_core.recipes.replaced_tokens import tiny
from tests.nlp_core.experiments.awake import awake


@cache
def electra() -> ELECTRA:
    """The recipe's size."""
    return awake(tiny())
