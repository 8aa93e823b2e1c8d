"""实施意见 opinion on carrying something out: issued by a notice (印发通知), or alone with a 题注 under its title."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import DocumentType, hookimpl

from .compose import compose
from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 实施意见."""
    register(
        DocumentType(
            name="实施意见",
            summary="对重要事项提出落实的目标、任务和办法，直接发文，或者由通知印发",
            schema=SCHEMA,
            compose=compose,
            starter=files(__package__).joinpath("starter.md").read_text(encoding="utf-8"),
        )
    )
