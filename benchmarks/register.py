"""Measures the register of numbers: many processes at once, processes killed at random, and the speed beside bare sqlite3.

    script/benchmark register [--processes 8] [--each 500] [--kills 100] [--bulk 10000] [--postgresql URL] [--format json]

Without ``--postgresql`` it starts a private PostgreSQL (script/postgres) and stops it. Prints a table; exits with 1 when a target
is missed. Every allocation is one transaction that is on the disk when it returns.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hongtou.files.digests import sha256_of
from hongtou.office import Office, Settings
from hongtou.register import schema, transaction
from hongtou.register.entry import COLUMNS, Action, EntryState, Request, Series
from hongtou.register.register import Register

CODE, YEAR = "云医党发", 2026
SERIES = Series(CODE, YEAR)
# Forked workers are ready at once, so that what is measured is the register and not the start of Python.
FORK = multiprocessing.get_context("fork")
SCRIPT = Path(__file__).resolve().parent.parent / "script" / "postgres"
Row = tuple[str, str, str, bool]


def request(name: str) -> Request:
    return Request(f"{name}.md", SERIES, f"{name}.md", sha256_of(name.encode()), f"关于{name}的通知", "通知")


def allocate_each(office: Settings, names: list[str], told: Path, work: float = 0) -> None:
    """Ask for numbers one by one; note each when the document is made, which takes ``work`` seconds."""
    register = Register(office, "测试", patience=120)
    with told.open("a", encoding="utf-8") as file:
        for name in names:
            (entry,) = register.allocate([request(name)])
            time.sleep(work)
            file.write(f"{name} {entry.serial}\n")
            file.flush()


def run_together(work: Callable[..., None], arguments: list[tuple[Any, ...]]) -> tuple[float, int]:
    """Run processes at once; the seconds that it took and how many failed."""
    processes = [FORK.Process(target=work, args=one) for one in arguments]
    start = time.perf_counter()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return time.perf_counter() - start, sum(process.exitcode != 0 for process in processes)


def faults(office: Settings, folder: Path, names: list[str]) -> dict[str, int]:
    """What is wrong with the register after a run: every document has one number, every number one document, none is left out."""
    told = [line.split() for path in folder.glob("*.told") for line in path.read_text(encoding="utf-8").splitlines()]
    register = Register(office, "测试")
    entries = register.entries()
    serials = sorted(entry.serial for entry in entries)
    owner = {entry.identity.removesuffix(".md"): entry.serial for entry in entries}
    again = register.allocate([request(name) for name in names])
    return {
        "doubles": len(serials) - len(set(serials)),
        "gaps": sum(serial not in set(serials) for serial in range(1, max(serials, default=0) + 1)),
        "wrong": sum(owner.get(name) != int(serial) for name, serial in told),
        "changed": sum(owner.get(name) != entry.serial for name, entry in zip(names, again, strict=True) if name in owner),
        "lost": sum(entry.state is not EntryState.RESERVED or not entry.identity for entry in entries),
        "audit": len(register.audit().findings),
    }


def at_once(office: Settings, folder: Path, processes: int, each: int) -> dict[str, Any]:
    """Many processes ask at once."""
    Register(office).close()
    work = [[f"{worker}-{number}" for number in range(each)] for worker in range(processes)]
    spent, failed = run_together(allocate_each, [(office, names, folder / f"{place}.told") for place, names in enumerate(work)])
    found = faults(office, folder, [name for names in work for name in names])
    found["errors"] = failed
    found["missing"] = processes * each - len(Register(office).entries())
    return {"faults": found, "per_second": processes * each / spent}


def killed(office: Settings, folder: Path, processes: int, kills: int) -> dict[str, Any]:
    """Processes are killed wherever they are, and begin again where they think they were."""
    Register(office).close()
    chance = random.Random(9704)
    running: dict[int, tuple[Any, list[str]]] = {}
    names: list[str] = []

    def begin(place: int, todo: list[str]) -> None:
        process = FORK.Process(target=allocate_each, args=(office, todo, folder / f"{place}.told", 0.005))
        process.start()
        running[place] = process, todo

    for place in range(processes):
        begin(place, [f"{place}-{number}" for number in range(40)])
    done = rounds = taken_up = 0
    while done < kills and rounds < 100 * kills:
        rounds += 1
        time.sleep(chance.uniform(0.005, 0.15))
        place = chance.randrange(processes)
        process, todo = running[place]
        if process.is_alive():
            process.kill()
            done += 1
        process.join()
        names += todo
        noted = _noted(folder / f"{place}.told")
        # Whatever is not noted is asked for again; some of it has a number already.
        rest = [name for name in todo if name not in noted]
        taken_up += len(numbered(office) & set(rest))
        begin(place, rest or [f"{place}-{len(noted)}-{number}" for number in range(40)])
    for process, todo in running.values():
        process.join()
        names += todo
    found = faults(office, folder, list(dict.fromkeys(names)))
    found["not killed"] = kills - done
    return {"faults": found, "kills": done, "taken_up": taken_up}


def numbered(office: Settings) -> set[str]:
    """The documents that have a number. The register is closed again: none may be open where processes fork."""
    register = Register(office)
    found = {entry.identity.removesuffix(".md") for entry in register.entries()}
    register.close()
    return found


def _noted(path: Path) -> set[str]:
    """The documents whose number was noted; a line cut off in the middle is not."""
    if not path.exists():
        return set()
    return {line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if " " in line}


# --- the same transaction with nothing but sqlite3 ------------------------------------------------------------------------------

# ruff: noqa: S608 - the statements are made of constants
KNOWN = "select * from number where identity = ? and state <> 'void'"
ADD_NUMBER = f"insert into number values ({', '.join('?' * len(COLUMNS))})"
ADD_LOG = f"insert into log values ({', '.join('?' * len(schema.log.columns))})"


def bare_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=120, isolation_level=None)
    connection.execute("pragma synchronous=full")
    return connection


def bare_allocate(connection: sqlite3.Connection, names: list[str]) -> None:
    """What the register does in one transaction, statement by statement, without the register."""
    connection.execute("begin immediate")
    seq, at, previous = connection.execute("select seq, at, hash from head").fetchone()
    known = {name: connection.execute(KNOWN, (f"{name}.md",)).fetchone() for name in names}
    row = connection.execute("select next, top from series where code = ? and year = ? and kind = ''", (CODE, YEAR)).fetchone()
    numbers, log = [], []
    for serial, name in enumerate((name for name in names if known[name] is None), row[0] if row else 1):
        values = dict.fromkeys(COLUMNS, "") | {"code": CODE, "year": YEAR, "serial": serial, "state": "reserved"}
        values |= {"identity": f"{name}.md", "source": f"{name}.md", "title": f"关于{name}的通知", "genre": "通知"}
        values |= {"digest": sha256_of(name.encode()), "reserved_at": at, "reserved_by": "测试"}
        change = {key: value for key, value in values.items() if value}
        seq += 1
        entry = transaction.log_row(seq, at, "测试", Action.ALLOCATE, (CODE, YEAR, "", serial), change, previous)
        previous = entry["hash"]
        numbers.append(tuple(values.values()))
        log.append(tuple(entry[column.name] for column in schema.log.columns))
    connection.executemany(ADD_NUMBER, numbers)
    connection.executemany(ADD_LOG, log)
    after = (row[0] if row else 1) + len(numbers)
    if row:
        move = "update series set next = ?, top = ? where code = ? and year = ? and kind = ''"
        connection.execute(move, (after, after - 1, CODE, YEAR))
    else:
        connection.execute("insert into series values (?, ?, '', ?, ?)", (CODE, YEAR, after, after - 1))
    connection.execute("update head set seq = ?, hash = ?", (seq, previous))
    connection.execute("commit")


def bare_each(path: Path, names: list[str], told: Path) -> None:
    connection = bare_connection(path)
    with told.open("a", encoding="utf-8") as file:
        for name in names:
            bare_allocate(connection, [name])
            file.write(f"{name} 0\n")
            file.flush()


def speed(root: Path, processes: int, each: int, rounds: int = 3) -> tuple[float, float]:
    """Allocations a second through the register and bare, best of a few turns each."""
    ours, bare = [], []
    for turn in range(rounds):
        office = new_office(root / f"ours-{turn}")
        ours.append(at_once(office, root / f"ours-{turn}", processes, each)["per_second"])
        folder = root / f"bare-{turn}"
        Register(new_office(folder)).close()
        work = [[f"{worker}-{number}" for number in range(each)] for worker in range(processes)]
        arguments = [(folder / "register.db", names, folder / f"{place}.told") for place, names in enumerate(work)]
        spent, failed = run_together(bare_each, arguments)
        assert not failed
        bare.append(processes * each / spent)
    return max(ours), max(bare)


def bulk(root: Path, count: int, rounds: int = 3) -> tuple[float, float]:
    """Seconds for many numbers in one transaction, through the register and bare, best of a few turns each."""
    names = [f"x-{number}" for number in range(count)]
    ours, bare = [], []
    for turn in range(rounds):
        register = Register(new_office(root / f"bulk-{turn}"), "测试")
        requests = [request(name) for name in names]
        start = time.perf_counter()
        entries = register.allocate(requests)
        ours.append(time.perf_counter() - start)
        assert [entry.serial for entry in entries] == list(range(1, count + 1))
        folder = root / f"bulk-bare-{turn}"
        Register(new_office(folder)).close()
        connection = bare_connection(folder / "register.db")
        start = time.perf_counter()
        bare_allocate(connection, names)
        bare.append(time.perf_counter() - start)
        connection.close()
    return min(ours), min(bare)


# --- offices and the table ------------------------------------------------------------------------------------------------------


def new_office(folder: Path, register: str = "") -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(Office(folder=folder, name="云州市医学会", code=CODE), register=register)


@contextmanager
def postgresql(url: str) -> Iterator[Callable[[str], str]]:
    """Makes databases on a server of ours, or on the one that is given."""
    folder = ""
    if not url:
        folder, url = subprocess.run([SCRIPT, "start"], capture_output=True, text=True, check=True).stdout.split()
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make(name: str) -> str:
        made.append(f"{name}_{os.getpid()}")
        with engine.connect() as connection:
            connection.exec_driver_sql(f'create database "{made[-1]}"')
        return engine.url.set(database=made[-1]).render_as_string(hide_password=False)

    try:
        yield make
    finally:
        with suppress(sa.exc.OperationalError), engine.connect() as connection:
            for name in made:
                connection.exec_driver_sql(f'drop database if exists "{name}" with (force)')
        engine.dispose()
        if folder:
            subprocess.run([SCRIPT, "stop", folder], check=True)


def told(found: dict[str, int]) -> str:
    wrong = {name: count for name, count in found.items() if count}
    return ", ".join(f"{count} {name}" for name, count in wrong.items()) or "no double, no gap, no error"


def measure(options: argparse.Namespace, root: Path, make: Callable[[str], str]) -> Iterator[Row]:
    for name, place in (("SQLite", lambda _: ""), ("PostgreSQL", make)):
        office = new_office(root / f"once-{name}", place("once"))
        run = at_once(office, root / f"once-{name}", options.processes, options.each)
        label = f"{options.processes} processes × {options.each} at once, {name}"
        result = f"{told(run['faults'])} ({run['per_second']:.0f}/s)"
        yield label, result, "no double, no gap, no error", not any(run["faults"].values())
        office = new_office(root / f"kill-{name}", place("kill"))
        run = killed(office, root / f"kill-{name}", options.processes, options.kills)
        result = f"{run['kills']} kills: {told(run['faults'])}; {run['taken_up']} unnoted numbers taken up again"
        label = f"processes killed {options.kills} times, {name}"
        yield label, result, "no double, each number its document's", not any(run["faults"].values())
    ours, bare = speed(root, options.processes, options.each)
    label = f"allocations a second, SQLite, {options.processes} processes"
    yield label, f"{ours:.0f} / bare {bare:.0f} = {ours / bare:.0%}", "≥ 25 %", ours / bare >= 0.25
    slow, quick = bulk(root, options.bulk)
    label = f"{options.bulk} numbers in one call"
    yield label, f"{slow:.2f} s / bare {quick:.2f} s = {slow / quick:.1f} ×", "≤ 10 ×", slow / quick <= 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("processes", 8), ("each", 500), ("kills", 100), ("bulk", 10_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--postgresql", default="", metavar="URL")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hongtou-register-") as root, postgresql(options.postgresql) as make:
        rows = []
        for row in measure(options, Path(root), make):
            rows.append(row)
            if options.format == "text":
                print(f"{'ok  ' if row[3] else 'MISS'} {row[0]}: {row[1]} (target {row[2]})", flush=True)
    if options.format == "json":
        titles = ("what", "measured", "target", "met")
        print(json.dumps([dict(zip(titles, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    return 0 if all(row[3] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
