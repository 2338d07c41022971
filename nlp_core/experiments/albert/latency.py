"""How long a BERT and an ALBERT of the same H and L take to read, and how large their files are.

Sharing layers leaves the number of matrix products as it is: one block is passed L times.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from safetensors.torch import save
from torch import nn

from nlp_core.experiments.albert.sizes import Size
from nlp_core.models.albert import Albert
from nlp_core.models.bert import Bert
from nlp_core.training.run import one_thread, seeded

TOKENS, REPEATS = 128, 9


@dataclass(frozen=True)
class Pair:
    """Processor seconds of each reading, BERT's and ALBERT's turn by turn, and bytes of a file."""

    bert_seconds: tuple[float, ...]
    albert_seconds: tuple[float, ...]
    bert_bytes: int
    albert_bytes: int


@torch.inference_mode()
def measured(size: Size, *, tokens: int = TOKENS, repeats: int = REPEATS) -> Pair:
    """Both models, untrained, on one thread; the first reading of each is not counted."""
    with seeded(0):
        models: tuple[nn.Module, ...] = (Bert(size.bert).eval(), Albert(size.albert).eval())
        text = torch.randint(size.v, (1, tokens))
    found: tuple[list[float], ...] = ([], [])
    with one_thread():
        for number in range(repeats + 1):
            for times, model in zip(found, models, strict=True):
                seconds = _timed(lambda model=model: model(text))  # type: ignore[misc]
                if number:
                    times.append(seconds)
    sizes = [len(save(dict(model.state_dict()))) for model in models]
    return Pair(tuple(found[0]), tuple(found[1]), *sizes)


def _timed(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
