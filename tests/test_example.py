"""The example is a distribution like anyone's: built, installed from its wheel without a network, it passes its own tests."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hongtou.plugin import hookspecs
from support.forked import Forker, surroundings
from support.wheels import build_wheel

pytestmark = pytest.mark.xdist_group("kit")  # one worker builds, once

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "yunzhou-office"


def tool(folder: Path, *words: str, **environment: str) -> str:
    """Run a tool there; what it printed."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, forker: Forker) -> Path:
    """The example installed in a folder, beside its sources without ``src``: what its tests import is what was installed."""
    folder = tmp_path_factory.mktemp("example")
    source = shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("build", "*.egg-info"))
    wheel = build_wheel(forker, source, folder)
    offline = "--no-index", "--no-deps", "--disable-pip-version-check", "--quiet"
    tool(folder, "pip", "install", *offline, "--target", str(folder / "site"), str(wheel))
    shutil.copytree(source / "tests", folder / "tests")
    return folder / "site"


def test_its_own_tests_pass_from_its_wheel(site: Path, forker: Forker) -> None:
    code, told = forker.run_tests(site.parent, site, "tests")
    assert code == 0 and " passed" in told, told


def test_it_is_typed_as_the_scaffold_asks(site: Path) -> None:
    package = site.parent / "types" / "hongtou"  # as script/typecheck shows an editable installation to mypy
    package.mkdir(parents=True)
    for part in (ROOT / "core").iterdir():
        (package / part.name).symlink_to(part)
    more = {"MYPYPATH": str(package.parent), "MYPY_CACHE_DIR": str(ROOT / "build" / "kit_types")}
    tool(site.parent / "source", "mypy", "--follow-imports=silent", **more)


def test_it_uses_every_hook(site: Path, forker: Forker) -> None:
    _, told, _ = forker.run(["plugins", "--format", "json"], site.parent, surroundings(PYTHONPATH=str(site)))
    (one,) = [plugin for plugin in json.loads(told) if plugin["distribution"] == "yunzhou-office"]
    assert one["failure"] == ""
    assert one["hooks"] == [name for name in vars(hookspecs) if name.startswith("hongtou_")]


def test_what_the_scaffold_writes_is_in_it(site: Path) -> None:
    from hongtou.kit.scaffold import scaffold

    meant = {path for path in scaffold("yunzhou-office", "协查函") if path.name not in {".gitignore"}}
    assert [path for path in meant if not (site.parent / "source" / path).is_file()] == []
    built = scaffold("yunzhou-office", "协查函")[Path("pyproject.toml")].splitlines()
    kept = (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in built if line not in kept] == []
