"""Word vectors of public text that people wrote: Korean film reviews, English speeches and films.

Skip-gram or CBOW with negative sampling (Mikolov et al. 2013b) over ``corpora.running_text``, by
the compiled loops on a CPU and by blocks of tensors on a GPU: one recipe. What comes out is kept
without the output vectors; ``word_vectors`` gives the rest of the site what it asks for, and
``text.content_words.cut`` says how a text is cut into the words that have vectors.
"""

import itertools
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

import torch

from nlp_core.corpora.running_text import RunningText, credit, running_text
from nlp_core.corpora.word_tests import analogy_questions, similar_pairs
from nlp_core.memory import per_model
from nlp_core.models.word2vec import Word2Vec, WordVectors
from nlp_core.recipes.word2vec import LANGUAGES, OBJECTIVES
from nlp_core.text.embeddings import Vectors
from nlp_core.text.vector_scores import analogies, polarity, similarity
from nlp_core.trained import Trained
from nlp_core.training import word2vec, word2vec_loops
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded
from nlp_core.training.word2vec_windows import Settings, Text, keep_probability

REPORTS = 20
GPU_CHUNK = 16384  # words at once: a launch costs more than the work, and more blur the vectors


@dataclass(frozen=True)
class PublicVectorsSpec:
    """How vectors are learned from public text, which is read ``passes`` times."""

    NAME: ClassVar[str] = "public_vectors"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8

    language: str = field(default="en", metadata=allowed("language of the text", LANGUAGES))
    vocab_size: int = field(
        default=12_000, metadata=allowed("words with a vector", low=100, high=200_000)
    )
    objective: str = field(default="skip-gram", metadata=allowed("what is predicted", OBJECTIVES))
    window: int = field(default=5, metadata=allowed("words on each side", low=1, high=50))
    d_model: int = field(default=100, metadata=allowed("size of the vectors", low=1, high=1024))
    negatives: int = field(
        default=5, metadata=allowed("random words against each neighbour", low=1, high=100)
    )
    passes: int = field(default=10, metadata=allowed("times the text is read", low=1, high=1000))
    subsample: float = field(
        default=0.001, metadata=allowed("share beyond which a word is skipped", low=1e-6, high=1)
    )
    learning_rate: float = field(
        default=0.05, metadata=allowed("learning rate at the start", low=0.0001, high=1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)

    @property
    def DATA(self) -> str:  # type: ignore[override]
        """The sets and their licences."""
        return credit(self.language)

    def build(self) -> Bundle:
        """No vectors; which words they are for is found in the text."""
        return Bundle(WordVectors(0, self.d_model), {"words": [], "counts": [0]})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle:
        """A table that fits a stored vocabulary."""
        return Bundle(WordVectors(len(vocabulary["words"]), self.d_model), vocabulary)

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """Train; metrics are ``words_per_second`` of text read, and at the end those of ``scores``.

        The text is read first (minutes in Korean); the clock of the words starts after it. On a CPU
        one thread learns, so that a training repeats itself to the last digit.
        """
        text, device = running_text(self.language, self.vocab_size), best_device()
        with seeded(self.seed):
            model = Word2Vec(len(text.words), self.d_model).to(device)
        bundle.model = model
        counts = torch.tensor(text.counts, device=device)
        settings = self.settings(counts, device)
        yield Point(0, settings.steps, float("nan"))
        began = time.perf_counter()
        ids, sentence = (
            torch.from_numpy(part).to(device, torch.int64) for part in (text.ids, text.sentence)
        )
        train = word2vec.train if device.type == "cuda" else _loops
        texts, dice = itertools.repeat(Text(ids, sentence)), torch.Generator(device)
        for at in train(
            model, texts, counts, settings, dice.manual_seed(self.seed), reports=REPORTS
        ):
            speed = text.read * self.passes * at.step / at.total / (time.perf_counter() - began)
            metrics = {"words_per_second": speed}
            if at.step == at.total:
                table = model.input.weight.detach().cpu().numpy()
                metrics |= scores(Vectors(text.words, table), text)
                kept = self.restore({"words": list(text.words), "counts": list(text.counts)})
                kept.model.input.weight.data = model.input.weight.detach()
                bundle.model, bundle.vocabulary = kept.model, kept.vocabulary
            yield Point(at.step, at.total, at.loss, metrics)

    def settings(self, counts: torch.Tensor, device: torch.device) -> Settings:
        """How to train; a step is a chunk of the words that subsampling leaves."""
        chunk = GPU_CHUNK if device.type == "cuda" else Settings.chunk
        left = float((keep_probability(counts, self.subsample) * counts).sum())
        return Settings(
            objective=self.objective,
            window=self.window,
            negatives=self.negatives,
            steps=math.ceil(self.passes * left / chunk),
            learning_rate=self.learning_rate,
            subsample=self.subsample,
            chunk=chunk,
            whole_steps=True,
        )


_loops = partial(word2vec_loops.train, threads=1)


def scores(vectors: Vectors, text: RunningText) -> dict[str, float]:
    """What public judgements say of the vectors, as far as they are here.

    English: ``wordsim`` (Spearman on WordSim-353) and ``analogies`` (accuracy, the question's words
    left out), each with how many could be asked. Korean: ``polarity``, the share of praising and
    blaming words whose nearest such word has the same sign (chance: 0.5); no rating was seen in
    training.
    """
    if text.signs:
        found = {"polarity": polarity(vectors, text.signs)}
    else:
        pairs, questions = similar_pairs(), analogy_questions()
        found = {"wordsim": similarity(vectors, pairs)} if pairs else {}
        found |= {"analogies": analogies(vectors, questions)} if questions else {}
    values = {name: score.value for name, score in found.items()}
    return values | {f"{name}_asked": float(score.asked) for name, score in found.items()}


@per_model(1)
def word_vectors(trained: Trained[PublicVectorsSpec, WordVectors]) -> Vectors:
    """The vectors of a trained (or shipped) model, for ``text.embeddings``."""
    table = trained.model.input.weight.detach().cpu().numpy()
    return Vectors(tuple(trained.vocabulary["words"]), table)


SHIPPED = tuple(PublicVectorsSpec(language=language) for language in LANGUAGES)
DEFAULTS = SHIPPED
