"""A small encoder learns whom "it", "he" or a subject left out means, from the little world.

In each story one later word decides (Winograd 1972; Levesque et al. 2012). The loss knows the word
meant, and attention is left to itself. Casts are split once for all: a story that scores a model
tells of two characters that its training never saw together in that twist.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import torch
from torch import Tensor

from nlp_core.corpora.little_world import STORIES_VERSION as WORLD
from nlp_core.corpora.little_world import Story
from nlp_core.models.referent import SPECIALS, ReferentConfig, ReferentModel
from nlp_core.recipes.referent_stories import (
    LONGEST,
    as_rows,
    held_out,
    split,
    twin_pairs,
    words,
)
from nlp_core.training.referent import Plan, Rows, accuracy, judge, train
from nlp_core.training.run import (
    SEED,
    Bundle,
    Point,
    allowed,
    best_device,
    check,
    one_thread,
    seeded,
)

LANGUAGES = ("ko", "en")
POSITIONS = ("learned", "none")
READS = ("all", "no-later")
REPORTS, CHECKED = 20, 4  # points of the curve; behind each, every so-many-th held-out story


@dataclass(frozen=True)
class ReferentSpec:
    """An encoder of a few layers and heads, and what it may know of a story."""

    NAME: ClassVar[str] = "referent"
    VERSION: ClassVar[int] = 1
    corpus_version: ClassVar[int] = WORLD
    DATA: ClassVar[str] = f"little world {WORLD}, stories (generated, Apache-2.0)"

    language: str = field(default="ko", metadata=allowed("language of the stories", LANGUAGES))
    n_layer: int = field(default=2, metadata=allowed("layers of the encoder", low=1, high=8))
    n_head: int = field(default=1, metadata=allowed("heads in a layer", low=1, high=48))
    d_model: int = field(default=48, metadata=allowed("size of the states", low=4, high=512))
    positions: str = field(
        default="learned", metadata=allowed("whether it knows where a word stands", POSITIONS)
    )
    reads: str = field(
        default="all", metadata=allowed("whether it sees the word that decides", READS)
    )
    steps: int = field(default=1000, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=64, metadata=allowed("stories a step", low=1, high=4096))
    matrix_rate: float = field(
        default=0.02, metadata=allowed("learning rate of the blocks' matrices", low=1e-5, high=0.5)
    )
    learning_rate: float = field(
        default=4e-3, metadata=allowed("learning rate of all else", low=1e-5, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.d_model % self.n_head:
            raise ValueError(f"{self.d_model} features cannot be shared by {self.n_head} heads")

    def build(self) -> Bundle[ReferentModel]:
        """The seeded, untrained model and its list of words."""
        return self.restore(list(words(self.language)))

    def restore(self, vocabulary: list[str]) -> Bundle[ReferentModel]:
        """The model for a vocabulary that was stored with its weights."""
        n_position = LONGEST if self.positions == "learned" else 0
        size = len(SPECIALS) + len(vocabulary)
        config = ReferentConfig(size, self.d_model, self.n_layer, self.n_head, n_position)
        with seeded(self.seed):
            return Bundle(ReferentModel(config), vocabulary)

    def fit(self, bundle: Bundle[ReferentModel]) -> Iterator[Point]:
        """Train on the casts that training may see; the accuracy is that on the others.

        On the way it is that on a part of them. A snapshot's ``weights`` (2, L, H, T, T) and
        ``chances`` (2, V) are those of a held-out story and its twin; the last one holds what
        ``training.referent.judge`` finds of the heads.
        """
        device = best_device()
        model = bundle.model.to(device)
        held = self.rows(held_out(self.language), bundle.vocabulary).to(device)
        some = held.take(torch.arange(0, len(held.at), CHECKED, device=device))
        shown = self.rows(shown_pair(self.language), bundle.vocabulary).to(device)

        def measure(model: ReferentModel, last: bool) -> tuple[dict[str, float], dict[str, Tensor]]:
            with torch.no_grad():
                scores, steps = model.explain(shown.tokens, shown.at)
            weights = torch.stack([one.heads.weights for one in steps], dim=1)
            drawn = {"weights": weights.cpu(), "chances": scores.softmax(dim=-1).cpu()}
            if not last:
                return {"accuracy": accuracy(model, some)}, drawn
            found = judge(model, held, twin_pairs(self.language))
            heads = {name: found.pop(name) for name in ("costs", "points")}
            return {name: float(one) for name, one in found.items()}, drawn | heads

        every = max(1, self.steps // REPORTS)
        plan = Plan(self.steps, every, self.matrix_rate, self.learning_rate)
        with one_thread():
            yield from train(model, self.batches(bundle.vocabulary, device), plan, measure)

    def batches(self, vocabulary: list[str], device: torch.device | None = None) -> Iterator[Rows]:
        """Endless batches of training stories, every twist as often as any other."""
        by_twist = [
            self.rows([story.ending(end) for story in casts for end in story.ends], vocabulary)
            for casts in split(self.language)[0]
        ]
        whole = Rows(*(torch.cat(column) for column in zip(*by_twist, strict=True)))
        whole = whole.to(device or torch.device("cpu"))
        sizes = torch.tensor([len(rows.at) for rows in by_twist])
        starts = sizes.cumsum(0) - sizes
        coins = torch.Generator().manual_seed(self.seed)
        while True:
            twist = torch.randint(len(sizes), (self.batch,), generator=coins)
            inside = torch.rand(self.batch, generator=coins) * sizes[twist]
            yield whole.take((starts[twist] + inside.long()).to(whole.at.device))

    def rows(self, stories: Sequence[Story], vocabulary: list[str]) -> Rows:
        """Stories as the model reads them."""
        return as_rows(stories, vocabulary, self.reads)


def shown_pair(language: str) -> list[Story]:
    """A held-out story of the hunt, and its twin: what is drawn while a model learns."""
    story = split(language)[1][0][0]
    return [story, story.twins[0]]


HEADS = (1, 2, 4, 8)
SEEDS = (0, 1, 2)
SHIPPED = tuple(ReferentSpec(language=language) for language in LANGUAGES)
DEFAULTS = SHIPPED
