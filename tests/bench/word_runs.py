"""What every way to word vectors is asked for in a comparison, and what comes out of one run."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from nlp_core.text.embeddings import Vectors
from tests.bench.word_corpora import Corpus

D_MODEL, WINDOW = 100, 5


@dataclass(frozen=True)
class Run:
    """What came out of one training, and words a second by wall clock and by processor time."""

    scores: dict[str, float]
    wall: float
    processor: float


@dataclass(frozen=True)
class Job:
    """What both sides are asked for."""

    corpus: Corpus
    objective: str
    threads: int


Side = Callable[[Job, float, int], Run]


def timed(
    job: Job, work: Callable[[], object], vectors: Callable[[], Vectors], *, once: bool = False
) -> Run:
    """Time ``work``, then score what it left; ``once`` is for one that reads the text one time."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    words = job.corpus.words / (job.corpus.passes if once else 1)
    return Run(job.corpus.score(vectors()), words / wall, words / processor)
