"""Vectors from counts, beside Word2Vec's: GloVe, and positive PMI reduced by a sparse SVD.

Both read the text once, so their words a second are those of one reading, with all that comes after
it on the clock. GloVe chooses its rate as the others do; PPMI with SVD (Levy et al. 2015, contexts
smoothed, the roots of the singular values) has none, and a seed only starts its solver.
"""

import numpy as np
import torch
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

from nlp_core.models import glove as models
from nlp_core.text import cooccurrence
from nlp_core.text.embeddings import Vectors
from nlp_core.training import glove as training
from nlp_core.training.run import seeded
from tests.bench.word_runs import D_MODEL, WINDOW, Job, Run, timed

EPOCHS = 25
SMOOTHED = 0.75  # power of the contexts' counts


def glove(job: Job, rate: float, seed: int) -> Run:
    """Weighted least squares on the logarithms of counts, each 1 / distance."""
    words = tuple(word for word, _ in job.corpus.counts())
    with seeded(seed):
        model = models.GloVe(len(words), D_MODEL)

    def work() -> None:
        found = counted(job, words, "distance")
        parts = (torch.from_numpy(part) for part in (found.rows, found.columns, found.counts))
        settings = training.Settings(epochs=EPOCHS, learning_rate=rate)
        dice = torch.Generator().manual_seed(seed)
        list(training.train(model, training.Cells(*parts), settings, dice, reports=2))

    return timed(job, work, lambda: Vectors(words, model.vectors().detach().numpy()), once=True)


def ppmi_svd(job: Job, rate: float, seed: int) -> Run:
    """Log counts above what chance gives, and the strongest directions of their matrix."""
    words = tuple(word for word, _ in job.corpus.counts())
    made: list[np.ndarray] = []

    def work() -> None:
        found = counted(job, words, "flat")
        smoothed = found.totals**SMOOTHED
        expected = found.totals[found.rows] * (smoothed / smoothed.sum())[found.columns]
        values = np.maximum(np.log(found.counts / expected), 0)
        matrix = csr_array((values, (found.rows, found.columns)), shape=(len(words),) * 2)
        start = np.random.default_rng(seed).normal(size=len(words))
        left, weights, _ = svds(matrix, k=D_MODEL, v0=start)
        made.append((left * np.sqrt(weights)).astype(np.float32))

    return timed(job, work, lambda: Vectors(words, made[0]), once=True)


def counted(job: Job, words: tuple[str, ...], weighting: str) -> cooccurrence.Cooccurrences:
    """How often words meet within the window of a sentence."""
    found = cooccurrence.encoded(job.corpus.sentences, words)
    options = {"weighting": weighting, "borders": "stop"}
    return cooccurrence.cooccurrences(words, *found, window=WINDOW, **options)
