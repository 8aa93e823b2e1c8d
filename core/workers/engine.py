"""Do one thing with many tasks, on several processors or machines, so that no task can harm another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Generic, Protocol, Self, TypeVar

from ..workers.worker import Fate, Reply, packed
from .limits import Limits
from .worker_process import WorkerProcess

Task = TypeVar("Task")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Task, Value]):
    """What became of a task.

    :param value: what the function returned; None where it did not.
    :param reason: in words for people, without personal data; empty where all is well.
    """

    task: Task
    fate: Fate
    value: Value | None = None
    reason: str = ""


Outcomes = Generator[Outcome[Task, Value], None, None]


class Engine(Protocol):
    """Where tasks are done: here or elsewhere, several at a time; a task's end never touches another task."""

    @property
    def workers(self) -> int:
        """How many tasks are done at a time."""

    def outcomes(self, function: Callable[[Task], Value], tasks: Iterable[Task]) -> Outcomes[Task, Value]:
        """Do something with every task; what became of each, in the order of their ends.

        Tasks are asked for one by one, only when there is a worker for them. Closing the iterator ends what is being done.

        :param function: importable by its name wherever the workers are; task and value can be pickled.
        :raises HongtouError: there are no workers any more.
        """


def run(engine: Engine, function: Callable[[Task], Value], tasks: Iterable[Task]) -> Outcomes[Task, Value]:
    """Do something with every task. One whose worker died is tried once more after all others, with nothing beside it.

    :raises HongtouError: there are no workers any more.
    """
    died: list[Task] = []
    with closing(engine.outcomes(function, tasks)) as outcomes:
        for outcome in outcomes:
            if outcome.fate is Fate.DIED:
                died.append(outcome.task)
            else:
                yield outcome
    for task in died:
        for outcome in engine.outcomes(function, [task]):
            again = f"{outcome.reason}，单独再做一次也是这样" if outcome.fate is Fate.DIED else outcome.reason
            yield Outcome(outcome.task, outcome.fate, outcome.value, again)


class Local:
    """Worker processes on this machine; they go on from one call to the next, until :meth:`close`.

    :param workers: how many.
    :param limits: what a task may cost.
    :param modules: what workers import before their first tasks.
    """

    def __init__(self, workers: int, limits: Limits | None = None, modules: Sequence[str] = ()) -> None:
        self.workers = workers
        self._processes = [WorkerProcess(limits or Limits(), modules) for _ in range(workers)]

    def __enter__(self) -> Self:
        """Start the workers, so that they are ready when there are tasks."""
        try:
            for process in self._processes:
                process.begin()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        for process in self._processes:
            process.stop()

    def outcomes(self, function: Callable[[Task], Value], tasks: Iterable[Task]) -> Outcomes[Task, Value]:
        """Do something with every task; see :class:`Engine`."""
        ongoing = _Round(self._processes, function, iter(tasks))
        try:
            yield from ongoing.outcomes()
        finally:
            ongoing.stop()


class _Round(Generic[Task, Value]):
    """The tasks that processes are busy with."""

    def __init__(self, processes: Sequence[WorkerProcess], function: Callable[[Task], Value], tasks: Iterator[Task]) -> None:
        self._free = list(processes)
        self._function = function
        self._tasks = tasks
        self._busy: dict[WorkerProcess, Task] = {}

    def outcomes(self) -> Iterator[Outcome[Task, Value]]:
        self._fill()
        while self._busy:
            ended = list(self._ended())
            self._fill()  # before the outcomes are looked at: workers need not wait for that
            yield from ended

    def stop(self) -> None:
        """End the workers that still have a task."""
        for process in self._busy:
            process.stop()

    def _fill(self) -> None:
        while self._free:
            try:
                task = next(self._tasks)
            except StopIteration:
                return
            process = self._free.pop()
            process.give(packed(self._function, task))
            self._busy[process] = task

    def _ended(self) -> Iterator[Outcome[Task, Value]]:
        left = min(process.left for process in self._busy)
        ready = wait([process.connection for process in self._busy], max(left, 0))
        for process in [process for process in self._busy if process.connection in ready or process.left <= 0]:
            task = self._busy.pop(process)
            yield told(task, process.take())
            self._free.append(process)


def told(task: Task, reply: Reply) -> Outcome[Task, Any]:
    """A worker's reply as the outcome of the task."""
    return Outcome(task, reply.fate, reply.value, reply.reason)
