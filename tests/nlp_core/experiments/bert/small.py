"""Two untrained models, small and quick, with heads that say something."""

from functools import cache

from nlp_core.experiments.bert.cloze import BERT, GPT
from nlp_core.recipes.hidden_words import tiny
from tests.nlp_core.experiments.awake import awake


@cache
def both() -> BERT:
    """A BERT of two layers."""
    return awake(tiny("mlm+nsp", 0, 2))


@cache
def left() -> GPT:
    """A GPT of two layers."""
    return awake(tiny("causal", 0, 2))
