"""A long training that goes on where it was cut off: weights and optimisers, kept every minute.

The file lies in the cache, as safetensors, and goes when the training ends.
"""

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from nlp_core.checksum import sha256_of
from nlp_core.corpora.public import folders

EVERY_S = 60.0
LONG = 4_000_000  # tokens from which on a training is kept now and then, to go on after an end
_STEP = "step"


def kept_at(spec: Any, pieces: str) -> Path | None:
    """Where the state of a spec's training is kept; None where it is too short for that.
    ``pieces`` tells its tokenizer.
    """
    if spec.tokens < LONG:
        return None
    name = sha256_of([spec.VERSION, dataclasses.asdict(spec), pieces])[:16]
    return folders()[-1].parent / "unfinished" / f"{spec.NAME}-{name}.safetensors"


class Resuming:
    """Keeps the state of a training in ``path``; with None it keeps nothing."""

    def __init__(
        self,
        path: Path | None,
        model: nn.Module,
        optimisers: list[torch.optim.Optimizer],
        *,
        every_s: float = EVERY_S,
    ) -> None:
        self.path, self.model, self.optimisers, self.every_s = path, model, optimisers, every_s
        self._kept = time.monotonic()

    def restore(self) -> int:
        """Load what was kept, if anything was; how many steps it had done.

        A file that does not fit is of another training: it is ignored, and replaced later.
        """
        if self.path is None or not self.path.is_file():
            return 0
        try:
            stored = load_file(self.path, device=str(next(self.model.parameters()).device))
            weights = {k[2:]: v for k, v in stored.items() if k.startswith("w.")}
            self.model.load_state_dict(weights)
        except (OSError, ValueError, RuntimeError, SafetensorError):
            return 0
        for state, prefix in self._states():
            for name, value in stored.items():
                if name.startswith(prefix):
                    state[name.removeprefix(prefix)] = value
        return int(stored[_STEP])

    def keep(self, step: int) -> None:
        """Write the state after ``step`` steps, if the last time is long enough ago."""
        if self.path is None or time.monotonic() - self._kept < self.every_s:
            return
        stored: dict[str, Tensor] = {_STEP: torch.tensor(step)}
        stored |= {f"w.{name}": value for name, value in self._weights().items()}
        for state, prefix in self._states():
            stored |= {prefix + key: value for key, value in state.items()}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_suffix(".aside")
        save_file({name: value.contiguous() for name, value in stored.items()}, aside)
        aside.replace(self.path)
        self._kept = time.monotonic()

    def done(self) -> None:
        """Forget the state: the training has ended."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def _weights(self) -> dict[str, Tensor]:
        return {name: value.detach() for name, value in self.model.state_dict().items()}

    def _states(self) -> Iterator[tuple[dict[str, Any], str]]:
        """The optimisers' memory of each parameter, and what its names begin with."""
        for i, optimiser in enumerate(self.optimisers):
            parameters = [p for group in optimiser.param_groups for p in group["params"]]
            for j, parameter in enumerate(parameters):
                yield optimiser.state[parameter], f"o.{i}.{j}."
