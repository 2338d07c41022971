"""The sentences of the ELECTRA lesson's game, which no training read.

They are kept, since finding them takes the whole training text: some ten seconds of one core.
"""

from typing import Any

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.electra.game import SEED, boards
from nlp_core.recipes.replaced_tokens import tiny


def measure() -> dict[str, Any]:
    """The sentences of each language, a round each."""
    sentences = {language: boards(language) for language in LANGUAGES}
    return {"data": tiny().DATA, "seeds": [SEED], "sentences": sentences}
