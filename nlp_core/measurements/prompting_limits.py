"""How far in-context learning reaches: exact match by alphabet, affix and word, size by size.

Each slice draws its episodes with one size of one thing and everything else as wide as training
drew it, always on held-out rules.
"""

from torch import nn

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.corpora.letter_rules.scope import WIDE, Scope
from nlp_core.experiments.prompting.few_shot import by_shots, family_episodes, ideal_by_shots, macro

LIMIT_EPISODES, LIMIT_SEED = 100, 2027
LIMIT_SHOTS = (1, 2, 4, 8)
LIMIT_SIZES = {
    "alphabet": (2, 3, 4, 6, 10, 16, 26),
    "affix": (1, 2, 3, 4, 5),
    "word": (1, 2, 4, 6, 8, 10, 12),
}
AFFIXING = ("suffix", "prefix", "wrap")  # the families that an affix's length concerns
Slice = dict[str, list[float]]
"""A family's exact match at each of ``LIMIT_SHOTS``; "macro" is the mean over the families."""


def families_of(dimension: str) -> tuple[str, ...]:
    """The families whose episodes a dimension changes."""
    return AFFIXING if dimension == "affix" else FAMILIES


def scope_of(dimension: str, size: int) -> Scope:
    """Everything as wide as in training, but for one size of ``dimension``.

    Both edges of a wrap have an affix's length.
    """
    if dimension == "affix":
        return WIDE.only(affix=size, edge=size)
    return WIDE.only(**{dimension: size})


def limits(model: nn.Module | None) -> dict[str, dict[str, Slice]]:
    """By dimension and size, what ``model`` reaches; without a model, the ideal learner."""
    return {
        dimension: {str(size): _slice(model, dimension, size) for size in sizes}
        for dimension, sizes in LIMIT_SIZES.items()
    }


def _slice(model: nn.Module | None, dimension: str, size: int) -> Slice:
    found = {}
    for family in families_of(dimension):
        scope = scope_of(dimension, size)
        data = family_episodes(family, LIMIT_EPISODES, LIMIT_SEED, scope=scope)
        curve = ideal_by_shots(data) if model is None else by_shots(model, data)
        found[family] = [curve[shots] for shots in LIMIT_SHOTS]
    return found | {"macro": macro(list(found.values()))}
