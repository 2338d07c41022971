"""The shipped word vectors as a search looks them up."""

from typing import Any

import numpy as np

from nlp_core.experiments.retrieval.search import Searcher
from nlp_core.memory import per_model
from nlp_core.recipes.public_vectors import PublicVectorsSpec, word_vectors
from nlp_core.text.embeddings import Vectors
from nlp_core.trained import Trained


@per_model(1)
def looked_up(trained: Trained[PublicVectorsSpec, Any]) -> Vectors:
    """The vectors, those of Korean verbs and adjectives under their stems too.

    A morpheme is a stem (낳), while these vectors have the form that a dictionary has (낳다).
    """
    found = word_vectors(trained)
    known = found.index
    stems = [w for w in found.words if len(w) > 1 and w.endswith("다") and w[:-1] not in known]
    if not stems:
        return found
    rows = [known[word] for word in stems]
    words = (*found.words, *(word[:-1] for word in stems))
    return Vectors(words, np.concatenate([found.matrix, found.matrix[rows]]))


def coverage(searcher: Searcher, vectors: Vectors) -> float:
    """The share of the texts' units, repetitions included, that have a vector."""
    index = searcher.index
    known = np.array([word in vectors.index for word in index.words])
    return float(index.counts[known[index.word_of]].sum() / max(index.counts.sum(), 1))
