"""工作要点 work points: issued by a notice (印发通知), or alone with a 题注 under its title."""

from collections.abc import Callable
from importlib.resources import files

from hongtou import DocumentType, hookimpl

from .compose import compose
from .schema import SCHEMA


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """Bring 工作要点."""
    register(
        DocumentType(
            name="工作要点",
            summary="一年或者一个时期的主要任务，由通知印发，或者标题下加题注单独成文",
            schema=SCHEMA,
            compose=compose,
            starter=files(__package__).joinpath("starter.md").read_text(encoding="utf-8"),
        )
    )
