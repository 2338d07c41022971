"""A window over a learner's sentence, and the examples that training makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec.trained_vectors import TrainedVectors
from nlp_core.models.word2vec import examples
from nlp_core.text.embeddings import unknown
from nlp_core.text.pieces import cut
from nlp_core.training.word2vec import noise_distribution


@dataclass(frozen=True)
class Asked:
    """One example of the loss: words that are given, the word that stood there, and negatives."""

    given: tuple[str, ...]
    target: str
    negatives: tuple[str, ...]
    loss: float


@dataclass(frozen=True)
class Window:
    """A window over a sentence: its words, the reach drawn for the centre, and what it asks."""

    words: tuple[str, ...]
    unknown: tuple[str, ...]
    centre: int
    reach: int
    asked: tuple[Asked, ...]

    @property
    def inside(self) -> range:
        """The places within reach, the centre included."""
        return range(
            max(0, self.centre - self.reach), min(len(self.words), self.centre + self.reach + 1)
        )


def read(text: str, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A sentence as known words (Korean: stems, particles and endings), and what is unknown.

    Raises LearnerError ``empty-text``, ``unknown-word`` where nothing is known, ``too-long``.
    """
    if not text.strip():
        raise LearnerError("empty-text")
    found = cut(text, _spaced(tuple(words)))
    if not found.pieces or all(piece.strip() in ".,?!" for piece in found.pieces):
        raise unknown(found.unknown[0] if found.unknown else text.strip(), words)
    return tuple(piece.strip() for piece in found.pieces), found.unknown


@lru_cache(maxsize=8)
def _spaced(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each word as the beginning of a written word and as its continuation."""
    return (*(f" {word}" for word in words), *words)


def slide(trained: TrainedVectors, text: str, place: int, *, seed: int) -> Window:
    """The window at ``place`` (from 0; the last word if beyond the end) and the examples in it.

    Reach and negatives are drawn as in training: 1 to ``window``, and counts to the power 3/4.
    """
    model, vocabulary, spec = trained.model, trained.vocabulary, trained.spec
    words, missing = read(text, vocabulary["words"])
    centre = min(place, len(words) - 1)
    index = {word: i for i, word in enumerate(vocabulary["words"])}
    dice = torch.Generator().manual_seed(seed)
    reach = int(torch.randint(1, spec.window + 1, (1,), generator=dice))
    noise = noise_distribution(torch.tensor(vocabulary["counts"]))
    sentence = torch.tensor([index[word] for word in words])
    if len(words) == 1:
        return Window(words, missing, centre, reach, ())
    given, target, negatives = examples(
        sentence,
        centre,
        reach,
        noise,
        objective=spec.objective,
        negatives=spec.negatives,
        dice=dice,
    )
    with torch.inference_mode():
        losses = model(given, target, negatives)

    def spelt(ids: torch.Tensor) -> tuple[str, ...]:
        return tuple(vocabulary["words"][i] for i in ids.tolist())

    rows = zip(given, spelt(target), negatives, losses.tolist(), strict=True)
    asked = tuple(Asked(spelt(g), t, spelt(n), loss) for g, t, n, loss in rows)
    return Window(words, missing, centre, reach, asked)
