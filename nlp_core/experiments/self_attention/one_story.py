"""One held-out story read by a model of referents, by each later word that the story allows."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.corpora.little_world import OMITTED, Story
from nlp_core.memory import per_model
from nlp_core.models.referent import SPECIALS, ReferentModel
from nlp_core.recipes.referent import ReferentSpec
from nlp_core.recipes.referent_stories import meant, other, split
from nlp_core.trained import Trained

Reader = Trained[ReferentSpec, ReferentModel]
Heads = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Told:
    """A story by one of its ends, and what a model makes of it.

    ``at``, ``later`` and ``to`` are the places of the pronoun, the later word and the one meant;
    ``weights`` (L, H, T) the attention from the pronoun; ``chance`` is that of the answer.
    """

    text: str
    tokens: tuple[str, ...]
    at: int
    later: int
    to: int
    weights: NDArray[np.float32]
    answer: str
    chance: float
    meant: str
    chance_meant: float
    other: str
    chance_other: float

    @property
    def word(self) -> str:
        """The later word."""
        return self.tokens[self.later]

    @property
    def right(self) -> bool:
        """Whether the answer is the one meant."""
        return self.answer == self.meant


def examples(language: str) -> tuple[Story, ...]:
    """A story of each twist that no training sees."""
    return tuple(casts[0] for casts in split(language)[1])


def text_of(story: Story) -> str:
    """The story as written, the subject left out in its place."""
    (sentence,) = story.sentences
    parts = [(" " if u.space or not u.text else "") + (u.text or OMITTED) for u in sentence.units]
    joined = "".join(parts).strip()
    return joined[:1].upper() + joined[1:]


@per_model(32)
def read(run: Reader, number: int, removed: Heads = ()) -> tuple[Told, ...]:
    """Example ``number`` by each of its ends, with some heads (layer, head) taken out."""
    story = examples(run.spec.language)[number]
    ends = [story.ending(end) for end in story.ends]
    rows = run.spec.rows(ends, run.vocabulary)
    keep = [torch.ones(run.spec.n_head) for _ in range(run.spec.n_layer)]
    for layer, head in removed:
        keep[layer][head] = 0.0
    with torch.inference_mode():
        scores, steps = run.model.explain(rows.tokens, rows.at, keep=keep)
    chances = scores.softmax(dim=-1)
    count = len(story.tokens)
    weights = torch.stack([one.heads.weights for one in steps], dim=1)  # (E, L, H, T, T)
    named = (*SPECIALS, *run.vocabulary)
    index = {word: place for place, word in enumerate(named)}
    found = []
    for row, one in enumerate(ends):
        assert one.later is not None
        best, at = int(chances[row].argmax()), int(rows.at[row])
        two = meant(one), other(one)
        found.append(
            Told(
                text=text_of(one),
                tokens=tuple(one.tokens),
                at=at,
                later=one.position(one.later),
                to=int(rows.meant_at[row]),
                weights=weights[row, :, :, at, :count].numpy(),
                answer=named[best],
                chance=float(chances[row, best]),
                meant=two[0],
                chance_meant=float(chances[row, index[two[0]]]),
                other=two[1],
                chance_other=float(chances[row, index[two[1]]]),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Judged:
    """What a training's end measured on all held-out stories: see ``training.referent.judge``."""

    accuracy: float
    turned: float
    followed: float
    costs: NDArray[np.float32]
    points: NDArray[np.float32]

    @property
    def dearest(self) -> tuple[int, int]:
        """The head (layer, head) whose removal costs most."""
        return divmod(int(self.costs.argmax()), self.costs.shape[1])

    @property
    def telling(self) -> tuple[int, int]:
        """The head (layer, head) that looks most often at the one meant."""
        return divmod(int(self.points.argmax()), self.points.shape[1])


def judged(run: Reader) -> Judged:
    """What the model is worth, from its last snapshot and its card."""
    _, last = run.snapshots[-1]
    found = {name: run.metrics[name] for name in ("accuracy", "turned", "followed")}
    return Judged(**found, costs=last["costs"], points=last["points"])
