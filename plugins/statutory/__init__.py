"""The statutory genres 法定文种 (条例第八条) that have no plug-in of their own; :mod:`.genres` lists them."""

from collections.abc import Callable
from functools import partial
from importlib.resources import files

from hongtou import DeferredType, DocumentType, hookimpl, official

from .genres import GENRES, Genre
from .schema import schema


@hookimpl
def hongtou_register_document_types(register: Callable[[DeferredType], None]) -> None:
    """Bring them all, each to be read when somebody asks for it."""
    for genre in GENRES:
        register(DeferredType(genre.name, partial(_document_type, genre)))


def _document_type(genre: Genre) -> DocumentType:
    return DocumentType(
        name=genre.name,
        summary=genre.summary,
        group="法定公文",
        schema=schema(genre),
        compose=partial(official, format=genre.format),
        starter=files(__package__).joinpath(f"{genre.starter}.md").read_text(encoding="utf-8"),
    )
