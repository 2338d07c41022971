"""Training a model to predict the next token, and generating one token at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.training.run import Point

Batch = tuple[Tensor, Tensor]
"""Tokens (B, T + 1) and the weight of the loss on each of them (B, T + 1)."""


def next_token_loss(scores: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """Cross-entropy of scores (B, T, V) against targets (B, T), averaged by weights (B, T)."""
    losses = F.cross_entropy(scores.flatten(0, 1).float(), targets.flatten(), reduction="none")
    return (losses * weights.flatten()).sum() / weights.sum()


def rate(step: int, total: int, *, warm_up: int = 50, floor: float = 0.02) -> float:
    """The share of the full learning rate at a step: linear warm-up, then linear decay."""
    return min((step + 1) / warm_up, 1 - (1 - floor) * step / total)


def fast_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is faster than float32 there: on a graphics card that multiplies it, and on
    a CPU with tiles for it (AMX). One that only has AVX-512's instructions for it takes 1.3 to 1.5
    times as long for a training step as with float32.
    """
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported()
    tiles = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    return device.type == "cpu" and bool(tiles())


def stretches(ids: Tensor, rows: int, length: int, dice: torch.Generator) -> Iterator[Batch]:
    """Endless batches of ``rows`` stretches of a text (N,), each from anywhere in it, in which
    ``length`` tokens are predicted. ValueError for a text that is no longer than that.
    """
    last = len(ids) - length
    if last < 1:
        raise ValueError(f"a text of {len(ids)} tokens has none after {length} others")
    offsets, weights = torch.arange(length + 1), torch.ones(rows, length + 1)
    while True:
        yield ids[torch.randint(last, (rows, 1), generator=dice) + offsets], weights


@torch.inference_mode()
def text_loss(
    model: nn.Module, ids: Tensor, length: int, *, rows: int = 64, every: int = 1
) -> float:
    """Mean cross-entropy of each token of a text (N,) but the first, read in windows of ``length``.

    A token is judged by those before it in its window, so that the first ones of a window count as
    well as the last. ``every`` 4 reads each fourth window alone.
    """
    device = next(model.parameters()).device
    whole = (len(ids) - 1) // length * length
    read, wanted = (part[:whole].view(-1, length)[::every] for part in (ids[:-1], ids[1:]))
    parts = [*zip(read.split(rows), wanted.split(rows), strict=True)] if whole else []
    if whole < len(ids) - 1 and every == 1:
        parts.append((ids[None, whole:-1], ids[None, whole + 1 :]))  # the rest
    total, count = 0.0, 0
    for tokens, targets in parts:
        scores = model(tokens.to(device)).flatten(0, 1).float()  # (B · T, V)
        total += float(F.cross_entropy(scores, targets.to(device).flatten(), reduction="sum"))
        count += targets.numel()
    return total / count


@dataclass(frozen=True)
class Schedule:
    """How long to train, when to report, and whether to multiply in bfloat16."""

    steps: int
    report_every: int
    bfloat16: bool = False
    clip: float = 1.0


def train(
    model: nn.Module,
    optimisers: list[torch.optim.Optimizer],
    data: Iterator[Batch],
    schedule: Schedule,
    measure: Callable[[nn.Module], dict[str, float]],
) -> Iterator[Point]:
    """Train ``model`` in place on ``data``; yield its loss and the metrics from ``measure``."""
    device = next(model.parameters()).device
    full = [group["lr"] for o in optimisers for group in o.param_groups]
    running = torch.zeros((), device=device)
    since = 0
    model.train()
    for step in range(schedule.steps):
        groups = [group for o in optimisers for group in o.param_groups]
        for group, lr in zip(groups, full, strict=True):
            group["lr"] = lr * rate(step, schedule.steps)
        loss = _update(model, optimisers, next(data), schedule, device)
        running, since = running + loss, since + 1
        last = step + 1 == schedule.steps
        if step == 9 or (step + 1) % schedule.report_every == 0 or last:
            metrics = _measured(model, measure)
            yield Point(step + 1, schedule.steps, float(running) / since, metrics)
            running, since = torch.zeros((), device=device), 0
    model.eval()


def _update(
    model: nn.Module,
    optimisers: list[torch.optim.Optimizer],
    batch: Batch,
    schedule: Schedule,
    device: torch.device,
) -> Tensor:
    """Forward, loss, backward, step; the loss of this batch."""
    tokens, weights = (part.to(device, non_blocking=True) for part in batch)
    with torch.autocast(device.type, torch.bfloat16, enabled=schedule.bfloat16):
        scores = model(tokens[:, :-1])  # (B, T, V)
    loss = next_token_loss(scores, tokens[:, 1:], weights[:, 1:])
    for optimiser in optimisers:
        optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), schedule.clip)
    for optimiser in optimisers:
        optimiser.step()
    return loss.detach()


def _measured(
    model: nn.Module, measure: Callable[[nn.Module], dict[str, float]]
) -> dict[str, float]:
    model.eval()
    with torch.inference_mode():
        metrics = measure(model)
    model.train()
    return metrics


@torch.inference_mode()
def continue_text(model: nn.Module, tokens: Tensor, *, stop: int, limit: int) -> Tensor:
    """Greedy decoding: append the most likely next token until ``stop`` or ``limit`` tokens.

    tokens (T,) to the probabilities of each new token (N, V); its argmax is what was written.
    """
    rows = []
    for _ in range(limit):
        probabilities = model(tokens[None])[0, -1].softmax(-1)  # (V,)
        rows.append(probabilities)
        tokens = torch.cat([tokens, probabilities.argmax()[None]])
        if int(tokens[-1]) == stop:
            break
    return torch.stack(rows)
