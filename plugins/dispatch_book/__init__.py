"""发文登记簿 dispatch book: an office's numbers of one year, as the register keeps them, in one table."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import Context, Data, DocumentType, Gongwen, PacketFields, RegisterBook, hookimpl

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


def _compose(data: Data, context: Context) -> Gongwen:
    # Imported when such a document is made: every command loads the plug-ins.
    from .compose import compose

    return compose(data, context)
