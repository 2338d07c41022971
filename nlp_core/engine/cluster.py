"""The workers: two of our own on this machine, or a Dask cluster that already stands elsewhere.

One worker trains and one does short tasks, told apart by their resources (``train``, ``short``); a
standing cluster names its workers' resources in the same way, as many of each as it likes.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.resource_tracker import ensure_running
from typing import Any

from nlp_core.engine.worker import TOPIC, get_ready

TRAIN = {"train": 1}
SHORT = {"short": 1}
WORKERS = "all"  # Dask's own topic for workers that come and go
START_SECONDS = 60.0  # a worker that takes longer to come is not waited for
LOST_AFTER = "60s"  # a worker that died and is not back by then is given up, and opened anew
HERE = "127.0.0.1"  # a Dask port runs what it is sent, so none of ours may face the network
QUIET = ("distributed", "distributed.nanny", "distributed.scheduler", "distributed.worker")


class Cluster:
    """A connection to the workers; embedded workers end with it."""

    def __init__(
        self,
        address: str | None,
        listen: Callable[[dict[str, Any]], None],
        lost: Callable[[str], None] = lambda worker: None,
    ) -> None:
        """Start two workers, or connect to ``address``.

        ``listen`` gets each progress message, ``lost`` the address of each worker that goes away.
        """
        from distributed import Client

        self._cluster = None if address else _embedded()
        self.client = Client(address or self._cluster, set_as_default=False)
        self.client.subscribe_topic(TOPIC, lambda event: listen(event[1]))
        self.client.subscribe_topic(WORKERS, lambda event: _tell_lost(event[1], lost))
        self.embedded = address is None
        if self.embedded:
            self._ready = self.submit(get_ready, key="get-ready", resources=TRAIN)

    @property
    def address(self) -> str:
        """The scheduler's address."""
        return str(self.client.scheduler_info(n_workers=0)["address"])

    @property
    def alive(self) -> bool:
        """Whether the scheduler still answers."""
        return self.client.status not in ("closing", "closed")

    @property
    def lost(self) -> tuple[type[BaseException], ...]:
        """What a future raises when its worker died, or the scheduler went away."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        return KilledWorker, FutureCancelledError, CancelledError

    @property
    def trainings_at_once(self) -> int:
        """How many workers train; at least one, since they may still be on their way."""
        if self.embedded:
            return 1
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        return max(1, sum(int(each.get("resources", {}).get("train", 0)) for each in workers))

    def replace(self, future: Any) -> None:
        """Let a computation go and restart the worker that hangs on it; returns when it is back.

        The worker is asked to end, and killed where it does not.
        """
        hanging = self.holders(future)
        self.release(future)
        if hanging:
            self.client.restart_workers(hanging, timeout=START_SECONDS, raise_for_error=False)

    def mend(self) -> None:
        """Open each worker of our own anew that has been given up, as Dask gives up one that died
        and is not back in time; costs nothing while all are there.
        """
        ours = self._cluster
        if ours is not None and len(ours.workers) < len(ours.worker_spec):
            ours.scale(len(ours.worker_spec))

    def holders(self, future: Any) -> list[str]:
        """The workers that were given a computation; none while the right one is still starting."""
        held = self.client.processing()
        return [worker for worker, keys in held.items() if future.key in keys]

    def submit(self, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """A future for ``function(*args)`` on a worker with the given resources."""
        return self.client.submit(function, *args, **options)

    def release(self, future: Any) -> None:
        """Let a computation go, and return only when its key is free for a new one."""
        future.release()  # only noted by the client's loop, which then has to come round
        self.client.sync(asyncio.sleep, 0)

    def earlier(self, run_id: str) -> list[dict[str, Any]]:
        """Messages of the run's present attempt, which another server may have set going."""
        events = self.client.get_events(TOPIC)
        messages = [message for _, message in events if message["run_id"] == run_id]
        if not messages or messages[-1].get("ended"):
            return []
        return [each for each in messages if each["attempt"] == messages[-1]["attempt"]]

    def close(self) -> None:
        """Let go of the workers; those of our own end."""
        if self.alive:  # else the scheduler would tell us that we are leaving, and find us gone
            self.client.unsubscribe_topic(WORKERS)
        self.client.close(timeout=5)
        if self._cluster is not None:
            self._cluster.close(timeout=10)


def _tell_lost(event: Any, lost: Callable[[str], None]) -> None:
    if isinstance(event, dict) and event.get("action") == "remove-worker":
        lost(event["worker"])


def _embedded() -> Any:
    """A scheduler in this process and two worker processes, replaced when they die."""
    import dask

    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    dask.config.set(
        {
            "distributed.scheduler.allowed-failures": 1,
            "distributed.admin.system-monitor.gil.enabled": False,
            "distributed.admin.tick.interval": "1s",  # health checks would wake this process often
            "distributed.worker.profile.enabled": False,
            "distributed.deploy.lost-worker-timeout": LOST_AFTER,
            "distributed.admin.large-graph-warning-threshold": "64MB",  # an uploaded file may go
        }
    )
    with _unhurt_by_ctrl_c():
        return _cluster()


def _cluster() -> Any:
    from distributed import Nanny, Scheduler, SpecCluster

    here = {"host": HERE, "dashboard": False, "dashboard_address": f"{HERE}:0"}
    ours = {**here, "nthreads": 1, "memory_limit": 0, "silence_logs": logging.CRITICAL}
    return SpecCluster(
        name="nlp-revisited",
        scheduler={"cls": Scheduler, "options": {**here, "port": 0}},
        workers={
            "train": {"cls": Nanny, "options": {**ours, "resources": TRAIN}},
            "short": {"cls": Nanny, "options": {**ours, "resources": SHORT}},
        },
        silence_logs=False,
    )


@contextmanager
def _unhurt_by_ctrl_c() -> Iterator[None]:
    """Block the signal in the threads and processes that start inside.

    A terminal sends Ctrl-C to the workers too; it is their server that has to end them.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    ensure_running()  # the first process would start it, and that unblocks the signal again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
