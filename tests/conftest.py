"""What several tests need."""

import configparser
import gc
import signal
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, distributions, entry_points
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from argon2 import Parameters, profiles
from hongtou.plugin.version import fingerprint
from hypothesis import settings
from support.forked import Forker, surroundings
from support.outside_type import TYPE

if TYPE_CHECKING:
    from hongtou.cluster.scheduler import Scheduler
    from support.postgres import EmptyDatabase

# A busy machine is no failure.
settings.register_profile("hongtou", deadline=None)
settings.load_profile("hongtou")

Outside = Callable[..., Path]


def pytest_sessionstart() -> None:
    """Look whether the tests can run, and let commands be interrupted wherever they are run."""
    # Shells let what they start in the background ignore it; whatever that starts inherits it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _check_installation()


def pytest_collection_finish() -> None:
    """Collect no garbage among the thousands of tests and all modules again and again: they stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let one worker have each group: xdist 3.8 writes its name where pytest 9.2 does not look (pytest-xdist, issue 1386)."""
    for item in items if config.getoption("loadgroup", default=False) else ():
        group = "_".join(sorted({str(marker.args[0]) for marker in item.iter_markers("xdist_group")}))
        if group and not item.nodeid.endswith(f"@{group}"):
            item._id = type(item.id).parse(f"{item.nodeid}@{group}")


def _check_installation() -> None:
    """An editable installation keeps the entry points that it was made with; tests of others would fail in strange ways."""
    config = configparser.ConfigParser()
    config.read(Path(__file__).resolve().parent.parent / "setup.cfg", encoding="utf-8")
    meant = {line.partition("=")[0].strip() for line in config["options.entry_points"]["hongtou"].splitlines() if line.strip()}
    own = {point.name for point in entry_points(group="hongtou") if point.dist and point.dist.name == "hongtou"}
    if own != meant:
        raise pytest.UsageError(
            f"the installed entry points are not those of setup.cfg ({', '.join(sorted(own ^ meant))}); "
            "run: .venv/bin/pip install --no-deps --no-build-isolation -e ."
        )


@pytest.fixture(scope="session")
def forker() -> Iterator[Forker]:
    """What runs commands without starting an interpreter for each."""
    with Forker(surroundings()) as waiting:
        yield waiting


@pytest.fixture(scope="session", autouse=True)
def forked_workers(forker: Forker) -> Iterator[None]:
    """This process's workers are forked, too."""
    from hongtou.packet import reading
    from hongtou.workers import worker_process

    with pytest.MonkeyPatch.context() as patched:
        for user in (reading, worker_process):
            patched.setattr(user, "start", forker.start)
        yield


@pytest.fixture
def started_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are processes of their own from the start, as everywhere but in tests."""
    from hongtou.packet import reading
    from hongtou.workers import process, worker_process

    for user in (reading, worker_process):
        monkeypatch.setattr(user, "start", process.start)


@pytest.fixture(scope="session")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator["tuple[Scheduler, list[int]]"]:
    """A scheduler with two machines, for tests of the group ``cluster``, and the machines' process ids."""
    from support.machines import machines

    with machines(tmp_path_factory.mktemp("machines")) as found:
        yield found


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a private PostgreSQL."""
    from support.postgres import running

    with running() as (_, address):
        yield address


@pytest.fixture(scope="session")
def emptied(server: str) -> "EmptyDatabase":
    from support.postgres import EmptyDatabase

    return EmptyDatabase(server)


@pytest.fixture
def database(emptied: "EmptyDatabase") -> Iterator[str]:
    """The address of an empty database."""
    yield emptied.address
    emptied.clear()


@pytest.fixture(scope="session", autouse=True)
def password_cost() -> Iterator[Callable[[], Parameters]]:
    """What a password costs an office's server; those of tests do not cost a tenth of a second each."""
    with pytest.MonkeyPatch.context() as patched:
        real = profiles.get_default_parameters
        patched.setattr(profiles, "get_default_parameters", lambda: profiles.CHEAPEST)
        yield real


@pytest.fixture
def dear_passwords(password_cost: Callable[[], Parameters], monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost a test what they cost an office's server."""
    monkeypatch.setattr(profiles, "get_default_parameters", password_cost)


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    """Installs a plug-in of somebody else's: a folder with a module and the distribution's metadata, to be put on the path."""
    site = tmp_path / "site"

    def install(distribution: str, source: str, entry: str = "", type: str = "") -> Path:
        entry = entry or distribution
        module = f"outside_{distribution}_{entry}"
        info = site / f"{distribution}-1.2.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (site / f"{module}.py").write_text(dedent(source) or TYPE.format(name=type), encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n", encoding="utf-8")
        points = info / "entry_points.txt"
        old = points.read_text(encoding="utf-8") if points.exists() else "[hongtou]\n"
        points.write_text(f"{old}{entry} = {module}\n", encoding="utf-8")
        return site

    return install


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[EntryPoint]]]:
    """The entry points of what :func:`outside` installed, importable in this process."""
    (tmp_path / "site").mkdir(exist_ok=True)  # what is not there when somebody imports is taken to be no folder from then on
    site = str(tmp_path / "site")
    monkeypatch.syspath_prepend(site)
    yield lambda: [point for found in distributions(path=[site]) for point in found.entry_points]
    for name in [name for name in sys.modules if name.startswith("outside_")]:
        del sys.modules[name]
    fingerprint.cache_clear()  # other tests' machines have no such plug-in
