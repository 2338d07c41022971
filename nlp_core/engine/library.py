"""Finding a trained model: memory, then the shipped ones, then the cache; never by training."""

import errno
import logging
import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any

from nlp_core.engine.artifact import Packed, unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.lending import borrow, lender, lent_names
from nlp_core.engine.store import Store
from nlp_core.trained import S, Trained
from nlp_core.training.run import Spec

logger = logging.getLogger(__name__)

PROBE_SECONDS = 10.0
ABSENT_SECONDS = 5.0
PROBLEMS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
}


class Library:
    """The tiers of artifacts behind one lock; models in memory are bounded to ``memory_bytes``."""

    def __init__(
        self, shipped: Path | str, cache: Path | str, *, memory_bytes: int, disk_bytes: int
    ) -> None:
        self.shipped = Store(open_folder(shipped), writable=False)
        self.cache = Store(open_folder(cache), limit=disk_bytes)
        self._memory_bytes = memory_bytes
        self._memory: OrderedDict[tuple[str, bool], Trained[Any, Any]] = OrderedDict()
        self._absent: dict[str, float] = {}
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._problem: str | None = None
        self._probed = 0.0

    def find(self, spec: S, *, here_first: bool = False) -> Trained[S, Any] | None:
        """The spec's model, loaded at most once however many sessions ask; None if there is none.

        A shipped model is preferred, or with ``here_first`` one that was trained on this server.
        """
        run_id = run_id_of(spec)
        tiers = (False, True) if here_first else (True, False)
        for shipped in tiers:
            found = self._remembered(run_id, shipped) or self._load(spec, run_id, shipped)
            if found is not None:
                return found
        return None

    def is_damaged(self, spec: Spec) -> bool:
        """Whether a shipped model of ``spec`` was looked for and found broken."""
        return self.shipped.is_damaged(run_id_of(spec))

    def keep(self, packed: Packed, spec: S) -> Trained[S, Any]:
        """Take in a model trained here: into memory always, into the cache if it can be written."""
        trained = self._unpacked(packed, spec, shipped=False)
        self._remember(trained)
        try:
            self.cache.write(packed)
        except OSError as error:
            self._fail(error)
        else:
            self._problem = None
        return trained

    @property
    def storage_problem(self) -> str | None:
        """Why the cache cannot be written (a code such as ``disk-full``), else None.

        While there is a problem, the cache is tried again every ten seconds.
        """
        if self._problem is not None and time.monotonic() - self._probed > PROBE_SECONDS:
            self.probe()
        return self._problem

    def probe(self) -> None:
        """Try the cache with a small file."""
        try:
            self.cache.folder.write(".probe", b"written to see whether the cache can be\n" * 100)
            self.cache.folder.delete(".probe")
        except OSError as error:
            self._fail(error)
        else:
            self._problem = None

    def _fail(self, error: OSError) -> None:
        self._probed = time.monotonic()
        problem = PROBLEMS.get(error.errno or 0, "unreachable")
        if problem != self._problem:
            logger.warning("the cache cannot be written, working from memory: %s", error)
        self._problem = problem

    def _remembered(self, run_id: str, shipped: bool) -> Trained[Any, Any] | None:
        with self._lock:
            trained = self._memory.get((run_id, shipped))
            if trained is not None:
                self._memory.move_to_end((run_id, shipped))
            return trained

    def _remember(self, trained: Trained[Any, Any]) -> None:
        with self._lock:
            self._absent.pop(trained.run_id, None)
            self._memory[trained.run_id, trained.shipped] = trained
            self._memory.move_to_end((trained.run_id, trained.shipped))
            total = sum(each.nbytes for each in self._memory.values())
            while total > self._memory_bytes and len(self._memory) > 1:
                total -= self._memory.popitem(last=False)[1].nbytes

    def _load(self, spec: S, run_id: str, shipped: bool) -> Trained[S, Any] | None:
        store = self.shipped if shipped else self.cache
        if not shipped and time.monotonic() < self._absent.get(run_id, 0.0):
            return None
        with self._loading:
            found = self._remembered(run_id, shipped)
            if found is not None:
                return found
            packed = store.read(run_id)
            if packed is None:
                if store.folder.remote:
                    self._absent[run_id] = time.monotonic() + ABSENT_SECONDS
                return None
            try:
                trained = self._unpacked(packed, spec, shipped=shipped)
            except Exception as error:  # whatever is wrong with a file, its lesson goes on
                store.drop(run_id, reason=f"does not fit its model ({type(error).__name__})")
                return None
            self._remember(trained)
            return trained

    def _unpacked(self, packed: Packed, spec: S, *, shipped: bool) -> Trained[S, Any]:
        """The model, with what its base lends it; ValueError where that is not to be had."""
        base = lender(spec)
        stored = None if base is None else self._stored(run_id_of(base))
        lent = borrow(packed.card, lent_names(spec), stored)
        return unpack(packed, spec, shipped=shipped, lent=lent)

    def _stored(self, run_id: str) -> Packed | None:
        return self.shipped.read(run_id) or self.cache.read(run_id)
