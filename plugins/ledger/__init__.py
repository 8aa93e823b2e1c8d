"""党建工作台账 ledger: the five things that an office must be clear about (五个清), unit by unit."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import Context, Data, DocumentType, Gongwen, PacketFields, hookimpl

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 党建工作台账."""
    register(
        DocumentType(
            name="党建工作台账",
            summary="业务运行、职工队伍、党员队伍、负责人、未建党组织原因“五个清”，核对数字并列表",
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
