"""The server as it runs: a process of its own, ended at any moment, with several processes behind TLS."""

import json
import os
import pty
import re
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from hongtou.web.serving import own_computer
from support.machines import certificates, free_port
from support.office_page import NOTICE, PASSWORD, PROFILE, site_of
from support.serving import SERVE, end_all, serving

pytestmark = pytest.mark.xdist_group("serving")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "义诊.md").write_text(NOTICE, encoding="utf-8")
    return tmp_path


def line(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    return server.stdout.readline().strip()


@contextmanager
def entered(address: str) -> Iterator[tuple[httpx.Client, str]]:
    """A browser that came in by the address that was told; and its token."""
    with httpx.Client(base_url=address.partition("/enter")[0], timeout=60) as client:
        assert client.get(address).status_code == 303
        page = client.get("/").text
        yield client, re.findall(r'name="csrf" content="([^"]+)"', page)[0]


def saved(client: httpx.Client, csrf: str, id: str, text: str, base: int) -> int:
    headers = {"X-CSRF": csrf, "Origin": str(client.base_url).rstrip("/")}
    answer = client.post(f"/drafts/{id}/save", json={"text": text, "base": base}, headers=headers)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["version"])


def test_on_ones_own_computer_what_was_saved_outlives_the_server(folder: Path) -> None:
    with serving(folder, "--no-browser") as server:
        address = line(server)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter\?key=[\w-]{40,}", address)
        with entered(address) as (client, csrf):
            (id,) = set(re.findall(r"/drafts/([\w-]+)", client.get("/").text))
            version = 1
            for number in range(10):
                version = saved(client, csrf, id, f"{NOTICE}第{number}句。\n", version)
            end_all(server, signal.SIGKILL)
    assert (folder / "义诊.md").read_text() == f"{NOTICE}第9句。\n"
    with serving(folder, "--no-browser") as server:
        with entered(line(server)) as (client, _):
            page = client.get(f"/drafts/{id}/states?whole=1").text
        assert page.count("<td>第 ") == 11
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=30)
    assert "Traceback" not in told


@pytest.fixture
def keyboard() -> Iterator[tuple[int, int]]:
    """A terminal: what somebody types at, and what a program reads from."""
    typed, read = pty.openpty()
    yield typed, read
    os.close(typed)
    os.close(read)


def test_where_there_is_no_office_one_is_begun_by_its_name(tmp_path: Path, keyboard: tuple[int, int]) -> None:
    typed, read = keyboard
    os.write(typed, "\n云州市医学会\n".encode())
    with serving(tmp_path, "--no-browser", stdin=read) as server:
        told = [line(server) for _ in range(4)]
        with entered(told[3]) as (client, _):
            assert 'value="云州市医学会"' in client.get("/office").text
    assert "还没有办公室的配置" in told[0]
    assert (tmp_path / "hongtou.yaml").read_text("utf-8") == "名称: 云州市医学会\n"


def test_what_is_no_name_begins_no_office(tmp_path: Path, keyboard: tuple[int, int]) -> None:
    typed, read = keyboard
    os.write(typed, f"{'云' * 300}\n".encode())
    with serving(tmp_path, "--no-browser", stdin=read) as server:
        _, told = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "不超过 200 字" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [[], ["--office-server", "--origin", "http://localhost"], ["--add-administrator", "root"]])
def test_without_somebody_at_the_keyboard_no_office_is_begun(tmp_path: Path, options: list[str]) -> None:
    refused = subprocess.run(
        [*SERVE, "--no-browser", *options], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "这里没有 hongtou.yaml" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_one_address_does_not_hold_all_connections(folder: Path) -> None:
    with serving(folder, "--no-browser") as server, ExitStack() as stack:
        port = int(re.findall(r":(\d+)/", line(server))[0])
        held = [stack.enter_context(closing(socket.create_connection(("127.0.0.1", port), timeout=30))) for _ in range(101)]
        assert held[-1].recv(100).startswith(b"HTTP/1.1 429")


def test_the_port_that_is_taken_is_told(folder: Path) -> None:
    with serving(folder, "--no-browser") as server:
        port = re.findall(r":(\d+)/", line(server))[0]
        again = subprocess.run([*SERVE, "--no-browser", "--port", port], cwd=folder, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert f"端口 {port} 用不了" in again.stderr
    assert "Traceback" not in again.stderr


def test_an_answer_is_sent_at_once_and_not_held_back_until_the_browser_has_told_that_it_got_its_head(folder: Path) -> None:
    listening, _ = own_computer(folder)
    with listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_of_the_offices_server_that_is_taken_is_told(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        options = ("--office-server", "--origin", "http://localhost", "--port", port)
        refused = subprocess.run([*SERVE, *options], cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode == 1
    assert f"端口 {port} 用不了" in refused.stderr


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system knows no such thing")
@pytest.mark.parametrize(("shared", "steps"), [(True, (5, 10)), (False, (0, 0))])
def test_on_an_offices_server_who_saves_goes_before_who_looks(folder: Path, shared: bool, steps: tuple[int, int]) -> None:
    with closing(site_of(folder, shared=shared)) as site:
        now = os.nice(0)
        assert (site.quick(os.nice, 0, folder) - now, site.long(os.nice, 0, folder) - now) == steps


def test_an_office_is_served_by_several_processes_behind_tls(folder: Path) -> None:
    own = certificates(folder / "tls", "localhost")
    added = subprocess.run(
        [*SERVE, "--add-administrator", "root"],
        cwd=folder,
        env={**os.environ, "HONGTOU_ADMIN_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=True,
    )
    assert added.stdout == "增加了管理员“root”\n"
    port = free_port()
    origin = f"https://localhost:{port}"
    tls = ("--certificate", str(own / "own.pem"), "--key", str(own / "own.key"))
    with serving(folder, "--office-server", "--origin", origin, "--port", str(port), "--workers", "2", *tls) as server:
        assert server.stderr
        started: list[str] = []
        while len(started) < 2:  # each process says that it is there
            told = server.stderr.readline()
            assert told, "the server ended"
            started += re.findall(r"Application startup complete", told)
        context = ssl.create_default_context(cafile=str(own / "ca.pem"))
        with httpx.Client(base_url=origin, verify=context, timeout=60) as client:
            answer = client.post("/sign-in", data={"login": "root", "password": PASSWORD}, headers={"Origin": origin})
            assert answer.headers["location"] == "/"
            assert "root" in client.get("/").text
            assert client.get("/people").status_code == 200
            assert "strict-transport-security" in client.get("/").headers


def test_a_copy_of_the_database_is_whole(folder: Path) -> None:
    from hongtou.workflow.drafts import Drafts
    from hongtou.workflow.store import Store
    from sqlalchemy import URL

    with serving(folder, "--no-browser") as server:
        with entered(line(server)) as (client, csrf):
            (id,) = set(re.findall(r"/drafts/([\w-]+)", client.get("/").text))
            saved(client, csrf, id, NOTICE + "又一句。\n", 1)
        subprocess.run([*SERVE, "--back-up", "备份.db"], cwd=folder, check=True, capture_output=True)
        again = subprocess.run([*SERVE, "--back-up", "备份.db"], cwd=folder, check=False, capture_output=True, text=True)
    assert again.returncode == 1
    assert "已经有了" in again.stderr
    store = Store(URL.create("sqlite", database=str(folder / "备份.db")))
    drafts = Drafts(store, folder)
    assert drafts.content(drafts.get(id)).decode() == NOTICE + "又一句。\n"
    store.close()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--origin", "https://x.example"], "和 --office-server 一起写"),
        (["--office-server"], "--origin"),
        (["--office-server", "--origin", "https://x.example/path"], "不带路径"),
        (["--office-server", "--origin", "https://x.example", "--proxy", "nginx"], "写代理的 IP 地址"),
        (["--proxy", "10.88.0.1"], "和 --office-server 一起写"),
        (["--office-server", "--origin", "ftp://x.example"], "--origin"),
        (["--office-server", "--origin", "https://x.example", "--certificate", "x.pem"], "要一起写"),
    ],
)
def test_options_that_do_not_fit_are_told(folder: Path, options: list[str], told: str) -> None:
    ended = subprocess.run([*SERVE, *options], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert told in ended.stderr


def test_one_process_tells_what_it_does_as_several_do(folder: Path) -> None:
    port = str(free_port())
    options = ("--office-server", "--origin", f"http://127.0.0.1:{port}", "--port", port, "--workers", "1")
    with serving(folder, *options) as server:
        assert server.stderr
        assert json.loads(server.stderr.readline())["level"] == "info"
