"""What a recipe and the engine agree on: a bundle to train, and the points that training yields."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import Field, dataclass, field, fields
from typing import Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

import torch
from torch import Tensor, nn

M = TypeVar("M", bound=nn.Module)
KEPT = "kept."  # begins the names of a snapshot's tensors that are for playback alone


@dataclass
class Bundle(Generic[M]):
    """A model and the JSON-serialisable vocabulary (or settings) that it needs."""

    model: M
    vocabulary: Any = None


@dataclass(frozen=True)
class Point:
    """One point of a training curve.

    ``metrics`` maps language-neutral names to numbers (``{"accuracy": 0.93}``); ``snapshot`` holds
    small named tensors for an animation and is kept with the checkpoint; ``loss`` may be NaN. What
    is named ``KEPT...`` in it is not shown while it trains, and may be larger.
    """

    step: int
    total: int
    loss: float
    metrics: dict[str, float] = field(default_factory=dict)
    snapshot: dict[str, Tensor] | None = None


@runtime_checkable
class Spec(Protocol):
    """A frozen dataclass that decides a training's result and nothing about its display.

    Class variables: ``NAME`` (the recipe's stem), ``VERSION`` (raised by hand when the result
    changes), ``DATA`` (data set and licence, for the card). Fields are str, int or float, each
    declared with ``allowed``, and ``__post_init__`` calls ``check``. A private field (a learner's
    own text) is hashed and never stored.
    """

    NAME: ClassVar[str]
    VERSION: ClassVar[int]

    @property
    def DATA(self) -> str:
        """The data set and its licence."""
        ...

    @property
    def seed(self) -> int:
        """The seed of every random choice of the run."""
        ...

    def build(self) -> Bundle[Any]:
        """The seeded, untrained model with its vocabulary; cheap, because loading calls it too."""
        ...

    def fit(self, bundle: Bundle[Any]) -> Iterator[Point]:
        """Train ``bundle.model`` in place; yield the first point early and about 300 at most."""
        ...


@dataclass(frozen=True)
class Allowed:
    """What a field means, and its values: one of ``options``, or a number from low to high."""

    meaning: str = ""
    options: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf


def allowed(
    meaning: str,
    options: Iterable[str] = (),
    *,
    low: float = -math.inf,
    high: float = math.inf,
    private: bool = False,
) -> dict[str, Any]:
    """The ``metadata`` of a spec's field; the type of its default is the type of its values.

    >>> allowed("steps of training", low=1, high=1000)["allowed"].high
    1000
    """
    return {"allowed": Allowed(meaning, tuple(options), low, high), "private": private}


def values_of(field: Field[Any]) -> str:
    """The values that a field takes, in words: "one of ko, en" or "a number from 0 to 0.9"."""
    rule = field.metadata.get("allowed", Allowed())
    if rule.options:
        return f"one of {', '.join(rule.options)}"
    if isinstance(field.default, str):
        return "text"
    kind = "a whole number" if isinstance(field.default, int) else "a number"
    return kind if math.isinf(rule.high) else f"{kind} from {rule.low:,} to {rule.high:,}"


def check(spec: Any) -> None:
    """Raise ValueError, in one sentence, if a field of ``spec`` has a value that it does not take.

    NaN lies in no range, so it is never taken.
    """
    for each in fields(spec):
        value, rule = getattr(spec, each.name), each.metadata["allowed"]
        if isinstance(each.default, str):
            fits = isinstance(value, str) and (not rule.options or value in rule.options)
        else:
            kinds = int if isinstance(each.default, int) else (int, float)
            is_number = isinstance(value, kinds) and not isinstance(value, bool)
            fits = is_number and rule.low <= value <= rule.high
        if not fits:
            raise ValueError(f"{each.name} must be {values_of(each)}, not {value!r:.60}")


SEED = allowed("what every random choice starts from", low=0, high=999_999)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Initialise modules inside from ``seed`` and leave torch's global generator as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


@contextmanager
def one_thread() -> Iterator[None]:
    """Run torch on one thread inside the block, then restore the number of threads.

    With small matrices, waiting for a second, busy core costs more than it gains.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def best_device() -> torch.device:
    """The GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
