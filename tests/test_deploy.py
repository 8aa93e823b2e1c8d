"""What stands in deploy/ agrees with the command and, as far as this machine can tell, with what reads it."""

import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from hongtou.cli.serve import command
from support.machines import certificates, free_port
from support.office_page import PASSWORD, PROFILE
from support.serving import SERVE, serving, started

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
# Debian has it where only root looks.
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
OPTIONS = {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("name", ["hongtou.service", "Containerfile"])
def test_the_options_are_those_of_the_command(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    used = set(re.findall(r"(?<![\w-])--(?:office-server|origin|host|port|workers|certificate|key|proxy)\b", text))
    assert {"--office-server", "--origin", "--port"} <= used <= OPTIONS


def test_the_program_is_where_bootstrap_puts_it() -> None:
    unit = (DEPLOY / "hongtou.service").read_text("utf-8")
    assert re.findall(r"^ExecStart=(\S+)", unit, re.MULTILINE) == ["/opt/hongtou/.venv/bin/hongtou"]
    assert "ln -s /opt/hongtou/.venv/bin/hongtou /usr/local/bin/hongtou" in (DEPLOY / "Containerfile").read_text("utf-8")


def test_the_container_has_what_the_project_is_installed_from() -> None:
    """Only what is named goes in: no virtual environment, no history of whoever builds it."""
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    setup = (DEPLOY.parent / "setup.cfg").read_text("utf-8")
    placed = setup.partition("package_dir")[2].partition("packages")[0]
    folders = set(re.findall(r"^    hongtou\S* = (\w+)$", placed, re.MULTILINE))
    assert {"setup.cfg", "pyproject.toml", "requirements.txt", "requirements-test.txt", "script", *folders} <= names
    assert all((DEPLOY.parent / name).exists() for name in names)
    assert "." not in names


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "hongtou.service").read_text("utf-8")
    program = tmp_path / "hongtou"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    own = tmp_path / "hongtou.service"
    own.write_text(
        unit.replace("/opt/hongtou/.venv/bin/hongtou", str(program))
        .replace("User=hongtou", "User=daemon")
        .replace("Group=hongtou", "Group=daemon")
    )
    verified = subprocess.run(["systemd-analyze", "verify", own], capture_output=True, text=True, check=False)
    assert [line for line in verified.stderr.splitlines() if "hongtou.service" in line] == []


def test_the_proxy_lets_through_what_the_program_takes() -> None:
    from hongtou.web.call import UPLOAD_LIMIT

    assert f"client_max_body_size {UPLOAD_LIMIT // 1024 // 1024}m" in (DEPLOY / "nginx.conf").read_text("utf-8")


# --- the proxy, as it runs ------------------------------------------------------------------------------------------------------


@contextmanager
def proxied(folder: Path, workers: int) -> Iterator[httpx.Client]:
    """nginx with our configuration before a server of our own; a browser that trusts its certificate."""
    own, behind, before = certificates(folder / "tls", "localhost"), free_port(), free_port()
    origin = f"https://localhost:{before}"
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    stands = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ": f"listen 127.0.0.1:{before} ",
        "gongwen.example": "localhost",
        "/etc/ssl/gongwen.pem": str(own / "own.pem"),
        "/etc/ssl/gongwen.key": str(own / "own.key"),
        "/var/log/nginx/gongwen.log": f"{folder}/access.log",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
    }
    for shown, ours in stands.items():
        assert shown in text
        text = text.replace(shown, ours)
    paths = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ {paths}\n{text}\n}}\n"
    (folder / "nginx.conf").write_text(("user root;\n" if os.geteuid() == 0 else "") + whole, "utf-8")
    (folder / "office").mkdir()
    (folder / "office" / "hongtou.yaml").write_text(PROFILE, "utf-8")
    added = {**os.environ, "HONGTOU_ADMIN_PASSWORD": PASSWORD}
    subprocess.run([*SERVE, "--add-administrator", "root"], cwd=folder / "office", env=added, check=True, capture_output=True)
    tested = subprocess.run([NGINX, "-t", "-c", folder / "nginx.conf"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    options = ("--office-server", "--origin", origin, "--port", str(behind), "--workers", str(workers))
    with serving(folder / "office", *options) as server:
        started(server, workers)
        with subprocess.Popen([NGINX, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL) as nginx:
            context = ssl.create_default_context(cafile=str(own / "ca.pem"))
            try:
                transport = httpx.HTTPTransport(verify=context, retries=10)
                with httpx.Client(base_url=origin, transport=transport, timeout=60, headers={"Origin": origin}) as client:
                    yield client
            finally:
                nginx.terminate()


@pytest.mark.skipif(not NGINX, reason="no nginx: script/bootstrap --test installs it")
@pytest.mark.xdist_group("serving")
@pytest.mark.parametrize("workers", [1, 2])
def test_the_office_is_served_through_the_proxy(tmp_path: Path, workers: int) -> None:
    with proxied(tmp_path, workers) as client:
        assert client.get("/healthz").text == "ok\n"
        forged = {"X-Forwarded-For": "203.0.113.9"}
        wrong = client.post("/sign-in", data={"login": "root", "password": "110105 19491231 002X"}, headers=forged)
        assert wrong.status_code == 401
        entered = client.post("/sign-in", data={"login": "root", "password": PASSWORD}, headers=forged)
        assert (entered.status_code, entered.headers.get("location")) == (303, "/")
        log = client.get("/log").text
        assert "127.0.0.1" in log
        assert "203.0.113.9" not in log
        csrf = re.findall(r'name="csrf" content="([^"]+)"', client.get("/?q=secret").text)[0]
        large = client.post("/check", data={"_csrf": csrf}, files={"file": ("甲.txt", b"x" * 65 * 1024 * 1024)})
        assert large.status_code == 413
        path = client.post("/new", data={"genre": "通知", "_csrf": csrf}).headers["location"]
        with client.stream("GET", f"{path}/events") as events:
            first = next(events.iter_lines())
        assert first == "event: people"
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    told = (tmp_path / "access.log").read_text("utf-8")
    assert "GET / 200" in told
    assert "secret" not in told
