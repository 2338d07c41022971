"""Pre-training: questions made out of plain text, and the loss of each way to answer them.

Masked tokens (Devlin et al. 2019), the next token (Radford et al. 2019), whether two parts belong
together or are in order (Lan et al. 2020), and which tokens were replaced (Clark et al. 2020).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.albert import Albert
from nlp_core.models.bert import Bert
from nlp_core.models.electra import Electra
from nlp_core.models.encoder_block import Encoder
from nlp_core.models.gpt import Gpt
from nlp_core.models.masks import same_document
from nlp_core.training.language_model import rate
from nlp_core.training.optim import Muon
from nlp_core.training.packing import IGNORED, MASK, N_SPECIAL, PAD, Rows
from nlp_core.training.run import Point

RTD_WEIGHT = 50.0  # of the discriminator's loss, which is small where the generator's is large
PAIRINGS = {"mlm+nsp": "next", "mlm+sop": "order", "causal": "causal", "rtd": "none"}
OBJECTIVES = tuple(PAIRINGS)


@dataclass(frozen=True, eq=False)
class Hidden:
    """Rows with some tokens hidden: the ``tokens`` (B, T) to read, where those hidden stand, the
    ``places`` (B, K), and what they were, ``targets`` (B, K; ``IGNORED`` where nothing is asked).
    """

    tokens: Tensor
    places: Tensor
    targets: Tensor


def hide(tokens: Tensor, share: float, dice: torch.Generator, *, kept: float = 0.2) -> Hidden:
    """Ask about ``share`` of the places of each row (B, T), as far as there are tokens in it.

    Of those asked about, ``1 - kept`` become [MASK], and the rest are half random tokens, half left
    as they are (BERT, section 3.1).
    """
    shape, device = tokens.shape, tokens.device
    order = torch.rand(shape, generator=dice, device=device)
    order = order.masked_fill(tokens < N_SPECIAL, -1.0)
    found = order.topk(max(1, round(share * shape[1])), dim=1)  # (B, K)
    places, real = found.indices, found.values >= 0
    was = tokens.gather(1, places)  # (B, K)
    kind = torch.rand(places.shape, generator=dice, device=device)
    drawn = torch.randint(was.numel(), places.shape, generator=dice, device=device)
    other = was.flatten()[
        drawn
    ]  # a token that is asked about elsewhere: as frequent as in the text
    other = torch.where(other < N_SPECIAL, was, other)
    shown = torch.where(kind < 1 - kept, MASK, torch.where(kind < 1 - kept / 2, other, was))
    read = tokens.scatter(1, places, torch.where(real, shown, was))
    return Hidden(read, places, torch.where(real, was, IGNORED))


def at(states: Tensor, places: Tensor) -> Tensor:
    """The states (B, K, C) at some places (B, K) of states (B, T, C)."""
    return states.gather(1, places[..., None].expand(-1, -1, states.shape[-1]))


def cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy of scores (..., V) against targets (...), without the ``IGNORED``."""
    asked = (targets != IGNORED).sum().clamp(min=1)
    flat = scores.flatten(0, -2).float()
    return F.cross_entropy(flat, targets.flatten(), ignore_index=IGNORED, reduction="sum") / asked


def masked_loss(model: Bert | Albert, rows: Rows, share: float, dice: torch.Generator) -> Tensor:
    """The loss of the hidden tokens and of the pairs, one added to the other."""
    hidden = hide(rows.tokens, share, dice)
    states = model(hidden.tokens, rows.segment, same_document(rows.document))
    tokens = cross_entropy(model.token_scores(at(states, hidden.places)), hidden.targets)
    return tokens + cross_entropy(model.pair_scores(states), rows.answer)


def following(rows: Rows) -> Tensor:
    """The token after each (B, T - 1), ``IGNORED`` at an example's end."""
    after, own = rows.document[:, 1:], rows.document[:, :-1]
    targets = rows.tokens[:, 1:]
    return targets.masked_fill((after != own) | (targets == PAD), IGNORED)


def causal_loss(model: Gpt, rows: Rows, share: float, dice: torch.Generator) -> Tensor:
    """The loss of each next token within its example."""
    states = model(rows.tokens, same_document(rows.document))
    return cross_entropy(model.token_scores(states[:, :-1]), following(rows))


@dataclass(frozen=True, eq=False)
class Replaced:
    """Rows in which a generator filled what was hidden: the ``tokens`` (B, T), and which of them
    are not the original, ``fake`` (B, T).
    """

    tokens: Tensor
    fake: Tensor


def fill(tokens: Tensor, hidden: Hidden, scores: Tensor, dice: torch.Generator) -> Replaced:
    """Draw a token for each hidden place from the generator's scores (B, K, V).

    A draw that equals the original counts as the original.
    """
    noise = torch.rand(scores.shape, generator=dice, device=scores.device)
    noise = noise.clamp_(min=1e-9).log_().neg_().log_()
    drawn = (scores.float() - noise).argmax(-1)  # Gumbel: a draw from the softmax
    was = tokens.gather(1, hidden.places)
    filled = tokens.scatter(1, hidden.places, torch.where(hidden.targets == IGNORED, was, drawn))
    return Replaced(filled, filled != tokens)


def guessed(
    model: Electra, rows: Rows, share: float, dice: torch.Generator
) -> tuple[Hidden, Tensor, Replaced]:
    """What was hidden, the generator's scores (B, K, V) of it, and what was drawn from them."""
    hidden = hide(rows.tokens, share, dice, kept=0.0)
    states = model.guess_states(hidden.tokens, rows.segment, same_document(rows.document))
    guesses = model.guesses(at(states, hidden.places))
    return hidden, guesses, fill(rows.tokens, hidden, guesses.detach(), dice)


def replaced_loss(model: Electra, rows: Rows, share: float, dice: torch.Generator) -> Tensor:
    """The generator's loss on what was hidden, and the discriminator's on every token."""
    hidden, guesses, replaced = guessed(model, rows, share, dice)
    verdict = verdict_loss(model, rows, replaced)
    return cross_entropy(guesses, hidden.targets) + RTD_WEIGHT * verdict


def verdict_loss(model: Electra, rows: Rows, replaced: Replaced) -> Tensor:
    """The discriminator's loss, the mean over the rows' tokens."""
    states = model(replaced.tokens, rows.segment, same_document(rows.document))
    verdict = model.replaced(states).float()  # (B, T)
    real = (rows.tokens >= N_SPECIAL).float()
    each = F.binary_cross_entropy_with_logits(
        verdict, replaced.fake.float(), weight=real, reduction="sum"
    )
    return each / real.sum()


Loss = Callable[..., Tensor]
LOSSES: dict[str, Loss] = {
    "mlm+nsp": masked_loss,
    "mlm+sop": masked_loss,
    "causal": causal_loss,
    "rtd": replaced_loss,
}


def optimisers(model: nn.Module, *, matrices: float, rest: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the blocks, AdamW for everything else, with their rates."""
    encoders = [module for module in model.modules() if isinstance(module, Encoder)]
    inner = {id(p): p for e in encoders for p in e.parameters() if p.ndim == 2}
    outer = [p for p in model.parameters() if id(p) not in inner]
    fused = next(model.parameters()).is_cuda
    adam = torch.optim.AdamW(outer, rest, (0.9, 0.98), weight_decay=0.0, fused=fused)
    return [Muon(inner.values(), matrices), adam]


@dataclass(frozen=True)
class Plan:
    """How to train: the objective, the share of places that are hidden, steps, and reports; there
    is a report also after each of the steps ``moments``. ``loss`` stands in for the objective's.
    """

    objective: str
    share: float
    steps: int
    reports: int
    seed: int
    bfloat16: bool = False
    clip: float = 1.0
    moments: tuple[int, ...] = ()
    loss: Loss | None = None


def learn(
    model: nn.Module,
    optimising: list[torch.optim.Optimizer],
    batches: Iterator[Rows],
    plan: Plan,
    measure: Callable[[nn.Module, bool], dict[str, float]],
    *,
    done: int = 0,
    keep: Callable[[int], None] = lambda step: None,
) -> Iterator[Point]:
    """Train from step ``done`` to the plan's end; ``measure(model, last)`` gives the metrics.

    ``keep`` is called after each step with the number of steps done, for who wants to go on later.
    """
    device = next(model.parameters()).device
    full = [group["lr"] for o in optimising for group in o.param_groups]
    warm_up = min(50, max(1, plan.steps // 10))
    every = max(1, plan.steps // plan.reports)
    running, since = torch.zeros((), device=device), 0
    model.train()
    for step in range(done, plan.steps):
        groups = [group for o in optimising for group in o.param_groups]
        for group, lr in zip(groups, full, strict=True):
            group["lr"] = lr * rate(step, plan.steps, warm_up=warm_up)
        running, since = running + _update(model, optimising, next(batches), plan, step), since + 1
        last = step + 1 == plan.steps
        due = (step + 1) % every == 0 or step + 1 in plan.moments
        if step == 9 or due or last:
            model.eval()
            with torch.inference_mode():
                metrics = measure(model, last)
            model.train()
            yield Point(step + 1, plan.steps, float(running) / since, metrics)
            running, since = torch.zeros((), device=device), 0
        keep(step + 1)
    for group, lr in zip([g for o in optimising for g in o.param_groups], full, strict=True):
        group["lr"] = lr
    model.eval()


def _update(
    model: nn.Module,
    optimising: list[torch.optim.Optimizer],
    rows: Rows,
    plan: Plan,
    step: int,
) -> Tensor:
    """One step; its dice depend on its number alone, so that a run can go on where it ended."""
    device = rows.tokens.device
    dice = torch.Generator(device).manual_seed(plan.seed * 1_000_003 + step)
    with torch.autocast(device.type, torch.bfloat16, enabled=plan.bfloat16):
        loss = (plan.loss or LOSSES[plan.objective])(model, rows, plan.share, dice)
    for optimiser in optimising:
        optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), plan.clip)
    for optimiser in optimising:
        optimiser.step()
    return loss.detach()
