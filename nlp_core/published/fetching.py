"""Checkpoints on their way here, for everybody at once: the hub is asked, a download runs.

Nobody waits here: whoever looks learns how it stands, and threads do the rest. The hub is first
asked when somebody looks, and what it said, or that it said nothing, holds for some minutes. One
download of a checkpoint serves all who watch it, and ends early when the last of them gives it up.
"""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nlp_core.errors import LearnerError
from nlp_core.provenance import Downloaded
from nlp_core.published.catalogue import Listed, listed
from nlp_core.published.hub import Offer, Progress, download, found, offer

logger = logging.getLogger(__name__)

SETTING = "NLP_REVISITED_HUB"  # "off" never asks; an address asks another hub than the usual one
OFF = "off"
HOLDS_S = 300.0  # an answer of the hub
GONE_S = 60.0  # who has not looked for so long does not hold a download any more


@dataclass(frozen=True)
class Standing:
    """How it stands with a checkpoint.

    ``state`` is "here" (in ``folder``), "asking", "offered" (``size`` bytes), "fetching"
    (``progress``, how many ``watchers``, and whether this visitor is ``watching`` and can give it
    up) or "refused" (``error``).
    """

    listed: Listed
    state: str
    commit: str = ""
    size: int = 0
    folder: Path | None = None
    progress: Progress | None = None
    watchers: int = 0
    watching: bool = False
    error: LearnerError | None = None

    @property
    def provenance(self) -> Downloaded:
        """Where the numbers of this checkpoint come from."""
        return Downloaded(self.listed.name, self.commit, self.listed.licence)


class _GivenUp(Exception):
    """Nobody wants the download any more."""


@dataclass(eq=False)
class _Download:
    offered: Offer
    progress: Progress
    seen: dict[str, float] = field(default_factory=dict)  # visitor -> when it looked last
    left: set[str] = field(default_factory=set)  # who gave it up and looks on
    given_up: bool = False

    def told(self, progress: Progress) -> None:
        if self.given_up:
            raise _GivenUp
        self.progress = progress


class Fetching:
    """What is asked and fetched on this machine; any thread may look."""

    def __init__(
        self, endpoint: str | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``endpoint`` is another hub than that of ``NLP_REVISITED_HUB``."""
        setting = endpoint or os.environ.get(SETTING, "")
        self._off = setting == OFF
        self._endpoint = None if self._off else setting or None
        self._clock = clock
        self._lock = threading.Lock()
        self._asking: set[str] = set()
        self._answers: dict[str, tuple[float, Offer | LearnerError]] = {}
        self._downloads: dict[str, _Download] = {}

    def look(self, name: str, visitor: str) -> Standing:
        """How it stands now; the hub is asked, by a thread, where nobody knows.

        LearnerError "model-not-listed" for a name that is not in the catalogue.
        """
        one = listed(name)
        with self._lock:
            running = self._downloads.get(name)
            if running is not None:
                return self._watched(one, running, visitor)
        folder = found(name)
        if folder is not None:
            return Standing(one, "here", folder.name, folder=folder)
        if self._off:
            return Standing(one, "refused", error=LearnerError("hub-off", name=name))
        with self._lock:
            at, answer = self._answers.get(name, (0.0, None))
            if answer is not None and self._clock() - at < HOLDS_S:
                if isinstance(answer, Offer):
                    return Standing(one, "offered", answer.commit, answer.size)
                return Standing(one, "refused", error=answer)
            if name not in self._asking:
                self._asking.add(name)
                self._start(self._ask, name)
            return Standing(one, "asking")

    def ask_again(self, name: str) -> None:
        """Forget what the hub said, so that the next look asks it."""
        with self._lock:
            self._answers.pop(name, None)

    def fetch(self, name: str, visitor: str) -> None:
        """Download what was offered, or join who does; nothing where nothing is on offer."""
        with self._lock:
            running = self._downloads.get(name)
            _, offered = self._answers.get(name, (0.0, None))
            if running is None and isinstance(offered, Offer):
                running = _Download(offered, Progress(0, offered.size))
                self._downloads[name] = running
                self._start(self._fetch, name)
            if running is not None:
                running.given_up = False
                running.left.discard(visitor)
                running.seen[visitor] = self._clock()

    def leave(self, name: str, visitor: str) -> None:
        """Give the download up; it ends if nobody else watches it."""
        with self._lock:
            running = self._downloads.get(name)
            if running is not None:
                running.seen.pop(visitor, None)
                running.left.add(visitor)
                running.given_up = not self._watchers(running)

    def discard(self, name: str) -> None:
        """Remove what was downloaded, such as a damaged file, so that it is offered anew."""
        folder = found(name)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        self.ask_again(name)

    def _watched(self, one: Listed, running: _Download, visitor: str) -> Standing:
        watching = not running.given_up and visitor not in running.left
        if watching:
            running.seen[visitor] = self._clock()
        watchers = self._watchers(running)
        offered = running.offered
        return Standing(
            *(one, "fetching", offered.commit, offered.size),
            progress=running.progress,
            watchers=watchers,
            watching=watching,
        )

    def _watchers(self, running: _Download) -> int:
        now = self._clock()
        return sum(now - at < GONE_S for at in running.seen.values())

    def _start(self, work: Callable[[str], None], name: str) -> None:
        threading.Thread(target=work, args=(name,), name=f"hub {name}", daemon=True).start()

    def _ask(self, name: str) -> None:
        answer: Offer | LearnerError = LearnerError("hub-lost", name=name)
        try:
            answer = offer(name, endpoint=self._endpoint)
        except LearnerError as error:
            answer = error
        except Exception as error:  # whatever it is, the next look must not wait for it
            logger.warning("the hub, about %s: %s", name, type(error).__name__)
        with self._lock:
            self._asking.discard(name)
            self._answers[name] = (self._clock(), answer)

    def _fetch(self, name: str) -> None:
        running = self._downloads[name]
        answer: Offer | LearnerError = LearnerError("hub-lost", name=name)
        try:
            download(running.offered, running.told)
            answer = running.offered
        except _GivenUp:
            answer = running.offered
        except LearnerError as error:
            answer = running.offered if running.given_up else error
        except Exception as error:
            logger.warning("a download of %s: %s", name, type(error).__name__)
        with self._lock:
            del self._downloads[name]
            self._answers[name] = (self._clock(), answer)
