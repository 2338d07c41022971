"""A BERT and a left-only model of equal size, text and steps, which learn the little world.

They are ``pretraining``'s. The first sees both sides of a hidden token, the second what is left of
each; a class can train either while it watches.
"""

from nlp_core.recipes.mini_models import MINI_BERT
from nlp_core.recipes.pretraining import PretrainingSpec

SEEDS = (0, 1, 2)


def tiny(
    objective: str, seed: int = 0, n_layer: int = 3, *, tokens: int = 1_500_000
) -> PretrainingSpec:
    """The model of an objective: "mlm+nsp" for both sides, "causal" for the left alone."""
    return PretrainingSpec(
        objective=objective,
        corpus="little_world",
        d_model=64,
        n_layer=n_layer,
        n_head=4,
        tokens=tokens,
        rows=16,
        seed=seed,
    )


REVIEWS: tuple[PretrainingSpec, ...] = (MINI_BERT,)
"""A shipped BERT of real text, the first of which the lesson offers beside those of the world."""
SHIPPED = (tiny("mlm+nsp"), tiny("causal"))
DEFAULTS = SHIPPED
