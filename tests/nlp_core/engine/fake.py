"""A tiny recipe that learns y = 2x, in a module that spawned workers can import."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import torch
from torch import nn

from nlp_core.errors import LearnerError
from nlp_core.training.run import Bundle, Point, seeded


@dataclass(frozen=True)
class FakeSpec:
    """``mode`` picks what goes wrong, ``pause`` is slept per step, ``log`` gets process ids."""

    NAME: ClassVar[str] = "fake"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = "y = 2x"

    mode: str = "fine"
    steps: int = 6
    pause: float = 0.0
    rate: float = 0.1
    width: int = 1
    text: str = field(default="", metadata={"private": True})
    log: str = ""
    seed: int = 0

    def build(self) -> Bundle:
        with seeded(self.seed):
            model = nn.Sequential(nn.Linear(1, self.width), nn.Linear(self.width, 1))
        return Bundle(model, vocabulary=self.text.split() or ["하나", "둘"])

    def restore(self, vocabulary: Any) -> Bundle:
        return Bundle(self.build().model, vocabulary=[*vocabulary])

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        if self.log:
            with Path(self.log).open("a") as file:
                file.write(f"{os.getpid()}\n")
        x = torch.tensor([[1.0]])
        optimizer = torch.optim.SGD(bundle.model.parameters(), lr=self.rate)
        for step in range(1, self.steps + 1):
            if self.mode == "learner" and step == 3:
                raise LearnerError("no-letters", where="here")
            if self.mode == "bug" and step == 3:
                raise RuntimeError("it broke")
            loss = (bundle.model(x) - 2).square().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            seen = float("nan") if self.mode == "nan" else loss.item()
            weight = bundle.model[0].weight
            yield Point(step, self.steps, seen, {"accuracy": step / self.steps}, {"w": weight})
            time.sleep(self.pause)
