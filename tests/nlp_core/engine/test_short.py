"""Short tasks come one after another, end in time, are shared, and say where they stand."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from nlp_core.engine.short import LONGEST_LINE, Call, Place, ShortTasks
from nlp_core.errors import LearnerError


class WorkerDied(Exception):
    """What a future raises when its worker died."""


class FakeCluster:
    """Runs tasks in threads of this process, and counts what it ran and replaced."""

    lost = (WorkerDied,)

    def __init__(self) -> None:
        self.ran: list[Any] = []
        self.replaced: list[Any] = []
        self.hold = threading.Event()  # open lets a replacement end
        self.hold.set()
        self.starting = 0  # how often it is still starting when asked who has the task
        self.released: list[Any] = []
        self._pool = ThreadPoolExecutor(8)

    def submit(self, function: Callable[..., Any], *args: Any, **options: Any) -> "Future[Any]":
        assert options.pop("resources") == {"short": 1} and not options.pop("pure")
        self.ran.append(args)
        return self._pool.submit(function, *args, **options)

    def holders(self, future: Any) -> list[str]:
        self.starting -= 1
        return [] if self.starting >= 0 else ["worker"]

    def release(self, future: Any) -> None:
        self.released.append(future)

    def replace(self, future: Any) -> None:
        self.replaced.append(future)
        assert self.hold.wait(20)


@pytest.fixture
def cluster() -> Iterator[FakeCluster]:
    made = FakeCluster()
    yield made
    made._pool.shutdown(wait=False)


@pytest.fixture
def tasks(cluster: FakeCluster) -> ShortTasks:
    return ShortTasks(lambda: cluster)  # type: ignore[arg-type,return-value]


def in_thread(act: Callable[[], Any]) -> "Future[Any]":
    future: Future[Any] = Future()

    def run() -> None:
        try:
            future.set_result(act())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)


def test_a_task_gives_its_value_or_raises_what_it_raises(tasks: ShortTasks):
    assert tasks.ask(Call(max, (3, 5))) == 5
    assert tasks.ask(Call(sorted, ([3, 1],), {"reverse": True})) == [3, 1]
    with pytest.raises(ValueError, match="invalid literal"):
        tasks.ask(Call(int, ("x",)))

    def late() -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        tasks.ask(Call(late))


def test_tasks_come_in_order_and_are_told_their_place(tasks: ShortTasks):
    go, told, order = threading.Event(), [], []
    first = in_thread(lambda: tasks.ask(Call(go.wait, (20,))))
    until(lambda: len(tasks._line) == 1)
    rest = []
    for name in "abc":
        places: list[int] = []
        told.append(places)
        rest.append(
            in_thread(
                lambda name=name, places=places: tasks.ask(
                    Call(order.append, (name,)), lambda place: places.append(place.ahead)
                )
            )
        )
        until(lambda: len(tasks._line) == len(rest) + 1)
        until(lambda places=places: bool(places))
    assert [places[0] for places in told] == [1, 2, 3]
    go.set()
    for each in (first, *rest):
        each.result(20)
    assert order == ["a", "b", "c"]
    assert all(places == sorted(places, reverse=True) for places in told)


def test_a_hung_task_ends_its_worker_is_replaced_and_the_next_is_told(
    tasks: ShortTasks, cluster: FakeCluster
):
    never = threading.Event()
    cluster.hold.clear()
    with pytest.raises(LearnerError) as caught:
        tasks.ask(Call(never.wait, (30,), limit=0.05))
    assert (caught.value.code, caught.value.values) == ("short-hung", {"seconds": 0.05})
    seen: list[Place] = []
    after = in_thread(lambda: tasks.ask(Call(max, (1, 2)), seen.append))
    until(lambda: bool(seen))
    assert seen[0] == Place(0, replacing=True)
    cluster.hold.set()
    assert after.result(20) == 2
    assert len(cluster.replaced) == 1
    never.set()


def test_a_replacement_that_fails_does_not_stop_the_line(tasks: ShortTasks, cluster: FakeCluster):
    def refuse(future: Any) -> None:
        raise OSError("no scheduler")

    cluster.replace = refuse  # type: ignore[method-assign]
    with pytest.raises(LearnerError, match="short-hung"):
        tasks.ask(Call(time.sleep, (0.5,), limit=0.05))
    assert tasks.ask(Call(max, (1, 2))) == 2


def test_a_worker_that_is_still_starting_does_not_hang(tasks: ShortTasks, cluster: FakeCluster):
    cluster.starting = 3
    assert tasks.ask(Call(lambda: time.sleep(0.12) or 7, limit=0.05)) == 7
    assert not cluster.replaced


def test_a_worker_that_never_comes_is_told(cluster: FakeCluster):
    cluster.starting = 10**6
    tasks = ShortTasks(lambda: cluster, clock=lambda: next(minutes))  # type: ignore[arg-type,return-value]
    minutes = iter(range(0, 10**6, 50))
    go = threading.Event()
    with pytest.raises(LearnerError, match="short-lost"):
        tasks.ask(Call(go.wait, (20,), limit=0.05))
    assert len(cluster.released) == 1
    go.set()


def test_a_worker_that_died_is_told(tasks: ShortTasks):
    def die() -> None:
        raise WorkerDied

    with pytest.raises(LearnerError, match="short-lost"):
        tasks.ask(Call(die))


def test_a_scheduler_that_is_gone_fails_the_task_and_not_the_line(cluster: FakeCluster):
    answers = iter([OSError("gone"), cluster])

    def workers() -> Any:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    tasks = ShortTasks(workers)
    with pytest.raises(OSError, match="gone"):
        tasks.ask(Call(max, (1, 2)))
    assert tasks.ask(Call(max, (1, 2))) == 2


def test_one_measurement_serves_all_who_ask_within_a_minute(cluster: FakeCluster):
    now = [1000.0]
    tasks = ShortTasks(lambda: cluster, clock=lambda: now[0])  # type: ignore[arg-type,return-value]
    go = threading.Event()

    def measure(device: str) -> list[str]:
        go.wait(20)
        return [device]

    call = Call(measure, ("cpu",), shared=60.0)
    asked = [in_thread(lambda: tasks.ask(call)) for _ in range(30)]
    until(lambda: bool(tasks._line) and tasks._line[0].waiting == 30)
    now[0] += 30
    go.set()
    values = [each.result(20) for each in asked]
    assert all(value is values[0] for value in values)
    now[0] += 59
    assert tasks.ask(call) is values[0]
    assert tasks.ask(Call(measure, ("cuda:0",), shared=60.0)) == ["cuda:0"]
    assert cluster.ran == [("cpu",), ("cuda:0",)]
    now[0] += 2
    assert tasks.ask(call) is not values[0] and len(cluster.ran) == 3


def test_a_failed_measurement_is_not_shared_on(tasks: ShortTasks, cluster: FakeCluster):
    call = Call(int, ("x",), shared=60.0)
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            tasks.ask(call)
    assert len(cluster.ran) == 2


def test_who_gives_up_leaves_the_line_and_others_keep_what_they_share(
    tasks: ShortTasks, cluster: FakeCluster
):
    go = threading.Event()
    first = in_thread(lambda: tasks.ask(Call(go.wait, (20,))))
    until(lambda: len(tasks._line) == 1)

    def give_up(place: Place) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tasks.ask(Call(max, (1, 2)), give_up)
    assert len(tasks._line) == 1
    shared = Call(max, (3, 4), shared=60.0)
    stays = in_thread(lambda: tasks.ask(shared))
    until(lambda: len(tasks._line) == 2)
    with pytest.raises(KeyboardInterrupt):
        tasks.ask(shared, give_up)
    go.set()
    assert stays.result(20) == 4 and first.result(20)
    assert (1, 2) not in cluster.ran


def test_the_line_is_bounded(tasks: ShortTasks):
    go = threading.Event()
    asked = [in_thread(lambda: tasks.ask(Call(go.wait, (20,)))) for _ in range(LONGEST_LINE)]
    until(lambda: len(tasks._line) == LONGEST_LINE)
    with pytest.raises(LearnerError, match="short-full"):
        tasks.ask(Call(max, (1, 2)))
    go.set()
    assert all(each.result(20) for each in asked)
