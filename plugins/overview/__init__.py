"""年度党建工作汇总 overview: all units of a packet together."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import Context, Data, DocumentType, Gongwen, PacketFields, UnitSummary, hookimpl

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 年度党建工作汇总."""
    register(
        DocumentType(
            name="年度党建工作汇总",
            summary="材料包里全部单位的数字合计、组织覆盖和换届、指标完成、统战对象，以及谁没有交",
            schema=SCHEMA,
            compose=_compose,
            starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
            starter_suffix=".yaml",
            outputs=("docx", "pdf", "xlsx"),
            packet_fields=PacketFields(year="年度"),
            unit_summary=UnitSummary("单位", unit="单位", state="状态", documents="材料", lacking="缺", type="文种", name="名称"),
        )
    )


def _compose(data: Data, context: Context) -> Gongwen:
    # Imported when such a document is made: every command loads the plug-ins.
    from .compose import compose

    return compose(data, context)
