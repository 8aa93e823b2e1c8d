"""One unit's packet as a task: plain data that travels to a worker process or to another machine, and what to make of it."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final

from ..document import DocumentNumber
from ..draft import Draft, FieldPath
from ..errors import Place
from ..office import Office
from ..register.entry import Series
from ..sources import Bundle
from ..values import dataclass

NUMBER = "发文字号"


@dataclass(frozen=True, slots=True)
class Output:
    """What a unit's packet consists of besides its documents.

    :param merged: one PDF of all its documents with the list of them 卷内目录 first.
    :param zip: an archive of everything.
    :param encrypted: only the archive is to be left, encrypted (AES) by whoever has the password: no task tells it.
    """

    merged: bool = False
    zip: bool = False
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one unit, with all its data: whoever makes it reads no file.

    :param name: the stem of its files.
    :param type: its document type 文种.
    :param values: the fields as a :class:`Draft` holds them, 文种 among them, and 发文字号 once it has one.
    :param places: where each value stands, so that errors point at sheet and cell.
    :param identity: what the register knows it by; empty: it gets no number.
    :param series: what it is numbered in; None: it gets no number.
    :param draft: what messages call its source.
    :param bundle: the files that it names (印发, 附件, pictures), as they were read.
    :param formats: the renderers that make its files.
    """

    name: str
    type: str
    values: Mapping[str, Any] = field(repr=False)
    places: Mapping[FieldPath, Place] = field(default_factory=dict, repr=False)
    identity: str = ""
    series: Series | None = None
    draft: str = ""
    bundle: Bundle = field(default_factory=lambda: Bundle(Path()), repr=False)
    formats: tuple[str, ...] = ("docx", "pdf")

    @property
    def day(self) -> datetime.date | None:
        """Its 成文日期; None: it has none, or what was typed is none, which its type will tell."""
        from ..draft.dates import read_date
        from ..draft.values import ValueReadError

        try:
            return read_date(str(self.values.get("成文日期", "")))
        except ValueReadError:
            return None

    @property
    def source(self) -> Draft:
        """It as a draft."""
        return Draft(Path(self.draft), self.values, self.places)

    @property
    def wants_number(self) -> bool:
        """Whether the register is to give it a number."""
        return bool(self.identity and self.series and NUMBER not in self.values)


@dataclass(frozen=True, slots=True)
class UnitTask:
    """One unit's packet.

    :param unit: the unit's name as people know it.
    :param folder: where its files go, from the output folder, with ``/``.
    :param year: the packet's year.
    """

    unit: str
    folder: str
    year: int
    documents: tuple[Document, ...]
    output: Output
    office: Office = field(repr=False)

    def numbered(self, numbers: Mapping[str, DocumentNumber]) -> UnitTask:
        """It with the numbers that the register gave.

        :param numbers: identity → number; a document whose identity is not among them stays as it is.
        """
        documents = tuple(_numbered(document, numbers) for document in self.documents)
        return replace(self, documents=documents)

    @property
    def stem(self) -> str:
        """What its archive is called, without its suffix."""
        return self.folder.rpartition("/")[2]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The 发文字号 that its documents have, in their order."""
        return tuple(str(document.values[NUMBER]) for document in self.documents if NUMBER in document.values)

    def digest(self) -> str:
        """SHA-256, hexadecimal, of everything that decides the packet's bytes; where values stood does not."""
        told = [digest_of_common(self.office), self.unit, self.folder, self.year, self.output]
        made = [(one.name, one.type, one.values, one.bundle.digests, one.formats) for one in self.documents]
        return _hash([told, made])


def _numbered(document: Document, numbers: Mapping[str, DocumentNumber]) -> Document:
    if not document.wants_number or document.identity not in numbers:
        return document
    return replace(document, values={**document.values, NUMBER: str(numbers[document.identity])})


# The office that was asked for last, and its digest: that of thousands of tasks.
_LAST: Final[list[tuple[Office, str]]] = []


def digest_of_common(office: Office) -> str:
    """SHA-256, hexadecimal, of what decides the bytes of all packets of an office: the office, and the programs that draw."""
    from ..plugin.version import fingerprint

    for last, digest in _LAST:
        if last is office:
            return digest
    # Where the office's folder, its fonts and its programs are decides nothing that is printed.
    faces = {key: replace(face, file=None, lacking="") for key, face in office.faces.items()}
    files = tuple(replace(file, path=Path()) for file in office.plugin_files)
    digest = _hash([fingerprint(), replace(office, folder=None, faces=faces, plugin_files=files)])
    _LAST[:] = [(office, digest)]
    return digest


def _hash(value: object) -> str:
    text = json.dumps(_canonical(value), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _canonical(value: object) -> object:
    """A value as JSON knows it, the same in every process."""
    match value:
        case str() | int() | float() | None:
            return value
        case Mapping():
            return {"": [[_canonical(key), _canonical(part)] for key, part in value.items()]}
        case list() | tuple():
            return [_canonical(part) for part in value]
        case _ if is_dataclass(value):
            return [type(value).__name__, *(_canonical(getattr(value, part.name)) for part in fields(value))]
    return f"{type(value).__name__}:{value}"
