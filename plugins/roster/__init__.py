"""统战对象名单 roster: the people whom united-front work keeps in touch with, checked, grouped by kind and counted."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import Context, Data, DocumentType, Gongwen, hookimpl

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 统战对象名单."""
    register(
        DocumentType(
            name="统战对象名单",
            summary="统战工作对象登记表，核对民族、政治面貌和类别，按类别分组、编号、统计",
            schema=SCHEMA,
            compose=_compose,
            starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
            starter_suffix=".yaml",
        )
    )


def _compose(data: Data, context: Context) -> Gongwen:
    # Imported when such a document is made: every command loads the plug-ins.
    from .compose import compose

    return compose(data, context)
