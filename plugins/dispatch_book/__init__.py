"""发文登记簿 dispatch book: an office's numbers of one year in one table; and copies of what it issues."""

from collections.abc import Callable

from hongtou import AfterIssue, DeferredType, DocumentType, IssuedDocument, hookimpl


@hookimpl
def hongtou_register_document_types(register: Callable[[DeferredType], None]) -> None:
    """Bring 发文登记簿."""
    register(DeferredType("发文登记簿", _read))


@hookimpl
def hongtou_register_after_issue(register: Callable[[AfterIssue], None]) -> None:
    """Bring 送一份."""
    register(AfterIssue("送一份", "把发出的 DOCX 和 PDF 另放一份，等着送走", _copy, {"文件夹": "放到办公室的哪个文件夹"}))


# Their modules are imported when they are needed: every command loads the plug-ins.
def _copy(document: IssuedDocument) -> None:
    from .copies import copy

    copy(document)


def _read() -> DocumentType:
    from .type import TYPE

    return TYPE
