"""What ``script/bootstrap`` installs: locked byte for byte, within the bounds of ``setup.cfg``, under licences that we accept."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILES = {"requirements.txt": "", "requirements-test.txt": "test"}


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """The script that lists them."""
    loader = SourceFileLoader("licences", str(ROOT / "script" / "licences"))
    spec = spec_from_loader("licences", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def entries(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """What is locked, each with its hashes."""
    text = re.sub(r"^#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        first, *others = [line.strip(" \\") for line in entry.splitlines()]
        yield Requirement(first), others


def bounds(extra: str) -> list[Requirement]:
    found = ConfigParser()
    found.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = found["options"]["install_requires"] + (found["options.extras_require"][extra] if extra else "")
    return [Requirement(line) for line in lines.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", FILES)
def test_whatever_is_wanted_is_locked_within_its_bounds(name: str) -> None:
    locked = {canonicalize_name(one.name): next(iter(one.specifier)).version for one, _ in entries(name)}
    outside = [
        str(one) for one in bounds(FILES[name]) if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]
    assert outside == [], "run script/lock"
    assert "setuptools" in locked  # what builds the package


def test_both_files_lock_the_same_versions() -> None:
    usual, all_of_them = ({one.name: str(one.specifier) for one, _ in entries(name)} for name in FILES)
    assert usual.items() <= all_of_them.items()


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_its_hashes_and_no_place_of_its_own(name: str) -> None:
    for package, hashes in entries(name):
        assert hashes and all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", one) for one in hashes), package
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_the_licence_of_every_locked_package_is_listed_and_accepted(licences: ModuleType) -> None:
    listed = licences.written()
    assert set(listed) == set(licences.locked("requirements-test.txt").items()), "run script/licences"
    assert [one for one in listed.items() if not licences.is_accepted(one[1])] == []


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL-3.0-only OR MPL-2.0", True),
        ("MIT AND MPL-2.0", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_what_binds_whoever_passes_it_on_is_not_accepted(licences: ModuleType, expression: str, accepted: bool) -> None:
    assert licences.is_accepted(expression) is accepted
