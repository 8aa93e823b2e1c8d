"""``hongtou batch`` as people run it: made, repeated, stopped, killed."""

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hongtou.cluster.scheduler import Scheduler
from support.forked import Forker
from support.packets import poisoned_packet, write_packet
from support.units import tree

UNITS = [(f"分会{number}", "请于年底前报送年度材料。") for number in range(8)]
POISON = Path(__file__).parents[1] / "support" / "poison_type.py"


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_packet_is_made_and_made_again_only_where_it_changed(hongtou: Any, work: Path) -> None:
    write_packet(work, [*UNITS[:3], ("没交的", "")])
    ran = hongtou("batch", "材料包.yaml", "--workers", 2)
    assert ran.code == 0
    assert "没交的：没有交材料" in ran.err
    assert "做成 3，没有交材料 1。各单位的情况见 材料包/报告.xlsx" in ran.out
    assert sorted(path for path in tree(work / "材料包") if "/" in path) == [f"分会{n}/通知.docx" for n in range(3)]
    write_packet(work, [UNITS[0], ("分会1", "请尽快报送。"), UNITS[2], ("没交的", "")])
    again = hongtou("batch", "材料包.yaml", "--workers", 1, "--format", "json")
    told = events(again.out)
    assert [event["event"] for event in told] == ["began", *["unit"] * 4, "ended"]
    assert told[-1] == {
        "event": "ended",
        "made": 1,
        "kept": 2,
        "failed": 0,
        "missing": 1,
        "removed": 0,
        "unmatched": 0,
        "unfit": 0,
    }
    assert [event["unit"] for event in told if event.get("state") == "made" and not event["kept"]] == ["分会1"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--workers", "0"], "--workers"),
        (["--memory", "20"], "至少是 256"),
        (["--workers", "2", "--scheduler", "tls://a:1"], "只写一个"),
        (["--scheduler", "somewhere"], "不是调度器的地址"),
        (["--scheduler", "tcp://192.0.2.1:8786"], "不加密"),
    ],
)
def test_wrong_usage_is_told(hongtou: Any, work: Path, options: list[str], words: str) -> None:
    write_packet(work, UNITS[:1])
    hongtou("batch", "材料包.yaml", *options).failed(2, words)


def test_a_packet_that_is_not_there_is_told(hongtou: Any) -> None:
    hongtou("batch", "没有.yaml").failed(1, "没有.yaml")


def test_poison_harms_nobody_else(hongtou: Any, work: Path, outside: Callable[..., Path]) -> None:
    outside("poison", POISON.read_text("utf-8"))
    bad = {"崩溃": "SIGSEGV", "退出": "退出码 7", "不停": "超过 4 秒", "吃内存": "超过 400 MiB", "写错": "动作"}
    acts = {f"单位{number:04}": act for number, act in enumerate(("好", "好", *bad, "好", "好", "好", "好"))}
    packet = poisoned_packet(work, list(acts.values()))
    ran = hongtou("batch", packet.name, "--workers", 2, "--seconds", 4, "--memory", 400, "--format", "json")
    assert ran.code == 3, ran
    told = {event["unit"]: event for event in events(ran.out) if event["event"] == "unit"}
    assert {unit: event["state"] for unit, event in told.items()} == {
        unit: "failed" if act in bad else "made" for unit, act in acts.items()
    }
    for unit in (unit for unit, act in acts.items() if act in bad):
        assert bad[acts[unit]] in told[unit]["reason"]


class Running:
    """The command as a process that can be hurt, in a folder where nothing else runs."""

    def __init__(self, work: Path, environment: dict[str, str], *options: str) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "hongtou",
                "batch",
                "材料包.yaml",
                "-o",
                "out",
                "--workers",
                "2",
                "--format",
                "json",
                *options,
            ],
            cwd=work,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


def at_work(folder: Path) -> Iterator[int]:
    """The processes that run in a folder."""
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdigit() and (process / "cwd").samefile(folder):
                yield int(process.name)


def nobody_is_left(folder: Path) -> bool:
    """Whether all that run in a folder come to their end; waits for each."""
    for pid in at_work(folder):
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(pid)
            ended = select.select([handle], [], [], 30)[0]
            os.close(handle)
            if not ended:
                return False
    return True


def whole_documents(folder: Path) -> bool:
    for path in folder.rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            if archive.testzip():
                return False
    return True


def test_being_killed_at_any_moment_loses_nothing(work: Path, environment: dict[str, str], hongtou: Any, forker: Forker) -> None:
    chance = random.Random(2026)
    write_packet(work / "undisturbed", UNITS)
    began = time.monotonic()
    assert hongtou("batch", "undisturbed/材料包.yaml", "-o", "undisturbed/out", "--workers", 2).code == 0
    seconds = time.monotonic() - began
    write_packet(work, UNITS)
    for _ in range(20):
        forker.run(["batch", "材料包.yaml", "-o", "out", "--workers", "2"], work, environment, killed=chance.uniform(0, seconds))
        assert nobody_is_left(work)
        assert whole_documents(work)
    assert hongtou("batch", "材料包.yaml", "-o", "out", "--workers", 2).code == 0
    manifest = json.loads((work / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [(line["unit"], line["state"], line["numbers"]) for line in manifest["units"]] == [
        (name, "made", [f"云医发〔2026〕{number}号"]) for number, (name, _) in enumerate(UNITS, 1)
    ]
    assert not list((work / "out").rglob("*.tmp"))
    listed = json.loads(hongtou("number", "list", "--format", "json").out)
    assert [entry["number"] for entry in listed] == [f"云医发〔2026〕{number}号" for number in range(1, 9)]
    assert tree(work / "undisturbed" / "out") == tree(work / "out")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_being_stopped_is_clean(work: Path, environment: dict[str, str], hongtou: Any, number: int, code: int) -> None:
    write_packet(work, UNITS)
    running = Running(work, environment)
    assert running.process.stdout
    for line in running.process.stdout:
        if json.loads(line)["event"] == "unit":
            break
    running.process.send_signal(number)
    _, err = running.process.communicate()
    assert (running.process.returncode, "Traceback" in err.decode()) == (code, False), err.decode()
    assert "再运行一次接着做" in err.decode()
    assert nobody_is_left(work)
    assert not list((work / "out").rglob("*.tmp"))
    assert hongtou("batch", "材料包.yaml", "-o", "out").code == 0


@pytest.mark.xdist_group("cluster")
def test_other_machines_make_the_same_bytes(
    hongtou: Any, work: Path, tmp_path: Path, reached: tuple[Scheduler, list[int]]
) -> None:
    write_packet(work / "here", UNITS, pdf=True)
    hongtou("batch", "here/材料包.yaml", "-o", "here/out", "--workers", 1)
    write_packet(work / "there", UNITS, pdf=True)
    scheduler, _ = reached
    settings = tmp_path / "settings" / "hongtou" / "调度.yaml"
    settings.parent.mkdir(parents=True)
    files = f"证书: {scheduler.certificate}\n私钥: {scheduler.key}\nCA: {scheduler.authority}\n"
    settings.write_text(f'地址: "{scheduler.address}"\n{files}', encoding="utf-8")
    own = {"XDG_CONFIG_HOME": str(tmp_path / "settings")}
    ran = hongtou("batch", "there/材料包.yaml", "-o", "there/out", **own)
    again = hongtou("batch", "there/材料包.yaml", "-o", "there/out", "--scheduler", scheduler.address, **own)
    assert "做成 8" in ran.out, ran
    assert "没有变化 8" in again.out, again
    assert tree(work / "there" / "out") == tree(work / "here" / "out")


@pytest.mark.parametrize("written", ["{地址: 'tcp://127.0.0.1:8786'}", "{地址: 'tls://192.0.2.1:8786', CA: ca.pem}", "x"])
def test_no_folder_says_which_machines_make_it(hongtou: Any, work: Path, written: str) -> None:
    write_packet(work, UNITS)
    with (work / "hongtou.yaml").open("a", encoding="utf-8") as profile:
        profile.write(f"调度: {written}\n")
    hongtou("batch", "材料包.yaml").failed(1, "hongtou.yaml:3:1", "调度器不能写在这里", "~/.config/hongtou/调度.yaml")
    assert not (work / "材料包").exists()


def test_a_terminal_shows_a_bar_with_what_fails_above_it(work: Path, environment: dict[str, str]) -> None:
    write_packet(work, [*UNITS[:3], ("没交的", "")])
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "hongtou", "batch", "材料包.yaml", "--workers", "1"]
    shape = {"TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, cwd=work, env={**environment, **shape}, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = bytearray()
        while True:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
        assert process.stdout
        out = process.stdout.read().decode()
    os.close(ours)
    told = shown.decode()
    assert process.returncode == 0
    assert "没交的：没有交材料" in told
    assert "年度材料（2026年）" in told
    assert "4/4" in told
    assert out.startswith("做成 3，没有交材料 1")


# What the standard library has and a hostile folder may have, too; each says that it was run.
HOSTILE = (
    "signal",
    "pickle",
    "json",
    "random",
    "socket",
    "tempfile",
    "struct",
    "copyreg",
    "selectors",
    "hongtou",
    "click",
    "yaml",
)


@pytest.mark.parametrize(
    "words",
    [
        ("batch", "材料包.yaml", "--workers", "2"),
        ("render", "甲.md"),
        ("number", "reserve"),
        ("number", "recover"),
        ("number", "backup", "备份.db"),
        ("issue", "甲.md"),
        ("new", "通知", "-o", "新.md"),
        ("types",),
        ("plugins",),
        ("doctor",),
        ("--help",),
    ],
)
def test_no_module_beside_a_command_is_run(work: Path, environment: dict[str, str], words: tuple[str, ...]) -> None:
    write_packet(work, UNITS[:2])
    draft = "---\n文种: 通知\n标题: 关于值班的通知\n主送: [各部门]\n成文日期: 2026-11-18\n---\n请按时值班。\n"
    (work / "甲.md").write_text(draft, encoding="utf-8")
    for name in HOSTILE:
        (work / f"{name}.py").write_text(f"open({str(work / 'ran')!r}, 'a').write({name!r})\n", encoding="utf-8")
    program = Path(sys.executable).with_name("hongtou")
    # A search path that names the current folder, as an empty part does, lets nothing in either.
    done = subprocess.run([program, *words], cwd=work, env={**environment, "PYTHONPATH": ""}, capture_output=True, check=False)
    assert not (work / "ran").exists(), (work / "ran").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr.decode()


def test_numbers_of_a_packet_are_taken_back_into_a_lost_register(hongtou: Any, work: Path) -> None:
    write_packet(work, UNITS[:2])
    hongtou("number", "reserve", "--year", "2026", "--count", "4").well()
    assert hongtou("batch", "材料包.yaml", "--workers", 1).code == 0
    before = tree(work / "材料包")
    (work / "register.db").unlink()
    write_packet(work, UNITS[:3])
    lost = hongtou("batch", "材料包.yaml", "--workers", 1)
    lost.failed(1, "用了 云医发〔2026〕5号、云医发〔2026〕6号，登记簿里没有", "hongtou number recover --packet “材料包”")
    taken = hongtou("number", "recover", "--packet", "材料包").well().splitlines()
    assert [line.split("\t")[:2] for line in taken] == [["云医发〔2026〕5号", "预留"], ["云医发〔2026〕6号", "预留"]]
    assert "据材料的台账恢复；留给 " in taken[0]
    write_packet(work, UNITS[:2])
    assert hongtou("batch", "材料包.yaml", "--workers", 1).code == 0
    assert tree(work / "材料包") == before
    hongtou("number", "recover", "--packet", "没有").failed(1, "“没有”不是 hongtou batch 做的材料文件夹")
