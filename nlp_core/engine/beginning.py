"""What a training begins with: the weights of another run, where its spec has a ``begin``."""

from functools import cache
from typing import Any

from nlp_core.engine.key import command
from nlp_core.engine.library import Library
from nlp_core.errors import LearnerError
from nlp_core.places import MODELS, cache_place
from nlp_core.training.run import Bundle, Spec

MEMORY_BYTES, DISK_BYTES = 64 * 2**20, 2 * 2**30


def begin(spec: Any, bundle: Bundle[Any]) -> None:
    """Give the model the weights that its spec begins with: ``spec.begin(bundle, base's model)``.

    Nothing happens to a spec that has no method ``begin`` (another's field may be named ``base``),
    or whose ``base`` is None. Raises LearnerError "no-base" where the base is neither shipped nor
    in the cache, "damaged-base" where it is there and broken; both say by which ``command`` it is
    trained.
    """
    base: Spec | None = spec.base if hasattr(spec, "begin") else None
    if base is None:
        return
    shelf = library(str(MODELS), cache_place())
    found = shelf.find(base)
    if found is None:
        code = "damaged-base" if shelf.is_damaged(base) else "no-base"
        raise LearnerError(code, name=base.NAME, command=command(base))
    spec.begin(bundle, found.model)


@cache
def library(shipped: str, cache_at: str) -> Library:
    """The models of this machine, as a process that trains sees them."""
    return Library(shipped, cache_at, memory_bytes=MEMORY_BYTES, disk_bytes=DISK_BYTES)
