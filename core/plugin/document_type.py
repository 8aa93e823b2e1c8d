"""What a document type is: the interface between the core and the plug-ins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from ..document import Gongwen
from ..draft import Rules
from ..office import Office
from ..values import dataclass
from .capability import PacketFields, RegisterBook, UnitSummary

if TYPE_CHECKING:  # named in an annotation alone: importing it would slow every command down
    from importlib.resources.abc import Traversable

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What ``compose`` may know besides the draft's data.

    :param office: the office's profile; an empty one where there is none.
    :param genre: the document type's name as the draft gave it.
    :param number: the document's number as the type's numbering scheme writes it, with blanks for what is not known yet; empty:
        the type has none.
    """

    office: Office
    genre: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A document type 文种, as a plug-in brings it.

    :param name: as users write it: ``工作要点``.
    :param summary: one line for ``hongtou types``.
    :param group: what it is listed with there.
    :param schema: its own fields, a Cerberus schema whose fields are made by :func:`hongtou.field`; those of every draft
        (:data:`hongtou.draft.fields.COMMON`) are added to it, and a field of the same name replaces the common one.
    :param compose: checked data → document; pure.
    :param starter: the text of a commented draft that renders as it stands.
    :param starter_suffix: ``.md`` (front matter and running text) or ``.yaml`` (data alone).
    :param templates: a folder with the type's own ``gongwen.docx`` or ``gongwen.html``; None: the common ones.
    :param outputs: the renderers that make its files in a packet, where that does not say otherwise.
    :param packet_fields: the fields that a packet fills in by itself.
    :param unit_summary: how it sums up what the units of a packet handed in; None: it does not.
    :param numbering: the name of the scheme that writes its numbers, such as ``期号``; empty: it has a 发文字号.
    :param register_book: how it prints the register; None: it does not.
    """

    name: str
    summary: str
    schema: Mapping[str, Rules]
    compose: Callable[[Data, Context], Gongwen]
    starter: str
    starter_suffix: str = ".md"
    templates: Traversable | None = None
    outputs: tuple[str, ...] = ("docx", "pdf")
    packet_fields: PacketFields = field(default_factory=PacketFields)
    unit_summary: UnitSummary | None = None
    register_book: RegisterBook | None = None
    group: str = "其他"
    numbering: str = ""
