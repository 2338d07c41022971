"""The mini models of real text, which ship: what the lessons ask when no class can wait an hour.

Four layers of 128, one training each on Korean and English reviews (``corpora.pretraining``), by
the one recipe of ``pretraining``; how many tokens each read is its own.
"""

from nlp_core.recipes.pretraining import PretrainingSpec


def mini(objective: str, tokens: int) -> PretrainingSpec:
    """The mini model of an objective, after so many tokens."""
    return PretrainingSpec(
        objective, "public", d_model=128, n_layer=4, n_head=4, tokens=tokens, rows=32
    )


MINI_BERT = mini("mlm+nsp", 60_000_000)
SHIPPED = (MINI_BERT,)
DEFAULTS = SHIPPED
