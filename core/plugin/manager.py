"""The plug-ins: found by their entry points, loaded one by one, asked through one typed method for each thing they bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from ..document import DocumentNumber
from ..draft import COMMON, Rules
from ..draft.nearest import nearest
from ..errors import HongtouError, PluginError, PluginLoadError
from .after_issue import AfterIssue
from .deferred import DocumentTypes
from .document_type import DocumentType
from .hookspecs import GROUP
from .importer import Importer
from .installed import EntryPoint, entry_points
from .loading import OWN, Brought, Plugin, Thing, distribution, holder, key, label, load, load_brought
from .numbering import NumberingScheme
from .packet_source import PacketSource
from .page_format import PageFormat
from .renderer import Renderer
from .rule import Rule

if TYPE_CHECKING:
    from ..validation import Schema

__all__ = ["FORMAT", "OWN", "Brought", "Plugin", "Plugins"]
FORMAT: Final = "格式"
_Named = TypeVar("_Named", DocumentType, Renderer, NumberingScheme)


class Plugins:
    """All plug-ins. They are imported when the first of them is asked for.

    :param found: the entry points; None: those of the installed distributions. hongtou's own come first, then by name, so
        that which of two plug-ins is the second does not depend on the order of folders.
    :param brought: what the office brings; it comes last.
    :param files: plug-ins of one file, which come before it.
    """

    def __init__(
        self, found: Iterable[EntryPoint] | None = None, brought: Sequence[Brought] = (), files: Sequence[EntryPoint] = ()
    ) -> None:
        points = entry_points(GROUP) if found is None else found
        self._points = sorted(points, key=lambda point: (distribution(point) != OWN, label(point)))
        self._points += files
        self._brought = brought
        self._schemas: dict[str, Schema] = {}

    @cached_property
    def all(self) -> tuple[Plugin, ...]:
        """Every plug-in found, in the order of loading; those that failed, too."""
        loaded: list[Plugin] = []
        for point in self._points:
            loaded.append(load(point, loaded))
        for one in self._brought:
            loaded.append(load_brought(one, loaded))
        return tuple(loaded)

    @property
    def failures(self) -> tuple[PluginLoadError, ...]:
        """Why some could not be loaded."""
        return tuple(plugin.failure for plugin in self.all if plugin.failure)

    def all_failures(self) -> tuple[PluginLoadError, ...]:
        """The same, and why some document types cannot be read. All of them are read for it."""
        return (*self.failures, *self.document_types.failures())

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
        return tuple(sorted((rule for plugin in self.all for rule in plugin.rules), key=key))

    @cached_property
    def after_issue(self) -> Mapping[str, AfterIssue]:
        """Everything that can be done after an issue by its name, in the order of registration."""
        return {after.name: after for plugin in self.all for after in plugin.after_issue}

    @cached_property
    def packet_sources(self) -> Mapping[str, PacketSource]:
        """The packet source of every suffix, in the order of registration."""
        return {suffix: source for plugin in self.all for source in plugin.packet_sources for suffix in source.suffixes}

    @cached_property
    def numbering_schemes(self) -> Mapping[str, NumberingScheme]:
        """Every numbering scheme by its name, in the order of registration."""
        return {scheme.name: scheme for plugin in self.all for scheme in plugin.numbering_schemes}

    @cached_property
    def page_formats(self) -> Mapping[str, PageFormat]:
        """Every format that drafts may name besides the standard's, in the order of registration."""
        return {format.name: format for plugin in self.all for format in plugin.page_formats}

    def printed(self, kinds: Iterable[str]) -> dict[str, Callable[[DocumentNumber], str]]:
        """Kinds of numbers that are no 发文字号 → how they are printed.

        :param kinds: names of document types; those that there are not are left out.
        """
        types = (self.document_types[kind] for kind in kinds if kind in self.document_types)
        schemes = ((type.name, self.numbering(type)) for type in types)
        return {name: scheme.text for name, scheme in schemes if scheme}

    def numbering(self, type: DocumentType) -> NumberingScheme | None:
        """How a type's numbers are written; None: as 发文字号.

        :raises PluginError: it names a scheme that there is not.
        """
        if not type.numbering:
            return None
        try:
            return self._pick(type.numbering, self.numbering_schemes, "编号办法")
        except HongtouError as error:
            raise PluginError(self.owner(type), f"文种“{type.name}”的编号：{error}") from error

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
        return {**COMMON, **self._named_formats, **type.schema}

    @cached_property
    def _named_formats(self) -> Mapping[str, Rules]:
        """The field 格式 with the formats that plug-ins bring."""
        rules = COMMON[FORMAT]
        return {FORMAT: {**rules, "allowed": [*rules["allowed"], *self.page_formats]}} if self.page_formats else {}

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

    def owner(self, thing: Thing) -> str:
        """The name of the plug-in that brought it."""
        return holder(thing, self.all)

    def _pick(self, name: str, known: Mapping[str, _Named], what: str) -> _Named:
        if name in known:
            return known[name]
        near = nearest(name, known)
        guess = f"，是不是“{near}”？" if near else "。"
        failed = self.all_failures() if known is self.document_types else self.failures
        broken = f"（插件{'、'.join(f'“{error.plugin}”' for error in failed)}没有装上，也许在那里）" if failed else ""
        raise HongtouError(f"没有“{name}”这个{what}{guess}现有：{'、'.join(known) or '无'}{broken}")
