"""A Word file as its parts (Open Packaging Conventions, ISO/IEC 29500-2): found by relation, added to, written.

What nobody asks for stays byte by byte as it is.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from lxml import etree

from .elements import NAMESPACES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIP: Final = f"{{{_PACKAGE}/relationships}}Relationship"
_OVERRIDE, _DEFAULT = (f"{{{_PACKAGE}/content-types}}{name}" for name in ("Override", "Default"))
_PROPERTIES: Final = f"{_PACKAGE}/metadata/core-properties"
_PREFIXES: Final = {
    "cp": _PROPERTIES,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_CORE: Final = f"{_PACKAGE}/relationships/metadata/core-properties"
_EMPTY_CORE: Final = f'<cp:coreProperties xmlns:cp="{_PROPERTIES}"/>'
_ROOTS: Final = {"header": "hdr", "footer": "ftr"}


class WordFile:
    """A Word file that is being changed.

    :param file: its bytes; or its parts by their names.
    :raises zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError: it is none, or not whole.
    """

    def __init__(self, file: bytes | Mapping[str, bytes]) -> None:
        self._parts = _unpacked(file) if isinstance(file, bytes) else dict(file)
        self._trees: dict[str, Element] = {}
        self.main = self._named("", f"{NAMESPACES['r']}/officeDocument")
        self._relations = self._related(self.main)

    def part(self, name: str) -> bytes:
        """A part as the file has it."""
        return self._parts[name]

    @property
    def parts(self) -> Mapping[str, bytes]:
        """All parts by their names, as the file has them."""
        return dict(self._parts)

    def tree(self, name: str) -> Element:
        """A part's root; what is changed in it is written.

        :raises KeyError, etree.XMLSyntaxError: there is no such part, or it is no XML.
        """
        self._trees[name] = self._read(name)
        return self._trees[name]

    @property
    def body(self) -> Element:
        """The body of the document.

        :raises ValueError: it has none.
        """
        body = self.tree(self.main).find("w:body", NAMESPACES)
        if body is None:
            raise ValueError(f"{self.main} has no body")
        return body

    @body.setter
    def body(self, body: Element) -> None:
        # Piece by piece: libxml2 takes the square of the time for all of another document's body at once.
        self.body[:] = list(body)

    @property
    def styles(self) -> Element:
        """The part with the styles."""
        return self.tree(self._named(self.main, f"{NAMESPACES['r']}/styles"))

    @property
    def settings(self) -> Element:
        """The part with the settings, made where there is none."""
        kind = f"{NAMESPACES['r']}/settings"
        if not any(found == kind for found, _ in self._relations.values()):
            self._add("settings", "word/settings.xml", self._root("settings"))
        return self.tree(self._named(self.main, kind))

    def related(self, ident: str) -> Element:
        """The part that the document relates to by this id."""
        return self.tree(self._relations[ident][1])

    def stories(self) -> Iterator[str]:
        """The names of the parts with text besides the body."""
        kinds = {f"{NAMESPACES['r']}/{kind}" for kind in ("header", "footer", "footnotes")}
        yield from dict.fromkeys(name for kind, name in self._relations.values() if kind in kinds)

    @property
    def has_macros(self) -> bool:
        """Whether programs are in it."""
        return any(name.lower().endswith("vbaproject.bin") for name in self._parts)

    def outside(self) -> Iterator[str]:
        """What its parts take from elsewhere when the file is opened; without links for people, and what its settings name."""
        for name in [name for name in self._parts if name.endswith(".rels") and not name.endswith("/settings.xml.rels")]:
            for one in self._read(name).iterfind(_RELATIONSHIP):
                if one.get("TargetMode") == "External" and not one.get("Type", "").endswith("/hyperlink"):
                    yield one.get("Target", "")

    def relate_as(self, ident: str, known: str) -> None:
        """Relate to the part of a known relation under another id as well."""
        kind, name = self._relations[known]
        relations = self.tree(_relations_of(self.main))
        for one in [one for one in relations if one.get("Id") == ident]:
            relations.remove(one)
        target = posixpath.relpath(name, posixpath.dirname(self.main) or ".")
        relations.append(relations.makeelement(_RELATIONSHIP, Id=ident, Type=kind, Target=target))
        self._relations[ident] = kind, name

    def replace_settings(self, content: str) -> None:
        """Other settings, which relate to nothing."""
        kind = f"{NAMESPACES['r']}/settings"
        name = next((name for found, name in self._relations.values() if found == kind), "word/settings.xml")
        self._parts.pop(_relations_of(name), None)
        self._trees.pop(name, None)
        if name in self._parts:
            self._parts[name] = content.encode()
        else:
            self._add("settings", name, content.encode())

    def __len__(self) -> int:
        """How many parts the document relates to."""
        return len(self._relations)

    def add_story(self, kind: str) -> tuple[Element, str]:
        """An empty ``header`` or ``footer``; gives its root, and the id of the relation to it."""
        number = next(number for number in range(1, len(self._parts)) if f"word/{kind}{number}.xml" not in self._parts)
        ident = self._add(kind, f"word/{kind}{number}.xml", self._root(_ROOTS[kind]))
        return self.related(ident), ident

    def add_picture(self, data: bytes) -> str:
        """Put a picture (PNG) into the file, the same one once; gives the id of the relation to it."""
        for ident, (_, name) in self._relations.items():
            if name.startswith("word/media/") and self._parts[name] == data:
                return ident
        types = self.tree(_TYPES)
        if not any(one.get("Extension", "").lower() == "png" for one in types.iterfind(_DEFAULT)):
            types.insert(0, types.makeelement(_DEFAULT, Extension="png", ContentType="image/png"))
        number = next(number for number in range(1, len(self._parts)) if f"word/media/image{number}.png" not in self._parts)
        return self._add("image", f"word/media/image{number}.png", data)

    def set_properties(self, values: Mapping[str, str]) -> None:
        """Set properties of the file, such as ``dc:title``; an empty one is taken out."""
        core = self.beside(_CORE, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", _EMPTY_CORE)
        for name, value in values.items():
            prefix, local = name.split(":")
            tag = f"{{{_PREFIXES[prefix]}}}{local}"
            found = core.find(tag)
            if found is None:
                found = etree.SubElement(core, tag, nsmap={prefix: _PREFIXES[prefix]})
            found.text = value
            if prefix == "dcterms":
                found.set(f"{{{_PREFIXES['xsi']}}}type", "dcterms:W3CDTF")
            if not value:
                core.remove(found)

    def beside(self, relation: str, name: str, kind: str, empty: str) -> Element:
        """A part that the file itself relates to, made where there is none.

        :param relation: the kind of relation.
        :param name: the part, where it is made; ``kind`` is that of its content, ``empty`` what it begins with.
        """
        found = next((part for known, part in self._related("").values() if known == relation), "")
        if found in self._parts:
            return self.tree(found)
        self._parts[name] = empty.encode()
        types = self.tree(_TYPES)
        types.append(types.makeelement(_OVERRIDE, PartName=f"/{name}", ContentType=kind))
        self._relate("", relation, name)
        return self.tree(name)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """The parts with their names, as they are written."""
        for name, content in self._parts.items():
            root = self._trees.get(name)
            yield name, content if root is None else etree.tostring(root, encoding="UTF-8", standalone=True)

    def save(self) -> bytes:
        """The file's bytes: the same for the same content."""
        return packed(dict(self.contents()))

    def _read(self, name: str) -> Element:
        found = self._trees.get(name)
        if found is None:
            found = etree.fromstring(
                self._parts[name], etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
            )
        return found

    def _named(self, owner: str, kind: str) -> str:
        """The part that another relates to by a kind of relation; ``owner`` is empty for the file itself."""
        found = next((name for known, name in self._related(owner).values() if known == kind), "")
        return found if found in self._parts else _missing(kind)

    def _related(self, owner: str) -> dict[str, tuple[str, str]]:
        """A part's relations by their ids: kind and part."""
        folder = posixpath.dirname(owner)
        return {
            one.get("Id", ""): (one.get("Type", ""), posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:])
            for one in self._read(_relations_of(owner)).iterfind(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }

    def _add(self, kind: str, name: str, content: bytes) -> str:
        self._parts[name] = content
        if not name.endswith(".png"):
            self.tree(_TYPES).append(
                self.tree(_TYPES).makeelement(_OVERRIDE, PartName=f"/{name}", ContentType=f"{_WORD}.{kind}+xml")
            )
        return self._relate(self.main, f"{NAMESPACES['r']}/{kind}", name)

    def _relate(self, owner: str, kind: str, name: str) -> str:
        relations = self.tree(_relations_of(owner))
        taken = {one.get("Id") for one in relations}
        ident = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        target = posixpath.relpath(name, posixpath.dirname(owner) or ".")
        relations.append(relations.makeelement(_RELATIONSHIP, Id=ident, Type=kind, Target=target))
        if owner == self.main:
            self._relations[ident] = kind, name
        return ident

    @staticmethod
    def _root(name: str) -> bytes:
        return etree.tostring(etree.Element(f"{{{NAMESPACES['w']}}}{name}", nsmap=NAMESPACES))


def _unpacked(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        return {info.filename: file.read(info) for info in file.infolist() if not info.is_dir()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a file; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _relations_of(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _missing(kind: str) -> str:
    raise KeyError(kind)
