"""What is on disk is what ships: the wheel lacks no package and no data file, the sdist lacks nothing."""

import configparser
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

import hongtou
import pytest
from support.forked import Forker
from support.wheels import build_sdist, build_wheel

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("core", "plugins", "templates")
CARRIED = (*PARTS, "benchmarks", "docs", "examples", "sample_data", "script", "tests", ".ci")
# What .gitignore names: made here, not ours to ship.
MADE = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", "*.py[cod]", ".*_cache", ".hypothesis"
)

pytestmark = pytest.mark.xdist_group("packaging")  # one worker builds, once


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources without anything that an earlier build left."""
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("packaging") / "hongtou", ignore=MADE)


@pytest.fixture(scope="session")
def built(checkout: Path, forker: Forker) -> Path:
    """A folder with the sdist, and the wheel that was made from it."""
    folder = checkout.parent / "dist"
    folder.mkdir()
    with tarfile.open(build_sdist(forker, checkout, folder)) as archive:
        archive.extractall(checkout.parent / "unpacked", filter="data")
    (source,) = (checkout.parent / "unpacked").iterdir()
    build_wheel(forker, source, folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Iterator[zipfile.ZipFile]:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def settings() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def pairs(text: str) -> dict[str, str]:
    return {name.strip(): value.strip() for name, value in (line.split("=", 1) for line in lines(text))}


def folders() -> dict[str, str]:
    """Import name → folder."""
    return pairs(settings()["options"]["package_dir"])


def shipped_name(path: Path) -> str:
    """Where a file of the checkout (relative to it) stands in the wheel."""
    name = {folder: name for name, folder in folders().items()}[path.parts[0]]
    return "/".join((*name.split("."), *path.parts[1:]))


def files(root: Path, *parts: str) -> set[Path]:
    return {path.relative_to(root) for part in parts for path in (root / part).rglob("*") if path.is_file()}


def test_every_folder_with_code_is_a_package_of_setup_cfg() -> None:
    found = set()
    for name, folder in folders().items():
        for init in (ROOT / folder).rglob("__init__.py"):
            found.add(".".join((name, *init.parent.relative_to(ROOT / folder).parts)))
    assert found == set(lines(settings()["options"]["packages"]))


def test_code_stands_in_packages_only() -> None:
    loose = [path for part in PARTS for path in (ROOT / part).rglob("*.py") if not (path.parent / "__init__.py").exists()]
    assert loose == []


def test_the_wheel_holds_every_file_of_the_packages(checkout: Path, wheel: zipfile.ZipFile) -> None:
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert shipped == {shipped_name(path) for path in files(checkout, *PARTS)}


def test_the_wheel_says_that_it_is_typed_and_takes_one_name_only(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert "hongtou/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"hongtou", f"hongtou-{hongtou.__version__}.dist-info"}


def test_the_wheel_carries_its_metadata(wheel: zipfile.ZipFile) -> None:
    info = f"hongtou-{hongtou.__version__}.dist-info"
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert metadata["Version"] == hongtou.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT" or metadata["License"] == "MIT"
    assert f"{info}/licenses/LICENSE" in wheel.namelist()


def test_every_plugin_folder_is_an_entry_point(wheel: zipfile.ZipFile) -> None:
    config = configparser.ConfigParser()
    config.read_string(wheel.read(f"hongtou-{hongtou.__version__}.dist-info/entry_points.txt").decode())
    entries = dict(config["hongtou"])
    plugins = {init.parent.name for init in (ROOT / "plugins").glob("*/__init__.py")}
    assert {name: f"hongtou.plugins.{name}" for name in plugins}.items() <= entries.items()
    for name, module in entries.items():
        folder, _, inner = module.removeprefix("hongtou.").partition(".")
        path = f"hongtou/{folder}/{inner}" if inner else f"hongtou/{folder}"
        assert {f"{path}.py", f"{path}/__init__.py"} & set(wheel.namelist()), f"{name} = {module}"


def test_the_sdist_holds_all_that_a_checkout_has(checkout: Path, built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        held = {Path(*Path(member.name).parts[1:]) for member in archive.getmembers() if member.isfile()}
    top = {path.relative_to(checkout) for path in checkout.iterdir() if path.is_file()} - {Path(".gitignore")}
    missing = (files(checkout, *CARRIED) | top) - held
    assert missing == set()
