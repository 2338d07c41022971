"""Training and judging a translator: teacher forcing, exact match, alignment against gold.

Teacher forcing: Williams & Zipser 1989. Alignment error rate: Och & Ney 2003, section 4.2.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from nlp_core.models.seq2seq import END, PAD, START
from nlp_core.models.translator import Translator
from nlp_core.training.run import Point

RAREST = 10  # steps between two checks at least


@dataclass(frozen=True)
class Example:
    """One sentence pair as ids, with its sure links (source position, target position)."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Batch:
    """Padded ids: source (B, S), target (B, T + 2) with START and END, links (B, T, S) bool."""

    source: Tensor
    target: Tensor
    links: Tensor


def collate(examples: Sequence[Example], device: torch.device | None = None) -> Batch:
    """Pad examples to one batch."""
    width = max(len(one.source) for one in examples)
    height = max(len(one.target) for one in examples)
    links = torch.zeros(len(examples), height, width, dtype=torch.bool)
    for row, one in enumerate(examples):
        for s, t in one.links:
            links[row, t, s] = True
    source = [[*one.source, *[PAD] * (width - len(one.source))] for one in examples]
    target = [[START, *one.target, END, *[PAD] * (height - len(one.target))] for one in examples]
    return Batch(
        torch.tensor(source, device=device), torch.tensor(target, device=device), links.to(device)
    )


def teacher_forced(model: Translator, batch: Batch) -> Tensor:
    """Logits (B, T + 1, V) with the reference's words read at every step, all at once."""
    logits, _ = model(batch.source, batch.target[:, :-1])
    return logits


def train(
    model: Translator,
    batches: Iterable[Batch],
    *,
    steps: int,
    learning_rate: float,
    check: Callable[[], tuple[dict[str, float], dict[str, Tensor] | None]],
    checks: int = 25,
    forward: Callable[[Any, Batch], Tensor] = teacher_forced,
    optimizers: Sequence[torch.optim.Optimizer] = (),
) -> Iterator[Point]:
    """Adam, or the given ``optimizers``, with linear decay; ``forward`` gives the logits (B, T + 1,
    V), by teacher forcing unless told otherwise, and ``check`` metrics and a snapshot.
    """
    used = optimizers or [torch.optim.Adam(model.parameters(), lr=learning_rate)]
    schedules = [torch.optim.lr_scheduler.LinearLR(o, 1.0, 0.1, total_iters=steps) for o in used]
    every, losses = max(RAREST, steps // checks), []
    for step, batch in enumerate(batches, start=1):
        model.train()
        logits = forward(model, batch)  # (B, T + 1, V)
        loss = functional.cross_entropy(
            logits.flatten(0, 1), batch.target[:, 1:].flatten(), ignore_index=PAD
        )
        for optimizer in used:
            optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer, schedule in zip(used, schedules, strict=True):
            optimizer.step()
            schedule.step()
        losses.append(loss.detach())
        if step in (1, steps) or step % every == 0:
            metrics, snapshot = check()
            yield Point(step, steps, float(torch.stack(losses).mean()), metrics, snapshot)
            losses = []
        if step == steps:
            return


@torch.inference_mode()
def exact_matches(model: Translator, batch: Batch) -> Tensor:
    """Whether each greedy translation equals its reference word for word: (B,) bool.

    Decided without decoding: greedy writes the reference if and only if every word of it is the
    likeliest one after the words before it, which teacher forcing says for all steps at once.
    """
    model.eval()
    logits, _ = model(batch.source, batch.target[:, :-1])  # (B, T + 1, V)
    wanted = batch.target[:, 1:]  # (B, T + 1), END and then PAD behind the words
    return ((logits.argmax(dim=-1) == wanted) | (wanted == PAD)).all(dim=1)


@torch.inference_mode()
def alignment(model: Translator, batch: Batch) -> Tensor | None:
    """Attention weights (B, T, S) under teacher forcing, one row a reference word; None without."""
    model.eval()
    return model.align(batch.source, batch.target[:, :-2])


@dataclass(frozen=True)
class AlignmentCount:
    """Numbers of proposed links, gold links, and links that are both; counts add up."""

    proposed: int
    sure: int
    both: int

    @property
    def error_rate(self) -> float:
        """1 - (|A ∩ S| + |A ∩ P|) / (|A| + |S|), where every possible link P is a sure one here."""
        return 1 - 2 * self.both / (self.proposed + self.sure)


def count_links(weights: Tensor, links: Tensor, words: Tensor | None = None) -> AlignmentCount:
    """Score weights (B, T, S) against gold links (B, T, S) bool.

    Each target word that counts proposes the source word that it attends to most. ``words`` (B, T)
    bool says which count; None counts those with a sure link, since the others (an article, say)
    have no right answer.
    """
    linked = links.any(dim=-1) if words is None else words  # (B, T)
    strongest = weights.argmax(dim=-1, keepdim=True)  # (B, T, 1)
    both = links.gather(-1, strongest).squeeze(-1) & linked  # (B, T)
    return AlignmentCount(int(linked.sum()), int(links.sum()), int(both.sum()))
