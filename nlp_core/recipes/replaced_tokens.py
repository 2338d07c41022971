"""The ELECTRAs that judge a learner's own sentence: which of its tokens were replaced.

The one of the little world is ``pretraining``'s, and so small that a class can train it while it
watches; that of film reviews is ``warm_electra``'s.
"""

from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.recipes.warm_electra import MINI_ELECTRA

SEEDS = (0, 1, 2)


def tiny(seed: int = 0, *, tokens: int = 2_400_000) -> PretrainingSpec:
    """The ELECTRA of the little world; 15 % of the tokens are hidden, as in the paper."""
    return PretrainingSpec(
        objective="rtd",
        corpus="little_world",
        d_model=64,
        n_layer=2,
        n_head=4,
        tokens=tokens,
        rows=8,
        hidden=0.15,
        learning_rate=0.01,
        seed=seed,
    )


ELECTRAS: tuple[PretrainingSpec, ...] = (tiny(), MINI_ELECTRA)
"""The models that a page can ask, one a corpus: what ships and is added here is offered there."""
SHIPPED = (tiny(),)
DEFAULTS = SHIPPED
