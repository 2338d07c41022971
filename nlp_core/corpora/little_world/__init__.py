"""The little world: a small bilingual lexicon and a grammar that writes correct text from it.

Because the text is generated, the truth about it is known: word alignments, referents, analogies,
answers. Figures are scored against that truth.
"""

from nlp_core.corpora.little_world.parallel import parallel
from nlp_core.corpora.little_world.relations import analogies, crossed, facts
from nlp_core.corpora.little_world.stories import stories
from nlp_core.corpora.little_world.text import sentences
from nlp_core.corpora.little_world.units import (
    OMITTED,
    Analogy,
    Fact,
    Pair,
    Place,
    Referent,
    Sentence,
    Story,
    Unit,
)

VERSION = 3

__all__ = [
    "OMITTED",
    "VERSION",
    "Analogy",
    "Fact",
    "Pair",
    "Place",
    "Referent",
    "Sentence",
    "Story",
    "Unit",
    "analogies",
    "crossed",
    "facts",
    "parallel",
    "sentences",
    "stories",
]
