"""What stands in deploy/ agrees with the command and, as far as this machine can tell, with what reads it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hongtou.cli.serve import command

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
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
