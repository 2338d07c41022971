"""The little world: a small bilingual lexicon and a grammar that writes correct text from it.

Because the text is generated, the truth about it is known: word alignments, referents, analogies,
answers. Figures are scored against that truth.
"""

from nlp_core.corpora.little_world.parallel import parallel
from nlp_core.corpora.little_world.relations import analogies, crossed, facts
from nlp_core.corpora.little_world.stories import stories
from nlp_core.corpora.little_world.text import sentences
from nlp_core.corpora.little_world.twists import rivals
from nlp_core.corpora.little_world.units import (
    OMITTED,
    Analogy,
    End,
    Fact,
    Pair,
    Place,
    Referent,
    Sentence,
    Story,
    Unit,
)

# Raised when what is generated changes, so that what is trained on it gets another name. Running
# text tells stories too: where theirs rises, so does the text's.
TEXT_VERSION = 4
STORIES_VERSION = 4
PARALLEL_VERSION = 4

__all__ = [
    "OMITTED",
    "PARALLEL_VERSION",
    "STORIES_VERSION",
    "TEXT_VERSION",
    "Analogy",
    "End",
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
    "rivals",
    "sentences",
    "stories",
]
