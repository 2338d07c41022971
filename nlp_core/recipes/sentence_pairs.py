"""Small ALBERTs that learn the little world in front of a class: which question about pairs teaches
which answer, and what shared layers do to a sentence.

They are ``pretraining``'s, of one size: the objective's pairs are a choice, and so is sharing. They
read stories in pairs of sentences, and learn fast: half a minute of one core each.
"""

from nlp_core.recipes.pretraining import PretrainingSpec

SEEDS = (0, 1, 2)
TASKS = {"order": "own", "next": "next"}
"""Sentence order prediction is ALBERT's own; next sentence prediction was BERT's."""


def little_albert(task: str = "order", *, sharing: str = "all", seed: int = 0) -> PretrainingSpec:
    """The one that is asked "next" or "order" about pairs; KeyError for another task."""
    return PretrainingSpec(
        objective="mlm+sop",
        corpus="stories",
        d_model=64,
        n_layer=3,
        n_head=4,
        tokens=500_000,
        rows=8,
        hidden=0.15,
        learning_rate=0.01,
        pairing=TASKS[task],
        sharing=sharing,
        seed=seed,
    )


SHIPPED = (little_albert(), little_albert("next"), little_albert(sharing="none"))
DEFAULTS = SHIPPED[:1]
