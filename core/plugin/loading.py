"""One plug-in after another: imported, asked through each hook for what it brings, checked, and taken whole or not at all.

Every plug-in gets a pluggy manager of its own, so that what it registers, and whatever goes wrong with it, can be told by
its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from time import perf_counter
from types import FunctionType, MethodType, ModuleType
from typing import Any, Final

import pluggy

from ..draft.nearest import nearest
from ..errors import PluginLoadError, one_line
from ..foreign import TooLongError, blamed, guarded, place
from ..values import dataclass
from . import hookspecs
from .after_issue import AfterIssue
from .api import misfit, misfit_of_source
from .checks import (
    FaultError,
    checked_after_issue,
    checked_importer,
    checked_numbering_scheme,
    checked_packet_source,
    checked_page_format,
    checked_renderer,
    checked_rule,
    refuse_taken,
)
from .deferred import DeferredType, checked_promise
from .document_type import DocumentType
from .hookspecs import GROUP
from .importer import Importer
from .installed import Distribution, EntryPoint
from .numbering import NumberingScheme
from .packet_source import PacketSource
from .page_format import PageFormat
from .renderer import Renderer
from .rule import Rule
from .single_file import FilePoint

OWN: Final = "hongtou"
# How long a plug-in may take to be imported and to register what it brings.
SECONDS: Final = 30.0
# What pluggy takes for a hook.
_HOOKABLE: Final = (FunctionType, MethodType, staticmethod, classmethod)
Thing = DocumentType | DeferredType | Renderer | Importer | Rule | AfterIssue | PacketSource | NumberingScheme | PageFormat
# What a plug-in can bring: the end of the hook's name, the field of :class:`Plugin` → what checks it.
KINDS: Final[Mapping[str, Callable[[object], Thing]]] = {
    "document_types": checked_promise,
    "renderers": checked_renderer,
    "importers": checked_importer,
    "rules": checked_rule,
    "after_issue": checked_after_issue,
    "packet_sources": checked_packet_source,
    "numbering_schemes": checked_numbering_scheme,
    "page_formats": checked_page_format,
}


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plug-in as found and what it brought.

    :param name: ``distribution[entry point]``.
    :param module: what its entry point names.
    :param failure: why it could not be loaded; None: it was.
    :param seconds: how long it took to import it and to register what it brings.
    """

    name: str
    distribution: str
    version: str
    module: str
    document_types: tuple[DocumentType | DeferredType, ...] = ()
    renderers: tuple[Renderer, ...] = ()
    importers: tuple[Importer, ...] = ()
    rules: tuple[Rule, ...] = ()
    after_issue: tuple[AfterIssue, ...] = ()
    packet_sources: tuple[PacketSource, ...] = ()
    numbering_schemes: tuple[NumberingScheme, ...] = ()
    page_formats: tuple[PageFormat, ...] = ()
    failure: PluginLoadError | None = None
    seconds: float = 0.0

    @property
    def brought(self) -> Iterator[Thing]:
        """All that it brings."""
        return chain.from_iterable(getattr(self, kind) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Brought:
    """A document type that no plug-in brings, but an office.

    :param name: where it comes from, for messages.
    :param type: read when it is asked for, so that a folder of many costs a command nothing that needs one.
    """

    name: str
    type: DeferredType


def label(point: EntryPoint) -> str:
    """The name of a plug-in, as people see it."""
    return point.name if isinstance(point, FilePoint) else f"{distribution(point)}[{point.name}]"


def distribution(point: EntryPoint) -> str:
    """The name of what a plug-in was installed with."""
    return _told(point.dist)[0] if point.dist else "?"


@lru_cache(maxsize=256)
def _told(distribution: Distribution) -> tuple[str, str]:
    """A distribution's name and version, for which all its metadata is parsed."""
    return distribution.name, distribution.version


def load(point: EntryPoint, earlier: list[Plugin]) -> Plugin:
    """Import and register one plug-in."""
    found = Plugin(label(point), distribution(point), _told(point.dist)[1] if point.dist else "", point.module)
    slow = f"装了 {SECONDS:g} 秒还没有装好，不再等它。请插件的作者把费时的事放到 compose 里做"
    began = perf_counter()
    loaded = _whole(found, lambda: _registered(found, point, earlier), slow)
    return replace(loaded, seconds=perf_counter() - began)


def load_brought(one: Brought, earlier: list[Plugin]) -> Plugin:
    """Take what an office brings, unless its name is taken."""
    found = Plugin(one.name, "", "", one.name)
    if owner := _owners("document_types", earlier).get(one.type.name):
        told = f"已经有“{one.type.name}”这个文种，是“{owner}”的，用的是那一个。把文件夹改个名字"
        return replace(found, failure=PluginLoadError(found.name, told))
    try:
        return replace(found, document_types=(checked_promise(one.type),))
    except FaultError as error:
        return replace(found, failure=PluginLoadError(found.name, str(error)))


def _whole(found: Plugin, load: Callable[[], Plugin], slow: str) -> Plugin:
    """It with all that it brings, or with what went wrong as its ``failure`` and nothing else.

    :param slow: what to say when it takes too long.
    """
    try:
        with guarded(found.name, SECONDS):
            return load()
    except PluginLoadError as error:
        return replace(found, failure=error)
    except FaultError as error:
        failure = PluginLoadError(found.name, f"{error}{place(error)}")  # where it registers what is not sound
        failure.__cause__ = error  # where in its files it was
    except TooLongError as error:
        failure = PluginLoadError(found.name, f"{slow}{place(error)}")
    return replace(found, failure=failure)


def _registered(found: Plugin, point: EntryPoint, earlier: list[Plugin]) -> Plugin:
    _refuse_twin(found.name, earlier)
    hooks = _hooks_of(found.name, _import(point))
    # Most implement one: who brings what is not gone through for the others.
    implemented = {kind: hooks[hook] for kind in KINDS if (hook := f"{GROUP}_register_{kind}") in hooks}
    brought: dict[str, Any] = {
        kind: _collect(found.name, caller, KINDS[kind], _owners(kind, earlier)) for kind, caller in implemented.items()
    }
    for kind in {"importers", "packet_sources"} & brought.keys():
        refuse_taken(brought[kind], {suffix: one.name for one in earlier for by in getattr(one, kind) for suffix in by.suffixes})
    return replace(found, **brought)


def _refuse_twin(name: str, earlier: list[Plugin]) -> None:
    """Entry points of several distributions may be called alike; a distribution that is found twice is installed twice."""
    if any(plugin.name == name for plugin in earlier):
        raise FaultError("这个插件找到了两份。卸载其中一个")


def _import(point: EntryPoint) -> object:
    try:
        module = point.load()
    except FaultError:
        raise
    except (Exception, SystemExit) as error:
        raise FaultError(misfit_of_source(point.module) or f"导入时出错：{blamed(error)}") from error
    if told := misfit(module):
        raise FaultError(told)
    return module


class _Manager(pluggy.PluginManager):
    """pluggy's manager, which looks at each name of a module in a dear way, and modules import dozens."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        if isinstance(plugin, ModuleType) and not isinstance(vars(plugin).get(name), _HOOKABLE):
            return None
        return super().parse_hookimpl_opts(plugin, name)


def _hooks_of(name: str, module: object) -> dict[str, pluggy.HookCaller]:
    """The hooks that a plug-in implements, by their names; pluggy checks their names and parameters."""
    manager, known = _Manager(GROUP), _hooks()
    with _telling_parameters():
        manager.register(module, name)
    callers = {caller.name: caller for caller in manager.get_hookcallers(module) or ()}
    for hook in callers:
        if hook not in known:
            near = nearest(hook, known)
            guess = f"，是不是“{near}”？" if near else "。"
            raise FaultError(f"没有叫“{hook}”的钩子{guess}现有：{'、'.join(known)}")
    if not callers:
        raise FaultError(f"没有实现任何钩子。用 @hookimpl 标出其中一个：{'、'.join(known)}")
    with _telling_parameters():
        manager.add_hookspecs(_specifications(callers))
    return callers


@contextmanager
def _telling_parameters() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise FaultError(f"钩子的参数不对：{one_line(error)}") from error


def _specifications(names: Iterable[str]) -> ModuleType:
    """The hooks of these names and nothing else: pluggy looks at each name of a module, for each plug-in anew."""
    alone = ModuleType(hookspecs.__name__)
    for name in names:
        setattr(alone, name, getattr(hookspecs, name))
    return alone


@cache
def _hooks() -> tuple[str, ...]:
    """The names of the hooks that there are."""
    return tuple(hook for hook in dir(hookspecs) if hook.startswith(f"{GROUP}_"))


def _collect(
    name: str, hook: pluggy.HookCaller, checked: Callable[[object], Thing], owners: Mapping[str, str]
) -> tuple[Thing, ...]:
    """Call a hook of one plug-in; what it registers, checked.

    :param owners: the plug-ins that brought things of this kind before, by what these are known by.
    """
    brought: dict[str, Thing] = {}

    def register(thing: object) -> None:
        named = checked(thing)
        if owner := name if key(named) in brought else owners.get(key(named)):
            raise FaultError(f"“{key(named)}”已经由插件“{owner}”登记。改掉其中一个的名字，或者卸载其中一个")
        brought[key(named)] = named

    try:
        hook(register=register)
    except FaultError:
        raise
    except (Exception, SystemExit) as error:
        raise FaultError(f"登记时出错：{blamed(error)}") from error
    return tuple(brought.values())


def _owners(kind: str, plugins: Iterable[Plugin]) -> dict[str, str]:
    return {key(thing): plugin.name for plugin in plugins for thing in getattr(plugin, kind)}


def key(thing: Thing) -> str:
    """What a thing is known by: its name, a rule by its code."""
    return thing.code if isinstance(thing, Rule) else thing.name


def holder(thing: Thing, plugins: Iterable[Plugin]) -> str:
    """The plug-in that brought a thing of the same kind and name; empty: none did."""
    for plugin in plugins:
        if any(_kind(other) is _kind(thing) and key(other) == key(thing) for other in plugin.brought):
            return plugin.name
    return ""


def _kind(thing: Thing) -> type:
    return DocumentType if isinstance(thing, DeferredType) else type(thing)
