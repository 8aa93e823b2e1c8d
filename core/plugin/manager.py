"""The plug-ins: found by their entry points, loaded one by one, asked through one typed method for each thing they bring.

Nobody else touches pluggy. Every plug-in gets a pluggy manager of its own, so that what it registers, and whatever goes
wrong with it, can be told by its name. A plug-in is taken whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeVar

import pluggy

from ..draft import COMMON, Rules
from ..draft.nearest import nearest
from ..errors import HongtouError, PluginError, PluginLoadError, one_line
from ..foreign import TooLongError, blamed, guarded, place
from ..values import dataclass
from . import hookspecs
from .after_issue import AfterIssue
from .api import misfit, misfit_of_source
from .checks import FaultError, checked_after_issue, checked_importer, checked_renderer, checked_rule, checked_type, refuse_taken
from .deferred import DeferredType, DocumentTypes, checked_promise
from .document_type import DocumentType
from .hookspecs import GROUP
from .importer import Importer
from .installed import Distribution, EntryPoint, entry_points
from .renderer import Renderer
from .rule import Rule

if TYPE_CHECKING:
    from ..validation import Schema

OWN: Final = "hongtou"
# How long a plug-in may take to be imported and to register what it brings.
SECONDS: Final = 30.0
_Named = TypeVar("_Named", DocumentType, Renderer, Importer, Rule, AfterIssue)
_Thing = DocumentType | DeferredType | Renderer | Importer | Rule | AfterIssue
_Brought = TypeVar("_Brought", DocumentType | DeferredType, Renderer, Importer, Rule, AfterIssue)


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
    failure: PluginLoadError | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Brought:
    """A document type that no plug-in brings, but an office.

    :param name: where it comes from, for messages.
    :param read: makes it.
    """

    name: str
    read: Callable[[], DocumentType]


class Plugins:
    """All plug-ins. They are imported when the first of them is asked for.

    :param found: the entry points; None: those of the installed distributions. hongtou's own come first, then by name, so
        that which of two plug-ins is the second does not depend on the order of folders.
    :param brought: what the office brings; it comes last.
    """

    def __init__(self, found: Iterable[EntryPoint] | None = None, brought: Sequence[Brought] = ()) -> None:
        points = entry_points(GROUP) if found is None else found
        self._points = sorted(points, key=lambda point: (_distribution(point) != OWN, label(point)))
        self._brought = brought
        self._schemas: dict[str, Schema] = {}

    @cached_property
    def all(self) -> tuple[Plugin, ...]:
        """Every plug-in found, in the order of loading; those that failed, too."""
        loaded: list[Plugin] = []
        for point in self._points:
            loaded.append(_load(point, loaded))
        for one in self._brought:
            loaded.append(_load_brought(one, loaded))
        return tuple(loaded)

    @property
    def failures(self) -> tuple[PluginLoadError, ...]:
        """Why some could not be loaded."""
        return tuple(plugin.failure for plugin in self.all if plugin.failure)

    @cached_property
    def document_types(self) -> DocumentTypes:
        """Every document type by its name, in the order of registration."""
        return DocumentTypes((plugin.name, type) for plugin in self.all for type in plugin.document_types)

    @cached_property
    def renderers(self) -> Mapping[str, Renderer]:
        """Every renderer by its name, in the order of registration."""
        return {renderer.name: renderer for plugin in self.all for renderer in plugin.renderers}

    @cached_property
    def importers(self) -> Mapping[str, Importer]:
        """The importer of every suffix, in the order of registration."""
        return {suffix: importer for plugin in self.all for importer in plugin.importers for suffix in importer.suffixes}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule by which documents are checked, by code."""
        return tuple(sorted((rule for plugin in self.all for rule in plugin.rules), key=_key))

    @cached_property
    def after_issue(self) -> Mapping[str, AfterIssue]:
        """Everything that can be done after an issue by its name, in the order of registration."""
        return {after.name: after for plugin in self.all for after in plugin.after_issue}

    def document_type(self, name: str) -> DocumentType:
        """The document type of this name.

        :raises HongtouError: there is none; the message names the nearest and all there are.
        """
        return self._pick(name, self.document_types, "文种")

    def renderer(self, name: str) -> Renderer:
        """The renderer of this name.

        :raises HongtouError: there is none; the message names the nearest and all there are.
        """
        return self._pick(name, self.renderers, "输出格式")

    def fields(self, type: DocumentType) -> Mapping[str, Rules]:
        """The fields of a type's drafts: those of every draft and its own; one of its own replaces a common one."""
        return {**COMMON, **type.schema}

    def schema(self, type: DocumentType) -> Schema:
        """The checker of a type's drafts.

        :raises PluginLoadError: its rules are no valid schema.
        """
        if type.name not in self._schemas:
            from ..validation import Schema

            owner = self.owner(type)
            # The rules of what comes with hongtou are proved by its tests (tests/validation/test_schema.py), and what an office
            # brings is made of such.
            proven = owner.startswith(f"{OWN}[") or any(one.name == owner for one in self._brought)
            self._schemas[type.name] = Schema(self.fields(type), owner, is_proven=proven)
        return self._schemas[type.name]

    def outputs(self, type: DocumentType) -> tuple[Renderer, ...]:
        """What makes the files of a type's documents where nobody says which are wanted.

        :raises PluginError: it names a renderer that there is not, or two whose files are called alike.
        """
        taken: dict[str, Renderer] = {}
        for name in dict.fromkeys(type.outputs):
            try:
                renderer = self.renderer(name)
            except HongtouError as error:
                raise PluginError(self.owner(type), f"文种“{type.name}”的 outputs：{error}") from error
            twin = taken.setdefault(renderer.extension, renderer)
            if twin is not renderer:
                told = f"文种“{type.name}”的 outputs 里 {twin.name} 和 {name} 的文件都叫“.{twin.extension}”，会互相盖掉。留一个"
                raise PluginError(self.owner(type), told)
        return tuple(taken.values())

    def owner(self, thing: _Thing) -> str:
        """The name of the plug-in that brought it."""
        return _holder(thing, self.all)

    def _pick(self, name: str, known: Mapping[str, _Named], what: str) -> _Named:
        if name in known:
            return known[name]
        near = nearest(name, known)
        guess = f"，是不是“{near}”？" if near else "。"
        broken = (
            f"（插件{'、'.join(f'“{error.plugin}”' for error in self.failures)}没有装上，也许在那里）" if self.failures else ""
        )
        raise HongtouError(f"没有“{name}”这个{what}{guess}现有：{'、'.join(known) or '无'}{broken}")


def label(point: EntryPoint) -> str:
    """The name of a plug-in, as people see it."""
    return f"{_distribution(point)}[{point.name}]"


def _distribution(point: EntryPoint) -> str:
    return _told(point.dist)[0] if point.dist else "?"


@lru_cache(maxsize=256)
def _told(distribution: Distribution) -> tuple[str, str]:
    """A distribution's name and version, for which all its metadata is parsed."""
    return distribution.name, distribution.version


def _load(point: EntryPoint, earlier: list[Plugin]) -> Plugin:
    """Import and register one plug-in."""
    found = Plugin(label(point), _distribution(point), _told(point.dist)[1] if point.dist else "", point.module)
    slow = f"装了 {SECONDS:g} 秒还没有装好，不再等它。请插件的作者把费时的事放到 compose 里做"
    began = perf_counter()
    loaded = _whole(found, lambda: _registered(found, point, earlier), slow)
    return replace(loaded, seconds=perf_counter() - began)


def _load_brought(one: Brought, earlier: list[Plugin]) -> Plugin:
    """Read what an office brings."""
    found = Plugin(one.name, "", "", one.name)
    slow = f"读了 {SECONDS:g} 秒还没有读完"
    return _whole(found, lambda: _read(found, one, earlier), slow)


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
        failure = PluginLoadError(found.name, str(error))
        failure.__cause__ = error  # where in its files it was
    except TooLongError as error:
        failure = PluginLoadError(found.name, f"{slow}{place(error)}")
    return replace(found, failure=failure)


def _registered(found: Plugin, point: EntryPoint, earlier: list[Plugin]) -> Plugin:
    _refuse_twin(found.name, earlier)
    hook = _register(found.name, _import(point)).hook
    document_types = _collect(found.name, hook.hongtou_register_document_types, checked_promise, earlier)
    renderers = _collect(found.name, hook.hongtou_register_renderers, checked_renderer, earlier)
    importers = _collect(found.name, hook.hongtou_register_importers, checked_importer, earlier)
    refuse_taken(importers, {suffix: plugin.name for plugin in earlier for one in plugin.importers for suffix in one.suffixes})
    rules = _collect(found.name, hook.hongtou_register_rules, checked_rule, earlier)
    after = _collect(found.name, hook.hongtou_register_after_issue, checked_after_issue, earlier)
    return replace(found, document_types=document_types, renderers=renderers, importers=importers, rules=rules, after_issue=after)


def _read(found: Plugin, one: Brought, earlier: list[Plugin]) -> Plugin:
    type = checked_type(one.read())
    if owner := _holder(type, earlier):
        raise FaultError(f"已经有“{type.name}”这个文种，是“{owner}”的，用的是那一个。把文件夹改个名字")
    return replace(found, document_types=(type,))


def _refuse_twin(name: str, earlier: list[Plugin]) -> None:
    """Entry points of several distributions may be called alike; a distribution that is found twice is installed twice."""
    if any(plugin.name == name for plugin in earlier):
        raise FaultError("这个插件找到了两份。卸载其中一个")


def _import(point: EntryPoint) -> object:
    try:
        module = point.load()
    except (Exception, SystemExit) as error:
        raise FaultError(misfit_of_source(point.module) or f"导入时出错：{blamed(error)}") from error
    if told := misfit(module):
        raise FaultError(told)
    return module


def _register(name: str, module: object) -> pluggy.PluginManager:
    """Hand a plug-in to pluggy, which checks its hooks' names and parameters."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, name)
    except Exception as error:
        raise FaultError(f"钩子的参数不对：{one_line(error)}") from error
    hooks = [caller.name for caller in manager.get_hookcallers(module) or ()]
    known = [hook for hook in dir(hookspecs) if hook.startswith(f"{GROUP}_")]
    for hook in hooks:
        if hook not in known:
            near = nearest(hook, known)
            guess = f"，是不是“{near}”？" if near else "。"
            raise FaultError(f"没有叫“{hook}”的钩子{guess}现有：{'、'.join(known)}")
    if not hooks:
        raise FaultError(f"没有实现任何钩子。用 @hookimpl 标出其中一个：{'、'.join(known)}")
    return manager


def _collect(
    name: str, hook: pluggy.HookCaller, checked: Callable[[object], _Brought], earlier: list[Plugin]
) -> tuple[_Brought, ...]:
    """Call a hook of one plug-in; what it registers, checked."""
    brought: dict[str, _Brought] = {}

    def register(thing: object) -> None:
        named = checked(thing)
        owner = name if _key(named) in brought else _holder(named, earlier)
        if owner:
            raise FaultError(f"“{_key(named)}”已经由插件“{owner}”登记。改掉其中一个的名字，或者卸载其中一个")
        brought[_key(named)] = named

    try:
        hook(register=register)
    except FaultError:
        raise
    except (Exception, SystemExit) as error:
        raise FaultError(f"登记时出错：{blamed(error)}") from error
    return tuple(brought.values())


def _key(thing: _Thing) -> str:
    """What a thing is known by: its name, a rule by its code."""
    return thing.code if isinstance(thing, Rule) else thing.name


def _holder(thing: _Thing, plugins: Iterable[Plugin]) -> str:
    """The plug-in that brought a thing of the same kind and name; empty: none did."""
    for plugin in plugins:
        brought = (*plugin.document_types, *plugin.renderers, *plugin.importers, *plugin.rules, *plugin.after_issue)
        if any(_kind(other) is _kind(thing) and _key(other) == _key(thing) for other in brought):
            return plugin.name
    return ""


def _kind(thing: _Thing) -> type:
    return DocumentType if isinstance(thing, DeferredType) else type(thing)
