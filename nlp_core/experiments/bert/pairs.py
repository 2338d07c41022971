"""Does one text follow another? BERT's second question, and a rival that counts shared pieces.

Wrong pairs of the training take their second part from anywhere, so that what two parts have in
common tells much already. ``controls`` asks again with a second part from another story that has
as much in common with the first as the right one has: counting is of no use there.
"""

import random
from collections.abc import Sequence

import torch

from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.cloze import BERT
from nlp_core.experiments.bert.sentence import CORPUS
from nlp_core.memory import never, per_model
from nlp_core.text.plain import plain
from nlp_core.training.packing import CLS, SEP

STORIES = 80
KINDS = ("next", "swapped", "elsewhere", "alike")
Pair = tuple[str, str]


@per_model(24, shared=never)
@torch.inference_mode()
def follows(run: BERT, first: str, second: str) -> float:
    """How likely the second text follows the first. LearnerError "empty-text" without words."""
    ids = []
    for text in (first, second):
        said = plain(text)
        if not said:
            raise LearnerError("empty-pair")
        ids.append(encode([said], CORPUS)[0][: LONGEST // 2])
    row = [CLS, *ids[0], SEP, *ids[1], SEP]
    segment = [0] * (len(ids[0]) + 2) + [1] * (len(ids[1]) + 1)
    states = run.model(torch.tensor([row]), torch.tensor([segment]))
    return float(run.model.pair_scores(states[:, 0]).softmax(-1)[0, 0])


def halves(story: Sequence[str]) -> Pair:
    """A story's first and second half."""
    middle = (len(story) + 1) // 2
    return " ".join(story[:middle]), " ".join(story[middle:])


def shared(first: str, second: str) -> float:
    """The share of the second text's pieces that the first has too."""
    one, other = (set(ids) for ids in encode([plain(first), plain(second)], CORPUS))
    return len(one & other) / max(len(other), 1)


def controls(stories: Sequence[Sequence[str]], count: int = STORIES) -> dict[str, list[Pair]]:
    """Pairs of each kind from unseen stories: as told, swapped, with another story's second half,
    and with that of another story which has as much in common with the first half."""
    dice = random.Random(count)
    told = [halves(story) for story in stories[:count]]
    seconds = [second for _, second in told]
    found: dict[str, list[Pair]] = {kind: [] for kind in KINDS}
    for number, (first, second) in enumerate(told):
        others = seconds[:number] + seconds[number + 1 :]
        right = shared(first, second)
        some = dice.sample(others, min(30, len(others)))
        alike = min(some, key=lambda one: abs(shared(first, one) - right))
        found["next"].append((first, second))
        found["swapped"].append((second, first))
        found["elsewhere"].append((first, dice.choice(others)))
        found["alike"].append((first, alike))
    return found


def threshold(stories: Sequence[Sequence[str]], count: int = STORIES) -> float:
    """What share of common pieces parts right from wrong pairs best on stories that were read."""
    found = controls(stories, count)
    right, wrong = ([shared(*pair) for pair in found[kind]] for kind in ("next", "elsewhere"))
    steps = sorted({*right, *wrong})
    return max(
        steps,
        key=lambda at: sum(one >= at for one in right) + sum(one < at for one in wrong),
    )


def accepted(run: BERT, found: dict[str, list[Pair]]) -> dict[str, float]:
    """The share of the pairs of each kind that the model takes for right."""
    return {
        kind: sum(follows(run, *pair) > 0.5 for pair in pairs) / max(len(pairs), 1)
        for kind, pairs in found.items()
    }


def accepted_by_counting(found: dict[str, list[Pair]], least: float) -> dict[str, float]:
    """The same by the share of common pieces."""
    return {
        kind: sum(shared(*pair) >= least for pair in pairs) / max(len(pairs), 1)
        for kind, pairs in found.items()
    }


def accuracy(taken: dict[str, float], wrong: str) -> float:
    """How many are judged rightly, half of them right pairs and half of the ``wrong`` kind."""
    return (taken["next"] + 1 - taken[wrong]) / 2
