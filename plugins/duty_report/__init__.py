"""述职报告 duty report: a secretary's account of the year's party-building work."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import Context, Data, DocumentType, Gongwen, PacketFields, hookimpl

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 述职报告."""
    register(
        DocumentType(
            name="述职报告",
            summary="党组织书记抓基层党建工作述职：履职情况、上年问题整改、存在问题、下一步打算",
            schema=SCHEMA,
            compose=_compose,
            starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
            starter_suffix=".yaml",
            packet_fields=PacketFields(unit="单位", year="年度"),
        )
    )


def _compose(data: Data, context: Context) -> Gongwen:
    # Imported when such a document is made: every command loads the plug-ins.
    from .compose import compose

    return compose(data, context)
