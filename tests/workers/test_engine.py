"""No task can harm another, whatever becomes of its process; all are accounted for."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hongtou.workers.engine import Local, Outcome, run
from hongtou.workers.limits import Limits
from hongtou.workers.worker import Fate, packed
from hongtou.workers.worker_process import WorkerProcess
from support.poison import Stiff, work

# Where it counts whose children workers are and how they start; what becomes of tasks is the same with forked ones.
STARTED = pytest.mark.usefixtures("started_workers")
LIMITS = Limits(seconds=2, memory=300)


def done(tasks: list[str], workers: int = 2, limits: Limits = LIMITS) -> dict[str, Outcome[str, str]]:
    with Local(workers, limits) as engine:
        outcomes = list(run(engine, work, tasks))
    assert len(outcomes) == len({outcome.task for outcome in outcomes})
    return {outcome.task: outcome for outcome in outcomes}


def children() -> set[int]:
    listing = Path(f"/proc/{os.getpid()}/task")
    return {int(pid) for task in listing.iterdir() for pid in (task / "children").read_text().split()}


@STARTED
def test_tasks_are_done_and_workers_leave_nothing_behind() -> None:
    before = children()
    outcomes = done([f"well {number}" for number in range(40)])
    assert {outcome.value for outcome in outcomes.values()} == {f"WELL {number}" for number in range(40)}
    assert children() == before


@pytest.mark.parametrize(
    ("task", "fate", "words"),
    [
        ("exit 9", Fate.DIED, "退出码 9"),
        ("kill", Fate.DIED, "SIGKILL"),
        ("crash", Fate.DIED, "SIGSEGV"),
        ("hang", Fate.LATE, "超过 2 秒"),
        ("stiff", Fate.LATE, "超过 2 秒"),
        ("eat", Fate.MEMORY, "超过 300 MiB"),
        ("swallow", Fate.MEMORY, "超过 300 MiB"),
        ("wrong", Fate.WRONG, "名单.xlsx!B7"),
        ("leave", Fate.BUG, "SystemExit"),
    ],
)
def test_a_bad_task_fails_alone_with_its_reason(task: str, fate: Fate, words: str) -> None:
    outcomes = done([f"well {number}" for number in range(4)] + [task] + [f"well {number}" for number in range(4, 8)])
    bad = outcomes.pop(task)
    assert (bad.fate, bad.value) == (fate, None)
    assert words in bad.reason
    assert {outcome.fate for outcome in outcomes.values()} == {Fate.MADE}


def test_a_task_whose_worker_died_is_tried_once_more(tmp_path: Path) -> None:
    with Local(2, LIMITS) as engine:
        outcomes = list(run(engine, work, [f"once {tmp_path / 'there'}", "well 1", "well 2", "exit 5"]))
    assert {outcome.task for outcome in outcomes[:2]} == {"well 1", "well 2"}
    again = {outcome.task.split()[0]: outcome for outcome in outcomes[2:]}
    assert (again["once"].fate, again["exit"].fate) == (Fate.MADE, Fate.DIED)
    assert "单独再做一次也是这样" in again["exit"].reason


def test_a_bug_tells_no_data() -> None:
    with Local(1, LIMITS) as engine:
        (outcome,) = run(engine, work, ["bug"])
    assert outcome.fate is Fate.BUG
    assert "KeyError（poison.py:" in outcome.reason
    assert "1101" not in outcome.reason


def test_a_task_that_cannot_be_read_is_reported() -> None:
    tasks: list[Any] = [Stiff(), "well"]
    with Local(1, LIMITS) as engine:
        outcomes = list(run(engine, work, tasks))
    assert [outcome.fate for outcome in outcomes] == [Fate.BUG, Fate.MADE]


def test_workers_are_replaced_after_so_many_tasks() -> None:
    outcomes = done([f"pid {number}" for number in range(7)], 1, Limits(tasks=3))
    pids = [outcome.value for outcome in outcomes.values()]
    assert [len(set(pids[start : start + 3])) for start in (0, 3, 6)] == [1, 1, 1]
    assert len(set(pids)) == 3


def test_tasks_are_asked_for_only_when_there_is_a_worker_for_them() -> None:
    asked = 0

    def tasks() -> Iterator[str]:
        nonlocal asked
        for asked in range(1, 101):
            yield f"well {asked}"

    with Local(2, LIMITS) as engine, closing(run(engine, work, tasks())) as outcomes:
        for ended, _ in enumerate(outcomes, 1):
            assert asked <= ended + 4


@STARTED
def test_leaving_in_the_middle_ends_the_workers() -> None:
    before = children()
    with Local(2, LIMITS) as engine, closing(run(engine, work, ["well", "hang", "stiff"])) as outcomes:
        next(outcomes)
        assert len(children() - before) == 2
    assert children() == before


@STARTED
def test_a_worker_that_was_killed_while_idle_is_replaced() -> None:
    process = WorkerProcess(LIMITS)
    process.give(packed(work, "pid"))
    first = int(process.finish().value)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    process.give(packed(work, "pid"))
    reply = process.finish()
    process.stop()
    assert reply.fate is Fate.MADE
    assert int(reply.value) != first


@STARTED
def test_workers_that_cannot_start_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Exception, match="工作进程启动不了"):
        list(run(Local(1, LIMITS), work, ["well"]))


@STARTED
def test_killing_workers_at_random_loses_no_task() -> None:
    chance = random.Random(7)
    before = children()
    tasks = [f"sleep 0.01 {number}" for number in range(60)]
    seen: dict[str, Fate] = {}
    with Local(2, LIMITS) as engine, closing(run(engine, work, tasks)) as outcomes:
        for outcome in outcomes:
            seen[outcome.task] = outcome.fate
            victims = sorted(children() - before)
            if victims and chance.random() < 0.3:
                os.kill(chance.choice(victims), signal.SIGKILL)
    assert list(seen.values()).count(Fate.MADE) + list(seen.values()).count(Fate.DIED) == len(tasks)
    assert sorted(seen) == sorted(tasks)
    assert children() == before


PARENT = """
from hongtou.workers.engine import Local, run
from hongtou.workers.limits import Limits
from support.poison import work
for outcome in run(Local(3, Limits(seconds=900)), work, ["pid 1", "pid 2", "pid 3", "stiff", "hang", "sleep 600"]):
    print(outcome.value, flush=True)
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_workers_die_with_their_parent_even_when_they_hang() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout
        workers = {int(parent.stdout.readline()) for _ in range(3)}
        listing = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        workers |= {int(pid) for pid in listing.read_text().split()}
        parent.kill()
    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in workers) and time.monotonic() < deadline:
        os.sched_yield()
    assert not [pid for pid in workers if alive(pid)]


@STARTED
def test_workers_come_up_before_there_is_a_task() -> None:
    before = children()
    with Local(3, LIMITS, ("no_such_module", "json")) as engine:
        assert len(children() - before) == 3
        outcomes = list(run(engine, work, ["well 1"]))
    assert [outcome.value for outcome in outcomes] == ["WELL 1"]
    assert children() == before
