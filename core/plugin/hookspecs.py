"""The hooks that a plug-in may implement. There is no other way into hongtou."""

from __future__ import annotations

from collections.abc import Callable

import pluggy

from .after_issue import AfterIssue
from .deferred import DeferredType
from .document_type import DocumentType
from .importer import Importer
from .numbering import NumberingScheme
from .packet_source import PacketSource
from .page_format import PageFormat
from .renderer import Renderer
from .rule import Rule

GROUP = "hongtou"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def hongtou_register_document_types(register: Callable[[DocumentType | DeferredType], None]) -> None:
    """Bring document types. Called once, before the first draft is read.

    :param register: call it once for each type; a name that is taken already is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """Bring renderers, such as DOCX and PDF. Called once, before the first document is rendered.

    :param register: call it once for each renderer; a name that is taken already is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_importers(register: Callable[[Importer], None]) -> None:
    """Bring importers, such as that of HTML. Called once, before the first file is imported.

    :param register: call it once for each importer; a name or suffix that is taken is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_rules(register: Callable[[Rule], None]) -> None:
    """Bring rules by which documents are checked. Called once, before the first document is checked.

    :param register: call it once for each rule; a code that is taken already is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_after_issue(register: Callable[[AfterIssue], None]) -> None:
    """Bring what can be done with documents after they were issued. Called once, before the first of it is done.

    :param register: call it once for each; a name that is taken already is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_packet_sources(register: Callable[[PacketSource], None]) -> None:
    """Bring files that packets can be filled from, such as CSV. Called once, before the first packet is read.

    :param register: call it once for each source; a name or suffix that is taken is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_numbering_schemes(register: Callable[[NumberingScheme], None]) -> None:
    """Bring ways of writing numbers where documents have no 发文字号: 第3期. Called once, before the first draft is read.

    :param register: call it once for each; a name that is taken already is an error that names both plug-ins.
    """


@hookspec
def hongtou_register_page_formats(register: Callable[[PageFormat], None]) -> None:
    """Bring formats of inner documents that drafts may name (格式). Called once, before the first draft is read.

    :param register: call it once for each; a name that is taken already is an error that names both plug-ins.
    """
