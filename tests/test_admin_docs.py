"""What the pages for who runs the server show is what happens: every command in a console block is run by a shell, in order,
with a real server, a real backup and a real restore. Their paths and addresses stand for some of the test's own.

A ``console`` block with ``serves`` starts the server of its one command, ``stops`` ends it, ``in=FOLDER`` says where.
"""

import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx2 as httpx
import pytest
import sqlalchemy as sa
from support.machines import certificates, free_port
from support.office_page import NOTICE, PASSWORD
from support.packets import write_packet
from support.serving import end_all, started
from test_docs import ROOT, agrees, blocks, conversation

ADMIN: Final = ROOT / "docs" / "admin"
ORIGIN: Final = "https://gongwen.example"
TITLE: Final = "关于开展义诊活动的通知"
NUMBERS: Final = ((4, "预留"), (3, "预留"), (2, "预留"), (1, "已发"))
pytestmark = pytest.mark.xdist_group("serving")


class Played:
    """A page as it is played.

    :param database: the address of a PostgreSQL database for ``documents`` of the page; empty: the page has none.
    """

    def __init__(self, folder: Path, database: str = "") -> None:
        self.own = certificates(folder / "tls", "localhost")
        self._port = free_port()
        self.address = f"https://localhost:{self._port}"
        (folder / "srv" / "gongwen").mkdir(parents=True)
        (folder / "etc").mkdir()
        for name, file in (("gongwen.pem", "own.pem"), ("gongwen.key", "own.key")):
            (folder / "etc" / name).write_bytes((self.own / file).read_bytes())
        self._stands = {
            "/srv/": f"{folder}/srv/",
            "/var/backups/hongtou": f"{folder}/backups",
            "/etc/hongtou": f"{folder}/etc",
            ORIGIN: self.address,
            "--host 0.0.0.0": "--host 127.0.0.1",
            "--port 443": f"--port {self._port}",
        }
        if database:
            url = sa.make_url(database)
            self._stands["hongtou@db.example"] = f"{url.username}@{url.host}:{url.port}"
            self._stands |= {"documents2": f"restored-{self._port}", "documents": str(url.database)}
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HONGTOU")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "CURL_CA_BUNDLE": str(self.own / "ca.pem"),
            "LC_ALL": "C.UTF-8",
        }
        self._server: subprocess.Popen[str] | None = None

    def own_words(self, text: str) -> str:
        """What a page says, with the test's own paths and addresses."""
        for shown, own in self._stands.items():
            text = text.replace(shown, own)
        return text

    def run(self, command: str, folder: Path) -> list[str]:
        """The lines that a command prints."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return [line for line in done.stdout.splitlines() if line.strip()]

    def serve(self, command: str, folder: Path) -> None:
        """Start a server, and wait until it is there."""
        self._server = subprocess.Popen(
            ["bash", "-c", f"exec {command}"],
            cwd=folder,
            env=self._environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started(self._server, 2)

    def stop(self, number: signal.Signals) -> None:
        """End the server, if there is one; it has ended when this returns."""
        if (server := self._server) is not None:
            if number is signal.SIGTERM:  # as systemd does
                server.send_signal(number)
                server.wait(60)
            end_all(server, signal.SIGKILL)
            server.wait(60)
            assert server.stderr
            server.stderr.close()
            self._server = None

    @contextmanager
    def browser(self) -> Iterator[httpx.Client]:
        """A browser in which the first administrator is signed in."""
        context = ssl.create_default_context(cafile=str(self.own / "ca.pem"))
        with httpx.Client(base_url=self.address, verify=context, timeout=60, headers={"Origin": self.address}) as client:
            answer = client.post("/sign-in", data={"login": "root", "password": PASSWORD})
            assert answer.headers.get("location") == "/", answer.text
            yield client


def play(page: Path, played: Played, folder: Path) -> list[str]:
    """Play a page from top to bottom; the title that the desk shows after each start of the server."""
    desks: list[str] = []
    for block in blocks(page):
        words = dict(word.partition("=")[::2] for word in block.info.split())
        where = Path(played.own_words(words.get("in", "/srv/gongwen")))
        if "file" in words:
            (folder / "srv" / "gongwen" / words["file"]).write_text(played.own_words(block.text), encoding="utf-8")
        for command, shown in conversation(block):
            own = played.own_words(command)
            if "serves" in words:
                played.serve(own, where)
                desks.append(used(played, where))
            elif "stops" in words:
                played.stop(signal.SIGTERM)
                shutil.rmtree(folder / "srv" / "gongwen")  # whatever is there afterwards comes from the backup
                (folder / "srv" / "gongwen").mkdir()
            else:
                told = played.run(own, where)
                assert agrees([played.own_words(line) for line in shown], told), f"{command}\n{told}"
    return desks


def used(played: Played, folder: Path) -> str:
    """What the desk shows; where nothing is there yet, everything is begun that a server keeps somewhere."""
    with played.browser() as client:
        page = client.get("/").text
        if TITLE not in page:
            begin(client, re.findall(r'name="csrf" content="([^"]+)"', page)[0], folder)
            return "begun"
        is_there(client, re.findall(r"/drafts/([\w-]+)", page)[0], re.findall(r'name="csrf" content="([^"]+)"', page)[0])
        return "there"


def begin(client: httpx.Client, csrf: str, folder: Path) -> None:
    """A draft that is taken in and issued, a number that is kept, a packet that is made, a corrected workbook, a type."""
    said = {"_csrf": csrf}
    original = {"file": ("原来的.txt", "关于开展义诊活动的通知\n各专科分会：\n定于12月5日开展义诊。\n".encode())}
    path = re.findall(r'"(/drafts/[\w-]+)"', client.post("/take", data=said, files=original).text)[0]
    assert client.post(f"{path}/save", json={"text": NOTICE, "base": 1}, headers={"X-CSRF": csrf}).status_code == 200
    for step in ("送核稿", "送签发", "签发", "印发"):
        version = re.findall(r'name="version" value="(\d+)"', client.get(path).text)[0]
        assert client.post(f"{path}/step", data={**said, "step": step, "version": version}).status_code == 303, step
    assert client.post("/register/reserve", data={**said, "count": "1", "year": "2026", "note": "年底"}).status_code == 200
    home = folder / "packets" / "年度材料"
    home.mkdir(parents=True)
    profile = (folder / "hongtou.yaml").read_bytes()
    write_packet(home, [("内科分会", "请报送。"), ("外科分会", "请报送。")])
    (home / "hongtou.yaml").unlink()
    assert (folder / "hongtou.yaml").read_bytes() == profile
    run(client, said)
    book = {"file": ("通知.xlsx", (home / "通知.xlsx").read_bytes())}
    assert client.post(f"{packet(client)}/workbook", data={**said, "number": "1"}, files=book).status_code == 200
    assert client.post("/office/types", data={**said, "name": "学习计划", "fields": "单位 年度:整数"}).status_code == 303


def packet(client: httpx.Client) -> str:
    """The path of the packet."""
    return str(re.findall(r'"(/packets/\w+)"', client.get("/packets").text)[0])


def run(client: httpx.Client, said: dict[str, str]) -> str:
    """Make the packet; its page afterwards."""
    path = packet(client)
    assert client.post(f"{path}/run", data=said).status_code == 303
    while "HX-Refresh" not in client.get(f"{path}/progress").headers:
        pass
    return client.get(path).text


def is_there(client: httpx.Client, draft: str, csrf: str) -> None:
    """See that everything is as it was: what a draft said before, its original, its number, its archive; the rest."""
    assert "第 2 版" in client.get(f"/drafts/{draft}/states").text
    assert "关于开展义诊活动的通知" in client.get(f"/drafts/{draft}/original").content.decode()
    assert client.get(f"/drafts/{draft}/as/pdf").content.startswith(b"%PDF-")
    assert client.get(f"/drafts/{draft}/as/docx").content.startswith(b"PK")
    log = client.get("/log").text
    assert "日志完整" in log
    assert "签发" in log
    book = client.get("/register").text
    numbers = re.findall(r"<tr><td>(云医党发〔2026〕\d号)</td><td>(\w+)</td>", book)
    assert numbers == [(f"云医党发〔2026〕{number}号", state) for number, state in NUMBERS]
    assert "没有问题" in client.get("/register/audit").text
    said = {"_csrf": csrf}
    before = client.get(packet(client)).text
    assert [before.count(one) for one in ("<td>做成</td>", "云医党发〔2026〕3号", "云医党发〔2026〕4号")] == [2, 1, 1]
    after = run(client, said)
    assert "没有变化 2" in after, after
    assert "以前的通知.xlsx" in client.get(f"{packet(client)}/before").text
    assert "学习计划" in client.get("/office/types").text


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    page = Played(tmp_path)
    yield page
    page.stop(signal.SIGKILL)


def test_the_server_is_run_backed_up_and_restored_as_the_page_tells(played: Played, tmp_path: Path) -> None:
    assert play(ADMIN / "server.md", played, tmp_path) == ["begun", "there"]


def test_the_same_with_postgresql(database: str, tmp_path: Path) -> None:
    played = Played(tmp_path, database)
    try:
        assert play(ADMIN / "postgresql.md", played, tmp_path) == ["begun", "there"]
    finally:
        played.stop(signal.SIGKILL)


def test_every_option_of_the_server_is_on_the_page() -> None:
    from hongtou.cli.serve import command

    text = "".join(page.read_text("utf-8") for page in ADMIN.glob("*.md"))
    own_computer = {"--no-browser", "--direct", "--help"}
    assert [name for one in command.params for name in one.opts if name not in own_computer and name not in text] == []


def test_every_place_where_something_is_kept_is_on_the_page() -> None:
    """Whoever backs up a server learns of all of them."""
    from hongtou.office import PROFILE, TEMPLATES, TYPE_FOLDERS
    from hongtou.register import glance
    from hongtou.web.before import BEFORE
    from hongtou.web.profile import SEALS
    from hongtou.workflow import store

    page = (ADMIN / "server.md").read_text("utf-8").partition("## 放在哪里")[2].partition("\n## ")[0]
    code = "".join(path.read_text("utf-8") for path in (ROOT / "core").rglob("*.py") if "kit" not in path.parts)
    hidden = set(re.findall(r'"(\.hongtou-[a-z][\w.-]*)"', code))
    assert hidden > {".hongtou-batch.db", ".hongtou-originals"}
    known = {*hidden, PROFILE, TEMPLATES, TYPE_FOLDERS, BEFORE, SEALS, glance.FILE, store.FILE, "archive", "drafts", "packets"}
    assert [name for name in sorted(known) if f"`{name}" not in page and f"{name}`" not in page] == []
