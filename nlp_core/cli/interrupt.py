"""Ctrl-C: it ends a command once, and never in the middle of a file."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

_came: list[int] = []


@contextmanager
def interruptible() -> Iterator[None]:
    """The first Ctrl-C raises KeyboardInterrupt; further ones do not disturb the clearing up.

    A process that was started with Ctrl-C ignored, such as a background job, goes on ignoring it.
    """
    before = signal.getsignal(signal.SIGINT)
    _came.clear()
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is _stop:
            signal.signal(signal.SIGINT, before)


def came() -> bool:
    """Whether there was a Ctrl-C: code of others may have swallowed its KeyboardInterrupt."""
    return bool(_came)


@contextmanager
def undisturbed() -> Iterator[None]:
    """A Ctrl-C inside counts when the block is done, so that what it writes is whole."""
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def leave(status: int) -> NoReturn:
    """End the program; another Ctrl-C would kill Python while it ends, with a status of its own.

    Blocking it is for the moment until it is ignored: other threads could still be sent it.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)


def _stop(number: int, frame: FrameType | None) -> Any:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _came.append(number)
    raise KeyboardInterrupt
