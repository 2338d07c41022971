"""``python -m tests.faults``: every fault, one after another; exit code 1 if any ends wrongly.

Names as arguments choose some of them: ``python -m tests.faults full read_only``.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import cache, servers, workers
from tests.faults.fault import Seen

FAULTS: dict[str, tuple[Callable[[Path], Seen], str]] = {
    "worker_killed": (workers.one_killed, "the training worker is killed"),
    "worker_killed_twice": (workers.twice_killed, "... and its replacement too"),
    "all_workers_killed": (workers.all_killed, "all workers are killed"),
    "short_hangs": (workers.short_hangs, "the short worker hangs"),
    "short_dies": (workers.short_dies, "a short task kills its worker"),
    "flood": (workers.flood, "forty clients without a cookie"),
    "full": (cache.full, "the cache is full"),
    "read_only": (cache.read_only, "the cache is read-only"),
    "damaged_in_cache": (cache.damaged_in_cache, "a card or tensors in the cache are damaged"),
    "damaged_shipped": (cache.damaged_shipped, "a shipped card or tensors are damaged"),
    "two_servers": (servers.two_on_one_cache, "two servers on one cache"),
    "engine_killed": (servers.engine_killed, "the server is killed in training"),
    "site_killed": (servers.site_killed, "... while a browser watches"),
    "site_left": (servers.site_left, "the only watcher reloads, then leaves"),
}


def main(names: list[str]) -> int:
    """Try the named faults, or all; print a table."""
    unknown = set(names) - set(FAULTS)
    if unknown:
        print(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
        return 2
    rows = [("fault", "what happens", "right?")]
    for name in names or FAULTS:
        act, title = FAULTS[name]
        print(f"{title} ...", flush=True)
        rows.append((title, *_tried(act)))
    print()
    for title, what, right in rows:
        print(f"| {title} | {what} | {right} |")
    return 1 if any(right == "WRONG" for _, _, right in rows) else 0


def _tried(act: Callable[[Path], Seen]) -> tuple[str, str]:
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nlp-revisited-fault-") as folder:
        try:
            seen = act(Path(folder))
        except Exception as error:  # the others are tried all the same
            seen = Seen(f"{type(error).__name__}: {error}", False)
    right = {True: "yes", False: "WRONG", None: "not tried"}[seen.right]
    return f"{seen.what} ({time.monotonic() - start:.0f} s)", right


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
