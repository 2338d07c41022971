"""Whose turn it is: round and round by address, and within an address by visitor.

A classroom sits behind one address and so do forty windows without a cookie, so neither may take
all turns while somebody else waits, and neither is refused before its share of the line is full.
"""

from collections import Counter
from collections.abc import Sequence

from nlp_core.engine.job import Job
from nlp_core.errors import LearnerError


class Line:
    """The order of turns, and who may still join.

    ``share`` of the ``limit`` may wait for one address; an address that has nothing in a full line
    still gets in.
    """

    def __init__(self, limit: int, share: int) -> None:
        self._limit, self._share = limit, share
        self._joined: dict[str, int] = {}  # addresses by when they joined the round
        self._count = 0

    def admit(self, address: str, active: Sequence[Job]) -> None:
        """A new job of ``address`` comes. Raises LearnerError ``queue-full``."""
        waiting = [job.address for job in active if job.state == "waiting"]
        own = waiting.count(address)
        limit = self._limit if own else 2 * self._limit
        if own >= self._share or len(waiting) >= limit:
            raise LearnerError("queue-full", waiting=len(waiting))
        if all(job.address != address for job in active):
            self._to_the_end(address)

    def end(self, job: Job, active: Sequence[Job]) -> None:
        """A job has ended: if it had its turn, its address waits for the next round."""
        if all(each.address != job.address for each in active):
            self._joined.pop(job.address, None)
        elif job.called:
            self._to_the_end(job.address)

    def order(self, active: Sequence[Job]) -> list[Job]:
        """The jobs that were not called yet, in the order in which their turns come.

        ``active`` is in the order of arrival. A job that was called is its address's turn of this
        round, and its visitor's.
        """
        called = [job for job in active if job.called]
        of_visitor = Counter(_visitor(job) for job in called)
        of_address = Counter(job.address for job in called)
        ranked = []
        for job in active:
            if not job.called:
                ranked.append((of_visitor[_visitor(job)], job))
                of_visitor[_visitor(job)] += 1
        turns = []
        for _, job in sorted(ranked, key=lambda one: one[0]):  # a stable sort keeps the arrivals
            turns.append((of_address[job.address], self._joined[job.address], job))
            of_address[job.address] += 1
        return [job for _, _, job in sorted(turns, key=lambda one: one[:2])]

    def _to_the_end(self, address: str) -> None:
        self._count += 1
        self._joined[address] = self._count


def _visitor(job: Job) -> tuple[str, str]:
    """Who asked for a job; one whose owner left stands for itself."""
    return job.address, job.owner or job.run_id
