"""Before the first visitor: load torch, read the default checkpoints, start the engine."""

import gc
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


def warm_up(*pages: Callable[[], None]) -> None:
    """Blocking, run in a thread by app.py; a failure is logged, the site works, slower.

    ``pages`` compute what some pages show first and what takes long, the front page first.
    """
    try:
        import torch

        torch.set_num_threads(1)  # one thread a request: many visitors share the cores
        torch.set_flush_denormal(True)
        from nlp_core.recipes import defaults
        from pages.kit.engine import engine

        for spec in defaults():
            engine().find(spec)
        engine().start()
        for page in pages:
            page()
    except Exception:
        log.exception("warm-up failed; the first visits will be slower")
    gc.collect()
    gc.freeze()


def import_early() -> None:
    """Import what is else imported while a visitor waits: pandas at the first table, and torch's
    compiler at the first optimizer (a second).
    """
    import pandas  # noqa: F401
    import torch

    torch.optim.SGD([torch.zeros(1)])


def close() -> None:
    """Stop the engine's workers."""
    from pages.kit.engine import engine

    engine().close()
