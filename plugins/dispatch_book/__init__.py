"""发文登记簿 dispatch book: an office's numbers of one year in one table; and copies of what it issues."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import AfterIssue, Context, Data, DocumentType, Gongwen, IssuedDocument, PacketFields, RegisterBook, hookimpl

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 发文登记簿."""
    register(
        DocumentType(
            name="发文登记簿",
            summary="一个年度的发文登记，由 hongtou number book 从登记簿取出，印成表格归档",
            group="报表台账",
            schema=SCHEMA,
            compose=_compose,
            starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
            starter_suffix=".yaml",
            packet_fields=PacketFields(year="年度"),
            register_book=RegisterBook(entries="登记", year="年度", code="机关代字"),
        )
    )


@hookimpl
def hongtou_register_after_issue(register: Callable[[AfterIssue], None]) -> None:
    """Bring 送一份."""
    register(AfterIssue("送一份", "把发出的 DOCX 和 PDF 另放一份，等着送走", _copy, {"文件夹": "放到办公室的哪个文件夹"}))


# Their modules are imported when they are needed: every command loads the plug-ins.
def _copy(document: IssuedDocument) -> None:
    from .copies import copy

    copy(document)


def _compose(data: Data, context: Context) -> Gongwen:
    from .compose import compose

    return compose(data, context)
