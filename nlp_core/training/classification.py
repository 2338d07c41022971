"""Fine-tuning: a classifier of texts learns from few labels, in batches of texts of like length."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.text_classifier import TextClassifier
from nlp_core.training.language_model import rate
from nlp_core.training.optim import Muon
from nlp_core.training.packing import CLS, PAD, SEP
from nlp_core.training.run import Point

POOL = 16  # batches whose texts are sorted by length together
READ_AT_ONCE = 128
CLIP = 1.0


@dataclass(frozen=True, eq=False)
class Texts:
    """N texts as rows of tokens: ``tokens`` (N, T), ``lengths`` (N,) and ``labels`` (N,)."""

    tokens: Tensor
    lengths: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, chosen: Tensor) -> "Texts":
        """Some of the texts (K,), as wide as the longest of them."""
        lengths = self.lengths[chosen]
        width = int(lengths.max()) if len(chosen) else 0
        return Texts(self.tokens[chosen, :width].long(), lengths, self.labels[chosen])

    @property
    def real(self) -> Tensor:
        """Which tokens are no padding (N, T)."""
        places = torch.arange(self.tokens.shape[1], device=self.tokens.device)
        return places < self.lengths[:, None]


def as_texts(
    ids: Sequence[Sequence[int]], labels: Sequence[int], longest: int, device: torch.device
) -> Texts:
    """Token ids as [CLS] ... [SEP], at most ``longest`` tokens each; the rest is cut off."""
    rows = [[CLS, *one[: longest - 2], SEP] for one in ids]
    lengths = torch.tensor([len(row) for row in rows])
    width = max(map(len, rows), default=0)
    padded = [row + [PAD] * (width - len(row)) for row in rows]
    tokens = torch.tensor(padded, dtype=torch.int16).view(len(rows), width)
    return Texts(tokens.to(device), lengths.to(device), torch.tensor(labels).to(device))


def batches(texts: Texts, size: int, dice: torch.Generator) -> Iterator[Texts]:
    """Endless batches, every text once an epoch, those of like length together."""
    while True:
        order = torch.randperm(len(texts), generator=dice).to(texts.lengths.device)
        sorted_parts = [
            part[texts.lengths[part].argsort(stable=True)] for part in order.split(size * POOL)
        ]
        made = torch.cat(sorted_parts).split(size)
        for number in torch.randperm(len(made), generator=dice).tolist():
            yield texts.at(made[number])


@dataclass(frozen=True)
class Rates:
    """Learning rates: of the encoder's matrices, of its embeddings, and of the head."""

    matrices: float
    embeddings: float
    head: float


def optimisers(model: TextClassifier, rates: Rates) -> list[torch.optim.Optimizer]:
    """Muon for the blocks' matrices, AdamW for the embeddings and for the head."""
    matrices = [p for p in model.encoder.parameters() if p.ndim == 2]
    vectors = [p for p in model.encoder.parameters() if p.ndim != 2]
    groups = [
        {"params": [*model.embeddings.parameters(), *vectors], "lr": rates.embeddings},
        {"params": list(model.head.parameters()), "lr": rates.head},
    ]
    adam = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    return [Muon(matrices, rates.matrices), adam]


@dataclass(frozen=True)
class Plan:
    """How long to learn, in batches of which size, and how often to report."""

    steps: int
    batch: int
    reports: int
    seed: int
    bfloat16: bool = False


Measure = Callable[[bool], dict[str, float]]
"""The metrics; its argument says whether it is the last time."""


def learn(
    model: TextClassifier, texts: Texts, rates: Rates, plan: Plan, measure: Measure
) -> Iterator[Point]:
    """Fine-tune all weights of ``model`` in place."""
    optimising = optimisers(model, rates)
    groups = [group for one in optimising for group in one.param_groups]
    full = [group["lr"] for group in groups]
    supply = batches(texts, plan.batch, torch.Generator().manual_seed(plan.seed))
    every = max(1, plan.steps // plan.reports)
    losses: list[float] = []
    for step in range(plan.steps):
        for group, lr in zip(groups, full, strict=True):
            group["lr"] = lr * rate(step, plan.steps, warm_up=max(1, plan.steps // 10))
        model.train()
        losses.append(_update(model, optimising, next(supply), plan))
        last = step + 1 == plan.steps
        if step == 0 or (step + 1) % every == 0 or last:
            model.eval()
            yield Point(step + 1, plan.steps, sum(losses) / len(losses), measure(last))
            losses = []


def _update(
    model: TextClassifier, optimising: list[torch.optim.Optimizer], batch: Texts, plan: Plan
) -> float:
    """Forward, loss, backward, step; the loss of this batch."""
    with torch.autocast(batch.tokens.device.type, torch.bfloat16, enabled=plan.bfloat16):
        scores = model(batch.tokens, batch.real)
    loss = F.cross_entropy(scores.float(), batch.labels)
    for one in optimising:
        one.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    for one in optimising:
        one.step()
    return loss.item()


def learn_head(
    model: TextClassifier, texts: Texts, rate_: float, plan: Plan, measure: Measure
) -> Iterator[Point]:
    """Learn the head alone, the encoder frozen (a linear probe): the texts are read once."""
    states = pooled(model, texts, bfloat16=plan.bfloat16)  # (N, C)
    adam = torch.optim.AdamW(model.head.parameters(), rate_, (0.9, 0.98), weight_decay=0.0)
    dice = torch.Generator().manual_seed(plan.seed)
    every = max(1, plan.steps // plan.reports)
    for step in range(plan.steps):
        adam.param_groups[0]["lr"] = rate_ * rate(step, plan.steps, warm_up=1)
        chosen = torch.randperm(len(texts), generator=dice)[: plan.batch].to(states.device)
        loss = F.cross_entropy(model.head(states[chosen]), texts.labels[chosen])
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        last = step + 1 == plan.steps
        if step == 0 or (step + 1) % every == 0 or last:
            yield Point(step + 1, plan.steps, loss.item(), measure(last))


@torch.no_grad()
def pooled(model: TextClassifier, texts: Texts, *, bfloat16: bool = False) -> Tensor:
    """What the frozen encoder makes of every text (N, C), in the order of the texts."""
    order = texts.lengths.argsort(stable=True)
    with torch.autocast(texts.tokens.device.type, torch.bfloat16, enabled=bfloat16):
        parts = [texts.at(chosen) for chosen in order.split(READ_AT_ONCE)]
        found = torch.cat([model.pooled(part.tokens, part.real).float() for part in parts])
    return found[order.argsort()]


@torch.no_grad()
def accuracy(model: TextClassifier, texts: Texts, *, bfloat16: bool = False) -> float:
    """The share of the texts whose label has the larger score."""
    scores = model.head(pooled(model, texts, bfloat16=bfloat16))  # (N, classes)
    return (scores.argmax(dim=1) == texts.labels).float().mean().item()
