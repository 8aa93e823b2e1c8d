"""通知 notice: direct, or issuing another text (印发通知)."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import DocumentType, hookimpl, official

from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 通知."""
    register(
        DocumentType(
            name="通知",
            summary="发布、传达要求有关单位周知或者执行的事项，印发文件",
            group="法定公文",
            schema=SCHEMA,
            compose=official,
            starter=files(__package__).joinpath("starter.md").read_text(encoding="utf-8"),
        )
    )
