"""Entry points are found as Python itself finds them, wherever installers put distributions."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from hongtou.plugin.installed import EntryPoint, entry_points

METADATA = "Metadata-Version: 2.1\nName: {}\nVersion: {}\nSummary: a\n  folded line\n\nName: not this one\n"


def told(point: EntryPoint | metadata.EntryPoint) -> tuple[str, str, str, str]:
    assert point.dist is not None
    return point.name, point.module, point.dist.name, point.dist.version


def ours(group: str = "demo") -> list[tuple[str, str, str, str]]:
    """What we find, which must be what Python finds."""
    found = sorted(map(told, entry_points(group)))
    assert found == sorted(map(told, metadata.entry_points(group=group)))
    return found


def info(site: Path, name: str, points: str, version: str = "1.0", *, folder: str = "", about: str = "METADATA") -> None:
    place = site / (folder or f"{name}-{version}.dist-info")
    place.mkdir(parents=True)
    (place / about).write_text(METADATA.format(name, version), "utf-8")
    (place / "entry_points.txt").write_text(points, "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return tmp_path / "site"


def test_our_own_and_those_of_others() -> None:
    assert "hongtou.plugins.notice" in {module for _, module, _, _ in ours("hongtou")}
    assert ours("console_scripts")
    assert ours("none of this name") == []


def test_comments_other_groups_attributes_and_extras(site: Path) -> None:
    info(site, "one", "[other]\nx = y\n\n[demo]\n# a = b\n a = one.mod : thing.part [extra]\nb=one\n[more]\nc = d\n")
    assert ours() == [("a", "one.mod", "one", "1.0"), ("b", "one", "one", "1.0")]


def test_an_attribute_of_a_module_is_loaded(site: Path) -> None:
    info(site, "one", "[demo]\na = os:path.join\n")
    (point,) = entry_points("demo")
    assert point.load() is __import__("os").path.join


def test_of_two_that_are_called_alike_the_first_in_the_path_counts(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info(site, "My.Demo", "[demo]\na = old\n", "1.0", folder="my_demo-1.0.dist-info")
    monkeypatch.syspath_prepend(str(tmp_path / "nearer"))
    info(tmp_path / "nearer", "my-demo", "[demo]\na = new\n", "2.0", folder="My_Demo-2.0.dist-info")
    assert ours() == [("a", "new", "my-demo", "2.0")]


def test_a_project_in_development_and_what_is_no_distribution(site: Path) -> None:
    info(site, "egg", "[demo]\na = egg\n", folder="egg.egg-info", about="PKG-INFO")
    (site / "file-1.0.egg-info").write_text(METADATA.format("file", "1.0"), "utf-8")
    (site / "empty-1.0.dist-info").mkdir()
    assert ours() == [("a", "egg", "egg", "1.0")]


def test_in_an_archive(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info(site, "beside", "[demo]\nb = beside\n")
    with ZipFile(tmp_path / "zipped.zip", "w") as archive:
        archive.writestr("zipped-1.0.dist-info/METADATA", METADATA.format("zipped", "1.0"))
        archive.writestr("zipped-1.0.dist-info/entry_points.txt", "[demo]\na = zipped\n")
    monkeypatch.syspath_prepend(str(tmp_path / "zipped.zip"))
    assert [name for name, *_ in ours()] == ["a", "b"]


def test_through_a_finder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info(tmp_path / "hidden", "hidden", "[demo]\na = hidden\n")

    class Finder:
        @staticmethod
        def find_spec(*_: object) -> None:
            return None

        @staticmethod
        def find_distributions(context: metadata.DistributionFinder.Context) -> object:
            del context
            return [metadata.PathDistribution(tmp_path / "hidden" / "hidden-1.0.dist-info")]

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert ours() == [("a", "hidden", "hidden", "1.0")]


def test_a_value_that_names_no_module_is_left_to_python(site: Path) -> None:
    info(site, "odd", "[demo]\na = no module!\n")
    assert [point.name for point in entry_points("demo")] == ["a"]


def test_a_command_parses_no_mail_to_find_its_plugins() -> None:
    code = "import sys; from hongtou.plugin.manager import Plugins; Plugins().all; print('email' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
