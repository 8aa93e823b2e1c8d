"""Measures the office's page: how soon a page is renewed, what the server needs to start and to hold, and fifty people at once.

    script/benchmark web [--only keystroke|browser|start|memory|people|kills] [--minutes 10] [--previews 10000] [--kills 200]

Servers run as people run them, on this machine alone. Prints a table as benchmarks/foundation.py does; exits with 1 when a target
is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import signal
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import httpx2 as httpx
import keystrokes
from foundation import Row, row, told
from hongtou.office import load_settings
from hongtou.register.entry import EntryState
from hongtou.register.register import Register
from hongtou.web import packets
from hongtou.web.site import Options, Site
from hongtou.web.state import OfficeState, stamp
from hongtou.web.tasks import Ask, preview
from hongtou.workflow import log
from hongtou.workflow.people import Role
from hongtou.workflow.runs import SILENT, Runs
from support.machines import certificates, free_port
from support.office_page import NOTICE, PASSWORD, PROFILE
from support.packets import light_packet
from support.samples import SENTENCES
from support.serving import end_all, serving, started

PEOPLE = 50
WORKERS = 4
SIX_PAGES = NOTICE + "".join(f"{SENTENCES[number % len(SENTENCES)] * 3}\n" for number in range(40))
PATIENCE = 60.0


@contextmanager
def office() -> Iterator[Path]:
    """A folder with a profile."""
    with tempfile.TemporaryDirectory(prefix="hongtou-web-") as folder:
        (Path(folder) / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
        yield Path(folder)


@contextmanager
def entered(server: subprocess.Popen[str]) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
    """A browser on one's own computer, and what its requests bear."""
    assert server.stdout
    address = server.stdout.readline().strip()
    origin = address.partition("/enter")[0]
    with httpx.Client(base_url=origin, timeout=PATIENCE) as client:
        client.get(address)
        yield client, {"Origin": origin, "X-CSRF": token(client)}


def token(client: httpx.Client) -> str:
    """The token that the pages of a session have."""
    found: list[str] = re.findall(r'name="csrf" content="([^"]+)"', client.get("/").text)
    return found[0]


def keystroke() -> list[Row]:
    """From a text that is sent to its page on the wire, beside the same in this process."""
    with office() as folder, serving(folder, "--no-browser") as server:
        (folder / "通知.md").write_text(SIX_PAGES, encoding="utf-8")
        with entered(server) as (client, headers):
            (id,) = set(re.findall(r"/drafts/([\w-]+)", client.get("/").text))
            state = OfficeState(folder, stamp(folder), confined=False)
            there, here = [], []
            for number in range(40):
                text = SIX_PAGES + f"第{number}次改动。\n"
                begun = time.perf_counter()
                seen = client.post(f"/drafts/{id}/preview", json={"text": text, "pages": [6]}, headers=headers).json()
                there.append(time.perf_counter() - begun)
                assert "6" in seen["pages"], seen["problems"]
                begun = time.perf_counter()
                preview(Ask(state, folder / "通知.md", text.encode(), (6,)))
                here.append(time.perf_counter() - begun)
    renewed, alone = statistics.median(there[5:]), statistics.median(here[5:])
    return [
        row("a page renewed through the server : set and drawn in process (six pages)", renewed / alone, 3.0),
        row(f"  the same, median, of 150 ms ({renewed * 1000:.0f} ms)", renewed / 0.150, 1.0),
    ]


def on_screen() -> list[Row]:
    """From a key to the page on the screen, beside setting and drawing it in this process."""
    with office() as folder:
        file = folder / "通知.md"
        file.write_text(SIX_PAGES, encoding="utf-8")
        with serving(folder, "--no-browser") as server:
            assert server.stdout
            renewed, alone = keystrokes.measured(server.stdout.readline().strip(), folder, file, SIX_PAGES)
    return [
        row("a key to its page on the screen : set and drawn in process (six pages)", renewed / alone, 3.0),
        row(f"  the same, median, of 150 ms ({renewed * 1000:.0f} ms)", renewed / 0.150, 1.0),
    ]


def start() -> list[Row]:
    """A cold server to its first page with the list of drafts, beside loading the libraries; and what that page weighs."""
    ours, theirs, weight = [], [], 0
    with office() as folder, compiled(), httpx.Client(timeout=PATIENCE) as client:
        (folder / "通知.md").write_text(NOTICE, encoding="utf-8")
        for number in range(8):
            libraries, (began, page) = _libraries(), _first_page(folder, client)
            if number:  # the first round compiles
                theirs.append(libraries)
                ours.append(began)
            weight = page
    cost, wait = (min(one[kind] for one in ours) / min(one[kind] for one in theirs) for kind in (0, 1))
    seen = min(wall for _, wall in ours) * 1000
    return [
        row("cold serve to the first page : python -c 'import starlette, uvicorn, jinja2', processor time", cost, 3.0),
        row(f"  the same by the clock ({seen:.0f} ms)", wait, 3.0),
        row(f"first page on the wire, of 400 KB ({weight // 1024} KB)", weight / (400 * 1024), 1.0),
    ]


@contextmanager
def compiled() -> Iterator[None]:
    """Python keeps compiled modules, as it does where hongtou was installed."""
    with tempfile.TemporaryDirectory() as kept, patch.dict(os.environ, {"PYTHONPYCACHEPREFIX": kept}):
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        yield


def _libraries() -> tuple[float, float]:
    """Processor time and time of loading the libraries, in seconds."""
    usage, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", "import starlette, uvicorn, jinja2"], check=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime, wall


def _first_page(folder: Path, client: httpx.Client) -> tuple[tuple[float, float], int]:
    """The same of a server until a browser has its first page; and how many bytes that page has with its parts."""
    begun = time.perf_counter()
    with serving(folder, "--no-browser") as server:
        assert server.stdout
        page = client.get(server.stdout.readline().strip(), follow_redirects=True)
        wall, cost = time.perf_counter() - begun, time.clock_gettime((~server.pid << 3) | 2)  # the clock of another process
        assert "/drafts/" in page.text
        parts = [page.url.join(part) for part in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)]
        return (cost, wall), len(page.content) + sum(len(client.get(part).content) for part in parts)


def memory(previews: int) -> Row:
    """What the server and its processes hold after many previews, beside after 500."""
    with office() as folder, serving(folder, "--no-browser") as server:
        (folder / "通知.md").write_text(NOTICE, encoding="utf-8")
        with entered(server) as (client, headers):
            (id,) = set(re.findall(r"/drafts/([\w-]+)", client.get("/").text))
            early = late = 0
            for number in range(1, previews + 1):
                client.post(f"/drafts/{id}/preview", json={"text": f"{NOTICE}第{number}次。\n", "pages": [1]}, headers=headers)
                if number == min(500, previews // 2):
                    early = resident(server.pid)
                if number > previews - 100:  # the most of all moments: where a worker was just replaced there is none
                    late = max(late, resident(server.pid))
            return row(f"memory after {previews} previews : after 500 ({late // 1024} : {early // 1024} MiB)", late / early, 1.1)


def resident(group: int) -> int:
    """What all processes of a server hold, in KiB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            if os.getpgid(int(status.parent.name)) == group or f"PPid:\t{group}\n" in text:
                total += int(re.findall(r"VmRSS:\s+(\d+)", text)[0])
        except (OSError, IndexError):
            continue
    return total


@dataclass
class Told:
    """What fifty people met.

    :ivar saving: how long each save took, in seconds.
    """

    saving: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


def people(minutes: float) -> list[Row]:
    """Fifty people who draft, look, save, check and have numbers given, on four processes behind TLS."""
    with office() as folder:
        own = certificates(folder / "tls", "localhost")
        with closing(Site(Options(folder.resolve(), shared=True, origin="https://localhost"))) as site:
            site.people.add("root", "管理员", list(Role), PASSWORD, by="benchmark")
            roles = [Role.DRAFTER, Role.REGISTRAR]
            everybody = [site.people.add(f"u{n}", f"第{n}人", roles, PASSWORD, by="benchmark") for n in range(PEOPLE)]
            # From one address not so many may sign in within a minute; whoever works here has signed in already.
            keys = [site.sessions.begin(one) for one in everybody]
        port = free_port()
        origin = f"https://localhost:{port}"
        tls = ("--certificate", str(own / "own.pem"), "--key", str(own / "own.key"))
        options = ("--office-server", "--direct", "--origin", origin, "--port", str(port), "--workers", str(WORKERS), *tls)
        with serving(folder, *options) as server:
            started(server, WORKERS)
            context = ssl.create_default_context(cafile=str(own / "ca.pem"))

            def browser(number: int) -> httpx.Client:
                cookies = {"__Host-hongtou": keys[number]}
                return httpx.Client(base_url=origin, verify=context, timeout=PATIENCE, cookies=cookies)

            alone, many = Told(), Told()
            work(browser, 0, time.monotonic() + max(10.0, minutes * 6), alone, issue=False)
            until = time.monotonic() + minutes * 60
            threads = [threading.Thread(target=work, args=(browser, number, until, many)) for number in range(PEOPLE)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return judged(folder, alone, many)


def judged(folder: Path, alone: Told, many: Told) -> list[Row]:
    """What fifty people came to: nothing lost, nothing double, and how long saving took them."""
    numbers = Register(load_settings(folder, folder))
    given = [str(entry.number) for entry in numbers.entries()]
    found = len(numbers.audit().findings)
    numbers.close()
    with closing(Site(Options(folder.resolve(), shared=True, origin="https://localhost"))) as site:
        broken = bool(log.broken(site.store))
    bad = sum(many.wrong.values()) + sum(alone.wrong.values()) + len(given) - len(set(given)) + found + broken
    print(f"fifty people: {len(many.saving)} saves, {len(given)} numbers; met: {dict(many.wrong) or 'no error'}", file=sys.stderr)
    slow, quick = (sorted(one.saving)[int(len(one.saving) * 0.95)] for one in (many, alone))
    return [
        row("errors, lost saves, double numbers, breaks of the log (+ 1)", bad + 1.0, 1.0),
        row(f"p95 of saving with fifty people : with one ({slow * 1000:.0f} : {quick * 1000:.0f} ms)", slow / quick, 10.0),
    ]


def kills(count: int) -> Row:
    """The server, or one of its processes, killed at random moments while somebody saves, takes files in, issues documents and
    runs a packet: what was told as done is there, and in the end the packet is made whole.
    """
    chance = random.Random(9704)
    lost = numbers = 0
    told: dict[str, list[str]] = {}
    with office() as folder:
        for number in range(count):
            whole = number % 2 == 0
            light_packet(folder, 12 + number // 4, pdf=False)  # there is always something to make
            with serving(folder, "--no-browser") as server, entered(server) as (client, headers):
                timer = threading.Timer(chance.uniform(0.05, 1.2), _end, (server, whole))
                timer.start()
                with suppress(httpx.HTTPError):
                    _save_and_issue(client, headers, chance, told, until=time.monotonic() + 2.0)
                timer.join()
            lost += _lost(folder, told)
        lost += _unmade(folder)
        register = Register(load_settings(folder, folder))
        given = [entry for entry in register.entries() if entry.state is EntryState.ISSUED]
        numbers = len(given) - len({str(entry.number) for entry in given}) + len(register.audit().findings)
        register.close()
    saves = sum(map(len, told.values()))
    print(f"{count} kills: {saves} saves and {len(given)} numbers were told as done", file=sys.stderr)
    return row("kills: saves lost, numbers doubled, findings of the audit (+ 1)", lost + numbers + 1.0, 1.0)


def _end(server: subprocess.Popen[str], whole: bool) -> None:
    """Kill a server with all that it started, or one process that works for it."""
    with suppress(ProcessLookupError, IndexError, FileNotFoundError):
        if whole:
            end_all(server, signal.SIGKILL)
        else:
            children = Path(f"/proc/{server.pid}/task").glob("*/children")
            os.kill(random.choice([int(pid) for one in children for pid in one.read_text().split()]), signal.SIGKILL)


def _save_and_issue(
    client: httpx.Client, headers: dict[str, str], chance: random.Random, told: dict[str, list[str]], until: float
) -> None:
    """Begin drafts, save them, have some of them issued; what the server tells as done is written down."""
    own = {"_csrf": headers["X-CSRF"]}
    for packet in set(re.findall(r"/packets/(\w{16})", client.get("/packets").text)):
        client.post(f"/packets/{packet}/run", data=own, headers=headers)
    while time.monotonic() < until:
        taken = client.post("/take", data=own, files={"file": ("旧的.txt", SENTENCES[0].encode())}, headers=headers)
        for id in set(re.findall(r"/drafts/([\w-]+)", taken.text)) if taken.status_code == 200 else ():
            told.setdefault(id, [])
        begun = client.post("/new", data={"genre": "通知", **own}, headers=headers)
        id, version = begun.headers.get("location", "").rpartition("/")[2], 1
        text = NOTICE.replace("义诊", f"义诊{chance.randrange(10**9)}")
        for step in range(chance.randrange(1, 5)):
            text += f"第{step}处。\n"
            saved = client.post(f"/drafts/{id}/save", json={"text": text, "base": version}, headers=headers)
            if saved.status_code == 200:
                version = saved.json()["version"]
                told.setdefault(id, []).append(text)
        if chance.random() < 0.5:
            client.post(f"/drafts/{id}/step", data={"step": "印发", "version": version, **own}, headers=headers)


def _lost(folder: Path, told: dict[str, list[str]]) -> int:
    """How many texts that were told as saved are not kept, or are not what the file holds."""
    lost = 0
    with closing(Site(Options(folder.resolve(), shared=False, origin="http://localhost"))) as site:
        for id, texts in told.items():
            kept = site.drafts.settle(id)
            there = {site.drafts.content(kept, one.version) for one in site.drafts.states(kept)}
            lost += sum(text.encode() not in there for text in texts)
            lost += site.path(kept).read_bytes() != site.drafts.content(kept)
        lost += bool(log.broken(site.store))
    return lost


def _unmade(folder: Path) -> int:
    """How many units of the packet are not made when it is run to its end."""
    with closing(Site(Options(folder.resolve(), shared=False, origin="http://localhost"))) as site:
        clock = site.store.clock
        site.store.clock = lambda: clock() + SILENT * 2  # whoever ran it was killed
        (packet,) = packets.found(site)
        packets.begin(site, packet, "测试", "", force=False)
        for thread in packets.running(packet):
            thread.join()
        run = Runs(site.store).get(packet.path)
        assert run
        print(f"the packet: {run.units} units, {run.told}", file=sys.stderr)
        return run.units - run.through + run.failed


def work(browser: Callable[[int], httpx.Client], number: int, until: float, met: Told, *, issue: bool = True) -> None:
    """Somebody's day: begin a draft, type and save, look at pages, check a file, have a number given; begin anew."""
    chance = random.Random(number)
    with browser(number) as client:
        origin = str(client.base_url).rstrip("/")
        headers = {"Origin": origin, "X-CSRF": token(client)}
        while time.monotonic() < until:
            _one_draft(client, headers, chance, until, met, issue=issue)


def _one_draft(
    client: httpx.Client, headers: dict[str, str], chance: random.Random, until: float, met: Told, *, issue: bool
) -> None:
    own = {"_csrf": headers["X-CSRF"]}
    text = NOTICE.replace("义诊", f"义诊{chance.randrange(10**6)}")
    begun = client.post("/new", data={"genre": "通知", **own}, headers=headers)
    id, version = begun.headers.get("location", "").rpartition("/")[2], 1
    if not id:
        _count(met, f"new {begun.status_code}")
        return
    for step in range(chance.randrange(4, 9)):
        if time.monotonic() > until:
            return
        text += f"第{step}处补充。\n"
        client.post(f"/drafts/{id}/preview", json={"text": text, "pages": [1]}, headers=headers)
        began = time.perf_counter()
        saved = client.post(f"/drafts/{id}/save", json={"text": text, "base": version}, headers=headers)
        taken = time.perf_counter() - began
        if saved.status_code != 200:
            _count(met, f"save {saved.status_code}")
            return
        version = saved.json()["version"]
        with met.lock:
            met.saving.append(taken)
        time.sleep(chance.uniform(1.0, 4.0))  # somebody types
    if text not in _kept(client, id):
        _count(met, "lost")
    if chance.random() < 0.2:
        checked = client.post("/check", data=own, files={"file": ("通知.md", text.encode())}, headers=headers)
        if checked.status_code != 200:
            _count(met, f"check {checked.status_code}")
    if issue and chance.random() < 0.3:
        issued = client.post(f"/drafts/{id}/step", data={"step": "印发", "version": version, **own}, headers=headers)
        if issued.status_code != 303:
            _count(met, f"issue {issued.status_code}")


def _kept(client: httpx.Client, id: str) -> str:
    import html

    found = re.search(r'<textarea id="source"[^>]*>\n(.*?)</textarea>', client.get(f"/drafts/{id}").text, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def _count(met: Told, what: str) -> None:
    with met.lock:
        met.wrong[what] += 1


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["keystroke", "browser", "start", "memory", "people", "kills"])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--previews", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    parts: dict[str, Callable[[], list[Row]]] = {
        "keystroke": keystroke,
        "browser": on_screen,
        "start": start,
        "memory": lambda: [memory(asked.previews)],
        "people": lambda: people(asked.minutes),
        "kills": lambda: [kills(asked.kills)],
    }
    rows = [one for name, part in parts.items() if asked.only in (None, name) for one in part()]
    return told(rows, 2)


if __name__ == "__main__":
    sys.exit(main())
