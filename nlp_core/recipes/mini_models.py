"""The mini models of real text, which ship: what the lessons ask when no class can wait an hour.

Four layers of 256, trained on a GPU on Korean and English reviews (``corpora.pretraining``), by the
one recipe of ``pretraining``; how many tokens each read is its own. The fourth, ELECTRA, begins
with this BERT (``warm_electra``).
"""

from nlp_core.recipes.pretraining import PretrainingSpec


def mini(objective: str, tokens: int) -> PretrainingSpec:
    """The mini model of an objective, after so many tokens."""
    return PretrainingSpec(objective, "public", tokens=tokens)


MINI_BERT = mini("mlm+nsp", 180_000_000)
MINI_GPT = mini("causal", 60_000_000)
MINI_ALBERT = mini("mlm+sop", 80_000_000)
SHIPPED = (MINI_BERT, MINI_GPT, MINI_ALBERT)
DEFAULTS = SHIPPED[:1]
