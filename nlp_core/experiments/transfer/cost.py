"""What training a language model costs: 6 N D operations, on this machine and on many GPUs.

A token takes about 2 operations for each of N parameters forward and 4 backward (Kaplan et al.
2020, section 2.1; Hoffmann et al. 2022, appendix F). Attention's own products, which grow with the
length of the text, are left out.
"""

import re
import time
import unicodedata
from dataclasses import dataclass
from statistics import median

import torch

from nlp_core.errors import LearnerError
from nlp_core.provenance import Measured, Published
from nlp_core.training.language_model import fast_bfloat16
from nlp_core.training.run import one_thread

PER_TOKEN = 6
SIZE, REPEATS = 1024, 5
MOST = 1e18  # parameters or tokens
GPU = Published("Llama Team 2024, Table 4", "https://arxiv.org/abs/2407.21783")
GPU_SPEED = 400e12
"""Operations a second of an H100 while it trained Llama 3 405B, as published."""
DAY = 86_400.0
YEAR = 365.25 * DAY
UNITS = {
    "trillion": 1e12,
    "billion": 1e9,
    "million": 1e6,
    "thousand": 1e3,
    "조": 1e12,
    "억": 1e8,
    "만": 1e4,
    "t": 1e12,
    "b": 1e9,
    "m": 1e6,
    "k": 1e3,
}
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
BEFORE = {"천": 1e3, "백": 1e2, "십": 1e1}


@dataclass(frozen=True)
class Model:
    """A language model: its parameters, the tokens it read, and who says so."""

    name: str
    parameters: float
    tokens: float
    source: Published | None = None

    @property
    def operations(self) -> float:
        """What its training takes."""
        return operations(self.parameters, self.tokens)


PUBLISHED = (
    Model(
        "BERT-base",
        110e6,
        1e6 * 128_000,  # steps x tokens a batch
        Published("Devlin et al. 2019, appendix A.2", "https://aclanthology.org/N19-1423/"),
    ),
    Model(
        "GPT-3",
        175e9,
        300e9,
        Published("Brown et al. 2020, Table D.1", "https://arxiv.org/abs/2005.14165"),
    ),
    Model(
        "Chinchilla",
        70e9,
        1.4e12,
        Published("Hoffmann et al. 2022, section 4", "https://arxiv.org/abs/2203.15556"),
    ),
    Model(
        "Llama 3 405B",
        405e9,
        15.6e12,
        Published("Llama Team 2024, section 3", "https://arxiv.org/abs/2407.21783"),
    ),
)


@dataclass(frozen=True)
class Speed:
    """Operations a second of a matrix product on a device, and the kind of its numbers."""

    operations: float
    numbers: str
    device: str

    @property
    def provenance(self) -> Measured:
        """Measured just now."""
        return Measured(self.device)


def operations(parameters: float, tokens: float) -> float:
    """Multiplications and additions of a training: 6 N D.

    >>> operations(1e3, 1e6)
    6000000000.0
    """
    return PER_TOKEN * parameters * tokens


def seconds(parameters: float, tokens: float, speed: float) -> float:
    """How long a training takes at ``speed`` operations a second."""
    return operations(parameters, tokens) / speed


def measured_speed() -> Speed:
    """The fastest product of two 1024 x 1024 matrices on one core here (a quarter of a second)."""
    kinds = [torch.float32]
    if fast_bfloat16(torch.device("cpu")):
        kinds.append(torch.bfloat16)
    with one_thread():
        times = {kind: _median_time(kind) for kind in kinds}
    best = min(times, key=lambda kind: times[kind])
    return Speed(2 * SIZE**3 / times[best], str(best).removeprefix("torch."), "CPU, 1 thread")


def _median_time(kind: torch.dtype) -> float:
    dice = torch.Generator().manual_seed(0)
    a, b = (torch.randn(SIZE, SIZE, generator=dice).to(kind) for _ in range(2))
    a @ b  # warm-up
    found = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        a @ b
        found.append(time.perf_counter() - began)
    return median(found)


def parsed(typed: str) -> float:
    """A number as people write it: "1.8 M", "7B", "300억", "2e9", "15.6 T", "1,000,000".

    Raises LearnerError "no-number" for anything else, "number-range" outside 1 to 10^18.

    >>> parsed("1.5B"), parsed("3천 억")
    (1500000000.0, 300000000000.0)
    """
    text = unicodedata.normalize("NFKC", typed).strip().replace(" ", "").lower()
    text = re.sub(r"(illion|ousand)s$", r"\1", text)
    digits = text[: len(text) - len(text.lstrip("0123456789.,"))]
    if "," in digits and not _GROUPED.fullmatch(digits):
        raise LearnerError("no-number", typed=typed[:40])  # 1,5 is fifteen to nobody
    text = text.replace(",", "")
    factor = 1.0
    for suffix, value in UNITS.items():
        if text.endswith(suffix):
            text, factor = text.removesuffix(suffix), value
            break
    for suffix, value in BEFORE.items():  # 3천억
        if text.endswith(suffix):
            text, factor = text.removesuffix(suffix), factor * value
    if not text.isascii() or "_" in text or len(text) > 20:
        raise LearnerError("no-number", typed=typed[:40])
    try:
        value = float(text) * factor
    except ValueError:
        raise LearnerError("no-number", typed=typed[:40]) from None
    if not 1 <= value <= MOST:
        raise LearnerError("number-range", typed=typed[:40])
    return value
