"""What is made of all units together 汇总: a draft of a document type that sums them up, filled in as the type states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..draft import Rules, inner_fields
from ..errors import DraftError, HongtouError
from ..office import Office
from ..plugin import DocumentType, UnitState, UnitSummary
from ..plugin.manager import Plugins
from ..values import dataclass
from .formats import formats
from .gather import Collected
from .packet_file import PacketFile, WholeOf
from .patterns import filled_all
from .task import Document, Output, UnitTask

WHOLE: Final = "（汇总）"
_WORKBOOK: Final = "xlsx"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What the whole is told of a unit.

    :param lacking: the names of the documents that are still to come.
    """

    unit: str
    state: UnitState
    documents: tuple[Document, ...] = ()
    lacking: tuple[str, ...] = ()


class Whole:
    """The whole that a packet's file asks for, checked against the units.

    :raises DraftError: its document type sums nothing up, or what else the file asks for cannot be.
    """

    def __init__(self, packet: PacketFile, asked: WholeOf, plugins: Plugins, found: Collected) -> None:
        self._packet = packet
        self._asked = asked
        try:
            self._type = plugins.document_type(asked.type)
        except HongtouError as error:
            raise self._wrong("文种", str(error)) from error
        self._part = self._summary(self._type)
        self._formats = self._made(plugins)
        taken = next((unit for unit in found.units if unit.folder.casefold() == asked.folder.casefold()), None)
        if taken:
            raise self._wrong("文件夹", f"“{asked.folder}”是单位“{taken.name}”的文件夹。换一个")
        try:
            known_of = {"年度": str(packet.year), "材料包": packet.title}
            self._constants: Mapping[str, Any] = filled_all(asked.constants, known_of)
        except HongtouError as error:
            raise self._wrong("常量", str(error)) from error

    def task(self, rows: Iterable[UnitRow], office: Office) -> UnitTask:
        """It as a task like any other.

        :param rows: all units, in their order.
        """
        packet, asked, part = self._packet, self._asked, self._part
        fields = part.asked(self._type.schema)
        units = [_row(part, row, fields) for row in rows]
        given = {"文种": self._type.name, self._type.packet_fields.year: str(packet.year)}
        values = {name: value for name, value in given.items() if name} | {**self._constants, part.units: units}
        document = Document(asked.name, self._type.name, values, draft=f"“{packet.title}”的汇总", formats=self._formats)
        return UnitTask(WHOLE, asked.folder, packet.year, (document,), Output(), office)

    def _summary(self, type: DocumentType) -> UnitSummary:
        if type.unit_summary is None:
            raise self._wrong("文种", f"“{type.name}”不能用来汇总各单位的材料")
        return type.unit_summary

    def _made(self, plugins: Plugins) -> tuple[str, ...]:
        """The renderers of its files; the workbook, which the packet's file may ask for or refuse, comes last."""
        workbook = self._asked.workbook
        left_out = self._packet.left_out | ({_WORKBOOK} if workbook is False else frozenset())
        also = (_WORKBOOK,) if workbook and _WORKBOOK not in self._type.outputs else ()
        try:
            return formats(self._type, plugins, left_out, is_bound=bool(also)) + also
        except HongtouError as error:
            raise self._wrong("文种", str(error)) from error

    def _wrong(self, field: str, message: str) -> DraftError:
        return DraftError([self._packet.draft.problem(("汇总", field), message)])


def _row(part: UnitSummary, row: UnitRow, fields: Mapping[str, Rules]) -> dict[str, Any]:
    """What a unit gets in the list of units."""
    told: dict[str, Any] = {part.unit: row.unit, part.state: row.state.value}
    if row.state is UnitState.HANDED_IN:
        told[part.documents] = [_document(part, document, fields) for document in row.documents]
    return told | ({part.lacking: list(row.lacking)} if part.lacking and row.lacking else {})


def _document(part: UnitSummary, document: Document, fields: Mapping[str, Rules]) -> dict[str, Any]:
    told = {part.type: document.type, part.name: document.name}
    return {name: value for name, value in told.items() if name} | _picked(fields, document.values)


def _picked(fields: Mapping[str, Rules], values: Mapping[str, Any]) -> dict[str, Any]:
    """Of a draft's values those that fields ask for."""
    return {name: _part(fields[name], value) for name, value in values.items() if name in fields}


def _part(rules: Rules, value: object) -> object:
    fields = inner_fields(rules)
    match value:
        case Mapping() if fields:
            return _picked(fields, value)
        case list() if fields:
            return [_picked(fields, one) if isinstance(one, Mapping) else one for one in value]
    return value
