"""What the two questions about pairs give away to who only counts words.

Shared words: one number, how many pieces both parts have; it is the same in either order, so that
it can never tell it. Words by side: which pieces stand first and which second, with no order within
a part and no look from one part at the other.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.experiments.albert.pairs import TASKS, asked, tested, trained_on
from nlp_core.training.packing import IGNORED, N_SPECIAL, Rows
from nlp_core.training.run import seeded

BASELINES = ("shared", "sides")
STEPS, RATE, DECAY = 100, 0.1, 1e-3


def sides(rows: Rows, vocab_size: int) -> tuple[Tensor, Tensor]:
    """Which pieces each pair has in its first part and in its second, (P, 2, V) of 0 and 1, and
    the answers (P,).
    """
    found, answers = [], []
    for tokens, document, segment, answer in zip(
        rows.tokens.long(), rows.document, rows.segment, rows.answer.long(), strict=True
    ):
        for at in (answer != IGNORED).nonzero().flatten().tolist():
            own = (document == document[at]) & (tokens >= N_SPECIAL)
            one = torch.zeros(2, vocab_size)
            one[segment[own].long(), tokens[own]] = 1.0
            found.append(one)
            answers.append(int(answer[at]))
    return torch.stack(found), torch.tensor(answers)


def features(kind: str, pairs: Tensor) -> Tensor:
    """What a baseline reads of pairs (P, 2, V): (P, F)."""
    if kind == "sides":
        return pairs.flatten(1)
    both = (pairs[:, 0] * pairs[:, 1]).sum(1)
    fewer = pairs.sum(2).min(1).values.clamp(min=1)
    return torch.stack([both, both / fewer], dim=1) / 5


def fitted(x: Tensor, answers: Tensor) -> nn.Linear:
    """Logistic regression of features (P, F) on answers (P,)."""
    with seeded(0):
        line = nn.Linear(x.shape[1], 2)
    optimiser = torch.optim.AdamW(line.parameters(), RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        optimiser.zero_grad()
        F.cross_entropy(line(x), answers).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return line


def scores(languages: tuple[str, ...], vocab_size: int) -> dict[str, dict[str, dict[str, float]]]:
    """The accuracy of each baseline by language and task, learned from what the models read."""
    found: dict[str, dict[str, dict[str, float]]] = {
        kind: {language: {} for language in languages} for kind in BASELINES
    }
    for task in TASKS:
        learned, answers = sides(asked(trained_on(), task, seed=0), vocab_size)
        lines = {kind: fitted(features(kind, learned), answers) for kind in BASELINES}
        for language in languages:
            pairs, truth = sides(asked(tested(language), task), vocab_size)
            for kind, line in lines.items():
                with torch.inference_mode():
                    right = line(features(kind, pairs)).argmax(-1) == truth
                found[kind][language][task] = float(right.float().mean())
    return found
