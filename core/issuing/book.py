"""The register's book of a year 发文登记簿, printed: through a document type that prints registers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..document import Format
from ..draft import Draft
from ..errors import HongtouError, UsageError
from ..office import Office
from ..plugin import DocumentType, RegisterBook
from ..plugin.manager import Plugins
from ..register.columns import row
from ..register.entry import Entry
from ..runner import Runner
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Book:
    """The numbers of a year that are to be printed.

    :param code: the 机关代字 whose numbers alone are asked for; empty: all.
    """

    office: Office
    year: int
    entries: Sequence[Entry]
    code: str = ""

    @property
    def title(self) -> str:
        """What stands over it, such as ``云州市医学会2026年发文登记簿``."""
        return f"{self.office.name}{self.year}年发文登记簿"


def printed(book: Book, plugins: Plugins, renderer: str, genre: str = "") -> bytes:
    """A book as a document.

    :param renderer: the name of the format: ``pdf``, ``docx``.
    :param genre: the document type that prints it; empty: the first that can.
    :raises UsageError: this type cannot print it.
    :raises HongtouError: none can, or the document cannot be made.
    """
    type, part = _printing(plugins, genre)
    return Runner(book.office, plugins).make(_draft(type, part, book), [renderer]).files[renderer]


def _printing(plugins: Plugins, genre: str) -> tuple[DocumentType, RegisterBook]:
    printing = {type.name: (type, part) for type in plugins.document_types.readable() if (part := type.register_book)}
    if not printing:
        raise HongtouError("没有装印登记簿的插件，只能写成 .xlsx")
    if genre and genre not in printing:
        raise UsageError(f"文种“{genre}”不能印登记簿。能印的：{'、'.join(printing)}")
    return printing[genre or next(iter(printing))]


def _draft(type: DocumentType, part: RegisterBook, book: Book) -> Draft:
    columns = part.columns(type.schema)
    lines = [{name: text for name, text in row(entry).items() if text and name in columns} for entry in book.entries]
    own = {part.year: str(book.year), part.entries: lines} | ({part.code: book.code} if part.code and book.code else {})
    values = {"文种": type.name, "标题": book.title, "格式": Format.PLAIN.value, **own}
    return Draft(Path("hongtou number book"), values, {})
