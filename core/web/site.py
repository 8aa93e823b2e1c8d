"""What all requests of a server share: the office, its drafts and people, and the processes that do the work."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import sqlalchemy as sa

from ..errors import InputError
from ..office import PROFILE, Settings, load_settings
from ..register.address import place
from ..values import dataclass
from ..workers.limits import Limits
from ..workflow.drafts import Drafts, Kept
from ..workflow.people import ONESELF, People
from ..workflow.sessions import Sessions
from ..workflow.store import FILE, Store
from .naming import described
from .state import OfficeState, sources, stamp

if TYPE_CHECKING:
    from ..plugin.manager import Plugins
    from ..workers.apart import Apart

Task = TypeVar("Task")
Value = TypeVar("Value")
# What a preview may cost, and what anything else that somebody waits for may.
QUICK: Final = Limits(seconds=20.0, memory=1024, network=False)
LONG: Final = Limits(seconds=120.0, memory=2048, network=False)
# Issuing may have to reach the register's database.
_ISSUING: Final = Limits(seconds=300.0, memory=2048)
# What a preview loads, before anybody waits for it.
_MODULES: Final = ("hongtou.web.tasks", "hongtou.render.png", "hongtou.checking.checker", "hongtou.page", "hongtou.layout")
# On an office's server whoever saves goes before whoever looks, and these before files that are checked or taken in.
_LOOKING: Final = 5
_READING: Final = 10
# So many files are taken in, and packets looked through, at once, each by a process of its own.
_READERS: Final = 2
# Folders of an office that hold no drafts.
NO_DRAFTS: Final = ("archive", "文种", "模板", "seals", "印章", "packets")
SUFFIXES: Final = (".md", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Options:
    """How a server runs.

    :param folder: the office's.
    :param shared: it is the office's server, with accounts; else somebody's own computer.
    :param origin: what stands in a browser before the path: ``http://127.0.0.1:8000``.
    :param direct: documents are issued without 核稿 and 签发.
    :param previews: how many processes make previews.
    :param metrics_token: the file that holds the token by which Prometheus may read the numbers; None: administrators alone may.
    :param counts: where the processes of a server count its requests together; empty: this one counts alone.
    """

    folder: Path
    shared: bool
    origin: str
    direct: bool = False
    previews: int = 1
    key: str = field(default="", repr=False)
    metrics_token: Path | None = None
    counts: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether the browser speaks TLS."""
        return self.origin.startswith("https:")


class Site:
    """An office as one server process serves it.

    :ivar reading: held by whoever starts a process that reads files from elsewhere and is none of the site's own.
    :raises HongtouError: the office's profile is wrong, or its database cannot be used.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = options.folder
        self.store = Store(_address(self.settings, options), before=options.folder / FILE)
        self.people = People(self.store)
        self.sessions = Sessions(self.store)
        self.drafts = Drafts(self.store, self.folder)
        self._quick = _Pool(options.previews, replace(QUICK, nice=_LOOKING if options.shared else 0))
        self._long = _Pool(2, replace(LONG, nice=_READING if options.shared else 0))
        self._issuing = _Pool(1, _ISSUING)
        self.reading = threading.BoundedSemaphore(_READERS)
        self._plugins: dict[str, Plugins] = {}
        self._pictures: dict[tuple[str, str], bytes] = {}

    @property
    def direct(self) -> bool:
        """Whether documents are issued without 核稿 and 签发."""
        return self.options.direct or not self.options.shared

    @property
    def settings(self) -> Settings:
        """The office's settings, as they are now.

        :raises HongtouError: its profile is wrong.
        """
        return load_settings(self.folder, self.folder)

    @property
    def office(self) -> OfficeState:
        """Which office a task is for, as it is now."""
        return OfficeState(self.folder, stamp(self.folder), self.options.shared)

    def plugins(self) -> Plugins:
        """The plug-ins, and the office's own document types."""
        from ..declared import plugins_of  # the first page needs none

        now = stamp(self.folder)
        if now not in self._plugins:
            self._plugins = {now: plugins_of(self.settings.office)}
        return self._plugins[now]

    def quick(self, function: Callable[[Task], Value], task: Task, path: Path) -> Value:
        """Do what somebody waits for while they type, in a process of its own.

        :raises InputError: whatever went wrong, in words.
        """
        return self._quick.do(function, task, path)

    def long(self, function: Callable[[Task], Value], task: Task, path: Path) -> Value:
        """Do what takes longer, in a process of its own.

        :raises InputError: whatever went wrong, in words.
        """
        return self._long.do(function, task, path)

    def issuing(self, function: Callable[[Task], Value], task: Task, path: Path) -> Value:
        """Do what reaches the register.

        :raises InputError: whatever went wrong, in words.
        """
        return self._issuing.do(function, task, path)

    def kept_picture(self, name: str, draw: Callable[[], bytes]) -> bytes:
        """A picture of a document type, drawn once as long as the office's types and looks stay the same."""
        key = (stamp(self.folder), name)
        if key not in self._pictures:
            if any(known != key[0] for known, _ in self._pictures):
                self._pictures = {}
            self._pictures[key] = draw()
        return self._pictures[key]

    def bare(self, text: str) -> str:
        """A message without the folder that the server has the office in."""
        return text.replace(f"{self.folder.resolve()}/", "").replace(f"{self.folder}/", "")

    def path(self, kept: Kept) -> Path:
        """A draft's file."""
        return self.drafts.path(kept)

    def adopt_files(self) -> None:
        """On one's own computer every draft in the folder is there, however it came."""
        from ..workflow.folder import files

        known = self.drafts.paths()
        for path in files(self.folder, SUFFIXES, {PROFILE, *NO_DRAFTS, *sources(self.folder)}):
            if path not in known and _is_draft(self.folder / path):
                self.drafts.adopt(path, ONESELF.id, described)

    def close(self) -> None:
        """End the processes, let go of the database."""
        self._quick.stop()
        self._long.stop()
        self._issuing.stop()
        self.store.close()


class _Pool:
    """Processes that do one thing at a time each. Each is started by a thread of its own, which lives as long as the pool:
    a worker process ends with the thread that started it.
    """

    def __init__(self, count: int, limits: Limits) -> None:
        self._own = threading.local()
        self._all: list[Apart] = []
        self._threads = ThreadPoolExecutor(count, "hongtou-pages", self._begin, (limits,))

    def _begin(self, limits: Limits) -> None:
        from ..workers.apart import Apart  # when there is something to do

        self._own.apart = Apart(limits, _MODULES)
        self._all.append(self._own.apart)

    def do(self, function: Callable[[Task], Value], task: Task, path: Path) -> Value:
        """What a function makes of a task, in a process.

        :raises InputError: whatever went wrong, in words that do not tell where the server has the file.
        """
        try:
            return self._threads.submit(lambda: self._do(function, task, path)).result()
        except InputError as error:
            raise InputError(str(error).replace(f"{path}：", "").replace(f"{path.parent}/", "")) from error

    def _do(self, function: Callable[[Task], Value], task: Task, path: Path) -> Value:
        apart: Apart = self._own.apart
        return apart.do(function, task, path)

    def stop(self) -> None:
        """End them."""
        self._threads.shutdown(cancel_futures=True)
        for one in self._all:
            one.stop()


def _address(settings: Settings, options: Options) -> sa.URL:
    """Where the drafts' database is: a file in the office's folder, or with a server for all where the register is, if that is on
    PostgreSQL. On one's own computer it is always the file: others who share the register have other drafts of the same names.
    """
    register = place(settings)
    if options.shared and register.get_backend_name() == "postgresql":
        return register
    return sa.URL.create("sqlite", database=os.fspath(options.folder / FILE))


def _is_draft(path: Path) -> bool:
    """Whether a file says of which type it is: not every text in a folder is a draft."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return any(line.startswith(("文种:", "文种：")) for line in file.read(20_000).splitlines()[:200])
    except OSError:
        return False
