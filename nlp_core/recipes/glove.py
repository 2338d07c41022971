"""GloVe vectors of the little world, scored on its gold analogies while they are learned.

Pennington et al. 2014. The text is counted first (``nlp_core.text.cooccurrence``), and only the
counts are trained on. A learner's own text can be counted instead; it has no gold.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

import torch
from torch import Tensor

from nlp_core.corpora.little_world.questions import PROBED, SLICE, gold_questions, written
from nlp_core.models.glove import GloVe
from nlp_core.recipes.own_text import WorldOrOwn
from nlp_core.text import own_corpus
from nlp_core.text.cooccurrence import (
    BORDERS,
    WEIGHTINGS,
    Cooccurrences,
    Ids,
    cooccurrences,
    encoded,
)
from nlp_core.text.embeddings import Vectors, analogy_accuracy
from nlp_core.training.glove import Cells, Settings, train
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded

LANGUAGES = ("ko", "en")
CORPORA = ("little_world", "own")
SLICES = 20
SAMPLE = 400  # at most so many cells whose fit snapshots follow
REPORTS = 24


@dataclass(frozen=True)
class GloVeSpec(WorldOrOwn):
    """How a text is counted, and how vectors are fitted to the counts."""

    NAME: ClassVar[str] = "glove"
    VERSION: ClassVar[int] = 1

    language: str = field(default="en", metadata=allowed("language of the text", LANGUAGES))
    corpus: str = field(default="little_world", metadata=allowed("text to count", CORPORA))
    slices: int = field(
        default=SLICES,
        metadata=allowed(f"different slices of {SLICE:,} sentences", low=1, high=100),
    )
    window: int = field(default=10, metadata=allowed("words on each side", low=1, high=50))
    weighting: str = field(
        default="distance", metadata=allowed("what a pair of words counts", WEIGHTINGS)
    )
    borders: str = field(
        default="through", metadata=allowed("windows at the end of a sentence", BORDERS)
    )
    d_model: int = field(default=100, metadata=allowed("size of the vectors", low=1, high=1024))
    x_max: float = field(
        default=30.0, metadata=allowed("count from which a cell weighs 1", low=0.1, high=1e6)
    )
    alpha: float = field(
        default=0.75, metadata=allowed("how a cell's weight grows below that", low=0, high=3)
    )
    epochs: int = field(default=12, metadata=allowed("passes over the cells", low=1, high=1000))
    learning_rate: float = field(
        default=0.2, metadata=allowed("learning rate at the start", low=0.0001, high=1)
    )
    text: str = field(
        default="", metadata=allowed("own text: a sentence a line, cut into units", private=True)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.is_own:
            own_corpus.check(self.text)

    def build(self) -> Bundle:
        """Untrained vectors for the words of the text (of its first slice)."""
        if self.is_own:
            return self.restore({"words": list(own_corpus.check(self.text)[0])})
        return self.restore({"words": list(first_words(self.language))})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle:
        """Untrained vectors for a vocabulary that was stored with its weights."""
        with seeded(self.seed):
            return Bundle(GloVe(len(vocabulary["words"]), self.d_model), vocabulary)

    def counted(self, words: tuple[str, ...]) -> Cooccurrences:
        """The counts of the text that vectors for ``words`` are fitted to."""
        if self.is_own:
            found = encoded(own_corpus.parse(self.text), words)
        else:
            found = encoded_world(self.language, self.slices, words)
        return cooccurrences(
            words,
            *found,
            window=self.window,
            weighting=self.weighting,
            borders=self.borders,
        )

    def settings(self) -> Settings:
        """How to train."""
        return Settings(self.epochs, self.learning_rate, self.x_max, self.alpha)

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """Train; the first point is the untrained model.

        The loss is the mean weighted error of a cell. Metrics: ``accuracy`` on the gold analogies
        without the question's words (an own text has none). Snapshots hold what the model ``said``
        of a sample of cells (``sampled``), and of the little world's probes.
        """
        device = best_device()
        model = bundle.model.to(device)
        assert isinstance(model, GloVe)
        words = tuple(bundle.vocabulary["words"])
        counted = self.counted(words)
        cells = cells_of(counted).to(device)
        shown = cells[sampled(counted).to(device)]
        probes = None if self.is_own else probe_pairs(self.language, counted).to(device)
        questions = () if self.is_own else gold_questions(self.language)

        def point(step: int, total: int, loss: float) -> Point:
            with torch.inference_mode():
                kept = {"said": model(shown.rows, shown.columns).cpu()}
                if probes is not None:
                    kept["probed"] = model(*probes.unbind()).view(2, -1).cpu()
                vectors = Vectors(words, model.vectors().cpu().numpy())
            metrics = {"accuracy": analogy_accuracy(vectors, questions)} if questions else {}
            return Point(step, total, loss, metrics, kept)

        yield point(0, self.settings().steps(len(cells.counts)), float("nan"))
        dice = torch.Generator().manual_seed(self.seed)
        for at in train(model, cells, self.settings(), dice, reports=REPORTS):
            yield point(at.step, at.total, at.loss)


def cells_of(counted: Cooccurrences) -> Cells:
    """Counts as tensors."""
    rows, columns = torch.from_numpy(counted.rows), torch.from_numpy(counted.columns)
    return Cells(rows.long(), columns.long(), torch.from_numpy(counted.counts))


def sampled(counted: Cooccurrences, most: int = SAMPLE) -> Tensor:
    """Places of at most ``most`` cells, the same ones every time.

    Half are spread evenly over all cells, which are rare ones mostly, half over the logarithms of
    the counts, so that cells of every size are among them.
    """
    order = counted.counts.argsort(kind="stable")
    if len(order) <= most:
        return torch.from_numpy(order)
    sizes = torch.from_numpy(counted.counts[order]).log()
    wanted = torch.linspace(float(sizes[0]), float(sizes[-1]), most // 2)
    by_size = torch.searchsorted(sizes, wanted).clamp(max=len(order) - 1)
    by_rank = torch.linspace(0, len(order) - 1, most // 2).long()
    return torch.from_numpy(order)[torch.cat([by_rank, by_size]).unique()]


def probe_pairs(language: str, counted: Cooccurrences) -> Tensor:
    """Word and context (2, 2K): the first word of the pair with K probes, then the second."""
    probed = PROBED[language]
    contexts = [counted.index[probe] for probe in probed.probes]
    words = [counted.index[word] for word in probed.pair for _ in contexts]
    return torch.tensor([words, contexts * 2])


@lru_cache(maxsize=2)
def first_words(language: str) -> tuple[str, ...]:
    """The words of the text's first slice, the most frequent first."""
    counts = Counter(itertools.chain.from_iterable(written(language, 0)))
    return tuple(word for word, _ in counts.most_common())


@lru_cache(maxsize=2)
def encoded_world(language: str, slices: int, words: tuple[str, ...]) -> tuple[Ids, Ids]:
    """The first ``slices`` of the little world's text as word ids and sentence numbers (N,)."""
    every = itertools.chain.from_iterable(written(language, i) for i in range(slices))
    return encoded(list(every), words)


SHIPPED = tuple(GloVeSpec(language=language) for language in LANGUAGES)
DEFAULTS = SHIPPED
