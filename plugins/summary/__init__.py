"""年度党建工作总结 summary: a year's party-building work, written out of figures, tasks and indicators."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import Context, Data, DocumentType, Gongwen, PacketFields, hookimpl

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 年度党建工作总结."""
    register(
        DocumentType(
            name="年度党建工作总结",
            summary="由概况数字、年度任务和指标自动成文的年度总结，指标列表并标出未完成的",
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
