"""Training a character model on windows of a text, and letting it write."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.character_lm import CharacterLM
from nlp_core.training.word2vec import report_steps


@dataclass(frozen=True)
class Settings:
    """How to train: ``clip`` is the largest norm of a gradient, 0 for no limit."""

    steps: int
    batch: int
    window: int
    learning_rate: float
    clip: float = 1.0
    optimizer: str = "adam"


@dataclass(frozen=True)
class Progress:
    """Where training stands: means since the last report, and the largest gradient norm."""

    step: int
    loss: float
    steepest: float


class Windows:
    """Windows of ``length`` characters of a text (N,), from where a line begins if lines are many.

    The state is zero where a window begins, so what came before must not matter much.
    """

    FEWEST = 64  # with fewer beginnings than this, windows begin anywhere

    def __init__(self, ids: Tensor, end: int, length: int) -> None:
        """ValueError if the text is shorter than a window."""
        last = len(ids) - length
        if length < 2 or last < 0:
            raise ValueError("a window has two characters or more, and the text one window or more")
        places = torch.arange(last + 1)
        lines = places[ids[: last + 1] == end]
        self._starts = lines if len(lines) >= self.FEWEST else places
        self._ids, self._offsets = ids, torch.arange(length)

    def draw(self, count: int, dice: torch.Generator) -> Tensor:
        """``count`` windows at random: (B, length)."""
        chosen = self._starts[torch.randint(len(self._starts), (count,), generator=dice)]
        return self._ids[chosen[:, None] + self._offsets]

    def spread(self, count: int) -> Tensor:
        """At most ``count`` windows, evenly spread and always the same: (B, length)."""
        chosen = torch.linspace(0, len(self._starts) - 1, count).round().long().unique()
        return self._ids[self._starts[chosen][:, None] + self._offsets]


def make_optimizer(name: str, model: nn.Module, rate: float) -> torch.optim.Optimizer:
    """Adam with its usual constants, or plain gradient descent."""
    if name == "adam":
        return torch.optim.Adam(model.parameters(), lr=rate)
    return torch.optim.SGD(model.parameters(), lr=rate)


def next_loss(model: CharacterLM, windows: Tensor) -> Tensor:
    """Mean cross-entropy of each next character in windows (B, T + 1)."""
    scores, _ = model(windows[:, :-1])  # (B, T, V)
    return F.cross_entropy(scores.flatten(0, 1), windows[:, 1:].flatten())


def gradient_norm(model: nn.Module) -> Tensor:
    """The norm of all gradients together, ()."""
    return torch.stack([p.grad.norm() for p in model.parameters() if p.grad is not None]).norm()


def clip_gradients(model: nn.Module, most: float) -> Tensor:
    """Shorten the gradient to norm ``most`` where it is longer, in place; its norm before, ().

    It keeps its direction (Pascanu et al. 2013, algorithm 1); with ``most`` 0 nothing is changed.
    """
    norm = gradient_norm(model)
    if most > 0 and norm > most:
        for parameter in model.parameters():
            if parameter.grad is not None:
                parameter.grad.mul_(most / norm)
    return norm


def train(
    model: CharacterLM,
    windows: Windows,
    settings: Settings,
    dice: torch.Generator,
    *,
    reports: int = 24,
) -> Iterator[Progress]:
    """Train in place, the rate falling linearly to a twentieth; reports come more often at first.

    Stops early where the loss is no number any more.
    """
    device = next(model.parameters()).device
    optimizer = make_optimizer(settings.optimizer, model, settings.learning_rate)
    due, since = report_steps(settings.steps, reports), []
    for step in range(1, settings.steps + 1):
        for group in optimizer.param_groups:
            decay = max(0.05, 1 - (step - 1) / settings.steps)
            group["lr"] = settings.learning_rate * decay
        loss = next_loss(model, windows.draw(settings.batch, dice).to(device))
        optimizer.zero_grad()
        loss.backward()
        norm = clip_gradients(model, settings.clip)
        optimizer.step()
        since.append(torch.stack([loss.detach(), norm]))
        if step in due:
            losses, norms = torch.stack(since).unbind(1)
            yield Progress(step, float(losses.mean()), float(norms.max()))
            if not losses.isfinite().all():
                return
            since = []


@torch.inference_mode()
def write(
    model: CharacterLM,
    start: Tensor,
    length: int,
    dice: torch.Generator,
    *,
    temperature: float = 1.0,
) -> Tensor:
    """Continue beginnings (B, T) by ``length`` characters each, drawn one by one: (B, length).

    A temperature below 1 makes likely characters likelier; at 0 the likeliest is taken.
    """
    ids, last, written = start, None, []
    for _ in range(length):
        scores, last = model(ids, last)
        ids = drawn(scores[:, -1], temperature, dice)[:, None]  # (B, 1)
        written.append(ids)
    return torch.cat(written, dim=1) if written else start[:, :0]


def drawn(scores: Tensor, temperature: float, dice: torch.Generator) -> Tensor:
    """One character a row of scores (B, V), drawn on the CPU so that a seed means one text."""
    if temperature <= 0:
        return scores.argmax(-1)
    chances = (scores.cpu() / temperature).softmax(-1)
    return torch.multinomial(chances, 1, generator=dice)[:, 0].to(scores.device)
