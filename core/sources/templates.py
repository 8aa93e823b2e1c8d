"""Templates as they were read, so that all formats are drawn from the same files: a document type's own, and the office's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import IO, Any

from ..errors import TemplateError
from ..files.reasons import reason
from ..office import FOR_ALL, Office


class Kept(Traversable):
    """A file or a folder with what is in it, in memory.

    :param name: of the file or the folder.
    :param where: its path, for messages.
    :param content: of a file; None: it is a folder.
    :param parts: what is in a folder.
    """

    def __init__(self, name: str, where: str, content: bytes | None = None, parts: tuple[Kept, ...] = ()) -> None:
        self._name, self._where, self._content, self._parts = name, where, content, parts

    @classmethod
    def read(cls, source: Traversable) -> Kept:
        """A file or a folder as it is now.

        :raises TemplateError: a file cannot be read.
        """
        try:
            if source.is_file():
                return cls(source.name, str(source), source.read_bytes())
            inner = source.iterdir() if source.is_dir() else ()
            return cls(source.name, str(source), parts=tuple(cls.read(part) for part in inner if part.name != "__pycache__"))
        except OSError as error:
            raise TemplateError(f"模板“{source}”读不了：{reason(error)}。检查它的权限") from error

    def __str__(self) -> str:
        return self._where

    @property
    def name(self) -> str:
        """Of the file or the folder."""
        return self._name

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self._content is not None

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return self._content is None

    def iterdir(self) -> Iterator[Traversable]:
        """What is in the folder."""
        yield from self._parts

    def joinpath(self, *descendants: Any) -> Traversable:  # noqa: ANN401 - as Traversable has it
        """What is in the folder under a path, there or not."""
        at = self
        for name in "/".join(map(str, descendants)).split("/"):
            at = next((part for part in at._parts if part.name == name), _NOTHING)
        return at

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> IO[Any]:  # noqa: ANN401 - likewise
        """The file's content, to be read."""
        if self._content is None:
            raise FileNotFoundError(self._where)
        content = io.BytesIO(self._content)
        return content if "b" in mode else io.TextIOWrapper(content, *args, **kwargs)

    def read_bytes(self) -> bytes:
        """The file's content."""
        with self.open("rb") as stream:
            return bytes(stream.read())

    def read_text(self, encoding: str | None = None) -> str:
        """The file's text, in UTF-8."""
        return self.read_bytes().decode(encoding or "utf-8")


class _Nothing(Kept):
    """What is asked for and is not there."""

    def __init__(self) -> None:
        super().__init__("", "")

    def is_dir(self) -> bool:
        return False


_NOTHING = _Nothing()


def office_templates(office: Office, type: str) -> tuple[Traversable, ...]:
    """The folder with an office's templates for a document type: those of the type, and for what it has none, those for all.

    :param type: its name.
    :return: nothing where there are none.
    :raises TemplateError: one of them could not be read.
    """
    found = {one.suffix: one for name in (FOR_ALL, type) for one in office.templates if one.name == name}
    for template in found.values():
        if template.fault:
            raise TemplateError(f"模板“{template.path}”用不了：{template.fault}")
    parts = tuple(Kept(f"gongwen{suffix}", one.path, one.content) for suffix, one in found.items())
    return (Kept("", "", parts=parts),) if parts else ()
