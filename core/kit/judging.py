"""Judges a distribution of plug-ins before it is given to others: what its files say, and whether what it brings works."""

from __future__ import annotations

import sys
import tomllib
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..doctor.plugins import starter
from ..errors import HongtouError, InputError, PluginError
from ..office import Office
from ..plugin import DocumentType
from ..plugin.api import API_VERSION, STATED
from ..plugin.hookspecs import GROUP
from ..plugin.installed import entry_points
from ..plugin.manager import Plugin, Plugins
from ..runner import Runner
from .finding import Finding
from .sources import Source, read_sources

_PROJECT: Final = "pyproject.toml"


class _Told(NamedTuple):
    name: str
    version: str


class _Point(NamedTuple):
    """An entry point as the distribution's own files name it; it need not be installed."""

    name: str
    module: str
    dist: _Told

    def load(self) -> object:
        return EntryPoint(self.name, self.module, GROUP).load()


def judge(folder: Path) -> Iterator[Finding]:
    """Everything that is wrong with a distribution; its modules are imported, and what it brings is tried.

    :param folder: where its pyproject.toml is.
    :raises InputError: there is none, or it cannot be read.
    """
    project = _project(folder)
    points = list(_points(project))
    if not points:
        text = f'写上 [project.entry-points.{GROUP}] 和一行 名称 = "模块"'
        yield Finding(_PROJECT, 1, f"没有入口点 {GROUP}，程序找不到它", text)
    sources = read_sources(folder)
    for source in sources:
        yield from source.findings()
    yield from _stated(points, sources)
    yield from _lacking(folder, sources)
    yield from _tried(folder, points)


def _project(folder: Path) -> Mapping[str, Any]:
    path = folder / _PROJECT
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{folder}：没有 {_PROJECT}，不是插件的文件夹。用 hongtou plugin new 做一个") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}：读不了：{error}") from error


def _points(project: Mapping[str, Any]) -> Iterator[_Point]:
    told = project.get("project", {})
    distribution = _Told(str(told.get("name", "?")), str(told.get("version", "?")))
    for name, module in told.get("entry-points", {}).get(GROUP, {}).items():
        yield _Point(name, str(module), distribution)


def _stated(points: Sequence[_Point], sources: Sequence[Source]) -> Iterator[Finding]:
    """Whether each module that an entry point names says which interface it needs."""
    for point in points:
        source = next((source for source in sources if source.module == point.module), None)
        if source is None:
            yield Finding(_PROJECT, 1, f"入口点“{point.name}”指的模块“{point.module}”不在这个文件夹里", "改正名称，或者补上文件")
        elif STATED not in source.assigned:
            yield Finding(source.path, 1, "没有写它要哪一版接口", f'加一行 {STATED} = "{API_VERSION}"')


def _lacking(folder: Path, sources: Sequence[Source]) -> Iterator[Finding]:
    """Files that a distribution ought to have."""
    if not any(source.tests for source in sources):
        yield Finding("tests", 0, "没有测试", "至少测起步的草稿做得成，每一处 FieldError 说得清，见文档“测试和报错”")
    packages = {Path(source.path).parent for source in sources if source.path.endswith("__init__.py") and not source.is_test}
    top = {package for package in packages if package.parent not in packages}
    for package in sorted(top):
        if not (folder / package / "py.typed").is_file():
            yield Finding(
                package.as_posix(), 0, "没有 py.typed，别人的类型检查看不到它的类型", "加一个空文件 py.typed，写进 package-data"
            )


def _tried(folder: Path, points: Sequence[_Point]) -> Iterator[Finding]:
    """What shows when it is loaded as the program loads it, and its types' starters are made into files."""
    names = {point.module for point in points}
    others = [point for point in entry_points(GROUP) if point.module not in names]
    with _importable(folder):
        plugins = Plugins([*others, *points])
        for plugin in (one for one in plugins.all if one.module in names):
            if plugin.failure:
                yield _failed(folder, plugin, plugin.failure)
            for type in plugin.document_types:
                yield from _made(folder, plugin, plugins, type.name)


def _made(folder: Path, plugin: Plugin, plugins: Plugins, name: str) -> Iterator[Finding]:
    try:
        type = plugins.document_type(name)
        plugins.schema(type)
        formats = [renderer.name for renderer in plugins.outputs(type)]
        yield from _starter(folder, plugin, plugins, type, formats)
    except HongtouError as error:
        yield _failed(folder, plugin, error)


def _starter(folder: Path, plugin: Plugin, plugins: Plugins, type: DocumentType, formats: Sequence[str]) -> Iterator[Finding]:
    with starter(type) as draft:
        try:
            Runner(Office(), plugins).make(draft, formats)
        except PluginError:
            raise
        except HongtouError as error:
            told = "；".join(str(error).replace(f"{draft.parent}/", "").splitlines())
            yield Finding(_file(folder, plugin), 1, f"文种“{type.name}”起步的草稿做不成公文：{told}", "改好它的 starter")


def _failed(folder: Path, plugin: Plugin, error: HongtouError) -> Finding:
    """What went wrong, at the line of the distribution's own files where it did."""
    place = _file(folder, plugin), 1
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, SyntaxError) and cause.filename and Path(cause.filename).is_relative_to(folder.resolve()):
            place = _relative(folder, cause.filename), cause.lineno or 1
        for frame in traceback.extract_tb(cause.__traceback__):
            if Path(frame.filename).is_relative_to(folder.resolve()):
                place = _relative(folder, frame.filename), frame.lineno or 1
        cause = cause.__cause__
    told = str(error).removeprefix(f"插件“{plugin.name}”：")
    return Finding(*place, told, "照上面说的改好")


def _file(folder: Path, plugin: Plugin) -> str:
    """The file of a plug-in's module, from the distribution's folder; that with its entry point where there is none."""
    file = getattr(sys.modules.get(plugin.module), "__file__", None)
    if file and Path(file).is_relative_to(folder.resolve()):
        return _relative(folder, file)
    return _PROJECT


def _relative(folder: Path, file: str) -> str:
    return Path(file).relative_to(folder.resolve()).as_posix()


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let the distribution's own modules be found before those that are installed."""
    root = folder.resolve()
    before = sys.path[:]
    sys.path[:0] = [str(root / "src"), str(root)]
    try:
        yield
    finally:
        sys.path[:] = before
