"""Tasks on other machines: the same outcomes as here, over TLS, whatever becomes of a machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hongtou.cluster import cluster
from hongtou.cluster.answer import AnswerError, decoded, encoded, refused
from hongtou.cluster.cluster import connect
from hongtou.cluster.scheduler import Scheduler
from hongtou.errors import HongtouError, InputError, UsageError
from hongtou.workers.engine import run
from hongtou.workers.limits import Limits
from hongtou.workers.parcel import Parcel
from hongtou.workers.worker import Fate, Reply
from support import poison
from support.machines import certificates, free_port, machines
from support.poison import evil, raising, shout, work

LIMITS = Limits(seconds=3, memory=300)
pytestmark = [
    pytest.mark.xdist_group("cluster"),  # machines are started once
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
]
Reached = tuple[Scheduler, list[int]]


def test_bad_tasks_fail_alone_and_harm_no_machine(reached: Reached) -> None:
    bad = {"exit 9": Fate.DIED, "hang": Fate.LATE, "eat": Fate.MEMORY, "wrong": Fate.WRONG, "bug": Fate.BUG, "kill": Fate.DIED}
    good = [f"well {number}" for number in range(20)]
    with connect(reached[0], LIMITS) as engine:
        outcomes = {outcome.task: outcome for outcome in run(engine, work, [*good[:5], *bad, *good[5:]])}
    assert {task: outcomes[task].fate for task in bad} == bad
    assert [outcomes[task].value for task in good] == [task.upper() for task in good]
    assert "名单.xlsx!B7" in outcomes["wrong"].reason
    assert outcomes["exit 9"].reason == "工作进程中途退出（退出码 9），单独再做一次也是这样"


def test_tasks_are_sent_only_as_machines_take_them(reached: Reached) -> None:
    asked = 0

    def tasks() -> Iterator[str]:
        nonlocal asked
        for asked in range(1, 31):
            yield f"well {asked}"

    with connect(reached[0], LIMITS) as engine, closing(run(engine, work, tasks())) as outcomes:
        for ended, _ in enumerate(outcomes, 1):
            assert asked <= ended + 4


def test_losing_a_machine_loses_no_task(tmp_path: Path) -> None:
    with machines(tmp_path) as (scheduler, (_, victim)), connect(scheduler, LIMITS) as engine:
        seen: dict[str, Fate] = {}
        for outcome in run(engine, work, [f"sleep 0.05 {number}" for number in range(40)]):
            seen[outcome.task] = outcome.fate
            if len(seen) == 5:
                os.kill(victim, signal.SIGKILL)
    assert seen == {f"sleep 0.05 {number}": Fate.MADE for number in range(40)}


def test_every_machine_is_sent_the_faces(reached: Reached) -> None:
    with connect(reached[0], LIMITS, {"own.otf": "字".encode()}) as engine:
        outcomes = run(engine, work, ["face own.otf"] * 8)
        assert {outcome.value or outcome.reason for outcome in outcomes} == {"字"}


def own(made: Path) -> tuple[Path, Path, Path]:
    return made / "own.pem", made / "own.key", made / "ca.pem"


def test_whoever_has_no_certificate_is_not_let_in(reached: Reached, tmp_path: Path) -> None:
    other = certificates(tmp_path)
    outsider = Scheduler(reached[0].address, other / "own.pem", other / "own.key", other / "ca.pem")
    with pytest.raises(HongtouError, match="连不上调度器"), connect(outsider):
        pass


def test_a_machine_that_would_make_other_documents_is_refused(reached: Reached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongtou.cluster.cluster.likeness", lambda: "another")
    with connect(reached[0], LIMITS) as engine, pytest.raises(HongtouError, match="和本机不同"):
        list(run(engine, work, ["well"]))


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongtou.cluster.cluster._CONNECT_SECONDS", 0.3)
    made = certificates(tmp_path)
    nobody = Scheduler(f"tls://127.0.0.1:{free_port()}", made / "own.pem", made / "own.key", made / "ca.pem")
    with pytest.raises(HongtouError, match="连不上调度器"), connect(nobody):
        pass


@pytest.mark.parametrize("address", ["", "here", "http://127.0.0.1:80", "tls://machine", "tls://machine:x", "tcp://:1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="不是调度器的地址"), connect(Scheduler(address)):
        pass


def test_nothing_goes_over_a_network_in_the_open() -> None:
    with pytest.raises(UsageError, match="不加密"), connect(Scheduler("tcp://192.168.1.10:8786")):
        pass


def test_certificates_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有“证书”"), connect(Scheduler("tls://127.0.0.1:8786")):
        pass
    made = certificates(tmp_path)
    (made / "own.key").chmod(0o604)
    with pytest.raises(InputError, match="谁都能读"), connect(Scheduler("tls://127.0.0.1:1", *own(made))):
        pass
    wrong = Scheduler("tls://127.0.0.1:8786", made / "own.pem", tmp_path / "none.key", made / "ca.pem")
    with pytest.raises(InputError, match=r"找不到“调度.yaml”里的私钥.*none\.key"), connect(wrong):
        pass


def test_no_object_that_a_machine_sends_is_made_here(reached: Reached, tmp_path: Path) -> None:
    with connect(reached[0], LIMITS) as engine:
        for function in (evil, raising):
            future = engine._client.submit(function, str(tmp_path / "evil"), pure=False, retries=0)
            outcome = cluster._outcome("task", future)
            assert (outcome.fate, outcome.value) == (Fate.DIED, None)
        assert [outcome.value for outcome in run(engine, work, ["well"])] == ["WELL"]
    assert not (tmp_path / f"evil-{os.getpid()}").exists()


def test_what_machines_say_stands_on_no_terminal(reached: Reached, capfd: pytest.CaptureFixture[str]) -> None:
    with connect(reached[0], LIMITS) as engine:
        engine._client.submit(shout, "\x1b[2J甲", pure=False).result()
        assert [outcome.value for outcome in run(engine, work, ["well"])] == ["WELL"]
    assert "甲" not in "".join(capfd.readouterr())


def test_no_object_that_a_scheduler_sends_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongtou.cluster.cluster._CONNECT_SECONDS", 5)
    command = [sys.executable, "-m", "support.hostile", str(tmp_path / "evil")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(poison.__file__).parents[1]) as hostile:
        assert hostile.stdout
        address = hostile.stdout.readline().strip()
        with pytest.raises(HongtouError, match="连不上调度器"), connect(Scheduler(address)):
            pass
        hostile.kill()
    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_with_another_name_in_its_certificate_is_refused(tmp_path: Path) -> None:
    with (
        machines(tmp_path, count=0, host="scheduler.example") as (scheduler, _),
        pytest.raises(HongtouError, match="证书是不是这个地址的"),
        connect(scheduler),
    ):
        pass


def test_an_answer_comes_back_as_it_was() -> None:
    for reply in (
        Reply(Fate.MADE),
        Reply(Fate.MADE, "甲"),
        Reply(Fate.WRONG, reason="错"),
        Reply(Fate.MADE, {"甲/1": b"", "乙": b"\0x"}),
    ):
        assert decoded(encoded(reply)) == reply
    parcel = Parcel({"甲/1": b"x"})
    parcel.word = "说明"
    assert decoded(encoded(Reply(Fate.MADE, parcel))).value.word == "说明"
    assert decoded(encoded(Reply(Fate.MADE, [1]))).fate is Fate.BUG
    with pytest.raises(HongtouError, match="不同"):
        decoded(refused("不同"))


def head(text: str, rest: bytes = b"") -> bytes:
    return len(text.encode()).to_bytes(8, "big") + text.encode() + rest


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0" * 8,
        b"\xff" * 20,
        "text",
        bytearray(encoded(Reply(Fate.MADE))),
        head("[]"),
        head("[" * 100_000),
        head('{"fate": "gone", "reason": "", "nothing": true}'),
        head('{"fate": "made", "reason": 3, "nothing": true}'),
        head('{"fate": "made", "reason": "", "nothing": true}', b"more"),
        head('{"fate": "made", "reason": "", "text": {}}'),
        head('{"fate": "made", "reason": "", "files": [["a", 2]]}', b"1"),
        head('{"fate": "made", "reason": "", "files": [["a", 2], ["b", -1]]}', b"1"),
        head('{"fate": "made", "reason": "", "files": [["a", 1], ["a", 0]]}', b"1"),
        head('{"fate": "made", "reason": "", "files": [[1, 1]]}', b"1"),
        head('{"fate": "made", "reason": "", "files": [["a", 1]]}', b"1"),
        head('{"fate": "made", "reason": "", "files": [["a", 1]], "word": 1}', b"1"),
        head('{"refused": 7}'),
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(answer: object) -> None:
    with pytest.raises(AnswerError):
        decoded(answer)
